"""Targets and results ↔ JSON, as rows of targets keep them: decimals as text, nothing left out."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from hefu.plan.assessment import Aim, Stated

_FIELDS = tuple(field.name for field in fields(Stated) if not field.name.startswith("_"))
_NUMBERS = ("value", "value_max")


def pack(said: Stated | None) -> dict[str, Any] | None:
    """A figure as JSON; what is None or empty is left out."""
    if said is None:
        return None
    row = {name: getattr(said, name) for name in _FIELDS}
    return {name: str(value) if name in _NUMBERS else value for name, value in row.items() if value not in (None, "")}


def unpack(row: dict[str, Any]) -> Stated:
    """The figure that `pack` wrote."""
    known: dict[str, Any] = dict.fromkeys(_FIELDS) | dict.fromkeys(("scope", "among", "lead"), "") | row
    for name in _NUMBERS:
        known[name] = None if known[name] is None else Decimal(known[name])
    return Stated(**known)


def pack_aim(aim: Aim) -> dict[str, Any]:
    """A target as JSON."""
    return {
        "stated": pack(aim.stated),
        "base": pack(aim.base),
        "binding": aim.binding,
        "direction": aim.direction,
        "item": aim.item,
        "repeated": [list(place) for place in aim.repeated],
    }


def unpack_aim(row: dict[str, Any]) -> Aim:
    """The target that `pack_aim` wrote."""
    return Aim(
        unpack(row["stated"]),
        None if row["base"] is None else unpack(row["base"]),
        row["binding"],
        row["direction"],
        row["item"],
        tuple((start, end) for start, end in row["repeated"]),
    )


def at(said: Stated, place: str) -> Stated:
    """The figure with its area written so that no other is meant."""
    return replace(said, area=place or None)
