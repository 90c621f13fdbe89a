"""Bombs by every way into hefu: each ends in one clear error or a document, and who took it in takes no more memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from faults.serving import Person, Program, serving
from faults.test_restart import token_for, wait_until
from hefu.cli import main
from hefu.ledger.models import Arrival
from hefu.ledger.opening import open_ledger
from hefu.office import workbook
from tests.hostile.bombs import QUICK, Bomb

FEW = "archives that overlap", "a billion laughs in XLSX", "a PNG of 60000 × 60000", "pages of PDF in a loop"
MEGABYTES = 700
SHEETS = (
    "a billion laughs in XLSX", "a parameter entity in XLSX", "XML of XLSX, deep", "a sheet of one merged cell",
    "a sheet that says it has 10^10 cells", "a sheet with cells far apart", "a sheet with cells that nobody can name",
    "formulas, DDE and links", "a link to another workbook", "formulas in a table of text", "a cell of a million signs",
    "a quotation that never ends", "archives that overlap", "an archive of thirty thousand parts",
)  # fmt: skip
COMMANDS = ("read", "outline", "articles", "extract", "coverage", "audit", "plan", "import", "add", "office import")


def by_the_site(url: str, folder: Path, bombs: dict[str, Callable[[], Bomb]]) -> None:
    """Each bomb by the adding page and, a little different, by the API."""
    token = token_for(url)
    with serving(url, folder) as site:
        person, program = Person(site), Program(site, token)
        for number, make in enumerate(bombs.values()):
            name, data = make()
            assert person.drop((f"{number}-{name}", data)).status_code == 200
            assert program.drop((f"{number}-api-{name}", data + b"\n")).status_code == 202
        wait_until(lambda: not _waiting(url), seconds=20 * len(bombs))
        assert person.http.get("/add/").status_code == 200
        peaks = site.peaks()
        site.kill()
        assert "Traceback" not in site.told.read_text()
    assert max(peaks) < MEGABYTES, peaks
    open_ledger(url)
    rows = list(Arrival.objects.all())
    connection.close()
    assert len(rows) == 2 * len(bombs)
    for row in rows:
        assert row.state in (Arrival.FAILED, Arrival.FOUND, Arrival.FILED)
        assert not row.trace, row.trace
        if row.state == Arrival.FAILED:
            assert ";" in row.error and "\n" not in row.error, "says what is wrong and what to do"


def _waiting(url: str) -> bool:
    open_ledger(url)
    found = Arrival.objects.filter(state__in=(Arrival.WAITING, Arrival.READING)).exists()
    connection.close()
    return found


@pytest.mark.slow
def test_a_bomb_that_is_uploaded_is_told_of_and_the_site_goes_on(ledger: Path, tmp_path: Path) -> None:
    by_the_site(str(ledger), tmp_path, {name: QUICK[name] for name in FEW})


@pytest.mark.nightly
def test_all_bombs_are_uploaded_and_the_site_goes_on(ledger: Path, tmp_path: Path) -> None:
    by_the_site(str(ledger), tmp_path, QUICK)


@pytest.mark.parametrize("name", SHEETS)
def test_a_bomb_among_the_sheets_of_an_office_is_one_clear_error(
    ledger: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("opened where it was asked for")

    monkeypatch.setattr(workbook, "_book", refuse)
    called, data = QUICK[name]()
    path = tmp_path / called
    path.write_bytes(data)
    assert main(["office", "import", str(path), "--db", str(ledger)]) in (1, 2)
    told = capsys.readouterr().err
    assert told.startswith("hefu: ") and "Traceback" not in told
    assert all(line.startswith("  ") for line in told.splitlines()[1:]), "the cells that are wrong, one a line"


@pytest.mark.nightly
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_tells_of_each_bomb_and_takes_no_more_memory(tmp_path: Path, command: str) -> None:
    ledger = ["--db", str(tmp_path / "a.sqlite3")] if command in ("import", "add", "office import") else []
    ledger += ["--dry-run"] if command == "import" else []
    for number, make in enumerate(QUICK.values()):
        name, data = make()
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(data)
        called = [sys.executable, "-c", _MEASURED, *command.split(), str(path), *ledger]
        done = subprocess.run(called, capture_output=True, text=True, timeout=120)
        *told, peak = done.stderr.splitlines()
        assert done.returncode in (0, 1, 2) and "Traceback" not in done.stderr, (name, told)
        assert all(line.startswith(("hefu: ", "  ")) for line in told), (name, told)
        assert int(peak) < MEGABYTES * 1024, (name, peak)


_MEASURED = """
import resource, sys
from hefu.cli import main
status = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""
