"""Scans: pages of an invented city, drawn, turned, made noisy, and read. Needs the extra `ocr` and a Chinese font."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

import hefu
from hefu.errors import ReadError
from hefu.model import Document
from hefu.read import progress, read, scan
from tests.read.printed import Sheet, Story, as_file, as_pdf, font_file, scanned

pytestmark = pytest.mark.extra
needs_engine = pytest.mark.skipif(not scan.is_installed(), reason="the extra ocr is not installed")
needs_font = pytest.mark.skipif(font_file() is None, reason="no Chinese font: apt-get install fonts-noto-cjk")

GROWTH = Story(
    "云澜市经济稳中有进",
    "本报记者　方知远",
    (
        "一九九〇年以来，全市国民经济保持较快增长。2025年实现地区生产总值1234.56亿元，比上年增长6.8%。",
        "年末常住人口415.39万人。全年出生率6.18‰，死亡率4.18‰，自然增长率2.00‰。城镇登记失业率3.2%。",
        "固定资产投资完成389.5亿元，下降1.4%；社会消费品零售总额502.1亿元，增长9.7%，进出口总额81.63亿美元。",
    ),
    3,
    "一季度经济观察",
)
SCHOOLS = Story(
    "澜东区新建二十所学校",
    "本报通讯员　何一鸣",
    (
        "澜东区2024年新建学校20所，新增学位1.8万个，完成投资7.35亿元，其中区级财政承担4.1亿元。",
        "全区适龄儿童入学率99.6%，比上年提高0.4个百分点；寄宿学生3120人，校车线路增加到46条，覆盖所有乡镇。",
        "教师队伍不断壮大，新聘教师215名，其中研究生学历的占38.5%，生均教学设备值达到4286元。",
        "明年计划再建学校12所，新增学位9600个，使全区每千人拥有学位数达到152个，班额控制在45人以内。",
    ),
)
ROWS = (("指标", "绝对数（亿元）", "增长（%）"), ("地区生产总值", "1234.56", "6.8"), ("第一产业", "36.13", "—"))


def drawn() -> Sheet:
    sheet = Sheet(height=1600, column_rules=True)
    sheet.masthead("云澜日报", "2026年4月22日　星期三")
    sheet.story(GROWTH)
    sheet.rule()
    sheet.story(SCHOOLS)
    sheet.rule()
    sheet.table(ROWS, [400, 350, 300])
    return sheet


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_CACHE", str(cache))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scans") / "page.jpg"
    path.write_bytes(as_file(scanned(drawn().image, skew=-1.3, noise=9)))
    return path


@pytest.fixture
def document(file: Path) -> Document:
    return read(file)


def bare(words: str) -> str:
    return "".join(words.split()).replace("(", "（").replace(")", "）").replace(",", "，")


def body(document: Document, number: int) -> str:
    return bare("".join(document.text[start:end] for start, end in document.articles[number].spans))


@needs_engine
@needs_font
@pytest.mark.slow
def test_articles_are_read_word_for_word_in_order_on_a_skewed_and_noisy_page(document: Document) -> None:
    assert [article.title for article in document.articles][:2] == [GROWTH.title, SCHOOLS.title]
    assert [article.byline for article in document.articles][:2] == [GROWTH.byline, SCHOOLS.byline]
    assert body(document, 0) == GROWTH.body()
    assert body(document, 1) == SCHOOLS.body()
    assert document.articles[0].state == "complete"
    assert document.published == "2026-04-22"


@needs_engine
@needs_font
@pytest.mark.slow
def test_a_ruled_table_has_its_cells(document: Document) -> None:
    (table,) = document.tables
    cells = {(cell.row, cell.column): bare(document.text[cell.start : cell.end]) for cell in table.cells}
    assert [[cells[row, column] for column in range(3)] for row in range(3)] == [list(row) for row in ROWS]


@needs_engine
@needs_font
@pytest.mark.slow
def test_every_character_has_a_box_on_the_page_and_a_score(document: Document) -> None:
    start = document.text.index("1234.56")
    (place,) = document.places(start, start + 7)
    assert place.page == 1
    assert len(place.boxes) == len(place.scores) == 7
    assert all(0.5 < score <= 1 for score in place.scores)
    assert all(a.left < b.left for a, b in zip(place.boxes, place.boxes[1:], strict=False))
    assert all(0 < box.right - box.left < 15 and 0 < box.bottom - box.top < 20 for box in place.boxes)


@needs_engine
@needs_font
@pytest.mark.slow
def test_what_was_put_right_is_marked_and_statements_know_of_it(document: Document) -> None:
    marked = {document.text[doubt.start : doubt.end] for doubt in document.doubts}
    assert "‰" in marked
    births = next(s for s in hefu.analyse(document).statements if s.indicator == "出生率")
    assert births.unit == "‰"
    assert any(item.field == "scan" for item in births.evidence)
    growth = next(s for s in hefu.analyse(document).statements if s.indicator == "地区生产总值")
    assert not any(item.field == "scan" for item in growth.evidence)


@needs_engine
@needs_font
@pytest.mark.slow
def test_a_page_done_is_not_done_again(
    file: Path, document: Document, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    engine = pytest.importorskip("hefu.read.scan.engine")
    monkeypatch.setattr(engine, "recogniser", None)
    assert read(file) == document
    for kept in cache.rglob("*.z"):
        kept.write_bytes(kept.read_bytes()[:100])
    monkeypatch.undo()
    monkeypatch.setenv("HEFU_CACHE", str(cache))
    assert read(file) == document


@needs_engine
@needs_font
@pytest.mark.slow
def test_pages_of_a_pdf_that_are_pictures_are_read_among_others(tmp_path: Path) -> None:
    sheet = Sheet(height=900)
    sheet.story(SCHOOLS)
    path = tmp_path / "two.pdf"
    path.write_bytes(as_pdf(scanned(sheet.image), scanned(sheet.image, skew=0.8, seed=2)))
    told: list[tuple[str, int, int]] = []
    with progress.telling(lambda *how_far: told.append(how_far)):
        document = read(path)
    assert told == [("two.pdf", 1, 2), ("two.pdf", 2, 2)]
    assert {segment.place.page for segment in document.segments} == {1, 2}
    assert [article.title for article in document.articles] == [SCHOOLS.title] * 2
    assert "pages read by OCR, for they are pictures or their fonts are broken: 1, 2" in document.notes


@needs_engine
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_blank_page_says_so(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "blank"
    path.write_bytes(as_file(Sheet(height=400, width=300).image, kind))
    with pytest.raises(ReadError, match="no text"):
        read(path)


@needs_engine
def test_a_truncated_image_is_named_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "half.jpg"
    path.write_bytes(as_file(Sheet().image)[:3000])
    with pytest.raises(ReadError, match="damaged image"):
        read(path)


@needs_engine
@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_a_page_of_four_hundred_million_pixels_is_refused_in_little_memory(kind: str, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / f"bomb.{kind.lower()}"
    Image.new("1", (20_000, 20_000), 1).save(path, kind)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ReadError, match="too large"):
        read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000


def test_without_the_extra_an_image_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    path = tmp_path / "page.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(ReadError, match=r"pip install 'hefu\[ocr\]'"):
        read(path)
