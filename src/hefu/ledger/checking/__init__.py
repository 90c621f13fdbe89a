"""Whether a ledger is whole: each part looks at one thing, in a stream, and tells of what is not as it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db import DatabaseError, transaction

from hefu.ledger.checking import index, originals, references, schema, spans, trail
from hefu.ledger.checking.defects import AUDIT, RESTORE, SEARCH, Defect
from hefu.ledger.opening import snapshot

__all__ = ["AUDIT", "SEARCH", "Defect", "Part", "check"]

Part = Callable[[], Iterator[Defect]]

PARTS: dict[str, Part] = {
    "schema": schema.check,
    "originals": originals.check,
    "texts and figures": spans.check,
    "references": references.check,
    "search": index.check,
    "audit trail": trail.check,
}
"""Name of a part: what looks."""


def check(more: Iterable[tuple[str, Part]] = (), *, tell: Callable[[str], None]) -> Iterator[Defect]:
    """All that is not as it must be in the open ledger, as it is at this moment; others go on writing meanwhile.

    more: further parts, by name.  tell: is told the name of each part before it begins.
    """
    with snapshot():
        for name, part in (*PARTS.items(), *more):
            tell(name)
            yield from _safely(name, part)


def _safely(name: str, part: Part) -> Iterator[Defect]:
    """A part that cannot be read is a defect itself; the others are looked at all the same."""
    try:
        with transaction.atomic():
            yield from part()
    except (DatabaseError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        yield Defect(name, f"cannot be read: {reason}", RESTORE)
