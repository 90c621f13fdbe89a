"""Pages of yearbooks: several tables a sheet, several sheets, headings in rows, notes; no figure is read as another."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.imports import as_text, propose
from imports.reading import AREAS, document, figures, proposed, taken
from imports.scoring import read
from imports.yearbooks import HELD_OUT, KNOWN, Book, held_out, known
from imports.yearbooks_later import LATER, later

TWO = (
    "各市粮食产量\n单位：万吨\n地区,2020年,2021年\n昆明市,1,2\n\n"
    "2021年各市主要指标\n地区,发电量（千瓦时）,茶叶产量（吨）\n昆明市,3,4\n"
)


@pytest.mark.parametrize("seed", range(len(KNOWN)))
def test_every_figure_of_a_known_page_comes_in(tmp_path: Path, seed: int) -> None:
    whole(tmp_path, known(seed))


@pytest.mark.parametrize("seed", range(len(HELD_OUT)))
def test_every_figure_of_a_page_that_was_held_out_comes_in(tmp_path: Path, seed: int) -> None:
    whole(tmp_path, held_out(seed))


@pytest.mark.parametrize("seed", range(len(LATER)))
def test_every_figure_of_a_page_of_later_comes_in_and_nothing_that_is_not_said(tmp_path: Path, seed: int) -> None:
    whole(tmp_path, later(seed))


def whole(folder: Path, book: Book) -> None:
    """All figures of the book are read and no others, and nothing is left unclear."""
    got, unclear, _ = read(folder, book)
    assert got == book.figures
    assert (unclear == []) == bool(book.figures)


def test_tables_of_different_kinds_below_each_other_have_a_mapping_each(tmp_path: Path) -> None:
    one = document(tmp_path, TWO)
    mapping = proposed(one)
    assert len(mapping.shapes) == 2
    assert {(f[0], f[2], str(f[3])) for f in figures(taken(one))} == {
        ("粮食产量", "2020", "1E+4"), ("粮食产量", "2021", "2E+4"), ("发电量", "2021", "3"), ("茶叶产量", "2021", "4"),
    }  # fmt: skip


def test_a_table_that_no_part_of_the_mapping_is_for_is_told_and_not_read_as_another(tmp_path: Path) -> None:
    one = document(tmp_path, TWO)
    kept = taken(one, '[[table]]\nvalues = ["发电量（千瓦时）"]\nfields.area = { column = "地区" }\n'
                      'fields.indicator = { heading = 1 }\nfields.period = { caption = true }\n')  # fmt: skip
    assert {f[0] for f in figures(kept)} == {"发电量"}
    assert kept.report.unused == ["A1"]


def test_sheets_are_chosen_by_name(tmp_path: Path) -> None:
    book = Book(1)
    for name in ("3-1 粮食", "3-2 粮食", "4-1 粮食"):
        page = book.page(name)
        page.put(1, 1, "粮食产量（万吨）")
        page.put(2, 1, "地区", "2020年", "2021年")
        page.put(3, 1, "昆明市", name[0] + name[2], "8")
    one = document(tmp_path, book.bytes(), "book.xlsx")
    mapping = '[[table]]\nsheets = ["3-*"]\nfields.indicator = { is = "粮食产量" }\nfields.area = { column = "地区" }\n'
    mapping += "fields.period = { heading = 1 }\nfields.unit = { caption = true }\n"
    found = taken(one, mapping)
    assert {str(f[3]) for f in figures(found)} == {"3.1E+5", "3.2E+5", "8E+4"}
    assert found.report.unused == ["4-1 粮食"]


@pytest.mark.parametrize(
    ("note", "modality"),
    [
        ("* 为预计数。", "estimate"),
        ("注：*初步数。", "actual"),
        ("注：1.* 按新口径计算。", "actual"),
        ("注：表中数为年末数。", ""),
    ],
)
def test_a_sign_behind_a_figure_means_what_the_notes_say(tmp_path: Path, note: str, modality: str) -> None:
    text = f"各市粮食产量\n单位：万吨\n地区,2020年,2021年\n昆明市,1.5,2*\n曲靖市,3,4\n{note}\n"
    found = taken(document(tmp_path, text))
    marked = [one.modality for one in found.extraction.statements if one.quote.endswith("*")]
    assert marked == ([modality] if modality else [])
    assert found.report.unclear == (not modality)


@pytest.mark.parametrize("name", ["男", "女", "合计", "城镇"])
def test_a_row_that_does_not_say_of_what_it_is_does_not_come_in(tmp_path: Path, name: str) -> None:
    found = taken(document(tmp_path, f"基本情况\n指标,单位,2020年,2021年\n常住人口,万人,10,11\n{name},万人,5,6\n"))
    assert {one.indicator for one in found.extraction.statements} == {"常住人口"}
    assert {problem.field for problem in found.report.problems} == {"indicator"}


def test_a_heading_such_as_output_is_of_what_the_caption_names(tmp_path: Path) -> None:
    found = taken(document(tmp_path, "2021年各市茶叶\n地区,产量（吨）,面积（公顷）\n昆明市,10,11\n曲靖市,5,6\n"))
    assert {one.indicator for one in found.extraction.statements} == {"茶叶产量", "茶叶面积"}


def test_what_cannot_be_read_surely_is_a_question_of_the_proposed_mapping(tmp_path: Path) -> None:
    one = document(
        tmp_path, "2021年各市情况\n单位：万吨、公里\n地区,粮食产量,公路通车里程\n昆明市,12.5,1311\n曲靖市,3,4\n"
    )
    text = as_text(propose(one, AREAS))
    assert "# ? unit: nothing says its unit: name the column, or write fields.unit (B4 and 3 more)\n" in text
    assert figures(taken(one, text)) == set()


def test_amounts_and_rates_may_share_a_line_of_units(tmp_path: Path) -> None:
    text = "2021年各市情况\n单位：亿元、%\n地区,固定资产投资额,同比增长,城镇化率\n昆明市,12.5,3.1,60\n曲靖市,3,4,55\n"
    found = taken(document(tmp_path, text))
    assert {(f[0], f[4], f[5]) for f in figures(found)} == {
        ("固定资产投资额", "元", "level"), ("固定资产投资额", "%", "growth")
    }  # fmt: skip
    assert {problem.field for problem in found.report.problems} == {"unit"}
