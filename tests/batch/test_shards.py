"""A shard from end to end, without an engine: what is read, what is left out, what stands in the tables."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hefu.audit import audit
from hefu.batch import reading, work
from hefu.batch.confined import Limits, Reader
from hefu.batch.pages import LARGEST, Columns, Page, pages
from hefu.batch.relevance import FOREIGN, NO_FIGURES, OTHER, has_figures, left_out
from hefu.batch.shards import find
from hefu.batch.tables import TABLES
from hefu.batch.work import Counts, Settings
from hefu.errors import HefuError, UsageError
from hefu.extract import analyse, extract
from hefu.read import read
from tests.batch.crawl import ENGLISH, NOTICE, jsonl, report, rows, warc
from tests.conftest import ROOT


def done(folder: Path, output: Path, settings: Settings | None = None) -> Counts:
    total = Counts()
    for shard in find(str(folder)).shards:
        total += work.do(shard, str(output), settings or Settings())
    return total


def table(output: Path, name: str, columns: str = "*") -> list[tuple[object, ...]]:
    return duckdb.sql(f"SELECT {columns} FROM '{output}/{name}/**/*.parquet' ORDER BY ALL").fetchall()


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    return folder


def test_an_archive_gives_the_statements_that_the_pages_have_as_files(crawl: Path, tmp_path: Path) -> None:
    page = report(3).encode()
    warc(crawl / "a.warc.gz", [
        ("https://example.org/gb/3.html", "text/html; charset=utf-8", page),
        ("https://example.org/en", "text/html", ENGLISH.encode()),
        ("https://example.org/x.png", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("https://example.org/notice", "text/html", NOTICE.encode("gb18030")),
    ])  # fmt: skip
    counts = done(crawl, tmp_path / "out")
    (tmp_path / "3.html").write_bytes(page)
    document = read(tmp_path / "3.html")
    found = analyse(document)
    assert counts.left_out == {FOREIGN: 1, OTHER: 1, NO_FIGURES: 1}
    assert table(tmp_path / "out", "statements", '"start", quote, value_printed, indicator, period') == sorted(
        (one.start, one.quote, str(one.value), one.indicator, one.period) for one in found.statements
    )
    findings = audit([(document.source.sha256, document, found.statements)]).findings
    assert findings
    assert table(tmp_path / "out", "findings", "identity, message") == sorted((f.identity, f.message) for f in findings)
    assert table(tmp_path / "out", "documents", "number, file, url, fetched, title, statements") == [
        (0, "3.html", "https://example.org/gb/3.html", "2024-03-01T08:00:00Z", document.title, len(found.statements))
    ]
    others = [one for one in found.numerals if one.cls != "quantity"]
    assert len(table(tmp_path / "out", "coverage")) == len(others) > 0


def test_lines_and_tables_and_files_give_the_same_statements(crawl: Path, tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": [report(n) for n in range(3)]}), crawl / "a.parquet")
    jsonl(crawl / "b.jsonl", [{"body": report(n)} for n in range(3)])
    (crawl / "c.jsonl.gz").write_bytes(gzip.compress((crawl / "b.jsonl").read_bytes()))
    for n in range(3):
        (crawl / f"{n}.html").write_text(report(n), encoding="utf-8")
    done(crawl, tmp_path / "out", Settings(Columns.of("html=body")))
    by_kind: dict[str, list[object]] = {}
    for shard, *row in table(tmp_path / "out", "statements", 'shard, doc, "start", quote, value, area, period'):
        by_kind.setdefault(str(shard), []).append(row)
    assert len(by_kind) == 4
    assert all(found == next(iter(by_kind.values())) for found in by_kind.values())


def test_a_row_tells_of_its_document_and_a_row_that_cannot_be_read_is_a_row_with_its_error(
    crawl: Path, tmp_path: Path
) -> None:
    told = {
        "text": "全市粮食产量12.5万吨。",
        "published": "2024-01-09T10:00:00",
        "area": "拉萨市",
        "url": "https://a.cn/x",
    }
    lines = [
        json.dumps(told, ensure_ascii=False),
        "{not json",
        "[1]",
        '{"text": 7}',
        '{"text": "产量5吨", "area": "无此地"}',
    ]
    (crawl / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    counts = done(crawl, tmp_path / "out")
    assert (counts.documents, counts.errors) == (1, 4)
    good, *bad = table(tmp_path / "out", "documents", "number, published, area, error")
    assert good == (0, "2024-01-09", "拉萨市", None)
    assert [str(row[3])[:16] for row in bad] == [
        "line 2 is no JSO", "line 3 is no obj", "the row has noth", "unknown area '无此",
    ]  # fmt: skip


def test_what_is_damaged_costs_what_stands_behind_the_damage(crawl: Path, tmp_path: Path) -> None:
    whole = warc(crawl / "a.warc.gz", [(f"https://a.cn/{n}", "text/html", report(n).encode()) for n in range(3)])
    whole.write_bytes(whole.read_bytes()[:-200])
    (crawl / "b.parquet").write_bytes(b"PAR1 and nothing else")
    counts = done(crawl, tmp_path / "out")
    assert counts.documents == 2
    assert counts.errors == 2
    assert all("damaged" in str(row[0]) for row in table(tmp_path / "out", "documents", "error") if row[0])


def test_of_a_page_above_the_limit_only_an_error_is_kept(crawl: Path, tmp_path: Path) -> None:
    with (crawl / "a.jsonl").open("w", encoding="utf-8") as file:
        file.write('{"text": "' + "长" * (LARGEST // 3 + 10) + '"}\n')
        file.write(json.dumps({"text": "粮食产量12.5万吨。"}) + "\n")
    counts = done(crawl, tmp_path / "out")
    assert (counts.pages, counts.errors, counts.statements) == (2, 1, 1)


def test_every_table_has_its_file_for_every_shard_and_the_shard_in_a_column(crawl: Path, tmp_path: Path) -> None:
    jsonl(crawl / "empty.jsonl", [])
    jsonl(crawl / "full.jsonl", rows(0, 10))
    done(crawl, tmp_path / "out")
    names = {shard.name for shard in find(str(crawl)).shards}
    for name in TABLES:
        assert {path.parent.name for path in (tmp_path / "out" / name).rglob("*.parquet")} == {
            f"shard={n}" for n in names
        }
    file = next((tmp_path / "out" / "statements").glob("*full*/*.parquet"))
    assert set(pq.ParquetFile(file).read()["shard"].to_pylist()) == {name for name in names if "full" in name}
    assert not list((tmp_path / "out" / "_unfinished").iterdir())


def test_a_shard_has_another_stamp_once_its_file_has_changed_and_keeps_its_name(crawl: Path) -> None:
    jsonl(crawl / "a.jsonl", rows(0, 2))
    before = find(str(crawl)).shards[0]
    jsonl(crawl / "a.jsonl", rows(0, 3))
    after = find(str(crawl)).shards[0]
    assert before.name == after.name
    assert before.stamp != after.stamp


def test_files_of_one_name_in_two_folders_are_two_shards_and_what_is_set_aside_is_none(crawl: Path) -> None:
    for folder in ("一月", "二月", "_temporary", ".hidden"):
        (crawl / folder).mkdir()
        jsonl(crawl / folder / "a.jsonl", rows(0, 1))
    (crawl / "movie.mkv").write_bytes(b"1")
    found = find(str(crawl))
    assert len({shard.name for shard in found.shards}) == 2
    assert found.others == {".mkv": 1}
    assert all(shard.name.isascii() for shard in found.shards)


def test_a_marker_that_is_none_is_told_of(crawl: Path, tmp_path: Path) -> None:
    jsonl(crawl / "a.jsonl", rows(0, 1))
    done(crawl, tmp_path / "out")
    marker = next((tmp_path / "out" / "_done").iterdir())
    marker.write_text("{}")
    with pytest.raises(HefuError, match="remove it"):
        work.done(str(tmp_path / "out"))


def test_a_page_that_hangs_or_eats_memory_or_kills_its_reader_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    good = Page(0, "3.html", report(3).encode(), media="text/html")
    with Reader(Limits(seconds=1, memory=1000), module="tests.batch.hostile_reader") as reader:
        expected = reading.rows_of(good)
        assert reader.read(good) == expected
        assert "more than 1 seconds" in str(reader.read(Page(1, "hang.html", b"1")).error)
        assert "memory" in str(reader.read(Page(2, "eat.html", b"1")).error)
        assert "died" in str(reader.read(Page(3, "crash.html", b"1")).error)
        assert "report this" in str(reader.read(Page(4, "bug.html", b"1")).error)
        assert reader.read(good) == expected


def test_columns_that_are_none_are_refused() -> None:
    with pytest.raises(UsageError, match="names no column"):
        Columns.of("body=text")


# ---------------------------------------------------------------- the filter


@pytest.mark.parametrize("text", [
    "全年地区生产总值389.54亿元", "增长<b>5.2</b>%", "同比增长百分之五", "实现翻番", "安排十万人就业",
    "新建&nbsp;12&nbsp;公里", "<td>地区生产总值（亿元）</td><td>389</td>", "气温上升1.5℃", "装机300 MW",
])  # fmt: skip
def test_figures_are_seen(text: str) -> None:
    assert has_figures(text)


@pytest.mark.parametrize("text", [
    "2023年5月6日10时印发", "第3页 共12页", "<td width=100%>各项工作</td>", "电话12345678",
    "会议强调<p style='width:50%'>", "Sales 5.2%", "版权所有 © 2023",
])  # fmt: skip
def test_what_is_no_figure_is_not_seen(text: str) -> None:
    assert not has_figures(text)


@pytest.mark.parametrize(("data", "charset", "reason"), [
    (ENGLISH.encode(), None, FOREIGN),
    ("<p>売上は5.2%増の389億円となりました。お知らせいたします。</p>".encode(), None, FOREIGN),
    ("<p>매출은 5.2% 증가한 389억원이다. 大韓民國經濟發展統計</p>".encode(), None, FOREIGN),
    ("<p>Объём вырос на 5,2%</p>".encode("cp1251"), "windows-1251", FOREIGN),
    (NOTICE.encode(), None, NO_FIGURES),
    (report(1).encode("gb18030").replace(b"utf-8", b"gb2312"), None, None),
    (report(1).replace("utf-8", "utf-16").encode("utf-16"), None, None),
    ("".join(f"&#{ord(c)};" for c in "全年地区生产总值增长").encode() + b"5.2%", None, None),
    (b"%PDF-1.7", None, None),
], ids=range(9))  # fmt: skip
def test_the_filter_goes_by_language_and_figures(data: bytes, charset: str | None, reason: str | None) -> None:
    assert left_out(Page(0, "a.html", data, media="text/html", charset=charset)) == reason


def test_no_document_with_statements_is_left_out() -> None:
    texts = [path.read_bytes() for path in sorted((ROOT / "samples" / "sources").glob("*.md"))]
    texts += [path.read_bytes() for path in sorted((ROOT / "corpus" / "second").rglob("*.txt"))]
    assert len(texts) > 12
    assert [text[:40].decode() for text in texts if extract(text.decode()) and left_out(Page(0, "a.txt", text))] == []


@pytest.mark.parametrize("unit", ["1", "一", "中1.", "（错）", "1<p a>", "1 ", "中,1%", ":：", "<p "])
def test_time_of_the_filter_grows_as_the_page_does(unit: str) -> None:
    from time import process_time

    def taken(text: str) -> float:
        times = []
        for _ in range(3):
            start = process_time()
            has_figures(text)
            times.append(process_time() - start)
        return min(times)

    once, twice = taken(unit * (100_000 // len(unit))), taken(unit * (200_000 // len(unit)))
    assert twice < 3 * once + 0.02


def test_the_pages_of_a_shard_are_numbered_through(crawl: Path) -> None:
    for n in range(3):
        (crawl / f"{n}.txt").write_text(f"产量{n}吨", encoding="utf-8")
    (shard,) = find(str(crawl)).shards
    assert [(page.at, page.name) for page in pages(shard, Columns())] == [(0, "0.txt"), (1, "1.txt"), (2, "2.txt")]
