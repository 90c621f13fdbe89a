"""Finds the unit behind a number, as the lexicon knows it."""

from __future__ import annotations

from hefu.lexicon.units import load


def at(text: str, start: int, right: int) -> tuple[str, int] | None:
    """The unit that begins at `start`, by its canonical name, and where it ends, at most `right`."""
    found = load().at(text, start)
    if found is None or found[1] > right:
        return None
    return found[0].name, found[1]
