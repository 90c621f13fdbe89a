"""The rules of the audit. To add one: a module with NAME, EXAMPLES, NEAR_MISSES and `check`, and a row here."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from hefu.audit import (
    average,
    break_,
    change_growth,
    gap,
    growth_level,
    implies,
    impossible,
    magnitude,
    parts,
    per_head,
    revision,
    running,
    same,
    share,
    stale_target,
    target,
)
from hefu.audit.series import Check

Example = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it checks, texts with the quotes that it must find, texts that it must leave alone."""

    name: str
    about: str
    check: Check
    examples: tuple[Example, ...]
    near_misses: tuple[str, ...]


def _rule(module: ModuleType) -> Rule:
    return Rule(module.NAME, module.__doc__ or "", module.check, module.EXAMPLES, module.NEAR_MISSES)


RULES = tuple(
    _rule(module)
    for module in (
        same,
        growth_level,
        change_growth,
        parts,
        share,
        target,
        average,
        running,
        impossible,
        magnitude,
        per_head,
        gap,
        break_,
        implies,
        stale_target,
        revision,
    )
)
"""In the order in which findings on the same figures are kept: see `hefu.audit.audit`."""
