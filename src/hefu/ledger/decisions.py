"""What people decide about findings. Each decision is kept with who, when, why, and what the figures stated then."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hefu.errors import LedgerError, UsageError
from hefu.ledger.findings import get
from hefu.ledger.models import Decision, Finding
from hefu.ledger.opening import writing
from hefu.ledger.saving import save


def confirm(identity: str, *, who: str, note: str = "") -> Finding:
    """The figures do contradict each other. It stays confirmed as long as it comes out."""
    return _decide(identity, Decision.CONFIRMED, who=who, note=note)


def dismiss(identity: str, reason: str, *, who: str, note: str = "") -> Finding:
    """There is no contradiction, for one of `Decision.REASONS`. It comes back only when its figures change."""
    if reason not in Decision.REASONS:
        raise UsageError(f"no reason is called {reason!r}: give one of {', '.join(Decision.REASONS)}")
    if reason == "other" and not note.strip():
        raise UsageError("the reason 'other' needs a note that says what it is")
    return _decide(identity, Decision.DISMISSED, who=who, reason=reason, note=note)


def reopen(identity: str, *, who: str, note: str = "") -> Finding:
    """Takes back what was decided."""
    return _decide(identity, Decision.REOPENED, who=who, note=note)


def _decide(identity: str, kind: str, *, who: str, reason: str = "", note: str = "") -> Finding:
    if not who.strip():
        raise UsageError("nobody has decided: say who with --by")
    with writing():
        finding = get(identity)
        if finding.state == Finding.RESOLVED:
            raise LedgerError(f"finding {finding.identity} has resolved itself: nothing is left to decide")
        turn(finding, kind, who=who.strip(), reason=reason, note=note.strip())
    return finding


_STATES = {
    Decision.CONFIRMED: Finding.CONFIRMED,
    Decision.DISMISSED: Finding.DISMISSED,
    Decision.REOPENED: Finding.OPEN,
    Decision.RESOLVED: Finding.RESOLVED,
    Decision.RETURNED: Finding.OPEN,
}


def turn(
    finding: Finding, kind: str, *, who: str = "", reason: str = "", note: str = "", state: str | None = None
) -> None:
    """Takes down a turn in the life of a finding, and brings its state to it; state: if not what the turn makes."""
    stated: list[Any] = [figure.stated for figure in finding.figures.all()]
    now = timezone.now()
    save([Decision(finding=finding, kind=kind, reason=reason, note=note, who=who, when=now, figures=stated)])
    finding.state = state or _STATES[kind]
    finding.save(update_fields=["state"])
