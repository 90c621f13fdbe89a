"""Verdicts of targets as they are shown: the mark of the tally, always with its word, and counts of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hefu.plan.assessment import WORST_FIRST, Tally, Verdict

CSS: Mapping[str, str] = {
    "met": "met",
    "on-course": "on",
    "behind": "behind",
    "missed": "missed",
    "no-result": "none",
    "not-judgeable": "nj",
}
"""Verdict: the end of its class and of the name of its mark. In the order in which counts are shown."""

WORDS: Mapping[str, Promise] = {
    "met": pgettext_lazy("verdict", "met"),
    "on-course": pgettext_lazy("verdict", "on course"),
    "behind": pgettext_lazy("verdict", "behind"),
    "missed": pgettext_lazy("verdict", "missed"),
    "no-result": pgettext_lazy("verdict", "no result"),
    "not-judgeable": pgettext_lazy("verdict", "not judgeable"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict, or how many targets have it. count: None for a single one."""

    verdict: str
    count: int | None = None
    provisional: bool = False

    @property
    def css(self) -> str:
        return CSS[self.verdict]

    @property
    def word(self) -> str:
        return str(WORDS[self.verdict])


def counted(verdicts: Iterable[Verdict] | Tally) -> list[Mark]:
    """How many have which verdict; those that none has are left out."""
    tally = verdicts if isinstance(verdicts, Tally) else Tally.of(verdicts)
    return [Mark(verdict, tally.counts[verdict]) for verdict in _ordered(tally)]


def tallied(found: Iterable[tuple[str, int]]) -> list[Mark]:
    """The same of verdicts that are counted already, in the order in which counts are shown."""
    counts = dict(found)
    return [Mark(verdict, counts[verdict]) for verdict in CSS if counts.get(verdict)]


def worst(verdicts: Iterable[Verdict]) -> Mark | None:
    """The verdict of what stands above them; None where there is no target."""
    found = Tally.of(verdicts).verdict
    return Mark(found) if found else None


def _ordered(tally: Tally) -> list[Verdict]:
    shown = sorted(WORST_FIRST, key=list(CSS).index)
    return [verdict for verdict in shown if tally.counts.get(verdict)]
