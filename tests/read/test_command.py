"""`hefu read`: what was understood of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main

WORDS = (
    "昆明市水利工作报告\r\n昆明市水利局\r\n2026年3月1日\r\n一、工程建设\r\n全年完成水利投资38.6亿元，增长12.4%。\r\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_bytes(WORDS.encode())
    return path


def test_text_is_the_document_and_nothing_else(path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", str(path), "--format", "text"]) == 0
    assert capsysbinary.readouterr().out == WORDS.encode()


def test_the_summary_shows_each_field_with_its_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(path)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("# 昆明市水利工作报告\n")
    assert "- published: 2026-03-01 (signed: '2026年3月1日' at 19)" in shown
    assert "- area: 昆明市 (title: '昆明市' at 0)" in shown
    assert "- 一、工程建设" in shown


def test_json_has_everything(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["read", str(path), "--format", "json", "--published", "2026-04", "--area", "拉萨", "--title", "题"]) == 0
    )
    document = json.loads(capsys.readouterr().out)
    assert document["text"] == WORDS
    assert (document["published"], document["area"], document["title"]) == ("2026-04", "拉萨市", "题")


def test_areas_of_the_users_own_are_read_from_a_file(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    areas = path.with_name("areas.csv")
    areas.write_text("code,name,level,parent,since,until\nX00000,青禾市,city,540000,2001,\n", encoding="utf-8")
    assert main(["read", str(path), "--area", "青禾市", "--areas", str(areas)]) == 0
    assert "- area: 青禾市" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"), [(["--area", "云上市"], "unknown area"), (["--published", "2026-13"], "impossible date")]
)
def test_wrong_use_is_one_line_and_status_2(
    path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["read", str(path), *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert shown.err.count("\n") == 1
