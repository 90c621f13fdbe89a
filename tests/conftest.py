"""What tests of several folders share: a ledger of their own, and the material beside the project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from databases import Cluster, Files, close, opened
from databases import cluster as running

ROOT = Path(__file__).parent.parent


def pytest_configure() -> None:
    """Starts Django, so that test modules can import rows. No ledger is open but that of a test's own fixture."""
    import django

    os.environ["HEFU_DATABASE_URL"] = str(ROOT / "tests" / "no-ledger-is-open" / "hefu.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "hefu.settings"
    django.setup()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database postgresql`: for the tests of the site, tests/web; others want files."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the ledgers are in")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of the tests' own."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres(cluster: Cluster) -> str:
    """A PostgreSQL server of the tests' own with a ledger named `ledger`: its address without a database."""
    from hefu.ledger.opening import open_ledger

    open_ledger(cluster.create("ledger"), create=True)
    close()
    return cluster.url


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Files | Cluster:
    """Where the ledgers of the tests are."""
    if request.config.getoption("--database") == "postgresql":
        return request.getfixturevalue("cluster")  # type: ignore[no-any-return]
    return Files()


@pytest.fixture(scope="session")
def empty_ledger(databases: Files | Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a ledger without documents, made once; copy it."""
    from hefu.ledger.opening import open_ledger

    url = databases.new(tmp_path_factory.mktemp("ledger") / "empty.sqlite3")
    open_ledger(url, create=True)
    close()
    return url


@pytest.fixture
def ledger(
    empty_ledger: str, databases: Files | Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """An open ledger of this test's own: Django works on it, child processes and commands find it.

    Its path, or with `--database postgresql` its address.
    """
    path = tmp_path / "hefu.sqlite3"
    url = databases.copy(empty_ledger, path)
    with opened(databases, url, monkeypatch):
        yield path if isinstance(databases, Files) else url


@pytest.fixture
def shared() -> Path:
    """The folder of other people's texts beside the project; the test is skipped where there is none."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("needs the folder ../shared")
    return path
