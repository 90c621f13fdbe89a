"""Headings that are missing: where their numbers say so, and where they do not."""

from __future__ import annotations

from hefu.read.gaps import gaps
from hefu.read.outline import outline

BODY = "全市水利投资增长较快，各项工作进展顺利，群众满意度不断提高，高质量发展迈出新的步伐。"


def missing(text: str) -> list[tuple[str, tuple[str, ...], int]]:
    headings = outline(text, (), ())
    return [(headings[gap.before].label, gap.marks, gap.level) for gap in gaps(headings, text)]


def lines(*marks: str) -> str:
    return "\n".join(
        f"{mark}水利{'。' * (mark[0] != '第')}{BODY if mark[0] != '第' else chr(10) + BODY}" for mark in marks
    )


def test_a_number_that_jumps_shows_what_is_missing() -> None:
    assert missing(lines("第一章 ", "第二章 ", "第五章 ")) == [("第五章 水利", ("第三章", "第四章"), 1)]
    assert missing(lines("一、", "（一）", "（三）", "二、")) == [("（三）水利", ("（二）",), 2)]


def test_a_number_that_begins_anew_shows_that_the_heading_above_is_missing() -> None:
    assert missing(lines("一、", "（一）", "（二）", "（一）", "（二）")) == [("（一）水利", ("二、",), 1)]
    assert missing(lines("（一）", "（二）", "（一）", "三、", "（一）")) == [
        ("（一）水利", ("一、",), 1),
        ("（一）水利", ("二、",), 1),
    ]


def test_lists_that_begin_anew_are_no_sign_of_a_lost_heading() -> None:
    assert missing(lines("（一）", "1.", "2.", "1.", "2.", "（二）", "1.")) == []


def test_chapters_that_count_through_all_parts_and_sections_that_do_not_are_complete() -> None:
    text = lines("第一篇 ", "第一章 ", "第一节 ", "第二节 ", "第二篇 ", "第二章 ", "第一节 ", "第三篇 ", "第三章 ")
    assert missing(text) == []


def test_an_item_that_is_no_heading_is_not_missing() -> None:
    long = "坚持" + "全面推进水利改革，" * 9
    assert missing(f"{lines('（１）', '（２）')}\n（３）{long}{BODY}\n{lines('（４）')}") == []


def test_annexes_begin_anew() -> None:
    assert (
        missing(f"{lines('一、', '二、', '三、')}\n附件1\n实事\n{lines('一、', '二、')}\n附件2\n清单\n{lines('一、')}")
        == []
    )


def test_a_paragraph_alone_between_two_measures_has_lost_its_heading() -> None:
    first = "\n".join(f"{n}.水利。{BODY}" for n in range(1, 7))
    second = "\n".join(f"{n}.水利。{BODY}" for n in range(7, 12))
    third = "\n".join(f"{n}.水利。{BODY}" for n in range(12, 15))
    text = f"（一）工业。{BODY}\n{first}\n（二）农业。{BODY}\n{second}\n{BODY}\n{third}"
    headings = outline(text, (), ())
    (gap,) = gaps(headings, text)
    assert (headings[gap.before].mark, gap.marks, gap.likely) == ("12.", ("（三）",), True)
