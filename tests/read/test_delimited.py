"""CSV and TSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.errors import ReadError
from hefu.places import Place
from hefu.read.delimited import delimiter, read_delimited

PATH = Path("a.csv")
ROWS = [["2024年主要产量", "", ""], ["指标", "单位", "2024年"], ["粮食", "万吨", "1,066.8"], ["油料", "万吨", "7.1"]]


def written(mark: str) -> str:
    return "\r\n".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_a_table_is_read_in_any_encoding_and_with_any_delimiter(encoding: str, mark: str) -> None:
    parts = read_delimited(PATH, written(mark).encode(encoding))
    assert parts.text == "2024年主要产量\n指标\t单位\t2024年\n粮食\t万吨\t1,066.8\n油料\t万吨\t7.1"
    assert parts.segments[-1].place == Place(row=3, column=2)
    assert len(parts.tables) == 1


def test_the_delimiter_is_what_parts_most_lines_alike() -> None:
    assert delimiter("甲;1,066.5;2\n乙;3;4\n") == ";"
    assert delimiter("说明，见后\n指标,2023年,2024年\n甲,1,2\n乙,3,4\n") == ","
    assert delimiter("只有一列\n甲\n") == ","


def test_a_heading_over_several_columns_that_csv_cannot_merge_stands_over_all_of_them() -> None:
    from hefu.extract import extract
    from hefu.model import Document, Source

    heads = "指标,2023年,,2024年,\n,总量（亿元）,增长（%）,总量（亿元）,增长（%）\n"
    parts = read_delimited(PATH, f"{heads}投资,12.5,3.1,13.0,4.0\n消费,22.5,2.1,23.0,3.0\n".encode())
    document = Document(
        parts.text, Source("a.csv", "0" * 64, 1, parts.media_type), tables=parts.tables, segments=parts.segments
    )
    found = {(s.indicator, s.measure, s.period): s.quote for s in extract(document, published="2025-03")}
    assert found[("投资", "level", "2023")] == "12.5"
    assert found[("消费", "growth", "2024")] == "3.0"


def test_a_quotation_without_an_end_is_refused() -> None:
    with pytest.raises(ReadError, match="quotation mark may be missing"):
        read_delimited(PATH, ('指标,"2024年\n' + "甲,1\n" * 40_000).encode())


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ReadError, match="has no text"):
        read_delimited(PATH, b",,\n,,\n")
