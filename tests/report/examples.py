"""A ledger with the invented plan of 云澜市 and its reports, and snapshots of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.cli import main

ROOT = Path(__file__).parents[2]
CHAIN = ROOT / "tests" / "plan" / "chain"
PUBLISHED = {
    "plan-2016-2020.md": "2016-02-20",
    "report-2018.txt": "2018-01-16",
    "report-2019.txt": "2019-01-15",
    "report-2021.txt": "2021-01-18",
}


def make_ledger(folder: Path, *names: str) -> str:
    """A ledger of these documents of the chain, all of them when none is named."""
    rows = [f"{CHAIN / name},{PUBLISHED[name]},云澜市" for name in names or PUBLISHED]
    (folder / "manifest.csv").write_text("\n".join(["file,published,area", *rows]), encoding="utf-8")
    ledger, areas = str(folder / "hefu.sqlite3"), str(ROOT / "samples" / "areas.csv")
    assert main(["add", "--db", ledger, "--manifest", str(folder / "manifest.csv"), "--areas", areas]) == 0
    return ledger


def report(ledger: str, *options: str, plan: str = "plan-2016-2020") -> int:
    """Runs `hefu report` for the plan."""
    return main(["report", *([plan] if plan else []), "--db", ledger, "--who", "云澜市统计局", *options])


def can_typeset() -> bool:
    """Whether the extra `report` and a font with Chinese are there."""
    from hefu.report.typeset import TypesetError, fonts

    try:
        return bool(fonts())
    except TypesetError:
        return False


needs_typeset = pytest.mark.skipif(not can_typeset(), reason="the extra `report` or a font with Chinese is missing")
