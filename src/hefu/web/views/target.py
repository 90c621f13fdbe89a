"""One target: its verdict and how it was reached, its course, both sentences, and what people say of its links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hefu.errors import HefuError, UsageError
from hefu.ledger import links, targets
from hefu.ledger.models import Answer, Document, Link, Statement, Target
from hefu.ledger.targets import Shown
from hefu.web import embedding, plantree, standing
from hefu.web.aims import Figure, Row, address_of, figure_of
from hefu.web.chart import Course, draw, notes
from hefu.web.listing import carded
from hefu.web.quoting import Quoted, quoted
from hefu.web.reasons import named as words_of
from hefu.web.refusals import why_not
from hefu.web.shapes import Drawing
from hefu.web.track import Track, tracks
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.plans import Opened, opened
from hefu.web.views.rows import StatementRow, document_address, shown, statement_address
from hefu.web.views.targets import Changed, told
from hefu.web.who import named

ACTS = {Link.CONFIRMED: links.confirm, Link.CUT: links.cut, Link.UNDONE: links.undo}
Place = tuple[int, int]
"""The key of a document and a place in its text: how links know their statements."""
_OTHERS = 30
"""Other figures of the same thing that are offered as results."""


@dataclass(frozen=True, slots=True)
class Result:
    """A figure that the verdict rests on: its sentence, the key of its statement, and what was said of it last."""

    figure: Figure
    quoted: Quoted
    statement: int | None
    link: Link | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said of a link. statement: None where a new reading finds none there; holds: nothing came after."""

    link: Link
    statement: StatementRow | None
    holds: bool

    @property
    def href(self) -> str:
        return statement_address(self.link.document.original_id, self.link.statement)


def target(request: HttpRequest, sha256: str, start: int) -> HttpResponse:
    """The page of a target. `done` says what was just done to one of its links."""
    return _show(request, sha256, start)


def _show(request: HttpRequest, sha256: str, start: int, *, status: int = 200, wrong: str = "") -> HttpResponse:
    context = context_of(request, sha256, start) | {"wrong": wrong, "given": request.POST}
    return page(
        request, "target.html", context | embedding.offered(request, "target", [sha256, start], context), status=status
    )


def context_of(request: HttpRequest, sha256: str, start: int) -> dict[str, Any]:
    """What the page of a target says, drawing and sources among it; a frame in another site shows the same."""
    found = opened(sha256)
    one = _get(found, start)
    [track] = tracks([one])
    row = Row(one, track)
    last = {_place_of(link): link for link in one.links}
    results = _results(one, last)
    item = found.item_of(one.row)
    sources, drawn = drawing(track) if track else ([], None)
    return found.common(item.number if item else None) | _place(found, one.row) | {
        "heading": row.name,
        "place": one.row.area_name,
        "address": "",
        "item": item,
        "label": plantree.label(item) if item else "",
        "sources": sources,
        "row": row,
        "one": one,
        "track": track,
        "drawing": drawn,
        "said": quoted([one.target])[0],
        "base": _base(one),
        "results": results,
        "rule": words_of(one.assessment.rule),
        "reason": words_of(one.assessment.reason) if one.assessment.reason else "",
        "links": _log(one.links),
        "others": _others(one.row, {result.statement for result in results}, last),
        "changes": _changes(one),
        "findings": standing.of_statements(_statements(_places(one)).values()),
        "done": request.GET.get("done", ""),
    }  # fmt: skip


def _get(found: Opened, start: int) -> Shown:
    pk = found.rows().filter(start=start).values_list("pk", flat=True).first()
    if pk is None:
        raise NotHereError(_("The plan sets no target there."))
    return targets.get(pk)


def _place(found: Opened, row: Target) -> dict[str, Any]:
    """Where it stands in its plan, and the targets before and after it."""
    starts = list(found.rows().order_by("start").values_list("start", flat=True))
    at = starts.index(row.start)
    return {
        "position": at + 1,
        "previous": address_of(found.sha256, starts[at - 1]) if at else "",
        "next": address_of(found.sha256, starts[at + 1]) if at + 1 < len(starts) else "",
    }


def _changes(one: Shown) -> list[Changed]:
    """The changes that it is one side of."""
    place = one.target.document, one.row.start
    every = targets.changed(targets.listed().filter(name=one.row.name, place=one.row.place))
    return told(
        [
            change
            for change in every
            if place in [(side.document, side.stated.start) for side in change[1:] if side is not None]
        ]
    )


def _places(one: Shown) -> list[Place]:
    """Where the target, each time, and all that its verdict rests on are stated."""
    passages = [one.target, *one.results, *([one.base] if one.base else [])]
    again = [(one.target.document, start) for start, _end in one.assessment.aim.repeated]
    return [*((passage.document, passage.stated.start) for passage in passages), *again]


def _base(one: Shown) -> tuple[Figure, Quoted] | None:
    return (figure_of(one.base), quoted([one.base])[0]) if one.base else None


def _results(one: Shown, last: dict[Place, Link]) -> list[Result]:
    """What the verdict rests on, the latest first."""
    places = [(passage.document, passage.stated.start) for passage in one.results]
    known = _statements(places)
    return [
        Result(figure_of(passage), sentence, known[place].pk if place in known else None, last.get(place))
        for passage, sentence, place in zip(one.results, quoted(one.results), places, strict=True)
    ]


def _statements(places: Iterable[Place]) -> dict[Place, Statement]:
    """The statements that are read at these places now."""
    wanted = set(places)
    found = Statement.objects.filter(document__in={pk for pk, _at in wanted}, start__in={at for _pk, at in wanted})
    return {(row.document_id, row.start): row for row in carded(found) if (row.document_id, row.start) in wanted}


def _log(every: tuple[Link, ...]) -> list[Told]:
    """What people said, the newest first."""
    known = _statements(map(_place_of, every))
    rows = dict(zip(known, shown(known.values(), reach=60), strict=True))
    last = {_place_of(link): link.pk for link in every}
    return [
        Told(link, rows.get(_place_of(link)), last[_place_of(link)] == link.pk and link.kind != Link.UNDONE)
        for link in reversed(every)
    ]


def _place_of(link: Link) -> Place:
    return link.document_id, link.statement


def _others(row: Target, used: set[int | None], last: dict[Place, Link]) -> list[StatementRow]:
    """Figures of the same thing that the verdict does not rest on, and that nobody cut."""
    cut = {row.pk for place, row in _statements(last).items() if last[place].kind == Link.CUT}
    answers = Answer.objects.filter(name=row.name, place=row.place).exclude(statement__in={*used, *cut} - {None})
    found = carded(Statement.objects.filter(pk__in=answers.values("statement"))).order_by("-period_end", "start")
    return shown(found[:_OTHERS], reach=60)


def drawing(track: Track) -> tuple[list[tuple[str, Document, str]], Drawing | None]:
    """The course of a target as a chart with names and links; and its sources, with their numbers."""
    found = Document.cards().filter(original__in=track.documents).order_by("published", "pk")
    numbers = {row.original_id: number for number, row in enumerate(found, 1)}
    told = track.numbered(numbers)
    sources = [(notes([numbers[row.original_id]]), row, document_address(row.original_id)) for row in found]
    return sources, draw(Course(shape="year", unit=track.unit, growth_unit="%", level=told.stands, way=track.guide))


# ---------------------------------------------------------------- links


@require_POST
def link(request: HttpRequest, sha256: str, start: int) -> HttpResponse:
    """A person confirms that a figure answers the target, cuts it from it, or takes back what was said."""
    one = _get(opened(sha256), start)
    try:
        who = named(request)
        act = ACTS.get(request.POST.get("do", ""))
        statement = request.POST.get("statement", "")
        why = request.POST.get("why", "").strip()
        if act is None or not re.fullmatch(r"[0-9]{1,18}", statement):
            raise UsageError(_("Nothing was asked for: confirm a link, cut it, or take that back."))
        if not why:
            raise UsageError(_("Say why: the reason is kept with the link."))
        act(one.row.pk, int(statement), who=who, why=why)
    except HefuError as error:
        return _show(request, sha256, start, status=400, wrong=why_not(error))
    return HttpResponseRedirect(f"{address_of(one.target.stated.doc, start)}?done={request.POST['do']}")
