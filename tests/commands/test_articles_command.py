"""`hefu articles` prints the articles of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main

PAGE = """云澜日报 2024年3月6日 星期三

第2版 要闻

全市春耕备耕有序推进

本报讯（记者 林一禾）3月5日，全市已备足化肥12.6万吨。（下转第四版）

市妇幼保健院新院区投入使用

本报讯（记者 苏叶）3月4日，新院区投入使用，首日接诊1200余人次。
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "page.txt"
    found.write_text(PAGE, encoding="utf-8")
    return found


def test_each_article_is_one_object_with_its_body_as_spans(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles", str(path), "--format", "jsonl"]) == 0
    head, first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (head["title"], head["state"]) == (None, "none")
    assert (first["title"], first["state"], first["page"], first["continued_on"]) == (
        "全市春耕备耕有序推进", "continued", 2, 4,
    )  # fmt: skip
    assert second["byline"] == "记者 苏叶"
    [[start, end]] = second["spans"]
    assert PAGE[start:end].endswith("首日接诊1200余人次。")


def test_the_table_tells_where_an_article_goes_on(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles", str(path)]) == 0
    assert "continued on page 4" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles", str(tmp_path / "none.txt")]) == 1
    assert capsys.readouterr().err.startswith("hefu: ")
