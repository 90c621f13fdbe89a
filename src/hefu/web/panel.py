"""The fields of one statement, each with the words or the rule that it was taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hefu.ledger.models import Statement
from hefu.web import periods, wording
from hefu.web.figures import digits
from hefu.web.reading import Mark
from hefu.web.reasons import named
from hefu.web.views.rows import figure_of

_CLOSE = 60
"""Characters of evidence that are shown in the panel."""


@dataclass(frozen=True, slots=True)
class From:
    """Where a field was taken from: the words at a place of the text, or else the rule that supplied it.

    said: the name of the rule in the language of the interface.
    """

    rule: str
    said: str
    words: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as it is shown; `known` is False where the document does not say it."""

    name: str
    label: str | Promise
    value: str
    origins: tuple[From, ...]
    note: str = ""
    known: bool = True


def field_rows(statement: Statement, text: str) -> list[FieldRow]:
    """The fields that the statement has, in the order of `wording.FIELDS`."""
    values = _values(statement, text)
    rows = []
    for name, label in wording.FIELDS.items():
        value, note = values[name]
        if value:
            rows.append(FieldRow(name, label, value, tuple(_origins(statement, name, text)), note))
        elif name in ("area", "period"):
            rows.append(FieldRow(name, label, _("not said"), (), known=False))
    return rows


def _values(statement: Statement, text: str) -> dict[str, tuple[str, str]]:
    series = statement.series
    number, unit = figure_of(statement)
    name = series.indicator.name
    bound = f"{wording.SIGNS.get(statement.bound, '')} {wording.BOUNDS.get(statement.bound, statement.bound)}"
    return {
        "indicator": (statement.indicator_text, "" if name == statement.indicator_text else name),
        "area": (series.area_name, ""),
        "holder": (series.holder, ""),
        "period": (periods.words(statement.period), ""),
        "value": (number, "" if unit in (series.unit, "") else f"{digits(Decimal(statement.value))} {series.unit}"),
        "unit": (unit or _("none: a pure number"), ""),
        "bound": (bound, ""),
        "measure": (str(wording.MEASURES.get(series.measure, series.measure)), ""),
        "basis": (wording.basis(series.basis), ""),
        "modality": (str(wording.MODALITIES.get(statement.modality, statement.modality)), ""),
        "scan": (_doubted(statement, text), ""),
    }


def _doubted(statement: Statement, text: str) -> str:
    """The characters of a scan that may be other ones than were read."""
    return "".join(text[start:end] for field, _, start, end in statement.evidence if field == "scan")


def _origins(statement: Statement, name: str, text: str) -> Iterator[From]:
    for field, rule, start, end in statement.evidence:
        if field == name or (name == "value" and field == "value_max"):
            if start is None or end is None:
                yield From(rule, named(rule))
            else:
                words = " ".join(text[start:end].split())
                yield From(rule, named(rule), words if len(words) <= _CLOSE else words[:_CLOSE] + "…", f"e{start}")


def evidence_marks(statement: Statement) -> list[Mark]:
    """The words that the fields were taken from, to be set off in the text."""
    found: dict[tuple[int, int], list[str]] = {}
    for field, _rule, start, end in statement.evidence:
        if start is not None and end is not None:
            found.setdefault((start, end), []).append(field)
    return [
        Mark(start, end, "ev", ", ".join(_labels(fields)), anchor=f"e{start}")
        for (start, end), fields in sorted(found.items())
    ]


def _labels(fields: Iterable[str]) -> Sequence[str]:
    known = [str(wording.FIELDS[field]) for field in fields if field in wording.FIELDS]
    return list(dict.fromkeys(known))
