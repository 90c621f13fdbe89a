"""The review queue: one statement after the other, the most urgent first; accept, correct, reject, add."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from hefu.errors import HefuError, UsageError
from hefu.ledger import corrections, opinions, reviews
from hefu.ledger.fields import FIELDS
from hefu.ledger.listing import begins
from hefu.ledger.models import Document, Review, Statement, Target
from hefu.ledger.opening import writing
from hefu.web import params, standing, wording
from hefu.web.correcting import changed, fields_of
from hefu.web.listing import LARGE
from hefu.web.panel import field_rows
from hefu.web.refusals import why_not
from hefu.web.views.deciding import check
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.rows import StatementRow, shown, statement_address
from hefu.web.who import name_of, named

LISTED = 30
"""Statements of the queue that are listed beside the one in view."""
BEFORE, AFTER = 300, 200
"""Characters of the text around it, as far as its paragraph goes."""

QUEUES = {
    "": pgettext_lazy("queue", "all"),
    "finding": gettext_lazy("in a contradiction"),
    "target": gettext_lazy("behind a target"),
    "low": gettext_lazy("of low confidence"),
}
DONE = {
    "accepted": gettext_lazy("Accepted."),
    "corrected": gettext_lazy("Corrected and accepted."),
    "rejected": gettext_lazy("It is no statement any more."),
    "added": gettext_lazy("Added."),
    "refused": gettext_lazy("The proposal is refused and not shown again."),
    "undone": gettext_lazy("Taken back."),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. n: which of the queue, from 0."""

    of: str
    doc: str
    area: str
    n: int

    def query(self, **more: object) -> str:
        """The address of the same queue."""
        asked = {"of": self.of, "doc": self.doc, "area": self.area, "n": self.n or "", **more}
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})


def _wanted(query: QueryDict) -> Wanted:
    return Wanted(
        of=params.choice(query, "of", QUEUES),
        doc=params.pattern(query, "doc", r"[0-9a-f]{8,64}", _("the beginning of a document's hash")),
        area=params.text(query, "area"),
        n=params.whole(query, "n") or 0,
    )


def queue(request: HttpRequest) -> HttpResponse:
    """The queue, with one statement of it in view."""
    return _show(request)


def _show(
    request: HttpRequest, *, status: int = 200, wrong: str = "", at: tuple[int, int] | None = None
) -> HttpResponse:
    wanted = _wanted(request.GET)
    found = _rows(wanted, wanted.n + LISTED)
    row = _at(at) if at else found[wanted.n] if wanted.n < len(found) else None
    context = {
        "section": "review",
        "wanted": wanted,
        "of": wanted.of,
        "queues": [(name, words, Wanted(name, wanted.doc, wanted.area, 0).query()) for name, words in QUEUES.items()],
        "listed": _listed(found[wanted.n :], wanted),
        "document": Document.cards().filter(begins(wanted.doc)).first() if wanted.doc else None,
        "today": _today(name_of(request)),
        "wrong": wrong,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "undo": _undo(request),
        "refused": params.pattern(request.GET, "refused", r"\d{1,18}-\d{1,18}", _("a place")).split("-"),
        "skip": wanted.query(n=wanted.n + 1),
        "back": wanted.query(n=wanted.n - 1) if wanted.n > 1 else wanted.query(n="") if wanted.n else "",
    }
    if row is not None:
        context |= _statement(row, request.POST if wrong else {})
    return page(request, "review.html", context, status=status)


def _rows(wanted: Wanted, size: int) -> list[Statement]:
    document = _document(wanted.doc)
    names = (wanted.of,) if wanted.of else reviews.QUEUES
    found = reviews.next_of(names, size=size, document=document, area=wanted.area)
    rows = Statement.objects.select_related("series__indicator", "document").defer(*LARGE)
    known = rows.in_bulk([row.pk for row in found])
    return [known[row.pk] for row in found if row.pk in known]


def _document(sha256: str) -> int | None:
    if not sha256:
        return None
    found = Document.objects.filter(begins(sha256)).values_list("pk", flat=True).first()
    if found is None:
        raise NotHereError(_("The ledger holds no document with this hash."))
    return int(found)


def _at(place: tuple[int, int]) -> Statement | None:
    rows = Statement.objects.select_related("series__indicator", "document").defer(*LARGE)
    return rows.filter(document=place[0], start=place[1]).first()


def _listed(found: list[Statement], wanted: Wanted) -> list[tuple[StatementRow, str]]:
    return [(row, wanted.query(n=wanted.n + place)) for place, row in enumerate(shown(found[:LISTED], reach=12))]


def _today(who: str) -> int:
    """How many statements this person has reviewed today."""
    from django.utils.timezone import localdate

    return Review.objects.filter(who=who, when__date=localdate(), undone=None).count() if who else 0


def _undo(request: HttpRequest) -> Review | None:
    number = params.whole(request.GET, "was")
    return Review.objects.filter(pk=number, undone=None).first() if number else None


# ---------------------------------------------------------------- the statement in view


def _statement(row: Statement, given: QueryDict | dict[str, str]) -> dict[str, object]:
    text: str = Document.objects.values_list("text", flat=True).get(pk=row.document_id)
    low = max(text.rfind("\n", 0, row.start) + 1, row.start - BEFORE)
    stop = text.find("\n", row.end)
    high = min(stop if stop >= 0 else len(text), row.end + AFTER)
    origins = {one.name: one.origins for one in field_rows(row, text)}
    second = opinions.of([row]).get(row.pk)
    fields = fields_of(row, {name: value for name, value in given.items() if isinstance(value, str)})
    return {
        "row": row,
        "sentence": _marked(text, low, high, row),
        "cut": (low > 0 and text[low - 1] != "\n", high < len(text) and text[high : high + 1] != "\n"),
        "fields": [(key, field, origins.get(field.name, ())) for key, field in zip(_keys(), fields, strict=False)],
        "seen": reviews.version(row.document_id, row.start),
        "href": statement_address(row.document.original_id, row.start),
        "why": _why(row),
        "findings": standing.of_statements([row], most=3),
        "targets": Target.objects.filter(gone=False, uses__statement=row).select_related("plan__document")[:3],
        "second": [(wording.CORRECTABLE.get(p.field, p.field), p) for p in second[1].proposals] if second else [],
        "nothing": second[1].nothing if second else False,
        "model": second[0] if second else "",
    }


def _keys() -> Iterable[str]:
    return (*"123456789", *("",) * 9)


def _why(row: Statement) -> list[str]:
    """Why the statement is in the queue."""
    return [str(words) for name, words in QUEUES.items() if name and reviews.queue(name).filter(pk=row.pk).exists()]


def _marked(text: str, low: int, high: int, row: Statement) -> SafeString:
    """The words around the figure; what the fields were taken from is set off, the figure is marked."""
    spans = [(start, end, "ev") for _f, _rule, start, end in row.evidence if start is not None and low <= start < high]
    spans.append((row.start, row.end, "rv-figure"))
    edges = sorted({low, high, *(min(max(edge, low), high) for start, end, _css in spans for edge in (start, end))})
    pieces = []
    for start, end in pairwise(edges):
        css = " ".join(dict.fromkeys(css for a, b, css in spans if a <= start and end <= b))
        words = conditional_escape(text[start:end])
        pieces.append(format_html('<span class="{}">{}</span>', css, words) if css else words)
    return format_html_join("", "{}", ((piece,) for piece in pieces))


# ---------------------------------------------------------------- what people say


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accepts, corrects, rejects; then the next statement, from which this can be taken back."""
    wanted = _wanted(request.GET)
    place = _number(request, "document"), _number(request, "start")
    try:
        made, done = _decided(request, place, named(request))
    except reviews.ChangedError as error:
        said = _("{who} has changed this statement meanwhile. What you wrote is below; look at it again, then decide.")
        return _show(request, status=409, wrong=said.format(who=error.who), at=place)
    except HefuError as error:
        return _show(request, status=400, wrong=why_not(error), at=place)
    return HttpResponseRedirect(_address(wanted, done=done, was=made.pk))


def _decided(request: HttpRequest, place: tuple[int, int], who: str) -> tuple[Review, str]:
    seen, why = request.POST.get("seen", ""), request.POST.get("why", "").strip()
    asked = request.POST.get("do", "")
    if asked == "propose":
        return _taken_over(place, who=who, why=why, seen=seen)
    if asked == "reject":
        return reviews.reject(*place, who=who, why=why, seen=seen), "rejected"
    if asked != "accept":
        raise UsageError(_("Nothing was asked for: accept the statement, correct it, or reject it."))
    row = _at(place)
    fields = changed(row, request.POST) if row else {}
    return _accepted(place, row, fields, who=who, why=why or _("checked against the text"), seen=seen)


def _accepted(
    place: tuple[int, int], row: Statement | None, fields: dict[str, str], *, who: str, why: str, seen: str
) -> tuple[Review, str]:
    """The statement with these fields corrected, and accepted: all of it or nothing."""
    for name, value in fields.items():
        check(name, value, fields.get("unit", row.series.unit if row else ""))
    with writing():
        if seen != reviews.version(*place):
            return reviews.accept(*place, who=who, seen=seen), "accepted"  # tells who changed it
        for name, value in fields.items():
            corrections.correct(*place, name, value, reason=why, who=who)
        made = reviews.accept(*place, who=who)
    opinions.set_aside(*place)
    return made, "corrected" if fields else "accepted"


def _taken_over(place: tuple[int, int], *, who: str, why: str, seen: str) -> tuple[Review, str]:
    """What the second reader proposes today, as this person's own correction; its model stands in the reason."""
    row = _at(place)
    model, opinion = opinions.of([row]).get(row.pk, ("", None)) if row else ("", None)
    if opinion is None or not (opinion.nothing or opinion.proposals):
        raise UsageError(_("Nothing is proposed about this statement any more."))
    said = _("proposed by {model}").format(model=model)
    why = f"{said}: {why}" if why else said
    if opinion.nothing:
        return reviews.reject(*place, who=who, why=why, seen=seen), "rejected"
    return _accepted(place, row, {one.field: one.value for one in opinion.proposals}, who=who, why=why, seen=seen)


@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """Refuses what the second reader proposes, or shows it again (`aside` empty); the statement goes on waiting."""
    named(request)
    place, aside = (_number(request, "document"), _number(request, "start")), bool(request.POST.get("aside"))
    opinions.set_aside(*place, aside=aside)
    more = {"refused": f"{place[0]}-{place[1]}", "done": "refused"} if aside else {"done": "undone"}
    return HttpResponseRedirect(_address(_wanted(request.GET), **more))


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a review back; the corrections that were made with it stay until they are taken back themselves."""
    wanted = _wanted(request.GET)
    try:
        reviews.undo(number, who=named(request))
    except HefuError as error:
        return _show(request, status=400, wrong=why_not(error))
    return HttpResponseRedirect(_address(wanted, done="undone"))


def add(request: HttpRequest) -> HttpResponse:
    """A figure that was missed: its words are selected, the fields filled in."""
    document = _document(params.pattern(request.GET, "doc", r"[0-9a-f]{8,64}", _("the beginning of a document's hash")))
    if document is None:
        raise NotHereError(_("The ledger holds no document with this hash."))
    row = Document.objects.get(pk=document)
    words, nth = params.text(request.GET, "words"), params.whole(request.GET, "nth") or 0
    places = _places(row.text, words, params.whole(request.GET, "from") or 0)
    start = params.whole(request.GET, "start")
    if start is None and places:
        start = places[min(nth, len(places) - 1)][0]
    end = next((end for begin, end in places if begin == start), None)
    if request.method == "POST" and start is not None and end is not None:
        try:
            given, why = request.POST.dict(), request.POST.get("why", "")
            made = reviews.add(row.pk, start, end, given, who=named(request), why=why)
        except HefuError as error:
            return _form(request, row, words, places, start, status=400, wrong=why_not(error))
        return HttpResponseRedirect(statement_address(row.original_id, made.start))
    return _form(request, row, words, places, start)


def _form(
    request: HttpRequest, row: Document, words: str, places: list[tuple[int, int]], start: int | None,
    *, status: int = 200, wrong: str = "",
) -> HttpResponse:  # fmt: skip
    near = Statement.objects.select_related("series").filter(document=row, start__lt=start or 0).order_by("-start")
    last = near.first()
    number = re.match(r"[-−]?[\d,.，]+", words)
    proposed = {
        "value": number[0].replace(",", "").replace("，", "") if number else "",
        "unit": words[number.end() :].strip() if number else "",
        "bound": "=",
        "measure": "level",
        "modality": "actual",
        "area": last.series.area_name if last else row.area_name,
        "period": last.period if last else row.published[:4],
    }
    options = {"bound": wording.BOUNDS, "measure": wording.MEASURES, "modality": wording.MODALITIES}
    given = {**proposed, **request.POST.dict()}
    context = {
        "section": "review",
        "document": row,
        "words": words,
        "start": start,
        "places": [_around(row.text, at, end) for at, end in places],
        "fields": [(name, wording.CORRECTABLE[name], given.get(name, ""), tuple(options.get(name, {}).items()))
                   for name in FIELDS],
        "wrong": wrong,
    }  # fmt: skip
    return page(request, "review_add.html", context, status=status)


def _around(text: str, start: int, end: int) -> tuple[int, str, str, str]:
    return start, text[max(start - 30, 0) : start], text[start:end], text[end : end + 30]


_MOST = 20


def _places(text: str, words: str, since: int) -> list[tuple[int, int]]:
    """Where the words stand in a text, from a place on, whatever space is between them."""
    bare = "".join(words.split())
    if not bare:
        return []
    shape = r"\s*".join(map(re.escape, bare))
    found = []
    for match in re.finditer(shape, text[since:]):
        found.append((since + match.start(), since + match.end()))
        if len(found) == _MOST:
            break
    return found


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise NotHereError(_("The form is incomplete: open the page again."))
    return int(text)


def _address(wanted: Wanted, **more: object) -> str:
    return reverse("review") + wanted.query(**more)
