"""What tests of several folders share: a ledger of their own, and the material beside the project."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_configure() -> None:
    """Starts Django, so that test modules can import rows. No ledger is open but that of a test's own fixture."""
    import django

    os.environ["HEFU_DATABASE_URL"] = str(ROOT / "tests" / "no-ledger-is-open" / "hefu.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "hefu.settings"
    django.setup()


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger without documents, made once; copy it."""
    from hefu.ledger.opening import open_ledger

    path = tmp_path_factory.mktemp("ledger") / "empty.sqlite3"
    open_ledger(str(path), create=True)
    _close()
    return path


@pytest.fixture
def ledger(empty_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An open ledger of this test's own: Django works on it, child processes and commands find it."""
    from hefu.ledger.opening import URL, open_ledger

    path = tmp_path / "hefu.sqlite3"
    shutil.copyfile(empty_ledger, path)
    monkeypatch.setenv(URL, str(path))
    open_ledger(str(path))
    yield path
    _close()


@pytest.fixture
def shared() -> Path:
    """The folder of other people's texts beside the project; the test is skipped where there is none."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("needs the folder ../shared")
    return path


def _close() -> None:
    from django.db import connection

    from hefu.lexicon.indicators import use

    connection.close()
    use(None)
