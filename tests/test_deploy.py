"""The units of the page on deployment: systemd understands them, both languages have the same, and the drill works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
UNIT = re.compile(r"^`/etc/systemd/system/([^`]+)`[:：]\n\n```ini\n(.*?)^```$", re.M | re.S)
SHELL = re.compile(r"^Exec\w+=/bin/sh -c '(.*)'$", re.M)


def units(page: str = "deploy.md") -> dict[str, str]:
    return dict(UNIT.findall((DOCS / page).read_text(encoding="utf-8")))


def test_both_languages_have_the_same_units() -> None:
    assert len(units()) == 6
    assert units() == units("deploy.zh.md")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for name, text in units().items():
        (tmp_path / name).write_text(text.replace("/opt/hefu/bin/hefu", "/bin/true"), encoding="utf-8")
    names = [name for name in units() if "@" not in name]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in names)],
        capture_output=True, text=True, env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if "hefu" in line]
    assert (done.returncode, said) == (0, []), done.stderr


@pytest.mark.nightly
def test_the_newest_backup_is_restored_and_checked_and_an_old_one_is_an_alarm(ledger: Path, tmp_path: Path) -> None:
    kept, beside = tmp_path / "backups", tmp_path / "drill"
    hefu = f"{sys.executable} -m hefu.cli"
    environment = {**os.environ, "STATE_DIRECTORY": str(kept), "CACHE_DIRECTORY": str(beside)}

    def run(unit: str) -> list[int]:
        """The shell's part of a unit, as systemd runs it: one line after the other, until one fails."""
        found = []
        for line in SHELL.findall(units()[unit]):
            line = line.replace("%%", "%").replace("/opt/hefu/bin/hefu", hefu)
            found.append(subprocess.run(["/bin/sh", "-c", line], env=environment, capture_output=True).returncode)
            if found[-1]:
                break
        return found

    kept.mkdir()
    beside.mkdir()
    assert run("hefu-drill.service")[:2] == [0, 1]  # there is none yet
    assert run("hefu-backup.service") == [0]
    assert run("hefu-drill.service") == [0] * 4
    assert not list(beside.iterdir())
    [backup] = kept.iterdir()
    os.utime(backup, (0, 0))
    assert run("hefu-drill.service") == [0, 1]
