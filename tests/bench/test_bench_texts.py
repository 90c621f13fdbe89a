from __future__ import annotations

import json
from pathlib import Path

from bench.systems import Text
from bench.texts import OWN, gold, load, repeated, sample, size_of, without_numerals

TEXTS = [Text("a", "第一段没有数。\n2023年，投资增长8%。\n\n各项工作统一部署。三成企业复工。\n")]


def test_the_project_s_own_texts_come_with_date_area_and_answers() -> None:
    found = list(gold(OWN))
    assert found
    for text, rows in found:
        assert text.published
        assert text.area
        assert all(text.text.startswith(row["quote"], row["start"]) for row in rows if row["class"] == "quantity")


def test_without_a_folder_the_samples_are_measured_too() -> None:
    assert len(load(None)) > len(list(gold(OWN)))


def test_a_folder_of_plain_texts_is_enough(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("乙", encoding="utf-8")
    (tmp_path / "a.txt").write_text("甲\r\n", encoding="utf-8", newline="")
    assert load(tmp_path) == [Text("a", "甲\r\n"), Text("b", "乙")]


def test_a_folder_of_gold_gives_each_text_its_date_and_area(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"about": "…", "x": {"published": "2024-01-02", "area": "拉萨市"}}))
    (tmp_path / "x.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "x.jsonl").write_text('{"class": "time"}\n', encoding="utf-8")
    assert list(gold(tmp_path)) == [(Text("x", "甲", "2024-01-02", "拉萨市"), [{"class": "time"}])]


def test_a_sample_is_whole_paragraphs_and_always_the_same() -> None:
    many = [Text("a", "".join(f"第{n}段。\n" for n in range(100)))]
    drawn = sample(many, 50)
    assert drawn == sample(many, 50)
    assert 30 <= len(drawn[0].text) <= 80
    assert set(drawn[0].text.splitlines()) <= set(many[0].text.splitlines())


def test_text_without_numerals_keeps_characters_that_only_look_like_some() -> None:
    text = without_numerals(TEXTS, 10).text
    assert "统一" in text
    assert "8%" not in text
    assert "三成" not in text


def test_a_text_is_repeated_up_to_a_number_of_bytes() -> None:
    assert repeated("数据", 20) == "数据" * 3
    assert size_of([Text("a", "数据")]) == 6
