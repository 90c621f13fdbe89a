"""Targets that are not due, or of which the due figure is not reported: the course so far."""

from __future__ import annotations

from decimal import Decimal

from hefu.audit.intervals import INFINITY
from hefu.plan.assessment import Ruling, Stated
from hefu.plan.judging.case import (
    NO_BASE,
    TOO_FAR,
    ZERO_BASE,
    Case,
    accepted,
    against,
    amount,
    compare,
    far_apart,
    keeps,
    percent,
    rivals,
    write,
)
from hefu.plan.when import elapsed, span

HALF = Decimal("0.5")
PART, EARLY, KEPT, COURSE, NOTHING = "part of the year", "reached early", "kept so far", "course", "no result"


def part_of_the_year(case: Case) -> Ruling | None:
    """Of a yearly target, the months reported so far: growth and shares against the target, amounts against the part of
    the year that is over. Only until the year is over: then the whole year's figure is wanted.
    """
    if case.over or not case.due.is_year or case.said.kind not in ("amount", "growth"):
        return None
    months = [one for one in case.same if one.period and span(one.period).first == case.due.first
              and 1 < span(one.period).months < 12]  # fmt: skip
    if not months:
        return None
    latest = max(months, key=lambda one: (span(one.period or "").last, one.modality == "actual", one.published or ""))
    same = [one for one in months if one.period == latest.period]
    if rivals(latest, same):
        return Ruling("not-judgeable", PART, reason="the results contradict each other", used=tuple(same))
    return _amount_so_far(case, latest) if case.said.kind == "amount" and case.flows else _rate_so_far(case, latest)


def _rate_so_far(case: Case, latest: Stated) -> Ruling:
    verdict, reason = compare(case, latest.span, latest.number, rounded=latest.rounded)
    if reason is not None:
        return Ruling("not-judgeable", PART, reason=reason, used=(latest,))
    return Ruling("on-course" if verdict == "met" else "behind", PART,
                  f"{latest.period}: {write(latest)} {against(case, verdict)}", used=(latest,))  # fmt: skip


def _amount_so_far(case: Case, latest: Stated) -> Ruling | None:
    good, _ = accepted(case)
    if case.said.number <= 0:
        return None
    done, gone = latest.number / case.said.number, Decimal(span(latest.period or "").months) / 12
    if good.high == INFINITY:
        verdict = "met" if latest.number >= good.low else "on-course" if done >= gone else "behind"
    else:
        verdict = "missed" if latest.number > good.high else "on-course" if done <= gone else "behind"
    mark = "≥" if done >= gone else "<"
    formula = f"{write(latest)} ÷ {write(case.said)} = {percent(done)} {mark} {percent(gone)}"
    return Ruling(verdict, PART, formula, progress=done, used=(latest,))  # type: ignore[arg-type]


def under_way(case: Case) -> Ruling | None:
    """A level or share due in a later year: the part of the way from the base, beside that of the time that is over.

    On course when the latest figure is not below the straight line, or not below the course of the growth that is
    required (for amounts above zero); behind when it is below both. Reached before its time, it is met; what must only
    be kept (a ceiling, a floor below the base) is on course as long as it is kept.
    """
    if case.said.kind != "amount" or not case.due.is_year or case.over:
        return None
    base = case.base()
    latest = _latest(case, base)
    if latest is None or (case.flows and not _grows_to(case)):
        return None
    verdict, reason = compare(case, latest.span, latest.number, rounded=latest.rounded)
    if _another_thing(case, base, latest):
        return Ruling("not-judgeable", COURSE, reason=TOO_FAR, used=(latest,), base=base)
    stays = base is not None and keeps(case, base)
    kept = case.must_be_kept or stays
    if verdict == "met" and kept:
        return Ruling("on-course", KEPT, f"{write(latest)} {against(case, 'met')}", used=(latest,), base=base)
    if verdict == "met" and case.wanted is not None:
        return Ruling("met", EARLY, f"{write(latest)} {against(case, 'met')}", progress=_way(case, base, latest),
                      used=(latest,), base=base)  # fmt: skip
    if verdict == "missed" and (stays or (kept and base is None)):
        return Ruling("behind", KEPT, f"{write(latest)} {against(case, 'missed')}", used=(latest,), base=base)
    if base is None:
        return Ruling("not-judgeable", COURSE, f"{write(latest)}", reason=NO_BASE, used=(latest,))
    if reason is not None and case.wanted is None:
        return Ruling("not-judgeable", COURSE, reason=reason, used=(latest,), base=base)
    return _course(case, base, latest)


def _another_thing(case: Case, base: Stated | None, latest: Stated) -> bool:
    """Whether the target is hardly of what is reported: 城区…常住人口达到120万人 in a city of 320万."""
    if case.said.measure != "level" or case.said.number == 0:
        return False
    if base is not None and base.number and case.aim.base is None:
        way = case.said.number / base.number
        if case.wanted is None and not HALF < way < 1 / HALF:
            return True
    return latest.number != 0 and far_apart(latest.number, case.said.number)


def _grows_to(case: Case) -> bool:
    """Whether a yearly flow is aimed at for a later year than the one after its document: 到2025年达到1150亿元."""
    published = case.said.published
    return case.aim.base is not None or (published is not None and case.due.year > int(published[:4]))


def _latest(case: Case, base: Stated | None) -> Stated | None:
    """The latest figure after the base and after the target was set; none when the latest contradict each other."""
    since = base.period if base is not None else None
    if since is None and case.said.published is not None:
        since = str(int(case.said.published[:4]) - 1)
    found = case.until_due(case.same, since)
    if not found:
        return None
    same = [one for one in found if span(one.period or "").last == span(found[0].period or "").last]
    return None if rivals(found[0], same) else found[0]


def _way(case: Case, base: Stated | None, latest: Stated) -> Decimal | None:
    if base is None or base.unit_base != case.said.unit_base or base.number == case.said.number:
        return None
    return (latest.number - base.number) / (case.said.number - base.number)


def _course(case: Case, base: Stated, latest: Stated) -> Ruling:
    goal = case.said.number
    way = _way(case, base, latest)
    gone = elapsed(base.period or "", latest.period or "", case.period) if base.period else None
    if way is None or gone is None or gone <= 0:
        return Ruling("not-judgeable", COURSE, reason=NO_BASE, used=(latest,), base=base)
    line = (
        f"({write(latest)} − {write(base)}) ÷ ({write(case.said)} − {write(base)}) = {percent(way)};"
        f" {percent(gone)} of the time"
    )
    straight = base.number + (goal - base.number) * gone
    text = f"{line}; line {amount(straight, case.said)}"
    better = _at_or_beyond(latest, straight, rising=goal > base.number)
    grown = _required(base.number, goal, gone) if case.said.measure == "level" else None
    if grown is not None:
        text += f"; required growth {amount(grown, case.said)}"
        better = better or _at_or_beyond(latest, grown, rising=goal > base.number)
    elif base.number == 0:
        text += f" ({ZERO_BASE})"
    return Ruling("on-course" if better else "behind", COURSE, text, progress=way, used=(latest,), base=base)


def _required(base: Decimal, goal: Decimal, gone: Decimal) -> Decimal | None:
    """Where the growth that leads from the base to the target would stand by now."""
    return base * (goal / base) ** gone if base > 0 and goal > 0 else None


def _at_or_beyond(latest: Stated, line: Decimal, *, rising: bool) -> bool:
    return latest.span.high > line if rising else latest.span.low <= line


def nothing(case: Case) -> Ruling:
    """No document states a result of this time; another year's, area's or definition's is none."""
    reason = "no result of this time" if case.same else "no result"
    return Ruling("no-result", NOTHING, reason=reason)
