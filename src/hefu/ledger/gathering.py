"""What a report is made of, read from the open ledger: targets, passages, parts, projects, findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import PurePath

from django.db.models import Q

from hefu.ledger import targets as ledger_targets
from hefu.ledger.layout import places_between
from hefu.ledger.models import Document, Finding, FindingFigure, Item, Plan, Target
from hefu.ledger.store import load_document
from hefu.ledger.tracking import book_of
from hefu.plan.assessment import VERDICTS, Stated
from hefu.plan.items import items
from hefu.plan.judging.case import Case, wanted
from hefu.plan.pairing import Book
from hefu.plan.projects import projects
from hefu.plan.when import span
from hefu.report.kinds import in_scope
from hefu.report.snapshot import (
    VERSION,
    Doubted,
    Judged,
    Kind,
    Language,
    Passage,
    Point,
    Problem,
    Section,
    Snapshot,
    Source,
    Work,
)

Named = Callable[[str], str]
"""The name of a rule or reason in the report's language."""
Told = Callable[[Finding], tuple[str, tuple[str, ...]]]
"""What a finding says in it, and the lines of its arithmetic."""
_AROUND = 24
"""Characters of a passage's surroundings, to either side."""
_NUMBER = re.compile(r"[\d.,，．]{2}")
_DRAWN = 12
"""So many results of a target are drawn and listed, the latest."""


class Passages:
    """The evidence in the order in which it is first named, each place once."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self.sources: list[Source] = []
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._documents: dict[str, tuple[int, Document]] = {}

    def source(self, sha256: str) -> int:
        """The number of a document among the sources."""
        return self._document(sha256)[0]

    def add(self, sha256: str, start: int, end: int) -> int:
        """The number of a passage."""
        key = (sha256, start, end)
        if key not in self._numbers:
            number, row = self._document(sha256)
            self._numbers[key] = len(self.found)
            text = row.text
            self.found.append(
                Passage(number, start, end, text[start:end], *_around(text, start, end), _place(row, start, end))
            )  # fmt: skip
        return self._numbers[key]

    def _document(self, sha256: str) -> tuple[int, Document]:
        if sha256 not in self._documents:
            row = Document.objects.defer("layout").get(original=sha256)
            self.sources.append(Source(sha256, row.name, row.title, row.published))
            self._documents[sha256] = (len(self.sources) - 1, row)
        return self._documents[sha256]


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after, never with half of a number at their ends."""
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    while first < start and first > 0 and _NUMBER.fullmatch(text[first - 1 : first + 1]):
        first += 1
    while last > end and last < len(text) and _NUMBER.fullmatch(text[last - 1 : last + 1]):
        last -= 1
    return text[first:start], text[end:last]


def _place(row: Document, start: int, end: int) -> tuple[tuple[str, str], ...]:
    """Page, cell or paragraph in the file; nothing for a text, whose characters are counted already."""
    found = places_between(bytes(row.places), start, end)
    if not found:
        return ()
    place = found[0]
    if place.page is not None:
        return (("page", str(place.page)),)
    if place.cell is not None:
        return (*((("sheet", place.sheet),) if place.sheet else ()), ("cell", place.cell))
    numbers = (("table", place.table), ("row", place.row), ("column", place.column))
    if place.table is not None:
        return tuple((name, str(value + 1)) for name, value in numbers if value is not None)
    return () if place.paragraph is None else (("paragraph", str(place.paragraph + 1)),)


class Gathering:
    """One plan, looked at as of a day, for one kind of report."""

    def __init__(self, plan: Plan, as_of: str, kind: Kind, language: Language, named: Named, told: Told) -> None:
        self.plan, self.as_of, self.kind, self.language = plan, as_of, kind, language
        self.named, self.told = named, told
        self.passages = Passages()
        self.sha256: str = plan.document.original_id

    def snapshot(self, *, who: str, when: str, hefu: str, problems: Iterable[Problem] | None) -> Snapshot:
        """All of it, frozen."""
        plan, document = self.plan, self.plan.document
        source = self.passages.source(self.sha256)
        judged = tuple(self._targets())
        sections, works = tuple(self._sections()), tuple(self._works())
        findings = tuple(self._findings())
        return Snapshot(
            version=VERSION, hefu=hefu, language=self.language, kind=self.kind,
            title=plan.title or document.title or PurePath(document.name).stem,
            issuer=plan.issuer or document.issuer, area=plan.area_name or document.area_name, period=plan.period,
            above=plan.above, as_of=self.as_of, when=when, who=who, plan=source,
            sources=tuple(self.passages.sources), passages=tuple(self.passages.found), sections=sections,
            targets=judged, works=works, findings=findings,
            problems=None if problems is None else tuple(problems),
            verdicts=tuple((verdict, self.named(verdict)) for verdict in VERDICTS),
        )  # fmt: skip

    # ------------------------------------------------------------ targets

    def _targets(self) -> Iterable[Judged]:
        rows = [row for row in Target.objects.filter(plan=self.plan).order_by("start") if self._wanted(row)]
        book = book_of({(row.name, row.place) for row in rows})
        for one in ledger_targets.shown(rows, as_of=self.as_of):
            yield self._judged(one, book)

    def _wanted(self, row: Target) -> bool:
        return in_scope(self.kind, row.period, period=self.plan.period, as_of=self.as_of)

    def _judged(self, one: ledger_targets.Shown, book: Book) -> Judged:
        found, said = one.assessment, one.assessment.aim.stated
        case = self._case(one, book)
        base = found.base
        first = [said, *([] if base is None else [base]), *found.results]
        numbers = [self._passage(figure) for figure in first]
        series = self._series(case)
        return Judged(
            item=found.aim.item, indicator=said.indicator, area=one.row.area_name, period=said.period or "",
            binding=found.aim.binding, target=numbers[0], base=None if base is None else numbers[1],
            results=tuple(numbers[len(numbers) - len(found.results) :]),
            result_periods=tuple(result.period or "" for result in found.results),
            verdict=found.verdict, rule=self.named(found.rule), formula=found.formula,
            progress="" if found.progress is None else _percent(found.progress), provisional=found.provisional,
            reason=self.named(found.reason) if found.reason else "", aim=self._point(said),
            start=self._point(base) if base is not None and _alike(base, said) else None, series=series,
            way=said.kind == "amount" and not case.summed and not _over_years(said),
        )  # fmt: skip

    def _case(self, one: ledger_targets.Shown, book: Book) -> Case:
        aim = one.assessment.aim
        told = [s for s in book.series(aim) if s.published is None or s.published[: len(self.as_of)] <= self.as_of]
        return Case(aim, wanted(aim), told, (), self.as_of)

    def _series(self, case: Case) -> tuple[Point, ...]:
        """What is reported of a target, measured as it is: for each time the figure that judging prefers."""
        if case.said.value is None or case.said.period is None:
            return ()
        times = sorted({one.period for one in case.same if one.period and one.value is not None}, key=_time)
        points = []
        for when in times[-_DRAWN:]:
            some = case.at([one for one in case.same if one.period == when], span(when))
            points += [point for one in some[:1] if (point := self._point(one))]
        return tuple(points)

    def _point(self, said: Stated) -> Point | None:
        if said.value is None or said.period is None:
            return None
        when = span(said.period)
        low, high = sorted((said.number, said.top))
        return Point(self._passage(said), said.period, when.first, when.last, str(low), str(high), said.bound or "=",
                     said.modality)  # fmt: skip

    def _passage(self, said: Stated) -> int:
        return self.passages.add(said.doc, said.start, said.end)

    # ------------------------------------------------------------ parts, projects, findings

    def _sections(self) -> Iterable[Section]:
        """The items with a heading of their own."""
        for one in Item.objects.filter(plan=self.plan):
            if one.start < one.end:
                passage = self.passages.add(self.sha256, one.start, one.end)
                yield Section(one.number, one.parent, max(one.level, 1), one.kind, passage)

    def _works(self) -> Iterable[Work]:
        document = load_document(self.plan.pk, segments=False)
        for one in projects(document, items(document)):
            yield Work(
                self.passages.add(self.sha256, one.start, one.end), one.kind or "", one.place or "", one.stage or ""
            )

    def _findings(self) -> Iterable[Doubted]:
        """Findings that nobody has dismissed and that touch a figure that the report names."""
        wanted_by = Q(pk__in=[])
        for number, source in enumerate(self.passages.sources):
            starts = [one.start for one in self.passages.found if one.source == number]
            wanted_by |= Q(document__original=source.sha256, start__in=starts)
        touched = FindingFigure.objects.filter(wanted_by).values("finding")
        states = (Finding.OPEN, Finding.CONFIRMED)
        for one in Finding.objects.filter(pk__in=touched, state__in=states).order_by("severity", "identity"):
            figures = FindingFigure.objects.filter(finding=one).select_related("document").defer(
                *(f"document__{name}" for name in Document.LARGE))  # fmt: skip
            places = tuple(self.passages.add(f.document.original_id, f.start, f.end) for f in figures)
            message, arithmetic = self.told(one)
            rule = self.named(one.rule)
            yield Doubted(one.identity, rule, one.severity, one.state, message, arithmetic, places)


def _alike(one: Stated, other: Stated) -> bool:
    return one.kind == other.kind and one.unit_base == other.unit_base


def _over_years(said: Stated) -> bool:
    return said.period is not None and span(said.period).months > 12


def _time(period: str) -> tuple[int, int]:
    return span(period).last, span(period).first


def _percent(progress: Decimal) -> str:
    return f"{(progress * 100).quantize(Decimal('0.1'))}%"
