"""Pages of statements are the same whichever way they are found, and no larger ledger makes more queries of them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hefu.ledger import listing, paging, store
from hefu.ledger.listing import ORDERS, Filter
from hefu.ledger.models import Statement
from hefu.model import Document, Extraction, Source
from ledger.examples import statement

PERIODS = "2021", "2022-03", "2022-01/2022-06", "2021/2025", "2025", "2026-01/2026-02", None
FILTERS = (
    Filter(), Filter(indicator="茶叶"), Filter(indicator="GDP"), Filter(area="青坪"), Filter(measure="growth"),
    Filter(modality="target"), Filter(period="2021"), Filter(period="2025"), Filter(period="2022"),
    Filter(period="2022-03"), Filter(title="第3号"), Filter(q="万"), Filter(q="产量 青坪"), Filter(q="没有"),
    Filter(indicator="产量", area="云", measure="level", modality="actual", period="2022", q="1"),
)  # fmt: skip


@pytest.fixture
def many(any_ledger: str) -> None:
    """Eight documents of seven statements each."""
    for number in range(8):
        add(number)


def add(number: int) -> None:
    """A document that says something of each period."""
    found, lines = [], [f"第{number}号\n"]
    for place, period in enumerate(PERIODS):
        start = sum(map(len, lines))
        quote = f"{number + place * 3}.{place}万吨"
        lines.append(f"{quote}。\n")
        found.append(
            replace(
                statement(), start=start, end=start + len(quote), quote=quote, period=period, evidence=(),
                indicator=("茶叶产量", "地区生产总值", "粮食产量")[place % 3], area=("云澜市", "青坪县")[number % 2],
                measure=("level", "growth")[place % 2], modality=("actual", "target")[number % 3 == 2],
                confidence=(0.5, 0.9)[place % 2],
            )
        )  # fmt: skip
    text = "".join(lines)
    source = Source(f"{number}.txt", sha256(text.encode()).hexdigest(), len(text.encode()), "text/plain")
    document = Document(text, source, title=f"第{number}号", published=f"{2010 + number}-01-01", area="云澜市")
    store.add(document, text.encode(), Extraction(tuple(found), ()))


@pytest.mark.parametrize("most", [paging.MOST, 0], ids=["found by an index", "met in their order"])
def test_a_page_holds_what_the_whole_list_holds_there(many: None, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", most)
    for one in FILTERS:
        for sort in (*ORDERS, *(f"-{name}" for name in ORDERS)):
            wanted = replace(one, sort=sort)
            keys = list(listing.statements(wanted).values_list("pk", flat=True))
            ordered = paging.rows(wanted).order_by(*listing.order(sort)).values_list("pk", flat=True)
            assert list(ordered) == keys, wanted
            if most:
                assert paging.part(wanted, 0, 5) == paging.Part(tuple(keys[:5]), len(keys), more=False), wanted
                assert paging.part(wanted, 5, 5).keys == tuple(keys[5:10]), wanted


def test_no_more_are_counted_than_can_be_leafed_through(many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", 10)
    for wanted in (Filter(), Filter(area="青坪"), Filter(period="2025"), Filter(period="2025", sort="period")):
        every = tuple(listing.statements(wanted).values_list("pk", flat=True))
        assert paging.part(wanted, 6, 6) == paging.Part(every[6:10], 10, more=True), wanted


def test_more_rows_make_no_more_queries(many: None) -> None:
    wanted = Filter(area="青坪", period="2025", q="万")
    with CaptureQueriesContext(connection) as before:
        paging.part(wanted, 0, 5)
    for number in range(8, 24):
        add(number)
    with CaptureQueriesContext(connection) as after:
        paging.part(wanted, 0, 5)
    assert len(after) == len(before)


@pytest.mark.parametrize("sort", ["period", "-period", "confidence", "-confidence", "indicator", "-indicator"])
def test_the_first_of_an_order_are_read_off_its_index(ledger: object, sort: str) -> None:
    plan = Statement.objects.order_by(*listing.order(sort)).values("pk")[:50].explain()
    assert f"statement_by_{sort.removeprefix('-')}" in plan
    assert "TEMP B-TREE" not in plan
