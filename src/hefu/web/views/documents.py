"""Documents: the list, and one of them, whole, with its statements in their places."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hefu.errors import PictureError
from hefu.ledger import search
from hefu.ledger.layout import unpack
from hefu.ledger.listing import areas, begins, documents
from hefu.ledger.models import Document, Original, Statement
from hefu.ledger.parts import other_parts
from hefu.ledger.revision import once
from hefu.office import history
from hefu.read.picture import MEDIA_TYPE
from hefu.web import params, standing, suspected, wording
from hefu.web.articles import listed
from hefu.web.folio import folio
from hefu.web.history import told
from hefu.web.panel import evidence_marks, field_rows
from hefu.web.pictures import page_picture
from hefu.web.reading import Block, Content, Link, Mark, Writer, blocks, entries, lay, stretches
from hefu.web.reasons import named
from hefu.web.refusals import why_not
from hefu.web.remarks import remark
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.rows import FORMATS, counted, figure_of, statement_address
from hefu.web.whereabouts import whereabouts

SIZE = 50
"""Documents on a page."""
_COUNTED = 1_000
"""Documents with a word that are counted."""
TURNS = 5
"""The latest changes that stand beside the text."""

MOVES = {"growth", "change"}
"""Measures that are marked with △: they are movements, not amounts."""


def listing(request: HttpRequest) -> HttpResponse:
    """All documents, or those of an area, a year, or with words in their text."""
    area, term = params.text(request.GET, "area"), params.text(request.GET, "q")
    year = params.pattern(request.GET, "year", r"\d{4}", _("a year such as 2023"))

    def choose(*, frequent: bool) -> QuerySet[Document]:
        return documents(area=area, year=year, q=term, frequent=frequent).order_by("-published", "-pk")

    if term:
        many = not (area or year) and search.are_in_more_documents(term, _COUNTED)
        found = params.page_of_found(choose, request.GET, SIZE, most=_COUNTED, frequent=many)
    else:
        found = params.page_of(choose(frequent=False), request.GET, SIZE)
    context = {
        "section": "documents",
        "pages": found,
        "rows": counted(found),
        "area": area,
        "feeds_of": {"area": area},
        "year": year,
        "term": term,
        "areas": areas(),
        "years": _years(),
    }
    return page(request, "documents.html", context)


@once
def _years() -> list[str]:
    years = Document.objects.exclude(published="").annotate(year=Substr("published", 1, 4))
    return list(years.values_list("year", flat=True).distinct().order_by("-year"))


# ---------------------------------------------------------------- one document


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was asked for, the statement chosen in it, and the numerals shown besides."""

    row: Document
    content: Content
    links: list[Link]
    starts: list[int]
    chosen: int | None
    statement: Statement | None
    numbers: str
    passage: tuple[int, int] | None = None

    @property
    def selected(self) -> int | None:
        """The place of the chosen statement, where there is one."""
        return self.chosen if self.statement else None

    def address(self, start: int) -> str:
        """Where the link of a statement leads, from this page."""
        return f"?{f'numbers={self.numbers}&amp;' if self.numbers else ''}s={start}#s{start}"


def document(request: HttpRequest, sha256: str) -> HttpResponse:
    """The document whole.

    `s` chooses the statement that begins there, `at` sets off a passage, `numbers` shows a class of other numerals.
    """
    opened = _open(request, sha256)
    found = blocks(opened.content)
    lay(found, _marks(opened))
    writer = Writer(opened.content.text, opened.links, opened.address, opened.selected)
    turns, then = history.read(history.Wanted(document=opened.row), size=TURNS)
    classes = dict(opened.row.numerals.values_list("cls").annotate(n=Count("pk")).order_by())
    context = (
        _panel(opened)
        | _original(opened, request)
        | {
            "section": "documents",
            "stretches": stretches(found, writer),
            "titled": any(block.title for block in found),
            "entries": entries(opened.content, opened.starts, opened.selected),
            "articles": listed(opened.content, found, opened.starts, _others(opened)),
            "numbers": opened.numbers,
            "classes": [(code, label, classes.get(code, 0)) for code, label in wording.CLASSES.items()],
            "notes": [*map(remark, opened.content.notes)],
            "doubts": suspected.listed(opened.content.text, opened.content.doubts),
            "turns": told(turns),
            "more_turns": then is not None,
            "size": Original.objects.values_list("size", flat=True).get(pk=opened.row.original_id),
            "format": FORMATS.get(opened.row.media_type, opened.row.media_type),
        }
    )
    return page(request, "document.html", context)


def _others(opened: Opened) -> dict[int, tuple[str | None, str | None]]:
    """Where the other parts of articles are; asked only where an article has any."""
    parts = any(one.continued_on is not None or one.continued_from is not None for one in opened.content.articles)
    return other_parts(opened.row) if parts else {}


def fields(request: HttpRequest, sha256: str) -> HttpResponse:
    """What changes on a document's page when another statement is chosen: the panel and the blocks concerned.

    `was` is the statement chosen before, whose marks go.
    """
    opened = _open(request, sha256)
    found = blocks(opened.content)
    was = params.whole(request.GET, "was")
    before = None if was is None else opened.row.statements.filter(start=was).first()
    touched = _touched(found, opened.statement) | _touched(found, before)
    lay(found, _marks(opened))
    writer = Writer(opened.content.text, opened.links, opened.address, opened.selected)
    context = _panel(opened) | _original(opened, request)
    context |= {"blocks": [writer.block(found[number]) for number in sorted(touched)]}
    return page(request, "fields.html", context)


def picture(request: HttpRequest, sha256: str, number: int) -> HttpResponse:
    """A page of the original as a picture. The address has the file's hash: what it shows never changes."""
    row = row_of(sha256, "text", "places")
    if not 1 <= number <= len(unpack(bytes(row.layout))["pages"]):
        raise NotHereError(_("The document has no such page."))
    try:
        content = page_picture(row.original_id, number)
    except PictureError as error:
        raise NotHereError(why_not(error)) from None
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def original(request: HttpRequest, sha256: str) -> HttpResponse:
    """The bytes of the file as it was added, to be saved and never shown: they are somebody else's."""
    row = row_of(sha256, *Document.LARGE)
    content = Original.objects.values_list("content", flat=True).get(pk=row.original_id)
    response = HttpResponse(bytes(content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.name, safe='')}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def row_of(sha256: str, *without: str) -> Document:
    """The document whose hash begins so, without these columns. NotHereError when there is none, or several."""
    rows = list(Document.objects.defer(*without).filter(begins(sha256))[:2])
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise NotHereError(_("More than one document begins with this hash: give more of it."))
    raise NotHereError(_("The ledger holds no document with this hash."))


def _open(request: HttpRequest, sha256: str) -> Opened:
    chosen = params.whole(request.GET, "s")
    numbers = params.choice(request.GET, "numbers", wording.CLASSES)
    row = row_of(sha256)
    found = row.statements.order_by("start").values_list("start", "end", "modality", "series__measure")
    apart = standing.contradictions(row.pk)
    links = [
        Link(start, end, modality, measure in MOVES, apart.get(start, "")) for start, end, modality, measure in found
    ]
    statement = None
    if chosen is not None:
        statement = row.statements.select_related("series__indicator").filter(start=chosen).first()
    content = Content(text=row.text, title=str(row), **unpack(bytes(row.layout)))
    starts = [link.start for link in links]
    return Opened(row, content, links, starts, chosen, statement, numbers, _passage(request))


def _passage(request: HttpRequest) -> tuple[int, int] | None:
    """The passage that the address sets off: `at=1042-1060`."""
    told = params.pattern(request.GET, "at", r"[0-9]{1,9}-[0-9]{1,9}", _("two places such as 1042-1060"))
    start, _dash, end = told.partition("-")
    return (int(start), int(end)) if told and int(start) < int(end) else None


def _marks(opened: Opened) -> list[Mark]:
    marks = [Mark(junk.start, junk.end, "junk", named(junk.reason)) for junk in opened.content.junk]
    marks += suspected.marks(opened.content.doubts)
    if opened.passage:
        marks.append(Mark(*opened.passage, "passage", anchor="at"))
    if opened.numbers:
        rows = opened.row.numerals.filter(cls=opened.numbers)
        marks += [
            Mark(start, end, "nm", named(reason)) for start, end, reason in rows.values_list("start", "end", "reason")
        ]
    return marks + (evidence_marks(opened.statement) if opened.statement else [])


def _original(opened: Opened, request: HttpRequest) -> dict[str, object]:
    """Of a document with pages, the page of the chosen statement, or the one that is asked for."""
    statement, pages = opened.statement, opened.content.pages
    page = params.whole(request.GET, "page")
    if not pages:
        return {}
    packed = bytes(opened.row.places)
    chosen = (statement.start, statement.end) if statement else None
    evidence = evidence_marks(statement) if statement else []
    return {
        "folio": folio(packed, pages, opened.links, page=page, chosen=chosen, evidence=evidence),
    }


def _touched(found: list[Block], statement: Statement | None) -> set[int]:
    """The blocks that look different when a statement is chosen."""
    if statement is None:
        return set()
    spans = [(statement.start, statement.end), *((mark.start, mark.end) for mark in evidence_marks(statement))]
    return {block.number for block in found for start, end in spans if block.start < end and start < block.end}


def _panel(opened: Opened) -> dict[str, object]:
    """What the panel says: the chosen statement, its neighbours, its fields; or that there is none."""
    starts, chosen, statement = opened.starts, opened.chosen, opened.statement
    place = bisect_left(starts, chosen) if chosen is not None else -1
    after = place + (1 if statement else 0)
    context: dict[str, object] = {
        "document": opened.row,
        "chosen": chosen,
        "statement": statement,
        "count": len(starts),
        "previous": starts[place - 1] if place > 0 else None,
        "next": starts[max(after, 0)] if max(after, 0) < len(starts) else None,
        "numbers": opened.numbers,
        "short": opened.row.original_id[:16],
    }
    if statement:
        number, unit = figure_of(statement)
        context |= {
            "position": place + 1,
            "number": number,
            "unit": unit,
            "sign": "" if statement.bound == "=" else wording.SIGNS.get(statement.bound, ""),
            "whereabouts": whereabouts(opened.row, statement),
            "findings": standing.of_statements([statement]),
            "fields": field_rows(statement, opened.content.text),
            "sure": round(statement.confidence * 112, 1),
            "permanent": statement_address(opened.row.original_id, statement.start),
        }
    return context
