"""Which files `hefu add` reads in a process of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.ledger.intake import WORTH_A_PROCESS, _processes
from hefu.ledger.jobs import Job


@pytest.mark.parametrize(
    ("name", "data", "processes"),
    [
        ("a.txt", "全年完成水利投资38.6亿元。".encode(), 0),
        ("a.csv", b"a,b\n1,2\n", 0),
        ("a.txt", b"", 0),
        ("a.html", b"<p>x</p>", 1),
        ("a.txt", b"%PDF-1.4\n", 1),
        ("a.txt", b"PK\x03\x04", 1),
        ("a.txt", b"x" * WORTH_A_PROCESS, 1),
    ],
    ids=["text", "csv", "nothing", "a page", "PDF", "a package", "much text"],
)
def test_only_a_little_plain_text_is_read_outside_a_confined_process(
    tmp_path: Path, name: str, data: bytes, processes: int
) -> None:
    (tmp_path / name).write_bytes(data)
    assert _processes([Job(tmp_path / name)]) == processes
