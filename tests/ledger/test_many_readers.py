"""One process writes into a SQLite ledger and many read it: none is told that it is locked, none waits for another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.db import connection

from hefu.ledger.opening import open_ledger

READERS, WRITERS = 3, 2
WRITTEN = 25
READ = """
import sys
from hefu.ledger.opening import open_ledger
open_ledger(sys.argv[1])
from hefu.ledger.models import Document, Original
from django.db import connection
seen = 0
while seen < int(sys.argv[2]):
    now = Original.objects.filter(sha256__startswith="writer").count()
    assert now >= seen, (now, seen)
    seen = now
    connection.close()
"""
WRITE = """
import sys
from hefu.ledger.opening import open_ledger, writing
open_ledger(sys.argv[1])
from hefu.ledger.models import Original
for number in range(int(sys.argv[2])):
    with writing():
        Original.objects.create(sha256=f"writer {sys.argv[3]} {number}", size=60_000, content=b"x" * 60_000)
"""


def process(code: str, *given: object) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *map(str, given)], stderr=subprocess.PIPE, text=True)


def test_processes_that_read_and_write_at_once_are_never_locked_out(tmp_path: Path) -> None:
    ledger = tmp_path / "busy.sqlite3"
    open_ledger(str(ledger), create=True)
    connection.close()
    readers = [process(READ, ledger, WRITERS * WRITTEN) for _ in range(READERS)]
    writers = [process(WRITE, ledger, WRITTEN, number) for number in range(WRITERS)]
    said = [one.communicate(timeout=120)[1] for one in (*writers, *readers)]
    assert said == [""] * (READERS + WRITERS)


def test_a_reader_sees_the_ledger_as_it_was_while_somebody_else_is_writing(tmp_path: Path) -> None:
    ledger = tmp_path / "busy.sqlite3"
    open_ledger(str(ledger), create=True)
    from hefu.ledger.models import Original
    from hefu.ledger.opening import writing

    with writing():
        Original.objects.create(sha256="writer, not done yet", size=1, content=b"x")
        code = READ.replace("while seen", "print(Original.objects.count())\nwhile seen")
        reader = subprocess.run(
            [sys.executable, "-c", code, str(ledger), "0"], capture_output=True, text=True, timeout=60, check=False
        )
    assert (reader.stdout.strip(), reader.stderr) == ("0", "")
    connection.close()
