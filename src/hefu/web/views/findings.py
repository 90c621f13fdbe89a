"""Findings: the list, and one of them opened beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hefu.errors import LedgerError
from hefu.ledger import findings as ledger
from hefu.ledger.models import Decision, Document, Finding
from hefu.ledger.revision import once
from hefu.web import params, rules, small
from hefu.web.findings import Listed, dismissals, listed, opened
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page

SIZE = 50
"""Findings in the list at a time."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings the address asks for; '' for what it leaves open, of state `open`."""

    state: str
    severity: str
    rule: str
    area: str
    year: str

    @property
    def query(self) -> str:
        """As the query of an address."""
        said = {name: value for name, value in asdict(self).items() if value and (name, value) != ("state", "open")}
        return f"?{urlencode(said)}" if said else ""

    def rows(self) -> QuerySet[Finding]:
        """The findings, the gravest first."""
        return ledger.listed(
            severity=self.severity, rule=self.rule, area=self.area, year=self.year, states=(self.state,)
        )


def filter_of(query: QueryDict) -> Filter:
    """Reads the address. BadParameterError for what makes no sense."""
    return Filter(
        state=params.choice(query, "state", rules.STATES, "open"),
        severity=params.choice(query, "severity", rules.SEVERITIES),
        rule=params.text(query, "rule"),
        area=params.text(query, "area"),
        year=params.pattern(query, "year", r"\d{4}", _("a year such as 2023")),
    )


def listing(request: HttpRequest) -> HttpResponse:
    """The findings of a filter, and the record of the rules."""
    wanted = filter_of(request.GET)
    context = _list(request, wanted, None) | {
        "records": [(one, rules.rule(name), dismissals(one)) for name, one in sorted(ledger.records().items())],
        "done": _done(request.GET),
        "documents": Document.objects.exists(),
    }
    return page(request, "findings.html", context)


def finding(request: HttpRequest, identity: str) -> HttpResponse:
    """One finding, opened; beside it the list that it was opened from."""
    return show(request, identity)


def show(request: HttpRequest, identity: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a finding; `more`: what else its template is given."""
    wanted = filter_of(request.GET)
    row = get(identity)
    shown = opened(row)
    record = ledger.records()[row.rule]
    drawn = small.series(shown.figures)
    context = _list(request, wanted, identity) | {
        "opened": shown,
        "strip": small.strip(shown.steps, shown.rows),
        "drawing": drawn[0] if drawn else None,
        "indicator": drawn[1].indicator if drawn else None,
        "series": drawn[1] if drawn else None,
        "state": rules.STATES[row.state],
        "rule": rules.rule(row.rule),
        "sign": rules.SEVERITIES[row.severity],
        "record": record,
        "dismissals": dismissals(record),
        "dismissed": sum(record.dismissed.values()),
        "reasons": rules.REASONS.items(),
        "done": _done(request.GET),
        "last": (last := _last(row)),
        "reason": rules.REASONS.get(last.reason, "") if last else "",
        "undoable": next((event.correction for event in reversed(shown.events) if event.correction), None),
    }
    return page(request, "finding.html", context | more, status=status)


def _last(row: Finding) -> Decision | None:
    """What a person decided last."""
    return row.decisions.exclude(kind__in=(Decision.RESOLVED, Decision.RETURNED)).last()


def get(identity: str) -> Finding:
    """The finding with its figures and decisions. NotHereError when there is none."""
    try:
        return ledger.get(identity)
    except LedgerError:
        raise NotHereError(_("The ledger holds no finding of this address. It may be one of another ledger.")) from None


def address(identity: str, wanted: Filter, **more: str) -> str:
    """Where a finding is shown, beside the list of a filter."""
    query = wanted.query
    query += ("&" if query else "?") + urlencode(more) if more else ""
    return reverse("finding", args=[identity]) + query


def neighbours(every: Sequence[str], identity: str | None) -> tuple[str | None, str | None]:
    """The findings before and behind one of a list; of one that is not in it the first comes next."""
    if identity not in every:
        return None, every[0] if every else None
    at = every.index(identity)
    return (every[at - 1] if at else None), (every[at + 1] if at + 1 < len(every) else None)


def _done(query: QueryDict) -> Listed | None:
    """The finding that was decided last, to be told of and taken back."""
    identity = params.pattern(query, "done", r"[0-9a-f]{16}", _("a finding"))
    found = ledger.complete(Finding.objects.filter(identity=identity)) if identity else ()
    return next(iter(listed(found)), None)


def _list(request: HttpRequest, wanted: Filter, identity: str | None) -> dict[str, Any]:
    """The list beside a finding: the page of it on which the finding stands."""
    every = order(wanted)
    number = every.index(identity) // SIZE + 1 if identity in every else params.whole(request.GET, "page") or 1
    number = min(max(number, 1), max(-(-len(every) // SIZE), 1))
    before, then = neighbours(every, identity)
    return _part(wanted, number, get_language()) | {
        "section": "findings",
        "feeds_of": {"area": wanted.area},
        "wanted": wanted,
        "all": len(every),
        "number": number,
        "pages": -(-len(every) // SIZE),
        "before": before and address(before, wanted),
        "then": then and address(then, wanted),
    }


@once
def order(wanted: Filter) -> list[str]:
    """The identities of the findings of a filter."""
    return list(wanted.rows().values_list("identity", flat=True))


@once
def _part(wanted: Filter, number: int, _language: str | None) -> dict[str, Any]:
    """What a page of the list shows, which is the same beside each of its findings, in the language of the interface.

    What somebody else decides meanwhile is left out: each question that is asked here may find another state.
    """
    part = list(wanted.rows().values_list("pk", flat=True)[(number - 1) * SIZE : number * SIZE])
    by_key = {row.pk: row for row in ledger.complete(Finding.objects.filter(pk__in=part))}
    rows = listed(by_key[pk] for pk in part if pk in by_key)
    counts = dict(wanted.rows().order_by().values_list("severity").annotate(n=Count("pk")))
    return {
        "groups": [
            (severity, rules.SEVERITIES[severity], counts.get(severity, 0), list(group))
            for severity, group in groupby(rows, key=lambda row: row.finding.severity)
        ],
        "states": _states(wanted),
        "choices": _choices(wanted),
    }


def _states(wanted: Filter) -> list[tuple[str, Any, int]]:
    """The states with the numbers of the findings that the other filters leave."""
    others = {"severity": wanted.severity, "rule": wanted.rule, "area": wanted.area, "year": wanted.year}
    found = ledger.listed(**others, states=()).order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict(found)
    return [(state, label, counts.get(state, 0)) for state, label in rules.STATES.items()]


def _choices(wanted: Filter) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """The selects above the list: parameter, label, what is chosen, what could be."""
    found = list(Finding.objects.values_list("rule", "area_name", "period").distinct())
    names = sorted({rule for rule, _, _ in found})
    areas = Counter(area for _, area, _ in found if area)
    years = sorted({period[:4] for _, _, period in found if period}, reverse=True)
    return [
        (
            "severity",
            _("severity"),
            wanted.severity,
            [(n, str(words)) for n, (_sign, _one, words) in rules.SEVERITIES.items()],
        ),
        ("rule", _("rule"), wanted.rule, [(name, rules.rule(name)) for name in names]),
        ("area", _("area"), wanted.area, [(name, name) for name, _ in areas.most_common()]),
        ("year", _("year"), wanted.year, [(year, year) for year in years]),
    ]
