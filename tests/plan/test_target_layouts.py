"""Tables drawn by a seed, in layouts and formats of all sorts: how many of their rows are right in all fields.

What is asserted is a floor below what is reached; docs/method.md tells the rates. Measured over more seeds by
`python -m tests.plan.layouts.measuring`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plan.layouts.drawing import draw
from tests.plan.layouts.measuring import printed, wrong

FLOORS = {
    "html": 0.99, "markdown": 0.99, "tabs": 0.99, "csv": 0.97, "docx": 0.99, "xlsx": 0.97, "pdf": 0.95, "lines": 0.88,
    "broken": 0.85, "cells": 0.85,
}  # fmt: skip
"""Of each format the share of rows that have to be right."""


@pytest.mark.parametrize("form", FLOORS)
def test_the_rows_of_layouts_never_seen_before_are_right_in_all_fields(form: str, tmp_path: Path) -> None:
    rows = off = 0
    for seed in range(100, 112):
        table = draw(seed, held=True)
        rows += len(table.truth)
        off += len(wrong(table, printed(table, form, seed, tmp_path)))
    assert (rows - off) / rows >= FLOORS[form]


def test_a_seed_draws_the_same_table_each_time() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)
