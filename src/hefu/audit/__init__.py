"""Statements → findings: figures that cannot all be true, with the arithmetic written out.

One module a rule; `rules.py` lists them. A finding needs intervals that do not meet after propagation: when in
doubt, a rule is silent, and `Audit.skipped` says what was not compared, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hefu.audit.claims import Claim, claims
from hefu.audit.implies import NAME as IMPLIES
from hefu.audit.rules import RULES
from hefu.audit.series import Facts, Unit
from hefu.lexicon.areas import Areas
from hefu.lexicon.areas import load as load_areas
from hefu.model import Document, Figure, Finding, Statement

Places = frozenset[tuple[str, int]]
"""Of the numerals of a finding: documents and where they begin."""
Read = tuple[str, Document, Sequence[Statement]]
"""The name of a document, the document, its statements in order."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Figures that a rule might have held against each other and did not."""

    rule: str
    reason: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit found, conflicts first, and what it did not compare.

    revisions: estimates and the results that turned out otherwise; no contradiction.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    revisions: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what was judged when it came out: a series or a sentence."""

    finding: Finding
    unit: Unit


def audit(documents: Iterable[Read], *, areas: Areas | None = None) -> Audit:
    """Holds the figures of these documents against each other. Time grows with their number and no faster.

    areas: the gazetteer that tells what 全市 is for a county; default the built-in one.
    """
    held = (claim for name, document, statements in documents for claim in claims(name, document, statements))
    return examine(held, areas=areas or load_areas())


def examine(found: Iterable[Claim], *, areas: Areas | None = None) -> Audit:
    """The audit of claims: of whole documents, sentence by sentence."""
    facts = Facts.of(found, areas)
    findings = [item.finding for item in judge(facts)]
    return Audit(
        tuple(finding for finding in findings if finding.severity != "revision"),
        tuple(_skipped(*item) for item in facts.skipped),
        tuple(finding for finding in findings if finding.severity == "revision"),
    )


def judge(facts: Facts) -> list[Judged]:
    """What the rules find in the facts; the same figures once, by the first rule that finds them."""
    kept: dict[tuple[str, Places], Judged] = {}
    for rule in RULES:
        for finding in rule.check(facts):
            places = frozenset((figure.doc, figure.statement.start) for figure in finding.figures)
            assert facts.unit is not None, f"{rule.name} goes by no series and no sentence"
            kept.setdefault((finding.severity, places), Judged(finding, facts.unit))
    conflicts: dict[tuple[str, int], list[Places]] = {}
    for severity, places in kept:
        if severity == "conflict":
            for place in places:
                conflicts.setdefault(place, []).append(places)
    told = [item for (_, places), item in kept.items() if not _follows(item.finding, places, conflicts)]
    return sorted(told, key=lambda item: _order(item.finding))


def _follows(finding: Finding, places: Places, conflicts: Mapping[tuple[str, int], list[Places]]) -> bool:
    """Whether something is implied by figures that contradict each other: then nothing is."""
    return finding.rule == IMPLIES and any(places <= other for other in conflicts.get(next(iter(places)), ()))


def _order(finding: Finding) -> tuple[str, str, int, str]:
    first = finding.figures[0]
    return finding.severity, first.doc, first.statement.start, finding.rule


def _skipped(rule: str, reason: str, held: tuple[Claim, ...]) -> Skipped:
    return Skipped(rule, reason, tuple(Figure(claim.doc, claim.statement) for claim in held))


__all__ = ["Audit", "Facts", "Judged", "Read", "Skipped", "Unit", "audit", "examine", "judge"]
