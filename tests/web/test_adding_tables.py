"""A table that is dropped on the page: its figures come in by a mapping that is proposed, seen, changed, kept."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from hefu.ledger.models import Arrival, Document, Imported, SavedMapping, Statement
from web.pages import body, words
from web.test_adding import city_of_clouds, send, work

__all__ = ["city_of_clouds"]

GRAIN = "地区,年份,粮食产量（万吨）\n云澜市,2022,31.2\n云澜市,2023,约三十\n云澜市,2024,33.5\n"

pytestmark = pytest.mark.usefixtures("city_of_clouds")


def came(client: Client, content: str = GRAIN, name: str = "粮食.csv") -> int:
    """A table that was read and waits to be looked at."""
    send(client, (name, content.encode()), area="云澜市", published="2025-06")
    work()
    return Arrival.objects.get(name=name).pk


def mapping(client: Client, pk: int) -> str:
    """The mapping that the form of a table has."""
    [text] = re.findall(r"<textarea[^>]*>(.*?)</textarea>", body(client.get(f"/add/{pk}/")), re.S)
    return html.unescape(text).strip()


def decide(client: Client, pk: int, what: str, **fields: str) -> int:
    status = client.post(f"/add/{pk}/decide/", {"do": what, **fields}).status_code
    work()
    return status


def test_a_mapping_is_proposed_and_what_it_takes_is_shown_before_anything_is_filed(client: Client) -> None:
    pk = came(client)
    assert decide(client, pk, "take", mapping=mapping(client, pk)) == 302
    said = words(client.get(f"/add/{pk}/?lang=zh", follow=True))
    assert "从 1 张表的 3 行中取得 2 个数值" in said
    assert "C3" in said
    assert "读不出数值" in said
    assert not Document.objects.filter(name="粮食.csv").exists()


def test_unclear_figures_are_left_out_only_when_somebody_says_so(client: Client) -> None:
    pk = came(client)
    decide(client, pk, "take", mapping=mapping(client, pk))
    assert decide(client, pk, "file") == 400
    assert decide(client, pk, "file", leave="on", keep="粮食") == 302
    document = Document.objects.get(name="粮食.csv")
    values = Statement.objects.filter(document=document).order_by("period").values_list("period", "value")
    assert [(period, float(value)) for period, value in values] == [("2022", 312000), ("2024", 335000)]
    assert Imported.objects.filter(document=document).exists()


def test_a_mapping_that_was_kept_is_offered_for_the_next_edition(client: Client) -> None:
    pk = came(client, GRAIN.replace("约三十", "32.1"))
    text = mapping(client, pk) + "\n# looked at by the office\n"
    decide(client, pk, "take", mapping=text)
    assert decide(client, pk, "file", mapping=text, keep="粮食") == 302
    assert SavedMapping.objects.get().name == "粮食"
    following = came(client, GRAIN.replace("约三十", "32.1").replace("2022", "2021"), "次年.csv")
    assert "looked at by the office" in mapping(client, following)
    assert decide(client, following, "take", kept="粮食") == 302
    assert Arrival.objects.get(pk=following).draft["told"]["figures"] == 3


def test_a_mapping_that_was_changed_is_not_filed_unseen(client: Client) -> None:
    pk = came(client, GRAIN.replace("约三十", "32.1"))
    text = mapping(client, pk)
    decide(client, pk, "take", mapping=text)
    assert decide(client, pk, "file", mapping=text + '\ndates = "year"') == 400
    assert not Document.objects.filter(name="粮食.csv").exists()


def test_a_mapping_that_cannot_be_understood_is_told_and_stays_in_the_form(client: Client) -> None:
    pk = came(client)
    answer = client.post(f"/add/{pk}/decide/", {"do": "take", "mapping": "[[table]]\nheads = <b>"})
    assert answer.status_code == 400
    assert "heads = &lt;b&gt;" in body(answer)


def test_a_mapping_for_other_tables_fails_and_can_be_changed(client: Client) -> None:
    pk = came(client)
    text = mapping(client, pk)
    decide(client, pk, "take", mapping=text.replace("粮食", "油料").replace("地区", "省份"))
    assert Arrival.objects.get(pk=pk).state == Arrival.FAILED
    assert decide(client, pk, "take", mapping=text) == 302
    assert Arrival.objects.get(pk=pk).state == Arrival.FOUND
    assert decide(client, pk, "plain") == 302
    assert Arrival.objects.get(pk=pk).draft["mapping"] == ""


def test_files_that_are_filed_together_wait_when_figures_are_unclear(client: Client) -> None:
    pk = came(client)
    decide(client, pk, "take", mapping=mapping(client, pk))
    client.post("/add/file/")
    work()
    assert Arrival.objects.get(pk=pk).state == Arrival.FOUND


def test_a_text_has_no_form_for_tables(client: Client) -> None:
    pk = came(client, "2025年，云澜市茶叶产量12.5万吨。\n", "报告.txt")
    assert "<textarea" not in body(client.get(f"/add/{pk}/"))


def test_a_table_without_a_figure_is_not_filed_whatever_is_sent(client: Client) -> None:
    text = mapping(client, came(client, name="样表.csv"))
    pk = came(client, "地区,年份,粮食产量（万吨）\n云澜市,2022,约三十\n")
    decide(client, pk, "take", mapping=text)
    assert decide(client, pk, "file", mapping=text, leave="on") == 400
    client.post("/add/file/")
    work()
    assert not Document.objects.filter(name="粮食.csv").exists()


def test_a_field_is_chosen_from_the_headings_and_is_seen_before_it_is_filed(client: Client) -> None:
    pk = came(client, GRAIN.replace("约三十", "32.1").replace("年份", "备注"))
    text = mapping(client, pk)
    assert 'value="column:备注"' in body(client.get(f"/add/{pk}/"))
    assert decide(client, pk, "take", mapping=text, **{"field-0-period": "column:备注"}) == 302
    draft = Arrival.objects.get(pk=pk).draft
    assert 'fields.period = { column = "备注" }' in draft["mapping"]
    assert draft["told"]["figures"] == 3
    taken = mapping(client, pk)
    assert decide(client, pk, "file", mapping=taken, **{"field-0-period": "none"}) == 400
    assert decide(client, pk, "file", mapping=taken, **{"field-0-period": ""}) == 302
    assert Document.objects.filter(name="粮食.csv").exists()


def test_a_field_may_be_the_same_for_all(client: Client) -> None:
    pk = came(client, "地区,年份,粮食产量\n云澜市,2022,31.2\n云澜市,2023,33.5\n")
    text = mapping(client, pk)
    assert decide(client, pk, "take", mapping=text, **{"field-0-unit": "", "same-0-unit": "万吨"}) == 302
    assert Arrival.objects.get(pk=pk).draft["told"]["figures"] == 2


@pytest.mark.parametrize("chosen", ["heading:9", "heading:1 }\n[names.area]", "colour:1", "column:"])
def test_a_place_that_no_table_has_is_refused(client: Client, chosen: str) -> None:
    pk = came(client)
    fields = {"field-0-unit": chosen}
    assert decide(client, pk, "take", mapping=mapping(client, pk), **fields) == 400
    assert decide(client, pk, "take", mapping=mapping(client, pk), **{"field-7-unit": "caption:"}) == 400
