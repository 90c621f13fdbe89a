from __future__ import annotations

from bench.tables import Row, Section, markdown, text

SECTION = Section(
    "Speed", [Row("数 a second", {"hefu": "12", "JioNLP": "3 (2 – 4)"}), Row("plain", {"hefu": "1,200"})], ["noisy"]
)


def test_every_line_of_a_table_ends_at_the_same_column_though_chinese_is_twice_as_wide() -> None:
    _, _, title, first, second, *_ = text([SECTION]).splitlines()
    assert title == "Speed"
    assert first.index("12") == second.index("1,200") + 2  # 数 is one character and two columns; 12 is right-aligned


def test_a_system_without_a_result_gets_a_dash() -> None:
    assert "| plain | 1,200 | – | – | – |" in markdown([SECTION])


def test_markdown_has_a_row_for_each_section_and_its_notes_below() -> None:
    lines = markdown([SECTION]).splitlines()
    assert lines[0].startswith("| | hefu | Recognizers-Text |")
    assert len({line.count("|") for line in lines[:5]}) == 1
    assert lines[-1] == "- Speed: noisy"
