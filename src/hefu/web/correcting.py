"""The fields of a figure, to be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from hefu.ledger.fields import stated
from hefu.ledger.models import FindingFigure, Statement
from hefu.web import wording
from hefu.web.figures import MULTIPLIERS, digits, power
from hefu.web.passages import letter

_ORDER = (
    "value",
    "unit",
    "bound",
    "period",
    "indicator",
    "area",
    "modality",
    "measure",
    "value_max",
    "basis",
    "holder",
)
_FIRST = 5
"""So many of them are what is most often misread; the others come after."""
_WORDS: dict[str, dict[str, Promise]] = {
    "bound": wording.BOUNDS, "measure": wording.MEASURES, "modality": wording.MODALITIES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its label, what the ledger has, what stands in the form, and what could stand there, if few things."""

    name: str
    label: str | Promise
    value: str
    given: str
    options: tuple[tuple[str, str | Promise], ...] = ()


@dataclass(frozen=True, slots=True)
class Editor:
    """A figure that is being corrected."""

    figure: FindingFigure
    letter: str
    quote: str
    fields: tuple[Field, ...]

    @property
    def first(self) -> tuple[Field, ...]:
        """What is most often misread."""
        return self.fields[:_FIRST]

    @property
    def rest(self) -> tuple[Field, ...]:
        """The other fields."""
        return self.fields[_FIRST:]


def editor(figure: FindingFigure, given: Mapping[str, str]) -> Editor:
    """The fields of a figure whose statement is there; `given`: what a person wrote into them already."""
    assert figure.statement is not None, "the statement has gone"
    return Editor(figure, letter(figure.place), " ".join(figure.quote.split()), fields_of(figure.statement, given))


def fields_of(statement: Statement, given: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a statement as a form has them; `given`: what a person wrote into them already."""
    now, fields = stated(statement), []
    for name in _ORDER:
        value = written(now[name]) if name in ("value", "value_max") else now[name]
        options = tuple(_WORDS[name].items()) if name in _WORDS else ()
        fields.append(Field(name, wording.CORRECTABLE[name], value, given.get(name, value), options))
    return tuple(fields)


def changed(statement: Statement, given: Mapping[str, str]) -> dict[str, str]:
    """The fields that a form gives another value than the statement has."""
    shown = fields_of(statement, {})
    return {one.name: given[one.name] for one in shown if one.name in given and given[one.name].strip() != one.value}


def written(value: str) -> str:
    """A number as a person writes it: 140.5亿."""
    if not value:
        return ""
    number = Decimal(value)
    of = power(number)
    return digits(number, of).replace(",", "").replace("−", "-") + MULTIPLIERS[of]
