"""Every row of the tables of indicators that were taken down by hand, as `hefu plan` prints it: right in all fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import hefu
from hefu.export.plans import target_dict
from hefu.plan.targets import table_targets

SHARED = Path(__file__).parents[3] / "shared"
FILES = {
    "gz-15th-plan.txt": "plan-targets-gz.jsonl",
    "gz-15th-plan.html": "plan-targets-gz.jsonl",
    "hz-15th-plan.txt": "plan-targets-hz.jsonl",
    "su-15th-plan.txt": "plan-targets-su.jsonl",
}
NOTES = frozenset({"doc", "note", "broken", "inferred", "quote_broken"})
"""Keys that tell of the row in the file, not of the target."""


@pytest.mark.parametrize("name", FILES)
def test_every_row_taken_down_by_hand_is_right_in_all_fields(name: str) -> None:
    gold = SHARED / "gold" / FILES[name]
    if not gold.exists():
        pytest.skip("the plans and their gold are not here")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = [target_dict(target) for target in table_targets(hefu.read(SHARED / "plans" / name))]
    assert len(found) == len(rows)
    ignored = NOTES | ({"start"} if name.endswith(".html") else set())  # taken down from the text
    wrong = [(row["no"], _differences(row, have, ignored)) for row, have in zip(rows, found, strict=True)]
    assert not [one for one in wrong if one[1]]


def _differences(want: dict[str, Any], have: dict[str, Any], ignored: frozenset[str] | set[str]) -> list[str]:
    """The fields that differ; blanks inside a quote are those of the print."""
    keys = {"no", "group", "indicator", "unit", "binding", "part", "parent", "direction", "start"} - ignored
    found = [key for key in sorted(keys) if want.get(key) != have[key]]
    for name in ("base", "target", "target2"):
        row, other = want.get(name), have[name]
        if (row is None) != (other is None):
            found.append(name)
        for key in ("period", "value", "value_max", "bound", "basis", "quote", "text", "measure", "modality"):
            if row and other and (key in row or key in ("basis", "text")) and _bare(row.get(key)) != _bare(other[key]):
                found.append(f"{name}.{key}")
    return found


def _bare(value: object) -> object:
    if isinstance(value, str):
        return "".join(value.split())
    return None if value is None else float(str(value))
