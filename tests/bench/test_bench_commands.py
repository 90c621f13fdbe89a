"""Each measurement that can be run says how: a part of hefu that moved shows here, not on the day it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"
COMMANDS = sorted(
    file.name for file in BENCH.glob("*.py") if "add_argument" in (text := file.read_text()) and "__main__" in text
)


def test_the_commands_are_found() -> None:
    assert {"pages.py", "search.py", "load.py", "soak.py", "make_ledger.py"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_measurement_says_how_it_is_run(name: str) -> None:
    told = subprocess.run([sys.executable, BENCH / name, "--help"], capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("usage: ")
