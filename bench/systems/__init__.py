"""The systems that are measured, each behind the same interface, in a process of its own (bench/worker.py).

Nothing here imports a system before it is asked for: a peer that is not installed is skipped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

MODULES = {
    "hefu": "bench.systems.ours",
    "Recognizers-Text": "bench.systems.recognizers",
    "JioNLP": "bench.systems.jio",
    "quantulum3": "bench.systems.quantulum",
}
"""Name of a system, as in the tables, and the module that speaks to it."""
PEERS = tuple(MODULES)[1:]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is known of it: publication date and area."""

    name: str
    text: str
    published: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity at `[start, end)`; value in base units, None where the system tells none."""

    start: int
    end: int
    value: float | None
    unit: str | None
    value_max: float | None = None


class System(Protocol):
    """What a system must do to be measured.

    tasks: name of a task → a call that does it over one text and returns how many things it found.
    """

    version: str
    tasks: dict[str, Callable[[Text], int]]

    def quantities(self, text: Text) -> list[Found]:
        """Every quantity that it finds in a text."""
        ...

    def answer(self, model: str, words: str, reference: str | None) -> list[dict[str, Any]]:
        """Its results for an input of a spec, in the terms of the spec."""
        ...
