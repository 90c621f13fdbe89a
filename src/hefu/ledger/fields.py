"""The fields of a statement as texts, as corrections and findings keep them; an empty text for none."""

from __future__ import annotations

from hefu.ledger.models import Statement


def stated(row: Statement) -> dict[str, str]:
    """What a statement states: the fields of `hefu.model.FIELDS`, by name."""
    series = row.series
    return {
        "indicator": row.indicator_text,
        "value": row.value,
        "value_max": row.value_max,
        "unit": series.unit,
        "bound": row.bound,
        "measure": series.measure,
        "basis": series.basis,
        "area": series.area_name,
        "holder": series.holder,
        "period": row.period,
        "modality": row.modality,
    }
