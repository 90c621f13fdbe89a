"""Tables of indicators of invented plans beside what a careful reader makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from hefu.plan.model import Amount, Target

TABLES = Path(__file__).parent / "tables"
_AMOUNT = re.compile(
    r"(?P<period>\S+) "
    r"(?:(?P<bound>=|≈|>=|<=)(?P<value>-?[\d.]+)(?:~(?P<max>[\d.]+))?|\"(?P<text>[^\"]+)\") (?P<words>.+)"
)


def expected(path: Path) -> list[dict[str, Any]]:
    """The rows of a .gold file: no | group | whole > indicator / part | unit | base | target | second | binding."""
    return [_row(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _row(line: str) -> dict[str, Any]:
    no, group, name, unit, base, target, second, binding = (cell.strip() for cell in line.split(" | "))
    whole, _, own = name.rpartition(" > ")
    own, _, part = own.partition(" / ")
    words = binding.split()
    return {
        "no": None if no == "-" else int(no),
        "group": None if group == "-" else group,
        "indicator": own,
        "part": part or None,
        "parent": whole or None,
        "unit": unit,
        "base": _amount(base, ("basis", "modality")),
        "target": _amount(target, ("measure", "basis", "unit")),
        "second": _amount(second, ("measure", "basis", "unit")),
        "binding": {"约束性": True, "预期性": False, "-": None}[words[0]],
        "direction": words[1] if len(words) > 1 else None,
    }


def _amount(cell: str, keys: tuple[str, ...]) -> dict[str, Any] | None:
    if cell == "-":
        return None
    found = _AMOUNT.fullmatch(cell)
    assert found, cell
    said = dict(zip(keys, found["words"].split(), strict=False))
    return {
        "period": found["period"],
        "value": Decimal(found["value"]) if found["value"] else None,
        "value_max": Decimal(found["max"]) if found["max"] else None,
        "bound": found["bound"],
        "text": found["text"],
        **{key: None if word == "-" else word for key, word in said.items()},
    }


def read(target: Target) -> dict[str, Any]:
    """A target in the same form."""
    return {
        **{key: getattr(target, key) for key in ("no", "group", "indicator", "part", "parent", "unit", "binding")},
        "direction": target.direction,
        "base": _read(target.base, ("basis", "modality")),
        "target": _read(target.target, ("measure", "basis", "unit")),
        "second": _read(target.second, ("measure", "basis", "unit")),
    }


def _read(amount: Amount | None, keys: tuple[str, ...]) -> dict[str, Any] | None:
    keys = ("period", "value", "value_max", "bound", "text", *keys)
    return None if amount is None else {key: getattr(amount, key) for key in keys}


def differences(want: dict[str, Any], have: dict[str, Any]) -> Iterator[str]:
    """In what a target is not as it should be; a unit that is not stated is that of the row."""
    for key, value in want.items():
        other = have[key]
        if isinstance(value, dict) and isinstance(other, dict):
            for name, one in value.items():
                if one != other[name]:
                    yield f"{key}.{name}: {one!r}, not {other[name]!r}"
        elif value != other:
            yield f"{key}: {value!r}, not {other!r}"
