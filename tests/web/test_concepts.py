"""The page where indicators are edited: the effect is shown first, then the change is made, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hefu.ledger import editing
from hefu.ledger.models import Indicator, IndicatorEdit, Series
from hefu.web.views.concepts import WORDS
from web import city
from web.pages import body, spoken_of, words

pytestmark = pytest.mark.usefixtures("hashes")


def other_name() -> str:
    """Another indicator of the ledger than retail sales."""
    rows = Indicator.objects.exclude(name=city.RETAIL).filter(series__area_name__gt="").order_by("name")
    return rows.values_list("name", flat=True)[0]


def send(client: Client, name: str, **fields: str) -> Any:
    return client.post("/indicators/edit/", {"name": name, "why": "同一指标", **fields})


def test_the_page_shows_names_properties_and_what_may_be_done(client: Client) -> None:
    page = client.get("/indicators/edit/", {"name": city.RETAIL})
    assert page.status_code == 200
    assert city.RETAIL in words(page)
    assert '<option value="money" selected>' in body(page)
    assert client.get("/indicators/edit/", {"name": "没有这个"}).status_code == 404


def test_the_effect_of_a_merge_is_shown_and_nothing_is_changed(client: Client) -> None:
    name = other_name()
    number = spoken_of(name)
    client.get("/?lang=en")
    page = send(client, name, kind="merge", other=city.RETAIL)
    assert page.status_code == 200
    assert f"“{name}” becomes a name of “{city.RETAIL}”" in words(page)
    assert 'name="do" value="make"' in body(page)
    assert spoken_of(name) == number
    assert not IndicatorEdit.objects.exists()


def test_a_merge_is_made_and_taken_back(client: Client) -> None:
    name = other_name()
    number, before = spoken_of(name), spoken_of(city.RETAIL)
    answer = send(client, name, kind="merge", other=city.RETAIL, do="make")
    assert answer.status_code == 302
    assert spoken_of(city.RETAIL) == before + number
    page = client.get(answer["location"])
    assert "林芷" in words(page)
    assert client.get("/indicator/", {"name": name}).status_code == 200
    row = IndicatorEdit.objects.get()
    shown = send(client, city.RETAIL, undo=str(row.pk))
    assert spoken_of(name) == 0
    assert f'name="undo" value="{row.pk}"' in body(shown)
    assert send(client, city.RETAIL, undo=str(row.pk), do="make").status_code == 302
    assert (spoken_of(name), spoken_of(city.RETAIL)) == (number, before)
    assert send(client, city.RETAIL, undo=str(row.pk), do="make").status_code == 409


def test_a_property_is_set(client: Client) -> None:
    assert send(client, city.RETAIL, kind="set", other="direction", value="down", do="make").status_code == 302
    assert Indicator.objects.get(name=city.RETAIL).direction == "down"
    assert '<option value="down" selected>' in body(client.get("/indicators/edit/", {"name": city.RETAIL}))


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "merge", "other": "没有这个"},
        {"kind": "merge", "other": city.RETAIL},
        {"kind": "set", "other": "max", "value": "<script>"},
        {"kind": "split", "other": "别的"},
        {"kind": "set", "other": "direction", "value": "up", "why": ""},
        {"kind": "other", "other": "x"},
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(client: Client, fields: dict[str, str]) -> None:
    page = send(client, city.RETAIL, **fields)
    assert page.status_code in (400, 409)
    assert 'role="alert"' in body(page)
    assert "<script>" not in body(page).replace("<script src", "")
    assert not IndicatorEdit.objects.exists()
    assert Series.objects.exists()


def test_every_property_has_its_words() -> None:
    assert set(editing.units_known()) <= WORDS.keys()
