"""The course of a target over its years: what was reported, and the way from the base to the target.

Which figures make a course depends on what is aimed at: an amount at a time is reached from its base by a straight
line; a sum is built up from nothing; an average growth bends a line upwards from the base; anything else holds for
every year by itself. All are read in the unit by which they are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hefu.ledger.targets import Shown
from hefu.ledger.tracking import Subject, book_of
from hefu.plan.assessment import Stated
from hefu.web import periods
from hefu.web.claims import Claim, Stand, stands
from hefu.web.periods import Slot
from hefu.web.views.rows import statement_address

_BEFORE = 5
"""Years before the target that are shown of what holds for every year by itself."""

Guide = tuple[tuple[int, Decimal], ...]
"""Years and values of the way to the target."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim and the hash of the document that makes it."""

    doc: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Track:
    """A course. aim: None where the end of the way is reckoned, not stated.

    curved: the way is that of a growth every year, not a straight line.
    """

    unit: str
    results: tuple[Said, ...]
    aim: Said | None
    guide: Guide
    curved: bool = False

    @property
    def documents(self) -> set[str]:
        """Hashes of the documents that say so."""
        return {said.doc for said in self._all()}

    def numbered(self, numbers: Mapping[str, int]) -> Track:
        """With the numbers of its documents, by hash."""
        results = tuple(replace(said, claim=replace(said.claim, source=numbers[said.doc])) for said in self.results)
        aim = self.aim and replace(self.aim, claim=replace(self.aim.claim, source=numbers[self.aim.doc]))
        return replace(self, results=results, aim=aim)

    def _all(self) -> list[Said]:
        return [*self.results, *([self.aim] if self.aim else [])]

    @property
    def stands(self) -> list[Stand]:
        """What is drawn, by period and kind of claim."""
        return stands(said.claim for said in self._all())


def tracks(every: Sequence[Shown]) -> list[Track | None]:
    """The course of each target; None of one that has no number or no years, or of which nothing is reported."""
    years = [_years(one) for one in every]
    about: dict[range, set[Subject]] = defaultdict(set)
    for one, of in zip(every, years, strict=True):
        if of is not None:
            about[of].add((one.row.name, one.row.place))
    books = {of: book_of(subjects, years=of, economy=False) for of, subjects in about.items()}
    return [
        None if of is None else _track(one, books[of].series(one.assessment.aim))
        for one, of in zip(every, years, strict=True)
    ]


def _years(one: Shown) -> range | None:
    """The years that the course of a target can show; None when it has no course."""
    aim = one.assessment.aim.stated
    slot = periods.slot(aim.period or "")
    if slot is None or slot.shape not in ("year", "years") or aim.value is None or aim.kind not in ("amount", "growth"):
        return None
    start = _year(one.assessment.base)
    first = slot.number if slot.shape == "years" else slot.last - _BEFORE
    return range(first if start is None else min(first, start), slot.last + 1)


def _track(one: Shown, series: Iterable[Stated]) -> Track | None:
    aim = one.assessment.aim.stated
    slot = periods.slot(aim.period or "")
    assert slot is not None  # see `_years`
    base, every = one.assessment.base, [*series, *one.assessment.results]
    if aim.kind == "amount" and slot.shape == "year":
        found = _level(aim, slot, base, every)
    elif aim.built_up:
        found = _sum(aim, slot, every)
    elif aim.kind == "growth" and aim.unit_base == "%" and base is not None and base.kind == "amount":
        found = _growing(aim, slot, base, every)
    else:
        found = _each(aim, slot, every)
    return found if found.results else None


def _level(aim: Stated, slot: Slot, base: Stated | None, every: Iterable[Stated]) -> Track:
    start = _year(base)
    first = slot.last - _BEFORE if start is None else start
    points = _points(every, aim, range(first, slot.last + 1))
    if base is None or start is None or base.unit_base != aim.unit_base:
        return Track(aim.unit_base, points, _claim(aim, slot.last), ())
    if all(point.claim.slot.last != start for point in points):
        points = (_claim(base, start), *points)
    return Track(aim.unit_base, points, _claim(aim, slot.last), ((start, base.number), (slot.last, aim.number)))


def _sum(aim: Stated, slot: Slot, every: Iterable[Stated]) -> Track:
    """What has come together since the first year of the plan."""
    found = []
    for one in _alike(every, aim):
        told = periods.slot(one.period or "")
        if told is not None and told.shape in ("year", "years") and told.number == slot.number:
            found.append(_claim(one, told.last))
    guide = ((slot.number - 1, Decimal(0)), (slot.last, aim.number))
    return Track(aim.unit_base, tuple(found), _claim(aim, slot.last), guide)


def _growing(aim: Stated, slot: Slot, base: Stated, every: Iterable[Stated]) -> Track:
    """The amounts beside what a yearly growth makes of the base."""
    start = _year(base)
    if start is None:
        return _each(aim, slot, every)
    points = _points(every, base, range(start, slot.last + 1))
    rate = 1 + aim.number / 100
    guide = tuple((year, base.number * rate ** (year - start)) for year in range(start, slot.last + 1))
    return Track(base.unit_base, points, None, guide, curved=True)


def _each(aim: Stated, slot: Slot, every: Iterable[Stated]) -> Track:
    first = slot.number if slot.shape == "years" else slot.last - _BEFORE
    points = _points(every, aim, range(first, slot.last + 1))
    guide = ((first, aim.number), (slot.last, aim.number)) if slot.shape == "years" else ()
    return Track(aim.unit_base, points, _claim(aim, slot.last), guide)


# ---------------------------------------------------------------- points


def _points(every: Iterable[Stated], like: Stated, years: range) -> tuple[Said, ...]:
    """What is said of single years."""
    found = {}
    for one in _alike(every, like):
        year = _year(one)
        if year is not None and year in years:
            found[one.doc, one.start] = _claim(one, year)
    return tuple(found.values())


def _alike(every: Iterable[Stated], like: Stated) -> Iterable[Stated]:
    """Figures in the same unit and of the same kind; growth on the year before only."""
    for one in every:
        same = one.value is not None and one.kind == like.kind and one.unit_base == like.unit_base
        if same and (one.kind != "growth" or one.basis in (None, "", "yoy") or one.built_up):
            yield one


def _year(said: Stated | None) -> int | None:
    slot = periods.slot(said.period) if said is not None and said.period else None
    return slot.last if slot is not None and slot.shape == "year" else None


def _claim(said: Stated, year: int) -> Said:
    claim = Claim(
        value=said.number,
        highest=None if said.value_max is None else said.top,
        bound=said.bound or "=",
        modality=said.modality,
        slot=Slot("year", year, year),
        period=said.period or "",
        published=said.published or "",
        source=0,
        href=statement_address(said.doc, said.start),
    )
    return Said(said.doc, claim)
