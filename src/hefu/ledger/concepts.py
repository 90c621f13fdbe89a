"""The indicators of the open ledger: the built-in ones with what people have changed about them."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Literal, cast

from hefu.ledger.models import IndicatorEdit
from hefu.ledger.revision import revision
from hefu.lexicon.indicators import Edit, Indicators, built_in

Kind = Literal["merge", "split", "set"]

_kept: dict[str, tuple[Hashable, Indicators]] = {}
"""Of the ledger at this address: the indicators of a revision."""


def lexicon() -> Indicators:
    """The indicators as they are now."""
    rows = IndicatorEdit.objects.filter(undone=None).values_list("kind", "name", "other", "value")
    edits = tuple(Edit(cast(Kind, kind), *rest) for kind, *rest in rows)
    return _edited(edits) if edits else built_in()


def lately(address: str) -> Indicators:
    """The same, asked of the ledger at this address only when something was written since the last time."""
    now = revision()
    at, known = _kept.get(address, (None, None))
    if known is None or now != at:
        known = lexicon()
        _kept.clear()
        _kept[address] = now, known
    return known


class Lately:
    """The same for as long as one request is answered: the ledger is asked once, and again after `forget`."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._known: tuple[int, Indicators] | None = None

    def __call__(self) -> Indicators:
        if self._known is None or self._known[0] != _changes:
            self._known = _changes, lately(self._address)
        return self._known[1]


_changes = 0


def forget() -> None:
    """What was asked lately is asked anew: somebody has changed something."""
    global _changes
    _changes += 1
    _kept.clear()


@lru_cache(4)
def _edited(edits: tuple[Edit, ...]) -> Indicators:
    return built_in().edited(edits)
