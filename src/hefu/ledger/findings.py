"""The findings of the open ledger: which there are, what speaks for their figures, how far rules can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Case, Count, Prefetch, QuerySet, Value, When

from hefu.audit.claims import base, factor
from hefu.audit.intervals import Interval, printed
from hefu.errors import LedgerError
from hefu.ledger.models import Claim, Decision, Document, Finding, FindingFigure, Statement
from hefu.ledger.opening import clear_errors
from hefu.ledger.store import statement

SEVERITIES = ("conflict", "notice", "revision")
"""矛盾, 提示, 修订 (an estimate and the later result), the gravest first."""
_GRAVEST_FIRST = Case(*(When(severity=one, then=Value(place)) for place, one in enumerate(SEVERITIES)))


def listed(
    *, severity: str = "", rule: str = "", area: str = "", year: str = "", states: Sequence[str] = (Finding.OPEN,)
) -> QuerySet[Finding]:
    """The findings of these kinds, the gravest first, then the newest; an empty filter lets all through.

    area: the name of the area of its first figure.  year: that its first figure's period begins with.
    """
    wanted = {"severity": severity, "rule": rule, "area_name": area, "period__startswith": year}
    found = Finding.objects.filter(**{name: value for name, value in wanted.items() if value})
    if states:
        found = found.filter(state__in=states)
    return found.order_by(_GRAVEST_FIRST, "-first_seen", "pk")


def complete(found: QuerySet[Finding]) -> QuerySet[Finding]:
    """The same findings with their figures, these with statement, series and document: three queries in all."""
    figures = FindingFigure.objects.select_related("document", "statement__series__indicator").defer(
        *(f"document__{name}" for name in Document.LARGE)
    )
    return found.prefetch_related(Prefetch("figures", queryset=figures), "decisions")


def get(identity: str) -> Finding:
    """The finding with this identity, or the only one whose identity begins so. LedgerError when there is none."""
    with clear_errors():
        found = list(complete(Finding.objects.filter(identity__startswith=identity))[:2]) if identity else []
    if len(found) != 1:
        many = "several findings begin with" if found else "the ledger has no finding"
        raise LedgerError(f"{many} {identity!r}: `hefu audit` prints their identities")
    return found[0]


@dataclass(slots=True)
class Record:
    """How often a rule was right, as far as people said so. dismissed: by the reason that they gave."""

    rule: str
    found: int = 0
    open: int = 0
    confirmed: int = 0
    resolved: int = 0
    dismissed: dict[str, int] = field(default_factory=dict)


def records() -> dict[str, Record]:
    """The record of each rule that has found something in this ledger, by its name."""
    found: dict[str, Record] = {}
    with clear_errors():
        for rule, state, count in Finding.objects.order_by("rule").values_list("rule", "state").annotate(n=Count("pk")):
            record = found.setdefault(rule, Record(rule))
            record.found += count
            if state != Finding.DISMISSED:
                setattr(record, state, count)
        for rule, reason in _dismissals():
            reasons = found[rule].dismissed
            reasons[reason] = reasons.get(reason, 0) + 1
    return found


def _dismissals() -> list[tuple[str, str]]:
    """Rule and reason of every finding that is dismissed now: the last one that was given."""
    rows = Decision.objects.filter(finding__state=Finding.DISMISSED, kind=Decision.DISMISSED).order_by("pk")
    last = {pk: (rule, reason) for pk, rule, reason in rows.values_list("finding", "finding__rule", "reason")}
    return list(last.values())


@dataclass(frozen=True, slots=True)
class Witness:
    """Another statement of the ledger on what a figure states: same indicator, place, period, measure.

    fits: `printed` when it agrees with the figure as it stands, `needed` when with what it would have to be if the
    others were true, `both`, or `neither`.
    """

    figure: FindingFigure
    statement: Statement
    fits: str


def witnesses(finding: Finding) -> list[Witness]:
    """What else in the ledger speaks for one figure of a finding or the other, in the order of the figures."""
    with clear_errors():
        figures = [figure for figure in finding.figures.all() if figure.statement is not None]
        own_rows = {figure.statement_id for figure in figures}
        return [one for figure in figures for one in _witnesses(figure) if one.statement.pk not in own_rows]


def _witnesses(figure: FindingFigure) -> Iterator[Witness]:
    """The other claims of the figure's subject for its time, in its measure and unit."""
    row = figure.statement
    claim = Claim.objects.filter(statement=row).first() if row is not None else None
    if row is None or claim is None:
        return
    others = Statement.objects.filter(
        claim__key=claim.key,
        claim__period=claim.period,
        series__measure=row.series.measure,
        series__basis=row.series.basis,
    ).exclude(modality="target" if row.modality != "target" else "")
    for other in others.select_related("series", "document").defer(*(f"document__{name}" for name in Document.LARGE)):
        if base(other.series.unit) == base(row.series.unit):
            yield Witness(figure, other, _fits(figure, row, other))


def _fits(figure: FindingFigure, row: Statement, other: Statement) -> str:
    said, stands = _interval(other), _interval(row)
    needed = Interval(Decimal(figure.needed_low), Decimal(figure.needed_high)) if figure.needed_low else None
    fits_needed = needed is not None and not said.disjoint(needed.scaled(factor(row.series.unit)))
    if not said.disjoint(stands):
        return "both" if fits_needed else "printed"
    return "needed" if fits_needed else "neither"


def _interval(row: Statement) -> Interval:
    return printed(statement(row)).scaled(factor(row.series.unit))
