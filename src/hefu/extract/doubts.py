"""Statements of a scan whose characters may be other ones than were read: they carry the doubt and count for less."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hefu.model import Doubt, Evidence, Statement
from hefu.read.scan.letters import REASONS

SHARE = 0.5
"""What a doubtful character leaves of a statement's confidence."""


def doubted(statements: Iterable[Statement], doubts: Sequence[Doubt]) -> Iterator[Statement]:
    """The statements; one that rests on characters that the recogniser doubts has evidence of it and less confidence.

    Such evidence has the field `scan`, the doubt's reason for its rule, and the place of the character.
    """
    doubts = [doubt for doubt in doubts if doubt.reason in REASONS]
    starts = [doubt.start for doubt in doubts]
    for statement in statements:
        spans = {(statement.start, statement.end)}
        spans |= {(e.start, e.end) for e in statement.evidence if e.start is not None and e.end is not None}
        near = {
            number for start, end in spans for number in range(bisect_left(starts, start), bisect_left(starts, end))
        }
        if near:
            marks = tuple(Evidence("scan", doubts[n].reason, doubts[n].start, doubts[n].end) for n in sorted(near))
            less = round(statement.confidence * SHARE, 2)
            statement = replace(statement, confidence=less, evidence=(*statement.evidence, *marks))
        yield statement
