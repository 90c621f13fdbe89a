"""The words and the arithmetic of findings as JSON, and back: they are told in the language of the reader.

Pages that have the rows of findings get the steps of the arithmetic, and their type, from here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hefu.model import Step, Words

__all__ = ["Step", "packed", "packed_step", "unpacked", "unpacked_step"]


def packed(said: str | Words) -> Any:
    """Words as a list of the template and its parts; a text as it is."""
    if isinstance(said, str):
        return said
    return [said.template, {name: packed(part) for name, part in said.parts}]


def unpacked(kept: Any) -> str | Words:
    """What `packed` made, back."""
    if isinstance(kept, str):
        return kept
    template, parts = kept
    return Words(template, tuple((name, unpacked(part)) for name, part in parts.items()))


def packed_step(step: Step) -> dict[str, Any]:
    """A step; numbers as texts, which keep every digit."""
    ends = None if step.interval is None else [str(end) for end in step.interval]
    return {
        "what": packed(step.what),
        "how": packed(step.how),
        "interval": ends,
        "unit": step.unit,
        "figure": step.figure,
    }


def unpacked_step(kept: dict[str, Any]) -> Step:
    """What `packed_step` made, back."""
    ends = kept["interval"]
    interval = None if ends is None else (Decimal(ends[0]), Decimal(ends[1]))
    return Step(unpacked(kept["what"]), unpacked(kept["how"]), interval, kept["unit"], kept["figure"])
