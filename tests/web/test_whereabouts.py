"""Where a chosen statement stands in the file: the cell of a sheet, the page, the paragraph."""

from __future__ import annotations

import hashlib
from pathlib import Path

import docx
import pytest
from django.test import Client

from hefu.extract import analyse
from hefu.ledger import store
from hefu.read import read
from tests.extract.bulletins import MONTHLY
from tests.extract.workbooks import workbook
from tests.read.ofds import ofd
from web.pages import words

SENTENCE = "2024年全市粮食产量66.8万吨。"


def add(path: Path, data: bytes) -> tuple[str, int]:
    """Adds a file; its hash and the place of its first statement."""
    path.write_bytes(data)
    document = read(path, published="2025-02-20", area="拉萨市")
    found = analyse(document)
    store.add(document, data, found)
    return hashlib.sha256(data).hexdigest(), found.statements[0].start


def word(folder: Path) -> bytes:
    document = docx.Document()
    document.add_paragraph("公报")
    document.add_paragraph(SENTENCE)
    document.save(str(folder / "made.docx"))
    return (folder / "made.docx").read_bytes()


@pytest.mark.parametrize(
    ("name", "shown", "form"),
    [
        ("a.xlsx", "工作表“月报”，单元格 D4", "XLSX"),
        ("a.csv", "单元格 B2", "CSV"),
        ("a.ofd", "第 2 页", "OFD"),
        ("a.docx", "第 2 段", "DOCX"),
        ("a.txt", "", "TXT"),
    ],
)
def test_the_panel_says_where_in_the_file_the_figure_stands(
    ledger: Path, client: Client, tmp_path: Path, name: str, shown: str, form: str
) -> None:
    files = {
        "a.xlsx": workbook((MONTHLY.name, MONTHLY.rows)),
        "a.csv": "指标,2024年\n粮食产量（万吨）,66.8\n".encode("gb18030"),
        "a.ofd": ofd([(20, 40, "公报")], [(20, 40, SENTENCE)]),
        "a.docx": word(tmp_path),
        "a.txt": SENTENCE.encode(),
    }
    sha256, start = add(tmp_path / name, files[name])
    page = words(client.get(f"/documents/{sha256}/?s={start}"))
    assert form in page
    assert ("在文件中： " + shown in page) if shown else ("在文件中" not in page)


def test_the_file_of_a_sheet_can_be_had_as_it_was_added(ledger: Path, client: Client, tmp_path: Path) -> None:
    data = workbook((MONTHLY.name, MONTHLY.rows))
    sha256, _ = add(tmp_path / "月报.xlsx", data)
    answer = client.get(f"/documents/{sha256}/original/")
    assert answer.content == data
    assert ".xlsx" in answer["Content-Disposition"]
