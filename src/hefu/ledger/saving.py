"""New rows, after a look whether SQLite and PostgreSQL would both keep their texts as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import CharField, Model, TextField

from hefu.errors import LedgerError

_Row = TypeVar("_Row", bound=Model)


def save(rows: Sequence[_Row]) -> Sequence[_Row]:
    """Inserts rows of one kind; they know their keys then. LedgerError for a text that cannot be kept."""
    if rows:
        check(*rows)
        type(rows[0])._default_manager.bulk_create(rows)
    return rows


def check(*rows: Model) -> None:
    """LedgerError for a text of rows of one kind that cannot be kept."""
    texts = [field for field in rows[0]._meta.concrete_fields if isinstance(field, CharField | TextField)]
    for row in rows:
        for field in texts:
            _check(field, getattr(row, field.attname))


def _check(field: CharField[Any, Any] | TextField[Any, Any], text: str) -> None:
    """SQLite would keep what is too long, PostgreSQL not; neither keeps half of a surrogate pair."""
    if field.max_length is not None and len(text) > field.max_length:
        raise LedgerError(f"{field.name} longer than {field.max_length} characters: {text[:40]}…")
    if "\0" in text or not _encodes(text):
        raise LedgerError(f"{field.name} with NUL characters or halves of surrogate pairs, which no database keeps")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
