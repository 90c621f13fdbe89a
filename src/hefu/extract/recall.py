"""Figures that a text points back to: 投资500亿元。…这500亿元，争取中央投资200亿元."""

from __future__ import annotations

import re
from decimal import Decimal

from hefu.extract.frames import RATES, Clause
from hefu.extract.quantities import Quantity

_THIS = re.compile(r"(?:^|[，。；是])(?:这|上述|这笔|该笔)\Z")
_KNOWN = 12
"""How many figures are remembered."""


class Recall:
    """Remembers what the last figures were of."""

    def __init__(self) -> None:
        self._known: dict[Decimal, tuple[str, str | None]] = {}

    def know(self, found: Quantity, indicator: str) -> None:
        """Remembers a figure, and no more than the last few."""
        value = found.scaled()
        self._known.pop(value, None)
        self._known[value] = indicator, found.unit
        if len(self._known) > _KNOWN:
            del self._known[next(iter(self._known))]

    def repeated(self, text: str, clause: Clause) -> str:
        """What the same figure was of a moment ago, empty if the text points to none."""
        found = clause.quantity
        if found.unit in RATES or not _THIS.search(text[clause.left : found.start]):
            return ""
        indicator, unit = self._known.get(found.scaled(), ("", None))
        return indicator if unit is None or found.unit in (unit, None) else ""
