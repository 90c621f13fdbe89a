"""`hefu indicator`, as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.cli import main
from ledger.test_editing import FIRST, ONE, OTHER, SECOND


@pytest.fixture
def fungi(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, text in enumerate((FIRST, SECOND)):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    main(["add", *map(str, sorted(tmp_path.glob("[01].txt")))])
    capsys.readouterr()


@pytest.mark.usefixtures("fungi")
def test_what_a_change_would_do_is_shown_then_done_listed_and_undone(capsys: pytest.CaptureFixture[str]) -> None:
    merge = ["indicator", "merge", OTHER, ONE, "--by", "李工"]
    assert main([*merge, "--dry-run"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"series  {OTHER} → {ONE}  拉萨市 level 吨  2 statements beside 2"
    assert shown[-1] == ("would move 2 statements of 2 documents; 1 findings appear, 0 go, 1 verdicts change")
    assert main(["indicator", "list"]) == 0
    assert capsys.readouterr().out == ""
    assert main([*merge, "--why", "同一指标"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("moved 2 statements")
    assert main(["indicator", "list", ONE]) == 0
    assert f"李工  merge {OTHER} {ONE}  同一指标" in capsys.readouterr().out
    assert main(["indicator", "undo", "1", "--by", "王工"]) == 0
    assert "1 go" in capsys.readouterr().out
    assert main(["indicator", "set", ONE, "unit=mass", "--why", "重量"]) == 0
    main(["indicator", "list"])
    said = capsys.readouterr().out
    assert "undone by 王工" in said
    assert f"set {ONE} unit=mass" in said


@pytest.mark.usefixtures("fungi")
@pytest.mark.parametrize(
    "words",
    [["merge", ONE], ["set", ONE, "unit"], ["undo", "one"], ["split", ONE, OTHER, "more"], ["merge", OTHER, ONE]],
)
def test_wrong_use_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicator", *words]) == 2
    assert capsys.readouterr().err.startswith("hefu: ")
