"""Snapshots: the same bytes from the same snapshot, whenever and wherever the file is made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from hefu.errors import UsageError
from hefu.report.make import make
from hefu.report.snapshot import Snapshot, load
from tests.report.examples import needs_typeset

FORMATS = ["html", "json", pytest.param("pdf", marks=needs_typeset), pytest.param("docx", marks=needs_typeset)]
AGAIN = """
import sys
from hashlib import sha256
from pathlib import Path
from hefu.report.make import make
from hefu.report.snapshot import load
print(sha256(make(load(Path(sys.argv[1]).read_bytes(), name="snapshot"), sys.argv[2])).hexdigest())
"""


def test_a_snapshot_comes_back_as_it_was_written(snapshot: Snapshot) -> None:
    again = load(snapshot.written(), name="again")
    assert again == snapshot
    assert again.sha256 == sha256(snapshot.written()).hexdigest()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_snapshot_gives_the_same_bytes_also_in_another_process_zone_and_locale(
    snapshot: Snapshot, frozen: Path, format: str, tmp_path: Path
) -> None:
    data = make(snapshot, format)  # type: ignore[arg-type]
    assert make(snapshot, format) == data  # type: ignore[arg-type]
    for zone, locale, seed in (("Asia/Shanghai", "zh_CN.UTF-8", "1"), ("America/New_York", "C", "2")):
        env = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed, "HOME": str(tmp_path)}
        env["SOURCE_DATE_EPOCH"] = "1"
        done = subprocess.run(
            [sys.executable, "-c", AGAIN, str(frozen), format], env=env, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.stdout.strip() == sha256(data).hexdigest(), done.stderr


@pytest.mark.parametrize(
    "damage",
    [
        lambda row: row.update(version=99),
        lambda row: row.pop("targets"),
        lambda row: row.update(plan=7000),
        lambda row: row.update(kind="weekly"),
        lambda row: row["targets"][0].update(target="one"),
        lambda row: row["targets"][0].update(results=[100000]),
        lambda row: row.update(extra=1),
    ],
)
def test_what_is_no_snapshot_is_refused_in_one_sentence(snapshot: Snapshot, damage: object) -> None:
    row = json.loads(snapshot.written())
    damage(row)  # type: ignore[operator]
    with pytest.raises(UsageError, match="is no snapshot of a report"):
        load(json.dumps(row).encode(), name="bad.json")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000], ids=range(5))
def test_other_files_are_refused_too(data: bytes) -> None:
    with pytest.raises(UsageError):
        load(data, name="bad.json")
