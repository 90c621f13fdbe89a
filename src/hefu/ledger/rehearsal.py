"""What a change of the ledger does to its findings and verdicts: seen inside the transaction that makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from hefu.ledger.models import Decision, Finding, Target


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that came or went. words: to be laid out, see `hefu.ledger.telling`."""

    identity: str
    rule: str
    severity: str
    message: str
    words: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target that is judged otherwise than before. start: its place in the plan; plan: hash of its file."""

    plan: str
    start: int
    indicator: str
    period: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """Findings that come, findings that go, targets that are judged otherwise."""

    come: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(slots=True)
class Before:
    """Where the ledger stood before a change; `effect` tells what it has done since. Both in its transaction."""

    _finding: int = field(default_factory=lambda: Finding.objects.aggregate(last=Max("pk"))["last"] or 0)
    _decision: int = field(default_factory=lambda: Decision.objects.aggregate(last=Max("pk"))["last"] or 0)
    _verdicts: dict[int, str] = field(default_factory=lambda: _judged())

    def effect(self) -> Effect:
        """What was done since."""
        new = Finding.objects.filter(pk__gt=self._finding).exclude(state=Finding.RESOLVED)
        turns = Decision.objects.filter(pk__gt=self._decision, finding__lte=self._finding)
        back = Finding.objects.filter(pk__in=turns.filter(kind=Decision.RETURNED).values("finding"))
        gone = Finding.objects.filter(pk__in=turns.filter(kind=Decision.RESOLVED).values("finding"))
        come = [*new.order_by("severity", "pk"), *back.filter(state=Finding.OPEN).order_by("severity", "pk")]
        gone = gone.filter(state=Finding.RESOLVED).order_by("severity", "pk")
        return Effect(tuple(map(_change, come)), tuple(map(_change, gone)), tuple(self._changed()))

    def _changed(self) -> list[Verdict]:
        now = _judged()
        other = [key for key, verdict in now.items() if self._verdicts.get(key, verdict) != verdict]
        found = Target.objects.filter(pk__in=other[:_MOST])
        columns = found.values_list("plan__document__original", "start", "indicator", "period", "pk")
        return [
            Verdict(plan, start, indicator, period, self._verdicts[key], now[key])
            for plan, start, indicator, period, key in columns
        ]


_MOST = 500
"""So many targets are told of at most."""


def _judged() -> dict[int, str]:
    return dict(Target.objects.filter(gone=False).values_list("pk", "verdict"))


def _change(row: Finding) -> Change:
    return Change(row.identity, row.rule, row.severity, row.message, row.words)
