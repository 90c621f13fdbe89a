"""Claims of the audit → rows, stored with the statements, so that old documents need not be read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256

from hefu.audit.claims import Claim, Key
from hefu.ledger import models as rows
from hefu.ledger.saving import save


@lru_cache(100_000)
def key_of(key: Key) -> str:
    """The key of a subject (name, place, definition) as rows have it."""
    name, place, definition = key
    return sha256("\n".join((name, place or "", definition)).encode()).hexdigest()[: rows.KEY]


def keep(statements: Sequence[rows.Statement], found: Iterable[Claim], places: Iterable[str]) -> None:
    """Stores the claims of statements.

    places: the area of each, so written that no other is meant.
    """
    save([_row(one, claim, place) for one, claim, place in zip(statements, found, places, strict=True)])


def _row(statement: rows.Statement, claim: Claim, place: str) -> rows.Claim:
    return rows.Claim(
        statement=statement,
        document_id=statement.document_id,
        key=key_of((claim.name, place or None, claim.definition)),
        name=claim.name,
        place=place,
        definition=claim.definition,
        lead=claim.lead,
        tail=claim.tail,
        sentence=claim.sentence,
        cell=claim.cell,
        head=claim.head,
        printed=claim.printed,
        among=claim.among,
        tier=claim.tier,
        period=claim.period or "",
        due=claim.due,
        listed=claim.listed,
        revised=claim.revised,
    )
