from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from django.test import Client

from export.test_round_trips import BACK
from hefu.export.formats import FORMATS
from hefu.ledger.listing import Filter, statements
from hefu.ledger.models import Statement
from hefu.ledger.records import records
from hefu.web.views.rows import statement_address
from web import city
from web.pages import assert_queries, body, words


def test_statements_stand_in_a_table_with_their_sentences(hashes: dict[str, str], client: Client) -> None:
    answer = client.get("/statements/?q=889.2")
    assert "1 条陈述" in words(answer)
    assert "社会消费品零售总额 云澜市 2023 年 1 月—11 月 水平 实际 889.2 亿元 1至11月，全市" in words(answer)
    place = city.DAILY.index("889.2亿元")
    assert "完成<mark>889.2亿元</mark>，同比" in body(answer)
    assert f'href="/documents/{hashes["daily"][:16]}/?s={place}#s{place}"' in body(answer)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("indicator=零售总额", 27),
        ("area=青坪", 2),
        ("period=2025", 11),
        ("period=2023-01/2023-11", 12),
        ("period=2021/2025", 3),
        ("measure=ratio", 2),
        ("modality=estimate", 4),
        ("q=零售 2023", 0),
        ("q=粮", 2),
        ("q=集团", 1),
        ("title=统计公报", 18),
        ("title=daily-2023", 17),
        ("indicator=零售总额&modality=target&period=2025", 3),
    ],
)
def test_statements_are_filtered(query: str, number: int, hashes: dict[str, str], client: Client) -> None:
    assert f"{number} 条陈述" in words(client.get(f"/statements/?{query}"))


def test_statements_of_one_document_say_which(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get(f"/statements/?doc={hashes['plan'][:16]}"))
    assert "7 条陈述 文档： 云澜市“十四五”规划纲要" in page


@pytest.mark.parametrize(
    ("sort", "first"),
    [("value", "−8.4 %"), ("-value", "1,420 公里"), ("indicator", "36,253 人"), ("confidence", "0.91")],
)
def test_statements_are_sorted(sort: str, first: str, hashes: dict[str, str], client: Client) -> None:
    query = "&indicator=公路" if sort == "-value" else "&area=青坪" if sort == "indicator" else ""
    table = words(client.get(f"/statements/?sort={sort}{query}")).partition("置信度")[2]
    assert first in table[:200]


def test_the_head_of_a_column_sorts_and_says_how_it_is_sorted(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get("/statements/?sort=value&modality=actual"))
    assert 'aria-sort="ascending"><a href="?sort=-value&amp;modality=actual">数值 ↑</a>' in page


def test_pages_keep_filter_and_order(hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.web.views.statements.SIZE", 10)
    page = body(client.get("/statements/?modality=actual&sort=value&page=2"))
    assert 'rel="prev" href="?modality=actual&amp;sort=value&amp;page=1"' in page


def test_the_table_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(6):
        client.get(f"/statements/?doc={hashes['daily'][:16]}")


@pytest.mark.parametrize(
    "query", ["sort=x", "measure=x", "modality=x", "period=soon", "doc=xyz", "page=x", "period=2023-1", "q=%00"]
)
@pytest.mark.parametrize("address", ["/statements/", "/statements.csv"])
def test_a_parameter_that_makes_no_sense_is_told(
    address: str, query: str, hashes: dict[str, str], client: Client
) -> None:
    if address.endswith("csv") and query.startswith("page"):
        return
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert f"{query.partition('=')[0]} 应为" in words(answer)


# ---------------------------------------------------------------- CSV


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/statements.csv?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="statements.csv"'
    text = b"".join(answer.streaming_content).decode()  # type: ignore[arg-type]
    assert text.startswith("\ufeffdoc,start,end,quote,")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_same_filter_comes_as_csv_with_all_fields(hashes: dict[str, str], client: Client) -> None:
    [row] = rows(client, "q=889.2")
    place = city.DAILY.index("889.2亿元")
    assert row == {
        "doc": hashes["daily"],
        "start": str(place),
        "end": str(place + 7),
        "quote": "889.2亿元",
        "indicator": "社会消费品零售总额",
        "value": "88920000000",
        "value_max": "",
        "unit": "元",
        "bound": "=",
        "measure": "level",
        "basis": "",
        "area": "云澜市",
        "holder": "",
        "period": "2023-01/2023-11",
        "modality": "actual",
        "confidence": "0.97",
        "sentence": "1至11月，全市社会消费品零售总额完成889.2亿元，同比增长8.3%，增速比上年同期提高7.1个百分点；",
        "value_printed": "8.892E+10",
        "value_max_printed": "",
        "concept": "社会消费品零售总额",
        "area_code": "",
        "title": "前11个月全市经济运行稳中有进",
        "published": "2023-12-22",
        "file": "daily-2023-12-22.txt",
        "link": f"http://localhost/documents/{hashes['daily'][:16]}/?s={place}#s{place}",
        "findings": "",
    }


def test_csv_holds_every_statement_in_the_order_of_the_table(hashes: dict[str, str], client: Client) -> None:
    assert len(rows(client)) == 55
    values = [float(row["value"]) for row in rows(client, "measure=growth&sort=value")]
    assert values == sorted(values) and values[0] == -8.4


def test_csv_runs_no_formulas(hashes: dict[str, str], client: Client) -> None:
    city.hostile()
    [row] = rows(client, f"q={quote('12万吨')}")
    assert row["indicator"].startswith("'=HYPERLINK")
    assert row["holder"].startswith("'@<script>")
    assert all(row["value"].startswith("-") for row in rows(client, "q=-8.4"))


def test_csv_is_read_in_chunks(hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.ledger.records.CHUNK", 20)
    with assert_queries(8):
        assert len(rows(client)) == 55


# ---------------------------------------------------------------- open formats


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_rows_of_the_filter(name: str, hashes: dict[str, str], client: Client) -> None:
    chosen = FORMATS[name]
    answer = client.get(f"/statements.{chosen.suffix}?area=青坪")
    assert answer["Content-Type"] == chosen.media_type
    data = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    back = list(BACK[name](data))
    wanted = Statement.objects.filter(series__area_name__contains="青坪").order_by("document", "start")
    assert [(one.sha256, one.statement.start, str(one.statement.value)) for one in back] == [
        (row.document.original_id, row.start, row.value) for row in wanted
    ]
    assert len(back) == 2


def test_the_menu_of_formats_keeps_the_filter(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get("/statements/?area=青坪&page=1"))
    for chosen in FORMATS.values():
        assert f'href="/statements.{chosen.suffix}?area=%E9%9D%92%E5%9D%AA" download' in page


def test_links_of_records_are_those_of_the_site(hashes: dict[str, str]) -> None:
    for one, row in zip(records(statements(Filter(sort="place"))), statements(Filter(sort="place")), strict=True):
        assert one.link() == statement_address(row.document.original_id, row.start)
        text = row.document.text
        assert (
            text[row.start - len(one.prefix) : row.end + len(one.suffix)]
            == one.prefix + one.statement.quote + one.suffix
        )
