"""Dataclasses ↔ rows: the only place that turns one into the other."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from sys import intern
from typing import TYPE_CHECKING, Any, cast

from hefu.audit.claims import claims
from hefu.errors import LedgerError
from hefu.ledger import models as rows
from hefu.ledger import resolve
from hefu.ledger.layout import evidence_rows, pack, pack_segments, places_between, unpack, unpack_segments
from hefu.ledger.opening import clear_errors, writing
from hefu.ledger.parts import join
from hefu.ledger.saving import check, save
from hefu.ledger.search import fold, folded
from hefu.ledger.subjects import keep
from hefu.model import (
    Bound,
    Document,
    Evidence,
    Extraction,
    Measure,
    Modality,
    Numeral,
    NumeralClass,
    Source,
    Statement,
)
from hefu.places import Place

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


@dataclass(frozen=True, slots=True)
class Added:
    """A document of the ledger: its key, whether it was added just now, and how many statements it has."""

    pk: int
    created: bool
    statements: int


def find(sha256: str) -> Added | None:
    """The document that was read from the file with this hash, if the ledger has it."""
    with clear_errors():
        pk = rows.Document.objects.filter(original=sha256).values_list("pk", flat=True).first()
        if pk is None:
            return None
        return Added(pk, created=False, statements=rows.Statement.objects.filter(document=pk).count())


def add(document: Document, original: bytes, extraction: Extraction, *, areas: Areas | None = None) -> Added:
    """Adds a document with all that was found in it, or nothing. One that is there already is left as it is.

    original: the bytes of its file.  areas: the gazetteer for the names of areas, default the built-in one.
    LedgerError when the parts do not fit together (hash, quotes) or something in them cannot be kept.
    """
    _check(document, original, extraction.statements)
    with writing():
        return find(document.source.sha256) or _insert(document, original, extraction, areas)


def load_document(pk: int, *, segments: bool = True) -> Document:
    """The document as it was added, field for field.

    segments: also the places of its characters in the source, of which a PDF has very many; without them
    `Document.places` finds nothing.
    """
    with clear_errors():
        row = rows.Document.objects.filter(pk=pk).defer(*(() if segments else ("places",))).first()
        if row is None:
            raise LedgerError(f"the ledger has no document {pk}")
        size = rows.Original.objects.values_list("size", flat=True).get(pk=row.original_id)
    return Document(
        text=row.text,
        source=_source(row, size),
        title=row.title or None,
        issuer=row.issuer or None,
        published=row.published or None,
        area=row.area_name or None,
        segments=unpack_segments(bytes(row.places)) if segments else (),
        **unpack(bytes(row.layout)),
    )


def places(pk: int, start: int, end: int) -> tuple[Place, ...]:
    """Where the characters from `start` to `end` of a document stand in its file."""
    with clear_errors():
        kept = rows.Document.objects.values_list("places", flat=True).get(pk=pk)
    return places_between(bytes(kept), start, end)


def statements(pk: int) -> tuple[Statement, ...]:
    """The statements of a document as they were added, in order."""
    with clear_errors():
        return tuple(
            map(statement, rows.Statement.objects.filter(document=pk).select_related("series").order_by("start"))
        )


def statement(row: rows.Statement) -> Statement:
    """The statement of a row."""
    series = row.series
    return Statement(
        start=row.start,
        end=row.end,
        quote=row.quote,
        indicator=row.indicator_text,
        value=Decimal(row.value),
        value_max=Decimal(row.value_max) if row.value_max else None,
        unit=series.unit,
        bound=cast(Bound, row.bound),
        measure=cast(Measure, series.measure),
        basis=series.basis or None,
        area=series.area_name or None,
        holder=series.holder or None,
        period=row.period or None,
        modality=cast(Modality, row.modality),
        confidence=row.confidence,
        evidence=tuple(Evidence(*fields) for fields in row.evidence),
    )


STATED = (
    "start", "end", "quote", "indicator_text", "value", "value_max", "series__unit", "bound", "series__measure",
    "series__basis", "series__holder", "period", "modality", "confidence",
)  # fmt: skip
"""What `stated` makes a statement of: columns of its row."""


def stated(values: Sequence[Any], *, area: str | None, evidence: Sequence[Any] = ()) -> Statement:
    """The statement of these columns, about this area: quickly. evidence: its column; the audit needs none."""
    start, end, quote, indicator, value, value_max, unit, bound, measure, basis, holder, period, modality, sure = values
    return Statement(
        start,
        end,
        quote,
        intern(indicator),
        Decimal(value),
        Decimal(value_max) if value_max else None,
        intern(unit),
        cast(Bound, intern(bound)),
        cast(Measure, intern(measure)),
        intern(basis) or None,
        area,
        intern(holder) or None,
        intern(period) or None,
        cast(Modality, intern(modality)),
        sure,
        tuple(Evidence(*fields) for column in evidence for fields in column),
    )


def numerals(pk: int) -> tuple[Numeral, ...]:
    """Every numeral of a document with its class, in order."""
    with clear_errors():
        found = rows.Numeral.objects.filter(document=pk).order_by("start")
        return tuple(Numeral(row.start, row.end, cast(NumeralClass, row.cls), row.reason) for row in found)


def extraction(pk: int) -> Extraction:
    """All that was found in a document, as it was added."""
    return Extraction(statements(pk), numerals(pk))


# ---------------------------------------------------------------- into rows


def _insert(document: Document, original: bytes, extraction: Extraction, areas: Areas | None) -> Added:
    source = document.source
    places = resolve.Places(areas, document.published, document.area)
    save([rows.Original(sha256=source.sha256, size=source.size, content=original)])
    [row] = save([_document(document, places)])
    _fill(row, document, extraction, places)
    return Added(row.pk, created=True, statements=len(extraction.statements))


def _fill(row: rows.Document, document: Document, extraction: Extraction, places: resolve.Places) -> None:
    """All that was found in a document."""
    join(save(_articles(row, document)))
    save([rows.Folded(document=row, text=fold(document.text))])
    made = save(_statements(row.pk, extraction.statements, places))
    keep_claims(document, extraction.statements, made, places)
    save(
        [
            rows.Numeral(document_id=row.pk, start=item.start, end=item.end, cls=item.cls, reason=item.reason)
            for item in extraction.numerals
        ]
    )


def keep_claims(
    document: Document, found: Sequence[Statement], made: Sequence[rows.Statement], places: resolve.Places
) -> None:
    """Stores what the audit needs of the statements that were made into these rows."""
    of = [places.exact(item.area, item.period) for item in found]
    keep(made, claims(document.source.sha256, document, found), of)


def change(row: rows.Statement, fields: Mapping[str, str], *, areas: Areas | None = None) -> None:
    """Gives fields of a statement other values, as texts; an empty one for none. Its evidence stays as it was."""
    numbers = {name: Decimal(text) if text else None for name, text in fields.items() if name in ("value", "value_max")}
    new = replace(statement(row), **{name: text or None for name, text in fields.items()} | numbers)  # type: ignore[arg-type]
    document = rows.Document.objects.only("published", "area_name").get(pk=row.document_id)
    places = resolve.Places(areas, document.published or None, document.area_name or None)
    key = _key(new, resolve.indicators({new.indicator}), places)
    changed = _statement(row.document_id, new, resolve.series([key])[key])
    changed.pk = row.pk
    changed.save(force_update=True)


def insert(pk: int, item: Statement, *, areas: Areas | None = None) -> rows.Statement:
    """A statement that a person adds to a document. Part of a transaction; its claims are made by `renew_claims`."""
    document = rows.Document.objects.only("published", "area_name").get(pk=pk)
    places = resolve.Places(areas, document.published or None, document.area_name or None)
    [row] = save(_statements(pk, [item], places))
    return row


def renew(pk: int, document: Document, extraction: Extraction, *, areas: Areas | None = None) -> None:
    """Puts what was read now in the place of what was read of the same file before. Part of a transaction."""
    _check_quotes(document, extraction.statements)
    places = resolve.Places(areas, document.published, document.area)
    row = _document(document, places)
    row.pk, row.added = pk, rows.Document.objects.values_list("added", flat=True).get(pk=pk)
    check(row)
    row.save(force_update=True)
    for model in (rows.Article, rows.Folded, rows.Statement, rows.Numeral):
        model._default_manager.filter(document=pk).delete()
    _fill(row, document, extraction, places)


def renew_claims(pk: int, *, areas: Areas | None = None) -> None:
    """Makes the claims of a document anew from what the ledger has of it: its text and its statements."""
    document = load_document(pk, segments=False)
    made = list(rows.Statement.objects.filter(document=pk).select_related("series").order_by("start"))
    rows.Claim.objects.filter(document=pk).delete()
    places = resolve.Places(areas, document.published, document.area)
    keep_claims(document, [statement(row) for row in made], made, places)


def _document(document: Document, places: resolve.Places) -> rows.Document:
    source = document.source
    return rows.Document(
        original_id=source.sha256,
        name=source.name,
        media_type=source.media_type,
        encoding=source.encoding or "",
        url=source.url or "",
        publisher=source.publisher or "",
        licence=source.licence or "",
        accessed=source.accessed or "",
        title=document.title or "",
        issuer=document.issuer or "",
        published=document.published or "",
        area_name=document.area or "",
        area_id=places.pk(document.area),
        text=document.text,
        layout=pack(document),
        places=pack_segments(document.segments),
        audited=0,
    )


def _articles(row: rows.Document, document: Document) -> list[rows.Article]:
    """The articles that have other parts on other pages: only those do other documents need to know."""
    return [
        rows.Article(
            document=row,
            number=number,
            title=article.title or "",
            page=article.page,
            continued_on=article.continued_on,
            continued_from=article.continued_from,
        )
        for number, article in enumerate(document.articles)
        if article.continued_on is not None or article.continued_from is not None
    ]


def _statements(pk: int, found: Sequence[Statement], places: resolve.Places) -> list[rows.Statement]:
    concepts = resolve.indicators({item.indicator for item in found})
    keys = [_key(item, concepts, places) for item in found]
    series = resolve.series(keys)
    return [_statement(pk, item, series[key]) for item, key in zip(found, keys, strict=True)]


def _key(item: Statement, concepts: Mapping[str, int], places: resolve.Places) -> resolve.SeriesKey:
    return resolve.SeriesKey(
        indicator=concepts[item.indicator],
        area_name=item.area or "",
        area=places.pk(item.area, item.period),
        holder=item.holder or "",
        measure=item.measure,
        basis=item.basis or "",
        unit=item.unit,
    )


def _statement(document: int, item: Statement, series: int) -> rows.Statement:
    return rows.Statement(
        document_id=document,
        series_id=series,
        start=item.start,
        end=item.end,
        quote=item.quote,
        indicator_text=item.indicator,
        value=str(item.value),
        value_max="" if item.value_max is None else str(item.value_max),
        number=float(item.value),
        bound=item.bound,
        period=item.period or "",
        period_end=last_day(item.period),
        modality=item.modality,
        confidence=item.confidence,
        evidence=evidence_rows(item.evidence),
        folded=folded((item.quote, item.indicator, item.area or "", item.holder or "")),
    )


def last_day(period: str | None) -> str:
    """`2023-11-30` of `2023-01/2023-11`; an empty text of None."""
    if not period:
        return ""
    year, month, day = (period.rpartition("/")[2].split("-") + [""] * 2)[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


# ---------------------------------------------------------------- what is refused


def _check(document: Document, original: bytes, found: Iterable[Statement]) -> None:
    source = document.source
    if (hashlib.sha256(original).hexdigest(), len(original)) != (source.sha256, source.size):
        raise LedgerError("the file has changed since it was read: add it again")
    _check_quotes(document, found)


def _check_quotes(document: Document, found: Iterable[Statement]) -> None:
    for item in found:
        if document.text[item.start : item.end] != item.quote:
            raise LedgerError(f"the statement at {item.start} quotes other words than stand there")


# ---------------------------------------------------------------- back


def _source(row: rows.Document, size: int) -> Source:
    return Source(
        name=row.name,
        sha256=row.original_id,
        size=size,
        media_type=row.media_type,
        encoding=row.encoding or None,
        url=row.url or None,
        publisher=row.publisher or None,
        licence=row.licence or None,
        accessed=row.accessed or None,
    )
