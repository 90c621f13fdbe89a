"""The words of the interface for the closed vocabularies of `hefu.model`. Marked for translation, lazy."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

MODALITIES: dict[str, Promise] = {
    "actual": pgettext_lazy("modality", "actual"),
    "estimate": pgettext_lazy("modality", "estimate"),
    "target": pgettext_lazy("modality", "target"),
}
MEASURES: dict[str, Promise] = {
    "level": pgettext_lazy("measure", "level"),
    "growth": pgettext_lazy("measure", "growth"),
    "change": pgettext_lazy("measure", "change"),
    "ratio": pgettext_lazy("measure", "ratio"),
    "gap": pgettext_lazy("measure", "gap"),
    "multiple": pgettext_lazy("measure", "multiple"),
}
BOUNDS: dict[str, Promise] = {
    "=": pgettext_lazy("bound", "equal to"),
    "≈": pgettext_lazy("bound", "about"),
    ">=": pgettext_lazy("bound", "at least"),
    "<=": pgettext_lazy("bound", "at most"),
}
SIGNS = {"=": "=", "≈": "≈", ">=": "≥", "<=": "≤"}
"""The sign that a bound is printed with."""

CLASSES: dict[str, Promise] = {
    "time": pgettext_lazy("numeral", "dates and periods"),
    "name": pgettext_lazy("numeral", "names and numbering"),
    "part": pgettext_lazy("numeral", "second halves of figures"),
}
"""Classes of the numerals that are no statement."""

FIELDS: dict[str, Promise] = {
    "indicator": pgettext_lazy("field", "indicator"),
    "area": pgettext_lazy("field", "area"),
    "holder": pgettext_lazy("field", "holder"),
    "period": pgettext_lazy("field", "period"),
    "value": pgettext_lazy("field", "value"),
    "unit": pgettext_lazy("field", "unit"),
    "bound": pgettext_lazy("field", "bound"),
    "measure": pgettext_lazy("field", "measure"),
    "basis": pgettext_lazy("field", "basis"),
    "modality": pgettext_lazy("field", "modality"),
    "scan": pgettext_lazy("field", "doubtful in the scan"),
}
"""Fields of a statement, in the order in which they are shown."""

CORRECTABLE = {name: label for name, label in FIELDS.items() if name != "scan"}
CORRECTABLE |= {"value_max": pgettext_lazy("field", "upper end of a range")}
"""Fields that a person can correct."""

_BASES: dict[str, Promise] = {
    "yoy": gettext_lazy("on the year before"),
    "avg": gettext_lazy("yearly average"),
    "month": gettext_lazy("on the month before"),
    "prev": gettext_lazy("on an earlier time"),
}


def basis(code: str) -> str:
    """What a growth, change or gap is measured against, in words; '' for none."""
    if code.startswith("since:"):
        return _("since {year}").format(year=code.removeprefix("since:"))
    if code.startswith("vs:"):
        return _("against {place}").format(place=code.removeprefix("vs:"))
    return str(_BASES.get(code, code))
