"""`hefu align`: two plans side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main
from tests.plan.test_alignment import CITY, PROVINCE


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "province.txt", tmp_path / "city.txt"]
    for path, text in zip(paths, (PROVINCE, CITY), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_it_tells_what_is_taken_up_and_what_is_not(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", *files]) == 0
    out, err = capsys.readouterr()
    assert not err
    assert "常住人口城镇化率 2030 70%" in out
    assert "→ 常住人口城镇化率 2030 72%  (higher)" in out
    assert "– 健全防汛抗旱联合调度机制。" in out


def test_every_line_of_json_has_the_words_of_its_span(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", *files, "--format", "jsonl"]) == 0
    texts = {"province": PROVINCE, "city": CITY}
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["type"] for row in rows} == {"link", "missing"}
    for row in rows:
        for side in {"upper", "lower"} & set(row):
            span = row[side]
            assert texts[span["doc"]][span["start"] : span["end"]] == span["quote"]


def test_a_file_that_is_not_there_is_told(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", files[0], files[0] + ".gone"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert "gone" in err
