"""Mappings that are proposed for invented tables give the figures that stand in them, each by its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from imports.layouts import HELD_OUT, LAYOUTS, Made, held_out, table
from imports.reading import document, figures, taken


@pytest.mark.parametrize("seed", range(5 * len(LAYOUTS)))
def test_every_figure_of_a_known_layout_comes_in(tmp_path: Path, seed: int) -> None:
    whole(tmp_path, table(seed))


@pytest.mark.parametrize("seed", range(60, 60 + 5 * len(HELD_OUT)))
def test_every_figure_of_a_layout_that_was_held_out_comes_in(tmp_path: Path, seed: int) -> None:
    whole(tmp_path, held_out(seed))


def whole(folder: Path, made: Made) -> None:
    """All figures of the table are taken and no others; gaps are counted as gaps; nothing is left unclear."""
    found = taken(document(folder, made.csv()))
    assert figures(found) == made.figures
    assert found.report.missing.total() == made.missing
    assert found.report.clear
    assert len(found.extraction.statements) == found.report.figures
