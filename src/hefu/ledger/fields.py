"""The fields of a statement as texts, as corrections and findings keep them; an empty text for none."""

from __future__ import annotations

from operator import attrgetter

from hefu.ledger.models import Statement

_KEPT = {
    "indicator": "indicator_text",
    "value": "value",
    "value_max": "value_max",
    "unit": "series.unit",
    "bound": "bound",
    "measure": "series.measure",
    "basis": "series.basis",
    "area": "series.area_name",
    "holder": "series.holder",
    "period": "period",
    "modality": "modality",
}
FIELDS = tuple(_KEPT)
"""The names of the fields, as in `hefu.model.FIELDS` and in its order."""


def stated(row: Statement) -> dict[str, str]:
    """What a statement states, by field."""
    return {field: attrgetter(column)(row) for field, column in _KEPT.items()}
