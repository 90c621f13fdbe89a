"""What people correct. The row of the statement shows the corrected value; the correction keeps old and new."""

from __future__ import annotations

from hefu.ledger.models import Correction


def correct(document: int, start: int, field: str, value: str, *, reason: str, who: str) -> Correction:
    """Corrects one field (of `hefu.model.FIELDS`) of the statement whose numeral starts at `start`.

    value: as `text_of` writes it; a number may have a multiplier (140.5亿); an empty text for none.
    UsageError when it cannot be the value of the field, LedgerError when there is no such statement.
    """
    raise NotImplementedError


def undo(correction: int, *, who: str) -> Correction:
    """Takes a correction back: the statement shows again what it did before."""
    raise NotImplementedError
