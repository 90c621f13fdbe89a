"""The soak test, for half a minute: everybody works, nothing fails, and memory is told honestly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.soak import ENOUGH, growth

ROOT = Path(__file__).parents[2]


def test_memory_is_judged_after_the_first_quarter() -> None:
    """400 MB, reached within ten minutes, then 4 MB more by the end of the hour."""
    hour = [(minute / 60, 200.0 + 20 * min(minute, 10) + 4 * minute / 60) for minute in range(1, 61)]
    grown = growth(hour)
    assert grown is not None and 0.009 < grown < 0.011


def test_of_a_short_time_nothing_is_said_of_memory() -> None:
    assert growth([(ENOUGH * part / 10, 300.0) for part in range(10)]) is None


@pytest.mark.nightly
def test_reading_adding_and_reviewing_together_fail_nowhere() -> None:
    command = [sys.executable, "bench/soak.py", "--minutes", "0.5", "--every", "10"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "documents: {'filed': " in done.stdout and "too short to tell" in done.stdout
