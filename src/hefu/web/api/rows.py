"""Rows of the ledger as the API tells them: plain dictionaries of the shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse

from hefu.export.cited import as_object
from hefu.ledger import findings as ledger_findings
from hefu.ledger import targets as ledger_targets
from hefu.ledger.models import Arrival, Document, Finding, Plan, Series, Statement, Target
from hefu.ledger.records import records
from hefu.office.judging import Judged
from hefu.plan.assessment import Stated
from hefu.web.aims import address_of
from hefu.web.views.rows import counted, document_address, statement_address

Row = dict[str, Any]


def statements(keys: Sequence[int], site: str) -> list[Row]:
    """The statements with these keys, in this order."""
    found = records(Statement.objects.filter(pk__in=keys).order_by("document", "start"), evidence=True)
    by_place = {(one.sha256, one.statement.start): as_object(one, site) for one in found}
    places = {pk: (doc, start) for pk, doc, start in Statement.objects.filter(pk__in=keys).values_list(
        "pk", "document__original", "start")}  # fmt: skip
    return [by_place[places[key]] for key in keys]


def documents(keys: Sequence[int], site: str) -> list[Row]:
    """Documents with the numbers of their statements."""
    cards = Document.cards().select_related("original").defer("original__content", *Document.LARGE).in_bulk(keys)
    return [_document(row.document, row.statements, site) for row in counted(cards[key] for key in keys)]


def _document(row: Document, number: int, site: str) -> Row:
    names = "title", "issuer", "published", "url", "publisher", "licence", "accessed"
    return {
        "doc": row.original_id, "file": row.name, "media_type": row.media_type, "size": row.original.size,
        **{name: getattr(row, name) or None for name in names}, "area": row.area_name or None, "added": row.added,
        "statements": number, "link": site + document_address(row.original_id),
        "text": site + reverse("api:document-text", args=[row.original_id]),
    }  # fmt: skip


def job(row: Arrival, site: str) -> Row:
    """A file on its way."""
    names = "size", "state", "done", "total", "statements"
    return {name: getattr(row, name) for name in names} | {
        "id": row.pk, "file": row.name, "stage": row.stage or None, "error": row.error or None, "doc": row.sha256,
        "link": site + reverse("api:job", args=[row.pk]),
    }  # fmt: skip


def series(keys: Sequence[int], site: str) -> list[Row]:
    """Series with the number of their statements and the time that they cover."""
    found = Series.objects.filter(pk__in=keys).select_related("indicator", "area").annotate(
        n=Count("statements"), first=Min("statements__period_end"), last=Max("statements__period_end")
    )  # fmt: skip
    by_key = {row.pk: row for row in found}
    return [_series(by_key[key], site) for key in keys]


def _series(row: Any, site: str) -> Row:
    return {
        "id": row.pk, "indicator": row.indicator.name, "area": row.area_name or None,
        "area_code": row.area.code if row.area else None, "holder": row.holder or None, "measure": row.measure,
        "basis": row.basis or None, "unit": row.unit, "statements": row.n, "first": row.first or None,
        "last": row.last or None,
        "link": site + reverse("api:series-statements", args=[row.pk]),
    }  # fmt: skip


def findings(keys: Sequence[int], site: str) -> list[Row]:
    """Findings with their figures."""
    found = {row.pk: row for row in ledger_findings.complete(Finding.objects.filter(pk__in=keys))}
    return [finding(found[key], site) for key in keys]


def finding(row: Finding, site: str) -> Row:
    """One finding."""
    names = "identity", "rule", "severity", "state", "message", "arithmetic", "first_seen", "last_seen"
    figures = [
        {
            "doc": one.document.original_id, "start": one.start, "end": one.end, "quote": one.quote,
            "stated": one.stated, "needed": [one.needed_low, one.needed_high] if one.needed_low else None,
            "link": site + statement_address(one.document.original_id, one.start),
        }
        for one in row.figures.all()
    ]  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        "area": row.area_name or None, "period": row.period or None, "figures": figures,
        "link": site + reverse("finding", args=[row.identity]),
    }  # fmt: skip


def plans(keys: Sequence[int], site: str) -> list[Row]:
    """Plans with the verdicts of their targets."""
    large = (f"document__{name}" for name in Document.LARGE)
    found = Plan.objects.select_related("document").defer(*large).in_bulk(keys)
    said = Target.objects.filter(plan__in=keys, gone=False).values_list("plan", "verdict").annotate(n=Count("pk"))
    verdicts: dict[int, dict[str, int]] = {}
    for key, verdict, number in said.order_by():
        verdicts.setdefault(key, {})[verdict or "not-judged"] = number
    return [_plan(found[key], verdicts.get(key, {}), site) for key in keys]


def _plan(row: Plan, verdicts: dict[str, int], site: str) -> Row:
    sha256 = row.document.original_id
    return {
        "doc": sha256, "title": row.title or row.document.title or None, "issuer": row.issuer or None,
        "area": row.area_name or None, "period": row.period or None, "published": row.document.published or None,
        "above": row.above or None, "verdicts": verdicts, "link": site + reverse("plan", args=[sha256]),
    }  # fmt: skip


def items(row: Plan, site: str) -> list[Row]:
    """The items of a plan, in its order."""
    names = "number", "parent", "level", "kind", "mark", "title", "start", "end", "stop"
    sha256 = row.document.original_id
    return [
        {name: getattr(one, name) for name in names} | {"link": site + reverse("plan-item", args=[sha256, one.number])}
        for one in row.items.all()
    ]


def targets(keys: Sequence[int], site: str) -> list[Row]:
    """Targets with their verdicts and all that these rest on."""
    found = {row.pk: row for row in ledger_targets.listed().filter(pk__in=keys)}
    return [_target(found[key], site) for key in keys]


def _target(row: Target, site: str) -> Row:
    judged = ledger_targets.assessment(row)
    said = judged.aim.stated
    return {
        "doc": said.doc, "start": row.start, "indicator": row.indicator or row.name, "area": row.area_name or None,
        "period": row.period or None, "due": row.due or None, "binding": row.binding, "target": _passage(said, site),
        "base": _passage(judged.base, site) if judged.base else None,
        "results": [_passage(one, site) for one in judged.results], "verdict": judged.verdict, "rule": judged.rule,
        "provisional": judged.provisional, "progress": _number(judged.progress), "formula": judged.formula or None,
        "reason": judged.reason, "link": site + address_of(said.doc, row.start),
    }  # fmt: skip


def _passage(said: Stated, site: str) -> Row:
    names = (
        "doc",
        "start",
        "end",
        "quote",
        "indicator",
        "unit",
        "bound",
        "measure",
        "basis",
        "period",
        "modality",
        "text",
    )
    return {name: getattr(said, name) for name in names} | {
        "value": _number(said.value), "value_max": _number(said.value_max),
        "link": site + statement_address(said.doc, said.start),
    }  # fmt: skip


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def tasks(found: Iterable[Judged], site: str) -> list[Row]:
    """Tasks as they stand."""
    return [_task(one, site) for one in found]


def _task(one: Judged, site: str) -> Row:
    row, last = one.task, one.last
    plain = "list", "code", "section", "goal", "unit", "start_on", "due", "done_on", "serves"
    return {
        "id": row.pk, "title": row.title, "body": row.body.name, "support": [body.name for body in row.support.all()],
        **{name: getattr(row, name) or None for name in plain}, "rhythm": row.rhythm, "state": row.state,
        "status": one.status, "late": one.late, "left": one.left, "silent": one.silent,
        "share": _number(one.share) if one.share is None else f"{one.share:.4f}",
        "last_report": last and {
            "period": last.period, "until": last.until, "figure": last.figure or None, "unit": last.unit or None,
            "state": last.state, "text": last.text,
        },
        "passage": {
            "doc": row.sha256, "start": row.start, "quote": row.quote,
            "link": site + (document_address(row.sha256) if row.start is None else
                            statement_address(row.sha256, row.start)),
        } if row.sha256 else None,
        "link": site + reverse("task", args=[row.pk]),
    }  # fmt: skip
