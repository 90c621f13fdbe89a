"""Broken lines joined in a view, with offsets into the untouched text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.read.view import View, view

SHARED = Path(__file__).parents[3] / "shared"

COLUMN = [
    "今年以来，青禾市以水利工程为抓手",
    "，加快推进重点项目，一至九月完成",
    "投资38.6亿元，同比增长12.4%，新建",
    "泵站17座。全市粮食播种面积稳定在2",
    "10万亩，农民人均收入达到1.86万元，",
    "增速高于全省平均1.2个百分点。下一",
    "步，将继续做好城乡供水一体化工作，",
    "确保年底前完成全部年度任务，让群众",
    "早日喝上放心水。",
]


def joined(lines: list[str], between: str = "\n") -> str:
    return view(between.join(lines)).text


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", " \n"])
def test_a_column_of_narrow_lines_becomes_one_paragraph(between: str) -> None:
    assert joined(COLUMN, between) == "".join(COLUMN)


def test_a_figure_and_its_unit_on_two_lines_stand_together() -> None:
    text = joined(COLUMN)
    assert "210万亩" in text
    assert "完成投资38.6亿元" in text


def test_a_text_with_whole_paragraphs_is_its_own_view() -> None:
    text = "\n\n".join(f"　　第{n}段讲的是同一件事，说完为止，全年增长{n}%。" for n in range(40))
    found = view(text)
    assert found.text is text
    assert found.offsets is None


def test_titles_and_bylines_stay_apart_from_the_body() -> None:
    lines = ["水利兴市谱新篇", "——青禾市水利工作综述", "本报记者 江一帆 沈月", *COLUMN]
    assert joined(lines, "\n\n").split("\n\n")[:3] == lines[:3]


def test_a_short_heading_inside_a_column_stays_apart() -> None:
    lines = [*COLUMN, "供水惠及千家万户", *COLUMN]
    assert joined(lines).split("\n") == ["".join(COLUMN), "供水惠及千家万户", "".join(COLUMN)]


@pytest.mark.parametrize(
    "heading", ["一、工作回顾", "（一）农业生产", "(二)工业", "1.水利", "第三章 民生改善", "■供水", "## 下篇", "①新建"]
)
def test_headings_and_items_begin_a_line_of_their_own(heading: str) -> None:
    body = [*COLUMN[:-1], "早日喝上放心水"]
    assert f"\n{heading}\n" in joined([*body, heading, *COLUMN])


def test_rows_of_a_table_are_not_joined() -> None:
    rows = ["指标\t单位\t数值", "地区生产总值\t亿元\t1203.5", "粮食产量\t万吨\t88.2"]
    assert joined(rows) == "\n".join(rows)


def test_rows_that_spaces_part_are_not_joined() -> None:
    rows = [f"{n} 规模以上工业增加值占地区生产总值的比重（%） 2{n}.5 左右 预期性" for n in range(1, 9)]
    assert joined([*COLUMN, *rows]).split("\n")[-8:] == rows


def test_cells_that_stand_one_below_the_other_are_not_joined() -> None:
    cells = ["指标名称", "2025年", "2030年", "地区生产总值增长（%）", "5.2", "5以上", "预期性"] * 6
    assert view("\n".join(cells)).offsets is None


def test_a_sentence_that_a_page_end_broke_goes_on() -> None:
    text = (
        "    （一）水利建设。全年完成投资五十亿元，新建水库三座，远程监测平台完成验收并投\n\n"
        "入试运行，覆盖80座泵站。\n\n（二）交通建设。公路通车。"
    )
    assert "投入试运行，覆盖80座泵站。\n\n（二）" in view(text).text


def test_a_heading_with_a_comma_is_no_broken_sentence() -> None:
    lines = ["产业聚链，项目提速", "青禾市坚持把项目作为头等大事，全年引进项目88个，到位资金39.6亿元。"]
    assert view("\n".join(lines)).offsets is None


def test_page_numbers_and_running_heads_between_lines_are_left_out_and_listed() -> None:
    page = COLUMN[:-1] * 3
    lines = [line for n in range(4) for line in (*page, f"{31 + n}", "青禾市人民政府公报 2026年第3期")]
    found = view("\n".join([*lines, *COLUMN]))
    assert "公报" not in found.text
    assert {junk.reason for junk in found.omitted} == {"page number", "running head"}
    assert len(found.omitted) == 8


def test_figures_of_a_table_are_no_page_numbers() -> None:
    rows = [cell for n in range(1, 9) for cell in (f"{n}", f"第{n}项指标名称", f"{n * 7}", "预期性")]
    assert view("\n".join([*COLUMN, *rows])).omitted == ()


def test_numbers_between_dashes_are_page_numbers() -> None:
    found = view("\n".join([*COLUMN[:4], "— 12 —", *COLUMN[4:], "— 13 —"]))
    assert "稳定在210万亩" in found.text
    assert [junk.reason for junk in found.omitted] == ["page number", "page number"]


def test_the_numbers_of_footnotes_inside_a_sentence_are_left_out() -> None:
    text = "深入实施“强基工程”。系统推进水网建设，建成“五横三纵”格局\n\n1\n\n，供水能力提高到260万吨。"
    found = view(text)
    assert "格局，供水能力提高到260万吨" in found.text
    assert [(text[j.start : j.end]) for j in found.omitted] == ["1"]


def test_a_table_of_contents_is_left_out() -> None:
    contents = [f"第{n}章 做好第{n}件事 ........ {n * 3}" for n in "123456"]
    found = view("\n".join([*contents, *COLUMN]))
    assert {junk.reason for junk in found.omitted} == {"table of contents"}
    assert found.text.strip() == "".join(COLUMN)


def test_spaces_around_figures_go_in_a_broken_text_and_stay_in_a_whole_one() -> None:
    broken = [line.replace("38.6", " 38.6 ").replace("17", " 17 ") for line in COLUMN]
    assert "完成投资38.6亿元，同比增长12.4%，新建泵站17座" in joined(broken)
    whole = "全年完成投资 38.6 亿元，同比增长 12.4%。"
    assert view(whole).text == whole


def test_a_title_with_spaces_between_its_characters_is_closed_up_in_a_broken_text() -> None:
    assert joined(["青  禾  市  预  算  报  告", *COLUMN]).startswith("青禾市预算报告\n")


def test_paragraphs_of_a_column_with_indents_stay_apart_even_at_the_margin() -> None:
    lines = [
        "　　今年以来，青禾市水利投资增长",
        "较快，全市共完成投资三十八亿元，",
        "比上年同期增长百分之十二点四五。",
        "新建泵站十七座，改造泵站二十座。",
        "　　下一步，将继续做好供水工作，",
        "确保年底前完成全部任务，让群众满",
        "意。",
    ] * 3
    paragraphs = joined(lines).split("\n")
    assert len(paragraphs) == 6
    assert paragraphs[0].endswith("增长百分之十二点四五。新建泵站十七座，改造泵站二十座。")


def test_latin_words_keep_a_line_end_between_them() -> None:
    lines = [*COLUMN, "该平台接入国际标准，名为Green", "Water Net，覆盖全市所有泵站和水库，", "运行稳定。"]
    assert "Green\nWater Net" in joined(lines)


def test_span_leads_back_to_the_words_of_the_text() -> None:
    text = "\n\n".join(COLUMN)
    found = view(text)
    start = found.text.index("210万亩")
    first, last = found.span(start, start + 5)
    assert text[first:last] == "2\n\n10万亩"
    assert found.span(start, start) == (first, first)


def test_the_span_of_an_unchanged_view_is_the_same() -> None:
    assert View("全市").span(1, 2) == (1, 2)


PIECES = st.sampled_from(
    [
        *COLUMN,
        "",
        " ",
        "一、概况",
        "12",
        "— 3 —",
        "\f",
        "\u3000\u3000",
        "表1\t数",
        "。",
        "，",
        "**要点**",
        "A",
        "第2章 甲 ... 4",
        "\r",
        "（",
    ]
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=60).map("\n".join))
def test_every_character_of_a_view_stands_where_its_offset_says(text: str) -> None:
    found = view(text)
    if found.offsets is None:
        assert found.text == text
        return
    assert len(found.offsets) == len(found.text) + 1
    positions = found.offsets.tolist()
    assert all(a < b for a, b in pairwise(positions))
    assert "".join(text[position] for position in positions[:-1]) == found.text
    assert positions[-1] == len(text)


@given(st.lists(PIECES, min_size=5, max_size=60).map("\n".join))
def test_what_a_view_leaves_out_is_space_or_marks_or_is_listed(text: str) -> None:
    found = view(text)
    if found.offsets is not None:
        listed = {n for junk in found.omitted for n in range(junk.start, junk.end)}
        left_out = set(range(len(text))) - set(found.offsets[:-1]) - listed
        assert (
            not "".join(text[n] for n in left_out)
            .replace("*", "")
            .strip(" \t\r\n\f\u3000\ufeff\x1c\x1d\x1e\x1f\x85\xa0")
        )


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "\n".join(COLUMN * 2000)
    start = time.process_time()
    view(text)
    once = time.process_time() - start
    start = time.process_time()
    view("\n".join([text] * 4))
    assert time.process_time() - start < 12 * once + 0.2


@pytest.mark.skipif(not SHARED.exists(), reason="needs the material in ../shared")
def test_the_sentences_of_real_pages_are_whole() -> None:
    page = view(next((SHARED / "seeds").glob("000_*")).read_text(encoding="utf-8")).text
    assert "全市社会消费品零售总额达到389.54亿元，同比增长23.9%，增速高于全国平均水平16.7个百分点" in page
    page = view(next((SHARED / "seeds").glob("004_*")).read_text(encoding="utf-8")).text
    assert "并投入试运行，覆盖800家医疗卫生机构" in page
    bulletin = view((SHARED / "corpus" / "f02_shenzhen_budget_2026.txt").read_text(encoding="utf-8"))
    assert "一般公共预算收入4163.8亿元" in bulletin.text
    assert not any("公报  2026年第10期" in line for line in bulletin.text.split("\n"))
