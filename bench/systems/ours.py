"""hefu itself: the whole of it for speed and values, single layers for the specs of peers."""

from __future__ import annotations

from typing import Any

import hefu
from bench.systems import Found, Text
from hefu.extract.periods import Clock, resolve
from hefu.extract.quantities import quantity
from hefu.extract.text import normalise
from hefu.extract.tokens import NUMBERS, scan
from hefu.lexicon.units import load

_LATE = 4
"""A report of the first months of a year closes the year before it."""


class Ours:
    version = hefu.__version__

    def __init__(self) -> None:
        self.tasks = {"everything": self._extract}

    def _extract(self, text: Text) -> int:
        return len(hefu.extract(text.text, published=text.published, area=text.area))

    def quantities(self, text: Text) -> list[Found]:
        """The statements of the text."""
        return [
            Found(s.start, s.end, float(s.value), s.unit, None if s.value_max is None else float(s.value_max))
            for s in hefu.extract(text.text, published=text.published, area=text.area)
        ]

    def answer(self, model: str, words: str, reference: str | None) -> list[dict[str, Any]]:
        """Periods for the model of dates, else numbers with their units."""
        plain = normalise(words)
        return _periods(plain, reference or "2000-01-01") if reference else _numbers(plain)


def _numbers(text: str) -> list[dict[str, Any]]:
    found, left = [], 0
    for token in scan(text, 0, len(text)):
        if token.kind in NUMBERS and token.start >= left:
            item = quantity(text, token, left, len(text))
            left = max(item.end, token.end)
            found.append(
                {
                    "start": min(item.start, item.number_start),
                    "end": left,
                    "value": float(item.scaled()),
                    "unit": item.unit,
                    "dimension": _dimension(item.unit),
                }
            )
        left = max(left, token.end)
    return found


def _dimension(name: str | None) -> str | None:
    unit = load().get(name) if name else None
    return unit.dimension if unit else None


def _periods(text: str, reference: str) -> list[dict[str, Any]]:
    year, month = int(reference[:4]), int(reference[5:7])
    clock = Clock(year, month, year, year - 1 if month <= _LATE else year)
    found = []
    for token in scan(text, 0, len(text)):
        period = None if token.kind in NUMBERS else resolve(token, clock)
        if period is not None:
            found.append({"start": token.start, "end": token.end, "period": period.iso})
    return found


System = Ours
