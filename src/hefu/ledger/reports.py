"""Reports of the open ledger: what one is made of, gathered and frozen; those that were issued, and their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from hefu.errors import LedgerError, UsageError
from hefu.ledger.gathering import Gathering, Named, Told
from hefu.ledger.models import Document, IssuedReport, Plan, Rendering
from hefu.ledger.opening import clear_errors, writing
from hefu.ledger.saving import save
from hefu.report.kinds import choose
from hefu.report.snapshot import Kind, Language, Problem, Snapshot, load

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. as_of: None for the day of the newest document.  named: the name of a rule or reason.

    told: what a finding says, and the lines of its arithmetic, in the language.
    """

    plan: str
    kind: Kind | None
    as_of: str | None
    language: Language
    who: str
    hefu: str
    named: Named
    told: Told


def gather(order: Order, *, problems: Callable[[str], Sequence[Problem] | None]) -> Snapshot:
    """A snapshot of what the ledger says of a plan. UsageError for a plan that it has not, or a kind that does not fit.

    problems: those of the office that concern the document with this hash; None where it keeps none.
    """
    with clear_errors():
        plan = _plan(order.plan)
        as_of = order.as_of or _newest()
        kind = choose(order.kind, period=plan.period, as_of=as_of)
        return Gathering(plan, as_of, kind, order.language, order.named, order.told).snapshot(
            who=order.who, when=_now(), hefu=order.hefu, problems=problems(plan.document.original_id)
        )


def _now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _newest() -> str:
    """The day of the newest document, by which verdicts are kept; of a ledger without dates today."""
    days = Document.objects.exclude(published="").order_by("-published").values_list("published", flat=True)
    return days.first() or _now()[:10]


def _plan(name: str) -> Plan:
    """The document with this name (with or without suffix), title, words of the title, or beginning of its hash."""
    every = Plan.objects.select_related("document").defer(*(f"document__{one}" for one in Document.LARGE))
    exact = Q(document__name=name) | Q(document__title=name) | Q(title=name)
    stem = Q(document__name__startswith=f"{name}.")
    words = Q(document__title__contains=name) | Q(title__contains=name)
    for condition in (exact, stem, Q(document__original__sha256__startswith=name), words):
        found = list(every.filter(condition).order_by("document__published", "pk")[: _SHOWN + 1]) if name else []
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"several documents are called {name!r}: {_names(found)}; name the file of one")
    if not (known := list(every.filter(~Q(targets=None)).distinct().order_by("document__published")[: _SHOWN + 1])):
        raise UsageError(f"the ledger has no plan with targets: add {name or 'one'} with `hefu add FILE`")
    raise UsageError(f"the ledger has no plan {name!r}; it has {_names(known)}")


def _names(found: Sequence[Plan]) -> str:
    names = [one.document.name for one in found[:_SHOWN]]
    return ", ".join([*names, *(["…"] if len(found) > _SHOWN else [])])


# ---------------------------------------------------------------- issuing


def issue(snapshot: Snapshot) -> IssuedReport:
    """Keeps a snapshot for good. Part of no other transaction."""
    row = IssuedReport(
        sha256=snapshot.sha256,
        plan=snapshot.sources[snapshot.plan].sha256,
        title=snapshot.title,
        kind=snapshot.kind,
        language=snapshot.language,
        as_of=snapshot.as_of,
        who=snapshot.who,
        when=datetime.fromisoformat(snapshot.when),
        snapshot=snapshot.written().decode(),
    )
    with writing():
        if not IssuedReport.objects.filter(pk=row.pk).exists():
            save([row])
    return row


def issued(sha256: str) -> Snapshot:
    """The snapshot with this hash, or the only one whose hash begins so. LedgerError where it is not what it was."""
    with clear_errors():
        found = list(IssuedReport.objects.filter(sha256__startswith=sha256)[:2]) if sha256 else []
    if len(found) != 1:
        many = "several reports begin" if found else "no report of the ledger begins"
        raise UsageError(f"{many} with {sha256!r}: give more of the snapshot's hash, or the file of a snapshot")
    snapshot = load(found[0].snapshot.encode(), name=f"report {found[0].sha256[:12]}")
    if snapshot.sha256 != found[0].sha256:
        raise LedgerError(f"the snapshot of report {found[0].sha256[:12]} was changed in the ledger: restore a backup")
    return snapshot


def rendered(snapshot: Snapshot, format: str, sha256: str, made_with: str) -> str:
    """Keeps the hash of the first file of a report in a format. A word when a later one differs, else nothing.

    Of a report that this ledger did not issue nothing is kept.
    """
    with writing():
        if not IssuedReport.objects.filter(pk=snapshot.sha256).exists():
            return ""
        row, new = Rendering.objects.get_or_create(
            report_id=snapshot.sha256, format=format, defaults={"sha256": sha256, "made_with": made_with}
        )
    if new or row.sha256 == sha256:
        return ""
    return (f"the {format} differs from the one first issued ({row.sha256[:12]}), which was made with {row.made_with}; "
            f"this one with {made_with}")  # fmt: skip
