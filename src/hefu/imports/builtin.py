"""Headings that are known beforehand: hefu's own tables, and the observations of statistical exchange (SDMX-CSV)."""

from __future__ import annotations

from collections.abc import Iterable

from hefu.imports.mapping import Shape, Source

_OWN = {
    "indicator": "indicator", "area": "area", "period": "period", "unit": "unit", "status": "modality",
    "value_max": "value_max_printed", "bound": "bound", "measure": "measure", "basis": "basis", "holder": "holder",
}  # fmt: skip
_OWN_SDMX = {
    "indicator": "INDICATOR_TEXT", "area": "AREA_TEXT", "period": "PERIOD", "unit": "UNIT_TEXT", "status": "OBS_STATUS",
    "value_max": "VALUE_MAX_PRINTED", "bound": "BOUND", "measure": "MEASURE", "basis": "BASIS_TEXT",
    "holder": "HOLDER_TEXT",
}  # fmt: skip
_PLAIN = _OWN | {"value_max": "value_max"}
_TABLES = ((_OWN, "value_printed"), (_OWN_SDMX, "VALUE_PRINTED"), (_PLAIN, "value"))
_OPTIONAL = "value_max", "holder", "basis", "area", "period"
"""Columns that a file has not where they would be empty."""

_SDMX = {
    "indicator": ("INDICATOR", "SERIES", "VARIABLE", "SUBJECT", "MEASURE"), "area": ("REF_AREA", "GEO", "LOCATION"),
    "period": ("TIME_PERIOD",), "unit": ("UNIT_MEASURE", "UNIT"), "scale": ("UNIT_MULT",), "status": ("OBS_STATUS",),
}  # fmt: skip


def known(names: Iterable[str], heads: int) -> Shape | None:
    """The shape of a table with these headings, when it is one of those; None for any other."""
    columns = list(names)
    if heads != 1:
        return None
    for fields, value in _TABLES:
        if value in columns and {column for name, column in fields.items() if name not in _OPTIONAL} <= set(columns):
            fields = {name: column for name, column in fields.items() if column in columns}
            own: dict[str, tuple[Source, ...]] = {name: (Source("column", column),) for name, column in fields.items()}
            return Shape(1, own, (value,), exact=True)
    return _observations(columns)


def _observations(columns: list[str]) -> Shape | None:
    """Observations as SDMX-CSV has them; with labels, a heading is `TIME_PERIOD: Time`."""
    ids = {name.split(":")[0].strip(): name for name in columns}
    if not {"TIME_PERIOD", "OBS_VALUE"} <= ids.keys():
        return None
    sources: dict[str, tuple[Source, ...]] = {
        field: (Source("column", ids[name]),)
        for field, names in _SDMX.items()
        if (name := next((one for one in names if one in ids), None))
    }
    if "indicator" not in sources:
        return None
    return Shape(1, sources, (ids["OBS_VALUE"],))
