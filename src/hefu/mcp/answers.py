"""The answers: plain data of bounded size, every figure with its quote, its sentence and the link to it.

Numbers are text, so that no client rounds them on the way; the quote has them as they are printed.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from hefu.errors import LedgerError, UsageError
from hefu.export.statements import plain
from hefu.ledger import findings as all_findings
from hefu.ledger import search, targets
from hefu.ledger.listing import begins
from hefu.ledger.models import Document, Finding, FindingFigure, Indicator, Statement
from hefu.ledger.targets import Passage, Shown
from hefu.web.listing import during, full
from hefu.web.sentences import excerpt
from hefu.web.views.rows import statement_address

MOST, PASSAGE, AROUND = 50, 4000, 400
"""Rows of an answer; characters of a passage; characters that are looked at on either side of a figure."""

Answer = dict[str, Any]


class Asked:
    """One ledger and the address of its site, to which the links lead."""

    def __init__(self, site: str) -> None:
        self._site = site.rstrip("/")

    # ------------------------------------------------------------ documents

    def documents(self, *, query: str = "", area: str = "", limit: int = 20, offset: int = 0) -> Answer:
        """The documents that hold all words of the query and are of this area, newest first."""
        rows = search.documents(query) if query.strip() else Document.cards().order_by("-published", "pk")
        rows = rows.filter(area_name__contains=area) if area else rows
        return _page(rows.defer(*Document.LARGE), limit, offset, "documents", self._document)

    def _document(self, row: Document) -> Answer:
        link = f"{self._site}{statement_address(row.original_id, 0).partition('?')[0]}"
        told = {"title": row.title or row.name, "issuer": row.issuer, "published": row.published, "area": row.area_name}
        return {"document": row.original_id[:16], **told, "link": link}

    def passage(self, document: str, start: int, length: int = 1000) -> Answer:
        """The text of a document from a place on, with the statements that stand in it."""
        row = _document_of(document)
        length = _between(length, 1, PASSAGE, "length")
        first = _between(start, 0, 1 << 40, "start")
        piece = Document.objects.annotate(piece=Substr("text", first + 1, length)).values_list("piece", flat=True)
        text = piece.get(pk=row.pk)
        stand = Statement.objects.filter(document=row, start__gte=first, end__lte=first + len(text)).order_by("start")
        told = [_figure(one) for one in islice(full(stand[: 2 * MOST]), 2 * MOST)]
        return {**self._document(row), "start": first, "end": first + len(text), "text": text, "statements": told}

    # ------------------------------------------------------------ statements

    def statements(
        self, *, query: str = "", area: str = "", period: str = "", modality: str = "", limit: int = 20, offset: int = 0
    ) -> Answer:
        """The statements that hold all words of the query, the latest period first."""
        rows = search.statements(query) if query.strip() else Statement.objects.all()
        if area:
            rows = rows.filter(series__area_name__contains=area)
        if period:
            rows = rows.filter(during(period))
        if modality:
            rows = rows.filter(modality=modality)
        ordered = rows.order_by("-period_end", "document", "start")
        return _page(ordered, limit, offset, "statements", self._statement, ready=full)

    def series(self, *, indicator: str, area: str = "", measure: str = "", limit: int = MOST) -> Answer:
        """What is said of one indicator, by place, measure and period; names as the ledger knows them."""
        names = Q(name=indicator) | Q(names__name=indicator)
        found = list(Indicator.objects.filter(names).distinct()[:2])
        if not found:
            near = Indicator.objects.filter(name__contains=indicator).order_by("name").values_list("name", flat=True)
            return {"indicator": None, "did_you_mean": list(near[:20]), "points": []}
        rows = Statement.objects.filter(series__indicator=found[0])
        rows = rows.filter(series__area_name=area) if area else rows
        rows = rows.filter(series__measure=measure) if measure else rows
        ordered = rows.order_by("series__area_name", "series__measure", "period_end", "document", "start")
        answer = _page(ordered, limit, 0, "points", self._statement, ready=full)
        places = rows.order_by("series__area_name").values_list("series__area_name", flat=True).distinct()
        return {"indicator": found[0].name, "areas": list(places[:MOST]), **answer}

    def _statement(self, row: Statement) -> Answer:
        return {**_figure(row), **self._evidence(row.document, row.start, row.end)}

    def _evidence(self, document: Document, start: int, end: int) -> Answer:
        """The sentence of a figure, cut from the text without loading it, and where it is."""
        low = max(start - AROUND, 0)
        window = Document.objects.annotate(piece=Substr("text", low + 1, end - low + AROUND))
        text = window.values_list("piece", flat=True).get(pk=document.pk)
        return {
            "sentence": str(excerpt(text, start - low, end - low)),
            "document": document.original_id[:16],
            "title": document.title or document.name,
            "published": document.published,
            "link": self._site + statement_address(document.original_id, start),
        }

    # ------------------------------------------------------------ targets

    def targets(
        self,
        *,
        plan: str = "",
        area: str = "",
        indicator: str = "",
        verdict: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Answer:
        """The targets of plans with their results, verdicts and the arithmetic behind them."""
        rows = targets.listed(plan=plan, area=area, verdict=verdict, indicator=indicator)
        told = targets.tally(rows).counts
        answer = _page(rows, limit, offset, "targets", self._target, ready=lambda some: list(targets.shown(some)))
        return {"verdicts": dict(told), **answer}

    def _target(self, shown: Shown) -> Answer:
        found, row = shown.assessment, shown.row
        return {
            "indicator": row.name,
            "area": row.area_name,
            "due": row.due,
            "target": self._passage(shown.target),
            "base": self._passage(shown.base) if shown.base else None,
            "results": [self._passage(one) for one in shown.results],
            "verdict": found.verdict,
            "rule": found.rule,
            "progress": None if found.progress is None else str(found.progress),
            "formula": found.formula,
            "provisional": found.provisional,
            "reason": found.reason,
        }

    def _passage(self, passage: Passage) -> Answer:
        said = passage.stated
        document = Document.cards().get(pk=passage.document)
        return {
            "value": plain(said.value) or None,
            "unit": said.unit,
            "bound": said.bound,
            "period": said.period,
            "quote": said.quote,
            **self._evidence(document, said.start, said.end),
        }

    # ------------------------------------------------------------ findings

    def findings(
        self, *, severity: str = "", rule: str = "", area: str = "", year: str = "", limit: int = 20, offset: int = 0
    ) -> Answer:
        """Open findings: figures that cannot all be true, the gravest first, with the computation."""
        rows = all_findings.complete(all_findings.listed(severity=severity, rule=rule, area=area, year=year))
        return _page(rows, limit, offset, "findings", self.finding_of)

    def finding(self, identity: str) -> Answer:
        """One finding, by its identity or how that begins."""
        return self.finding_of(all_findings.get(identity))

    def finding_of(self, row: Finding) -> Answer:
        """A finding with its figures, each in its sentence."""
        return {
            "finding": row.identity,
            "rule": row.rule,
            "severity": row.severity,
            "state": row.state,
            "message": row.message,
            "arithmetic": row.arithmetic,
            "figures": [self._of_finding(one) for one in row.figures.all()],
            "link": f"{self._site}/findings/{row.identity}/",
        }

    def _of_finding(self, figure: FindingFigure) -> Answer:
        end = figure.start + len(figure.quote)
        return {"quote": figure.quote, **self._evidence(figure.document, figure.start, end)}


# ---------------------------------------------------------------- small


def _page(rows: Any, limit: int, offset: int, name: str, told: Any, *, ready: Any = list) -> Answer:
    """So many rows from `offset` on; `next` is the offset of those that follow, None at the end."""
    limit = _between(limit, 1, MOST, "limit")
    offset = _between(offset, 0, 1_000_000, "offset")
    some = list(rows[offset : offset + limit + 1])
    return {
        name: [told(row) for row in ready(some[:limit])],
        "next": offset + limit if len(some) > limit else None,
    }


def _figure(row: Statement) -> Answer:
    series = row.series
    told = {
        "indicator": series.indicator.name,
        "as_written": row.indicator_text,
        "area": series.area_name,
        "period": row.period,
        "quote": row.quote,
        "value": plain(Decimal(row.value)),
        "value_max": plain(Decimal(row.value_max)) if row.value_max else None,
        "unit": series.unit,
        "bound": row.bound,
        "measure": series.measure,
        "basis": series.basis or None,
        "modality": row.modality,
        "confidence": round(row.confidence, 2),
    }
    return {**told, "start": row.start, "end": row.end}


def _document_of(beginning: str) -> Document:
    """The document whose hash begins so. LedgerError when there is none, or several."""
    if len(beginning) < 8 or not set(beginning) <= set("0123456789abcdef"):
        raise UsageError("a document is known by the beginning of its hash, eight digits at least")
    found = list(Document.cards().filter(begins(beginning))[:2])
    if len(found) != 1:
        raise LedgerError(f"{'several documents begin' if found else 'no document begins'} with {beginning}")
    return found[0]


def _between(value: int, least: int, most: int, name: str) -> int:
    if not least <= value <= most:
        raise UsageError(f"{name} must be from {least} to {most}, not {value}")
    return value
