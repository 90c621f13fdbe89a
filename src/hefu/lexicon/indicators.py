"""Common indicators 指标 as concepts: their names, what they count, how they may be compared.

A name is looked up, never searched for in text: what a statement measures is said in its own words; this tells
which of them are the same, what their growth is measured in, and where their values must end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args
from unicodedata import normalize

from hefu.errors import LexiconError
from hefu.lexicon.areas import load as load_areas
from hefu.lexicon.areas import words

Kind = Literal["flow", "stock", "rate", "index"]
PriceBasis = Literal["nominal", "constant"]
Direction = Literal["up", "down", "none"]

FILE = Path(__file__).parent / "indicators.toml"
_KEYS = ("unit", "kind", "price", "growth", "min", "max", "direction", "aim")
_VALUES = {"kind": get_args(Kind), "price": get_args(PriceBasis), "growth": get_args(PriceBasis)}
_VALUES |= {"direction": get_args(Direction), "aim": ("ceiling",)}

# What may stand around the name of an indicator and does not change what is measured.
_BEFORE = re.compile(
    r"(?:其中[:,]?|[全我本][国省市区县州盟旗]"
    r"|(?:\d{4}年|[今去上本当]年|全年|年[末底]|[期季月]末|[上下]半年|前?[一二三四]季度|\d{1,2}(?:[-—至~]\d{1,2})?月份?|截至目前|目前)末?"
    r"|累计|零时|现有|共有?|预计|力争|确保|实现|完成|达到|分别)"
)
_AFTER = re.compile(r"(?:实现|完成|达到?|同比|增速|增长率|增长|增幅|涨幅|总量|规模|合计|\([^()]*\))$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A concept that is measured.

    names: all its names, the preferred first.  unit_family: dimension of its level (see `units`).
    price_basis: of its level; growth_basis: of its growth rate (that of GDP is at constant prices).
    minimum, maximum: natural limits of its level in base units (a coverage rate ends at 100 %).
    direction: which way is wanted.  ceiling: an aim of it is not to be passed, although less is not better.
    """

    name: str
    names: tuple[str, ...]
    unit_family: str
    kind: Kind
    price_basis: PriceBasis | None = None
    growth_basis: PriceBasis | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    direction: Direction = "none"
    ceiling: bool = False
    group: str = ""


class Indicators:
    """All indicators, found by any of their names. Made by `load`."""

    def __init__(self, indicators: tuple[Indicator, ...]) -> None:
        self._all = indicators
        self._by_name = {plain(name): indicator for indicator in indicators for name in indicator.names}
        self._found: dict[str, tuple[Indicator | None, str]] = {}

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def find(self, text: str) -> Indicator | None:
        """The indicator with this name. Words of area, period and doing around it (全市…, …增速) do not count."""
        return self._stripped(text)[0]

    def key(self, text: str) -> str:
        """One name for all spellings: that of the indicator, or the text's own words without those around them."""
        found, rest = self._stripped(text)
        return found.name if found else rest

    def words(self, text: str) -> str:
        """The text's own words for it, without those around them: what `key` looks up."""
        return self._stripped(text)[1]

    def names(self) -> dict[str, Indicator]:
        """Every name, as `plain` writes it, with its indicator."""
        return self._by_name

    def edited(self, edits: Iterable[Edit]) -> Indicators:
        """The same indicators with what people changed about them, in this order."""
        changed = {indicator.name: indicator for indicator in self._all}
        for edit in edits:
            _edit(changed, edit)
        return Indicators(tuple(changed.values()))

    def _stripped(self, text: str) -> tuple[Indicator | None, str]:
        found = self._found.get(text)
        if found is None:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            found = self._found[text] = self._strip(text)
        return found

    def _strip(self, text: str) -> tuple[Indicator | None, str]:
        """The indicator, if there is one, and the last name that was tried before nothing was left."""
        name = rest = plain(text).lstrip("….·,、:;()-—~")
        while name:
            if name in self._by_name:
                return self._by_name[name], name
            rest = name
            if end := _area_end(name):
                name = name[end:]
            elif before := _BEFORE.match(name):
                name = name[before.end() :]
            else:
                after = _AFTER.search(name)
                name = name[: after.start()] if after else ""
        return None, rest


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody changed about an indicator, without a change of the file.

    merge: the indicator `name`, with all its names, becomes `other`.
    split: the name `other` becomes an indicator of its own; it was one of `name`.
    set: the field `other` of `name` (see FIELDS) becomes `value`, empty for none.
    """

    kind: Literal["merge", "split", "set"]
    name: str
    other: str
    value: str = ""


FIELDS = {
    "unit": "unit_family", "kind": "kind", "price": "price_basis", "growth": "growth_basis", "min": "minimum",
    "max": "maximum", "direction": "direction", "aim": "ceiling",
}  # fmt: skip
"""What may be set of an indicator: its key in `indicators.toml`, the field that it becomes."""

_MOST_KEPT = 100_000
_active: ContextVar[Callable[[], Indicators] | None] = ContextVar("indicators", default=None)


def load() -> Indicators:
    """The indicators that hold here: the built-in ones, or those that `using` has put in their place."""
    found = _active.get()
    return built_in() if found is None else found()


@contextmanager
def using(indicators: Callable[[], Indicators]) -> Iterator[None]:
    """Inside, these indicators hold: those of a ledger, where people have changed them. Asked for when needed."""
    token = _active.set(indicators)
    try:
        yield
    finally:
        _active.reset(token)


def use(indicators: Indicators | None) -> None:
    """From now on these indicators hold, or the built-in ones."""
    _active.set(None if indicators is None else lambda: indicators)


def value_of(key: str, text: str) -> object:
    """The value of a field as an indicator has it. ValueError when it cannot be one."""
    if key not in FIELDS or (text and text not in _VALUES.get(key, (text,))):
        raise ValueError(text)
    if key in ("min", "max"):
        number = Decimal(text) if text else None
        if number is not None and not number.is_finite():
            raise ValueError(text)
        return number
    if key == "aim":
        return text == "ceiling"
    return text or {"unit": "", "kind": "", "direction": "none"}.get(key)


def text_of(indicator: Indicator, key: str) -> str:
    """The value of a field as `value_of` reads it."""
    value = getattr(indicator, FIELDS[key])
    return ("ceiling" if value else "") if key == "aim" else "" if value is None else str(value)


def unknown(name: str) -> Indicator:
    """An indicator of which nothing but its name is known."""
    return Indicator(name, (name,), unit_family="", kind=cast(Kind, ""))


def _edit(changed: dict[str, Indicator], edit: Edit) -> None:
    if edit.kind == "merge":
        gone = changed.pop(edit.name, None) or unknown(edit.name)
        into = changed.get(edit.other) or replace(gone, name=edit.other, names=(edit.other,))
        names = tuple(dict.fromkeys((*into.names, *gone.names)))
        changed[edit.other] = replace(into, names=names)
        return
    old = changed.get(edit.name) or unknown(edit.name)
    if edit.kind == "split":
        rest = tuple(name for name in old.names if plain(name) != plain(edit.other))
        changed[edit.name] = replace(old, names=rest)
        changed[edit.other] = replace(old, name=edit.other, names=(edit.other,))
    else:
        changed[edit.name] = replace(old, **{FIELDS[edit.other]: value_of(edit.other, edit.value)})  # type: ignore[arg-type]


@cache
def built_in() -> Indicators:
    """The indicators of `indicators.toml`. Raises LexiconError for a row that cannot be used."""
    text = FILE.read_text(encoding="utf-8")
    groups = cast(list[dict[str, object]], tomllib.loads(text)["group"])
    return Indicators(tuple(indicator for group in groups for indicator in _group(group)))


def _group(group: dict[str, object]) -> Iterator[Indicator]:
    shared = {key: str(group[key]) for key in _KEYS if key in group}
    for row in str(group["rows"]).strip().splitlines():
        name, others, changes = (part.strip() for part in (*row.split("|"), "", "")[:3])
        fields = shared | dict(change.split("=", 1) for change in changes.split())
        yield _indicator(row, str(group["title"]), name, others.split(), fields)


def _indicator(row: str, group: str, name: str, others: list[str], fields: dict[str, str]) -> Indicator:
    for key, value in fields.items():
        if key not in _KEYS or (value and value not in _VALUES.get(key, (value,))):
            raise LexiconError(FILE, _line(row), f"{key}={value} is not understood")
    return Indicator(
        name=name,
        names=(name, *others),
        unit_family=fields["unit"],
        kind=cast(Kind, fields["kind"]),
        price_basis=cast(PriceBasis | None, fields.get("price") or None),
        growth_basis=cast(PriceBasis | None, fields.get("growth") or None),
        minimum=Decimal(fields["min"]) if fields.get("min") else None,
        maximum=Decimal(fields["max"]) if fields.get("max") else None,
        direction=cast(Direction, fields.get("direction", "none")),
        ceiling=fields.get("aim") == "ceiling",
        group=group,
    )


def _line(row: str) -> int:
    return FILE.read_text(encoding="utf-8").splitlines().index(row) + 1


def _area_end(name: str) -> int:
    """Where the full name of an area that begins the name ends, 0 if none does (城区 and 市区 are narrower)."""
    areas, narrower = load_areas(), str(words()["stop_full"]).split()
    ends = (end for end in range(min(len(name), 12), 1, -1) if name[end - 1] in "省市县区州盟旗")
    return next((end for end in ends if name[:end] in areas and name[:end] not in narrower), 0)


def plain(name: str) -> str:
    """Half width, without space, quotation marks and 的."""
    return re.sub(r"[\s“”\"'‘’《》的]", "", normalize("NFKC", name)).upper()
