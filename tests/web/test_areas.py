from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client

from hefu.ledger.models import Area, Document, Series
from hefu.web.places import About, called, places
from web import city
from web.pages import body, words

CITY, COUNTY = "/area/?name=云澜市", "/area/?name=青坪县"


@pytest.fixture
def tree(hashes: dict[str, str]) -> dict[str, str]:
    """The city as an area with three counties below it, and retail sales of two of them."""
    top = Area.objects.create(code="990100", name="云澜市", level="city")
    for code, name in (("990121", "青坪县"), ("990122", "石棹县"), ("990123", "梧渡县")):
        Area.objects.create(code=code, name=name, level="county", parent=top)
    for year, first, second in ((2022, "80.5", "61.2"), (2023, "86.1", "64.9"), (2024, "91.7", "")):
        for area, level in (("青坪县", first), ("石棹县", second)):
            if level:
                _retail(area, year, level)
    for area in Area.objects.all():
        Document.objects.filter(area_name=area.name).update(area=area)
        Series.objects.filter(area_name=area.name).update(area=area)
    return hashes


def _retail(area: str, year: int, level: str) -> None:
    text = f"{area}{year}年社会消费品零售总额{level}亿元，增长6.5%。"
    found = [
        city.said(f"{level}亿元", city.RETAIL, period=str(year)),
        city.said("6.5%", city.RETAIL, measure="growth", period=str(year)),
    ]
    city.add(text, found, title=f"{area}{year}年公报", published=f"{year + 1}-03-01", area=area)


def test_an_area_shows_its_indicators_with_level_growth_and_course(tree: dict[str, str], client: Client) -> None:
    answer = client.get(CITY)
    assert "社会消费品零售总额 ≈ 1,085 亿元 预计 2025 年 5.1 % 预计 2025 年" in words(answer)
    row = next(part for part in body(answer).split("<tr>") if f">{city.RETAIL}</a>" in part)
    assert '<svg class="spark"' in row


def test_the_figures_of_an_area_are_those_of_the_indicators_page(tree: dict[str, str], client: Client) -> None:
    row = next(part for part in body(client.get(COUNTY)).split("<tr>") if f">{city.RETAIL}</a>" in part)
    link = re.search(r'href="(/indicator/[^"]*)"', row)
    assert link and "2024 年，实际 91.7 亿元" in body(client.get(unescape(link[1])))


def test_an_area_shows_its_plans_documents_and_what_lies_above_and_below(tree: dict[str, str], client: Client) -> None:
    page = words(client.get(CITY))
    assert "市级 990100 12 份文档" in page
    assert "下辖 青坪县 石棹县 梧渡县" in page
    assert f'href="/documents/{tree["communique-2024"][:16]}/"' in body(client.get(CITY))
    assert "地区 云澜市 青坪县" in words(client.get(COUNTY))


def test_the_places_below_are_compared_at_one_time(tree: dict[str, str], client: Client) -> None:
    page = body(client.get(f"{CITY}&indicator={city.RETAIL}"))
    assert "青坪县：2023 年，实际 86.1 亿元" in page and "石棹县：2023 年，实际 64.9 亿元" in page
    said = words(client.get(f"{CITY}&indicator={city.RETAIL}"))
    assert "青坪县 86.1 亿元 2023 年 6.5 % 2023 年" in said
    assert "梧渡县 — —" in said and "1 个地区当期没有数据" in said


def test_the_time_is_the_newest_of_which_most_places_say_something_unless_another_is_chosen(
    tree: dict[str, str], client: Client
) -> None:
    assert '<option value="2023" selected>' not in body(client.get(f"{CITY}&at=2022"))
    page = body(client.get(f"{CITY}&at=2022"))
    assert "青坪县：2022 年，实际 80.5 亿元" in page and "86.1" not in page.partition('id="below"')[2]


def test_the_comparison_is_saved_with_sources_and_address(tree: dict[str, str], client: Client) -> None:
    root = ElementTree.fromstring(client.get("/area.svg?name=云澜市&at=2023").content)
    said = "".join("".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "社会消费品零售总额 · 云澜市下辖地区" in said
    assert "《青坪县2023年公报》" in said and "《石棹县2023年公报》" in said and "2022年公报" not in said
    assert "http://localhost/area/?name=云澜市" in said
    rows = list(csv.DictReader(StringIO(client.get("/area.csv?name=云澜市&at=2023").content.decode())))
    assert [(row["area"], row["code"], row["value"], row["growth"]) for row in rows] == [
        ("青坪县", "990121", "8610000000", "6.5"),
        ("石棹县", "990122", "6490000000", "6.5"),
        ("梧渡县", "990123", "", ""),
    ]
    assert rows[0]["sentence"].startswith("http://localhost/documents/")


def test_all_areas_stand_below_the_one_they_lie_in(tree: dict[str, str], client: Client) -> None:
    page = body(client.get("/areas/"))
    assert re.findall(r'<td class="in(\d)"><a[^>]*>(\w+)</a>', page) == [
        ("0", "云澜市"),
        ("1", "青坪县"),
        ("1", "石棹县"),
    ]


def test_of_areas_with_one_name_one_is_asked_which(tree: dict[str, str], client: Client) -> None:
    other = Area.objects.create(code="990200", name="云岭市", level="city")
    twin = Area.objects.create(code="990221", name="青坪县", level="county", parent=other)
    page = body(client.get(COUNTY))
    assert "几个地区同名" in page
    assert "青坪县（云澜市）" in page and "青坪县（云岭市）" in page
    assert client.get("/area/?name=990121·青坪县").status_code == 200
    assert client.get("/area/?name=990221·青坪县").status_code == 404  # nothing is said about it
    assert called("990221·青坪县")[0].area == twin


def test_a_name_that_could_not_be_told_apart_is_no_areas(tree: dict[str, str]) -> None:
    own = Area.objects.get(name="青坪县")
    found = places([About(own.pk, "青坪县"), About(None, "青坪县")])
    assert {place.key for place in found.values()} == {"青坪县", "·青坪县"}
    assert called("·青坪县")[0].area is None


@pytest.mark.parametrize("address", ["/area/", "/area/?name=没有", "/area.svg?name=没有", "/area.csv?name=青坪县"])
def test_what_is_not_there_is_told(address: str, tree: dict[str, str], client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == 404 and "台账里没有" in words(answer)


def test_an_area_that_no_gazetteer_knows_has_a_page_too(hashes: dict[str, str], client: Client) -> None:
    assert "粮食产量 18.6 万吨" in words(client.get(COUNTY))
