"""Plans: the list, one as a tree with its targets, one of its items, one on a single page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hefu.export.targetsheets import write_targets
from hefu.ledger.aimed import aimed
from hefu.ledger.listing import begins
from hefu.ledger.models import Document, Item, Plan, Statement, Target
from hefu.ledger.revision import once
from hefu.ledger.targets import listed
from hefu.office.models import Task
from hefu.plan.assessment import Verdict
from hefu.web import params, periods, plantree, standing
from hefu.web.aims import BINDING, Row, grouped, rows
from hefu.web.plantree import Node
from hefu.web.verdicts import CSS, Mark, counted, tallied
from hefu.web.views.alignment import neighbours, reached
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page

MOST = 300
"""Rows of targets on the page of a part of a plan."""
SIZE = 50
"""Targets of a plan on one page."""

_KEPT = tuple(f"document__{name}" for name in Document.LARGE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list."""

    plan: Plan
    marks: list[Mark]

    @property
    def period(self) -> str:
        return periods.words(self.plan.period) if self.plan.period else ""

    @property
    def count(self) -> int:
        return sum(mark.count or 0 for mark in self.marks)

    @property
    def long(self) -> bool:
        """Of several years: a plan rather than a report of one."""
        return _is_long(self.plan.period)


@dataclass(frozen=True, slots=True)
class Known:
    """A plan that has targets, as lists are chosen from. long: of several years."""

    key: int
    area: str
    long: bool


@once
def every() -> Sequence[Known]:
    """The documents that set targets, those of several years first, then the newest."""
    verdicts = plantree.by_plan()
    rows = Plan.objects.order_by("-document__published", "pk").values_list("pk", "area_name", "period")
    found = [Known(key, area, _is_long(period)) for key, area, period in rows if key in verdicts]
    return sorted(found, key=lambda one: not one.long)


def shown(some: Iterable[Known]) -> list[Listed]:
    """These plans with their verdicts."""
    keys, verdicts = [one.key for one in some], plantree.by_plan()
    found = Plan.objects.select_related("document").defer(*_KEPT).in_bulk(keys)
    return [Listed(found[key], tallied(verdicts.get(key, ()))) for key in keys if key in found]


def marks_of_all() -> list[Mark]:
    """How many targets have each verdict."""
    found: Counter[str] = Counter()
    for verdicts in plantree.by_plan().values():
        found.update(dict(verdicts))
    return tallied(found.items())


def listing(request: HttpRequest) -> HttpResponse:
    """All documents that set targets, or those of an area."""
    area, plans = params.text(request.GET, "area"), every()
    areas = Counter(one.area for one in plans if one.area)
    found = params.page_of([one for one in plans if area in ("", one.area)], request.GET, SIZE)
    some = shown(found)
    context = {
        "section": "plans",
        "area": area,
        "pages": found,
        "areas": sorted(areas.items(), key=lambda one: (-one[1], one[0])),
        "long": [one for one in some if one.long],
        "short": [one for one in some if not one.long],
        "marks": marks_of_all(),
        "documents": Document.objects.count(),
    }
    return page(request, "plans.html", context)


def _is_long(period: str) -> bool:
    return "/" in period


# ---------------------------------------------------------------- one plan


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan that was asked for, and its items."""

    plan: Plan
    items: list[Item]

    @property
    def sha256(self) -> str:
        return self.plan.document.original_id

    def item_of(self, row: Target) -> Item | None:
        """The lowest item that a target stands in."""
        number = plantree.at(self.items, row.start)
        return None if number is None else self.items[number]

    def title(self, row: Target) -> str:
        """The heading of that item."""
        item = self.item_of(row)
        return plantree.label(item) if item else ""

    def rows(self) -> QuerySet[Target]:
        """Its targets, as far as they are still found."""
        return Target.objects.filter(plan=self.plan, gone=False)

    def targets(self) -> QuerySet[Target]:
        """The same with their documents, in the order of the text."""
        return listed().filter(plan=self.plan).order_by("start")

    def tree(self, current: int | None = None) -> list[Node]:
        said = self.rows().exclude(verdict="").values_list("start", "verdict")
        return plantree.tree(self.items, cast("list[tuple[int, Verdict]]", list(said)), current)

    def common(self, current: int | None = None) -> dict[str, Any]:
        """What every page of a plan is given."""
        return {
            "section": "plans",
            "feeds_of": {"plan": self.sha256, "name": str(self.plan.document)},
            "plan": self.plan,
            "short": self.sha256[:16],
            "period": periods.words(self.plan.period) if self.plan.period else "",
            "nodes": self.tree(current),
            "total": self.rows().count(),
        }


def opened(sha256: str) -> Opened:
    """The plan of a document, by the beginning of its hash."""
    found = list(Plan.objects.select_related("document").defer(*_KEPT)
                 .filter(begins(sha256, "document__original"))[:2])  # fmt: skip
    if len(found) != 1:
        raise NotHereError(_("The ledger holds no plan with this hash."))
    return Opened(found[0], list(found[0].items.all()))


def plan(request: HttpRequest, sha256: str) -> HttpResponse:
    """A plan: the tree of its items and all of its targets, or those of a verdict, binding or not."""
    found = opened(sha256)
    verdict = params.choice(request.GET, "verdict", CSS)
    binding = params.choice(request.GET, "binding", BINDING)
    targets = _filtered(found.targets(), verdict, binding)
    pages = params.page_of(targets, request.GET, SIZE)
    context = found.common() | {
        "groups": grouped(rows(pages.object_list), found.title),
        "pages": pages,
        "marks": _marks(_filtered(found.targets(), "", binding)),
        "verdict": verdict,
        "binding": binding,
        "bound": found.rows().filter(binding=True).count(),
        "blank": _filtered(found.rows(), "no-result", "").count() if not verdict else 0,
        "neighbours": neighbours(found.plan),
    }
    return page(request, "plan.html", context)


def plan_table(request: HttpRequest, sha256: str) -> FileResponse:
    """The targets of a plan by the same filter, with base, results and verdicts, as a workbook."""
    found = opened(sha256)
    verdict, binding = params.choice(request.GET, "verdict", CSS), params.choice(request.GET, "binding", BINDING)
    out = BytesIO()
    write_targets(aimed(_filtered(found.targets(), verdict, binding)), out, request.build_absolute_uri("/").rstrip("/"))
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"targets-{found.sha256[:16]}.xlsx")


def _filtered(found: QuerySet[Target], verdict: str, binding: str) -> QuerySet[Target]:
    if verdict:
        found = found.filter(verdict=verdict)
    return found.filter(binding=BINDING[binding]) if binding else found


def _marks(found: QuerySet[Target]) -> list[Mark]:
    return counted(cast("list[Verdict]", [one for one in found.values_list("verdict", flat=True) if one]))


def item(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """A part or measure of a plan: its words, targets, projects, bodies, the evidence, and what the audit found."""
    found = opened(sha256)
    one = next((item for item in found.items if item.number == number), None)
    if one is None:
        raise NotHereError(_("The plan has no such item."))
    within = plantree.below(found.items, number)
    table = rows(found.targets().filter(start__gte=one.start, start__lt=one.stop)[:MOST])
    place = next(index for index, item in enumerate(found.items) if item.number == number)
    context = found.common(number) | {
        "item": one,
        "label": plantree.label(one),
        "above": _above(found, one),
        "groups": grouped(table, found.title) if len(within) > 1 else [("", table)],
        "count": len(table),
        "marks": counted([row.shown.assessment.verdict for row in table]),
        "named": plantree.named(found.plan).within(within),
        "words": _paragraphs(found, one) if len(within) == 1 else [],
        "evidence": _evidence(table),
        "findings": standing.of_statements(_said(found, one)),
        "tasks": Task.objects.filter(sha256=found.sha256, start__gte=one.start, start__lt=one.stop).select_related(
            "body"
        )[:_TASKS],
        "reaches": reached(found.plan, one.start, one.stop),
        "before": found.items[place - 1] if place else None,
        "after": found.items[place + 1] if place + 1 < len(found.items) else None,
    }
    return page(request, "item.html", context)


_TASKS = 50
_LINES = 12
"""Paragraphs of a measure that are shown; the document has them all."""


def _paragraphs(found: Opened, one: Item) -> list[str]:
    """The words of an item below its heading."""
    text: str = Document.objects.values_list("text", flat=True).get(pk=found.plan.pk)
    lines = text[one.end : one.stop].lstrip(" \u3000\n。.").splitlines()
    return [line.strip() for line in lines if line.strip()][:_LINES]


def _said(found: Opened, one: Item) -> QuerySet[Statement]:
    """The statements of an item."""
    return Statement.objects.filter(document=found.plan.pk, start__gte=one.start, start__lt=one.stop).only("pk")


def _above(found: Opened, one: Item) -> list[Item]:
    known = {item.number: item for item in found.items}
    chain: list[Item] = []
    while one.parent is not None:
        one = known[one.parent]
        chain.insert(0, one)
    return chain


def _evidence(table: list[Row]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The documents that the verdicts rest on, each with what it says: words and where they stand."""
    found: dict[int, dict[str, str]] = {}
    for row in table:
        for passage, figure in zip(row.shown.results, row.results, strict=True):
            found.setdefault(passage.document, {}).setdefault(figure.href, f"{row.name} {figure.whole} {figure.period}")
    documents = Document.cards().in_bulk(found)
    return [(str(documents[key]), [(words, href) for href, words in said.items()]) for key, said in found.items()]


def summary(request: HttpRequest, sha256: str) -> HttpResponse:
    """A plan on one page: counts, the map of its parts, the binding targets, and what went well or did not."""
    found = opened(sha256)
    targets = found.targets()
    table = rows(targets[:MOST])
    kinds = {verdict: [row for row in table if row.shown.assessment.verdict == verdict] for verdict in CSS}
    drawn = {row.name: row for row in reversed(table) if row.track is not None and row.track.guide}
    context = found.common() | {
        "marks": counted([row.shown.assessment.verdict for row in table]),
        "units": [(Mark(verdict), some) for verdict, some in kinds.items() if some],
        "binding": [row for row in table if row.row.binding],
        "missed": [*kinds["missed"], *kinds["behind"]][:_SOME],
        "more": max(len(kinds["missed"]) + len(kinds["behind"]) - _SOME, 0),
        "drawn": list(reversed(drawn.values()))[:_DRAWN],
        "named": plantree.named(found.plan),
        "latest": Document.objects.exclude(published="").order_by("-published").values_list(
            "published", flat=True).first(),
    }  # fmt: skip
    return page(request, "summary.html", context)


_SOME, _DRAWN = 12, 12
