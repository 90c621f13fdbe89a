"""One ledger and one snapshot for all tests of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.report.snapshot import Snapshot, load
from tests.report.examples import make_ledger, report


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with the plan and three reports."""
    return make_ledger(tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="session")
def frozen(chain: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a snapshot of the plan."""
    file = tmp_path_factory.mktemp("frozen") / "snapshot.json"
    assert report(chain, "--format", "json", "--out", str(file)) == 0
    return file


@pytest.fixture(scope="session")
def snapshot(frozen: Path) -> Snapshot:
    return load(frozen.read_bytes(), name=frozen.name)
