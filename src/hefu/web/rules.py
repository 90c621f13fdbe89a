"""The rules of the audit and the severities of findings, in the words of the interface."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SEVERITIES: dict[str, tuple[str, Promise, Promise]] = {
    "conflict": ("≠", pgettext_lazy("severity", "contradiction"), pgettext_lazy("severities", "contradictions")),
    "notice": ("i", pgettext_lazy("severity", "worth a look"), pgettext_lazy("severities", "worth a look")),
    "revision": ("→", pgettext_lazy("severity", "revision"), pgettext_lazy("severities", "revisions")),
}
"""Severity: its sign, its word, and its word for several. The gravest comes first."""

STATES: dict[str, Promise] = {
    "open": pgettext_lazy("state", "open"),
    "confirmed": pgettext_lazy("state", "confirmed"),
    "dismissed": pgettext_lazy("state", "dismissed"),
    "resolved": pgettext_lazy("state", "resolved"),
}

REASONS: dict[str, Promise] = {
    "definition": pgettext_lazy("reason", "different definitions"),
    "period": pgettext_lazy("reason", "different periods"),
    "extraction": pgettext_lazy("reason", "misread"),
    "other": pgettext_lazy("reason", "another reason"),
}
"""Why a finding is dismissed."""

TURNS: dict[str, Promise] = {
    "confirmed": pgettext_lazy("turn", "confirmed"),
    "dismissed": pgettext_lazy("turn", "dismissed"),
    "reopened": pgettext_lazy("turn", "opened again"),
    "resolved": pgettext_lazy("turn", "came out no more: resolved"),
    "returned": pgettext_lazy("turn", "came out again"),
}
"""What happened to a finding."""

_RULES: dict[str, tuple[Promise, Promise]] = {
    "same": (_("two values of one thing"), _("{name}: two values")),
    "growth-level": (_("levels and growth"), _("{name}: the levels and the growth cannot all be true")),
    "change-growth": (_("level, change and growth"), _("{name}: level, change and growth cannot all be true")),
    "parts": (_("parts and whole"), _("{name}: the parts do not make the whole")),
    "share": (_("part, whole and share"), _("{name}: part, whole and share cannot all be true")),
    "target": (_("aim and result"), _("{name}: the aim does not fit")),
    "average": (_("yearly average and ends"), _("{name}: the yearly average does not lead from one end to the other")),
    "running": (_("running total"), _("{name}: the running total shrinks")),
    "impossible": (_("beyond what can be"), _("{name}: beyond what can be")),
    "magnitude": (_("magnitude"), _("{name}: wrong by a power of ten?")),
    "per-head": (_("total, people, per head"), _("{name}: total, people and value per head cannot all be true")),
    "gap": (_("two rates and their distance"), _("{name}: the two rates lie otherwise apart")),
    "break": (_("break of a series"), _("{name}: fell though growth was reported")),
    "implies": (_("what follows"), _("{name}: what follows for another place")),
    "stale-target": (_("aim reached already"), _("{name}: the aim was reached before")),
    "revision": (_("estimate and result"), _("{name}: estimated otherwise")),
}
"""Rule: what it holds against each other, and the headline of a finding. Gravity and order are those of the audit."""

_SHARES = _("The shares do not make 100 %")


def rule(name: str) -> str:
    """What a rule is called; its own name when it is one of a newer hefu."""
    return str(_RULES[name][0]) if name in _RULES else name


def headline(name: str, indicators: list[str], measure: str) -> str | None:
    """What a finding is about in a few words; None for a rule that is not known.

    indicators: of its figures.  measure: of the last figure in its arithmetic.
    """
    if name not in _RULES:
        return None
    if name == "parts" and measure == "ratio" and len(set(indicators)) > 1:
        return str(_SHARES)
    return str(_RULES[name][1]).format(name=indicators[-1] if indicators else "")
