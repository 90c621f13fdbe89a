"""Targets beside results: the assessment of each target by the rules of `judging`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hefu.plan.assessment import Aim, Assessment, Ruling, Stated
from hefu.plan.judging.case import Case, wanted
from hefu.plan.judging.rules import JUDGES
from hefu.plan.pairing import Book, specific
from hefu.plan.when import span


def assess(
    aim: Aim,
    book: Book,
    *,
    now: str | None = None,
    confirmed: Sequence[Stated] = (),
    cut: Iterable[tuple[str, int]] = (),
) -> Assessment:
    """A target laid beside the results of a book.

    now: the day at which things are looked at (`2024-01-15`, `2024`), None for after everything.
    confirmed, cut: results that a person linked to this target, and places (document, start) that one parted from it.
    """
    parted = set(cut)
    series = [one for one in book.series(aim) if (one.doc, one.start) not in parted]
    series = [one for one in series if now is None or one.published is None or one.published[: len(now)] <= now]
    case = Case(aim, wanted(aim), series, book.economy(aim), now)
    if confirmed:
        case = replace(case, series=[*_as_due(aim, confirmed), *(s for s in series if not _among(s, confirmed))])
    return _assessment(aim, _ruling(case))


def _ruling(case: Case) -> Ruling:
    if not specific(case.said):
        return Ruling("not-judgeable", "no result", reason="the name says too little")
    return next(ruling for judge in JUDGES if (ruling := judge(case)) is not None)


def _as_due(aim: Aim, confirmed: Sequence[Stated]) -> list[Stated]:
    """What a person says answers the target is taken for a result of its time, as the target is measured."""
    said = aim.stated
    return [replace(one, name=said.name, area=said.area, scope=said.scope, holder=said.holder, among=said.among,
                    period=said.period, basis=said.basis) for one in confirmed]  # fmt: skip


def _among(one: Stated, others: Sequence[Stated]) -> bool:
    return any((one.doc, one.start) == (other.doc, other.start) for other in others)


def _assessment(aim: Aim, ruling: Ruling) -> Assessment:
    used = sorted(ruling.used, key=_latest_first, reverse=True)
    base = ruling.base or aim.base
    return Assessment(
        aim=aim,
        base=base,
        results=tuple(one for one in used if base is None or (one.doc, one.start) != (base.doc, base.start)),
        verdict=ruling.verdict,
        rule=ruling.rule,
        formula=ruling.formula,
        progress=ruling.progress,
        provisional=any(one.modality == "estimate" for one in ruling.used)
        and ruling.verdict in ("met", "missed", "on-course", "behind"),
        reason=ruling.reason,
    )


def _latest_first(one: Stated) -> tuple[int, str]:
    return (span(one.period).last if one.period else 0, one.published or "")
