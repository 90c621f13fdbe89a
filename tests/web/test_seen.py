from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.test import Client

from hefu.web.claims import Claim, stands
from hefu.web.periods import Slot
from hefu.web.saved import style
from web import city
from web.pages import body, words

RETAIL = f"/indicator/?name={city.RETAIL}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def counties(hashes: dict[str, str]) -> dict[str, str]:
    """Retail sales of two counties beside those of the city."""
    for year, first, second in ((2022, "80.5", "61.2"), (2023, "86.1", "64.9"), (2024, "91.7", "69.3")):
        for area, level in (("青坪县", first), ("石棹县", second)):
            text = f"{area}{year}年社会消费品零售总额{level}亿元，增长6.5%。"
            found = [
                city.said(f"{level}亿元", city.RETAIL, period=str(year)),
                city.said("6.5%", city.RETAIL, measure="growth", period=str(year)),
            ]
            city.add(text, found, title=f"{area}{year}年公报", published=f"{year + 1}-03-01", area=area)
    return hashes


def link_of(page: str) -> str:
    """The link that reproduces a view."""
    found = re.search(r'<a class="vh" href="(/indicator/[^"]*)"', page)
    assert found
    return unescape(found[1])


def rows_of(answer: object) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.content.decode())))  # type: ignore[attr-defined]


COMPARED = f"{RETAIL}&area=云澜市&with=青坪县&with=石棹县"


def test_places_are_compared_each_with_a_line_and_a_name_of_its_own(counties: dict[str, str], client: Client) -> None:
    page = body(client.get(COMPARED))
    for number, name in enumerate(("云澜市", "青坪县", "石棹县"), 1):
        assert re.search(rf'class="of-name of{number}"[^>]*>{name} ', page)
        assert f'class="ln of of{number}"' in page
    assert 'aria-label="石棹县：2024 年，实际 69.3 亿元，来源' in page
    assert "比较地区时不画目标" in words(client.get(COMPARED))


def test_the_table_of_compared_places_says_where_each_figure_is_from(counties: dict[str, str], client: Client) -> None:
    assert "2024 年 青坪县 水平 实际 = 91.7 亿元" in words(client.get(COMPARED))


def test_a_link_writes_out_every_choice_and_shows_the_same_view(counties: dict[str, str], client: Client) -> None:
    page = body(client.get(COMPARED + "&from=2022"))
    link = link_of(page)
    for said in ("area=云澜市", "measure=level", "unit=元", "each=year", "from=2022", "with=青坪县", "with=石棹县"):
        assert said in unquote(link)
    drawing = re.compile(r'<svg class="chart".*?</svg>', re.S)
    assert drawing.findall(body(client.get(link))) == drawing.findall(page)


def test_years_limit_what_is_seen(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get(f"{RETAIL}&from=2022&to=2023"))
    assert "905.5" in page and "978.8" in page
    assert "897.4" not in page and "1,032.6" not in page
    assert "这些年份没有陈述" in words(client.get(f"{RETAIL}&from=1990&to=1991"))
    assert client.get(f"{RETAIL}&from=x").status_code == 400


def test_what_is_asked_for_beside_must_be_there(hashes: dict[str, str], client: Client) -> None:
    assert client.get(f"{RETAIL}&with=没有").status_code == 404


def test_the_preferred_of_several_claims_is_named_with_its_reason(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get(RETAIL))
    assert "采用 978.8 亿元 ：最后公布（2024-03-22）" in page
    assert page.count("未采用") == 2


def claim(value: str, source: int, published: str = "2024") -> Claim:
    from decimal import Decimal

    return Claim(Decimal(value), None, "=", "actual", Slot("year", 2023, 2023), "2023", published, source, f"{source}")


@pytest.mark.parametrize(
    ("claims", "first", "why"),
    [
        ([claim("1", 1, "2023"), claim("5", 2)], "5", "published"),
        ([claim("1", 1), claim("5", 2), claim("5", 3)], "5", "sources"),
        ([claim("10", 1), claim("12.5", 2)], "12.5", "digits"),
        ([claim("10", 1), claim("20", 2)], "10", "first"),
    ],
)
def test_of_claims_that_contradict_each_other_one_is_preferred_for_a_reason(
    claims: list[Claim], first: str, why: str
) -> None:
    [stand] = stands(claims)
    assert (str(stand.points[0].claim.value), stand.preferred_for) == (first, why)


def test_claims_that_agree_need_no_preference() -> None:
    [stand] = stands([claim("10.0", 1), claim("10", 2)])
    assert stand.preferred_for is None


# ---------------------------------------------------------------- saving


def test_a_saved_chart_is_a_whole_file_with_styles_sources_and_address(
    counties: dict[str, str], client: Client
) -> None:
    answer = client.get(COMPARED.replace("/indicator/", "/indicator.svg"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert unquote(answer["Content-Disposition"]).endswith("社会消费品零售总额-云澜市、青坪县、石棹县.svg")
    root = ElementTree.fromstring(answer.content)
    said = "".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))
    assert "云澜市、青坪县、石棹县 · 社会消费品零售总额" in said
    assert "来源：" in said and "《青坪县2024年公报》" in said
    assert "同一视图：http://localhost/indicator/?name=" in said
    styles = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
    assert "var(" not in styles and "#1d4d8a" in styles
    links = [element.get("href", "") for element in root.iter(f"{SVG}a")]
    assert links and all(link.startswith("http://localhost/documents/") for link in links)


def test_every_token_of_the_styles_is_written_out() -> None:
    assert "var(" not in style() and ".ln" in style() and "/*" not in style()


def test_nothing_a_document_says_is_markup_in_a_saved_chart(hashes: dict[str, str], client: Client) -> None:
    name = f'"{city.SCRIPT}\x01树'
    for year in ("2023", "2024"):
        text = f"{year}年{name}5棵。"
        city.add(text, [city.said("5棵", name, unit="棵")], title=f"{city.SCRIPT}\x02题", published=year)
    answer = client.get("/indicator.svg", {"name": name.replace("\x01", "\x01")})
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_saved_table_has_what_is_seen_and_which_claim_is_preferred(hashes: dict[str, str], client: Client) -> None:
    rows = rows_of(client.get(f"/indicator.csv?name={city.RETAIL}&from=2023&to=2023"))
    assert {row["period"][:4] for row in rows} == {"2023"}
    drawn = {row["value"]: row["drawn"] for row in rows}
    assert drawn["97880000000"] == "preferred" and drawn["100510000000"] == "rival"
    assert drawn["88920000000"] == ""  # months 1 to 11: in the table, not in the chart of whole years
    assert all(row["sentence"].startswith("http://localhost/documents/") and row["document"] for row in rows)


def test_no_cell_of_a_saved_table_is_a_formula(hashes: dict[str, str], client: Client) -> None:
    city.hostile()
    name = f'=HYPERLINK("x"){city.SCRIPT}'
    [row] = rows_of(client.get("/indicator.csv", {"name": name}))
    assert row["indicator"] == f"'{name}" and row["holder"].startswith("'@")


def test_a_view_without_a_drawing_has_none_to_save(hashes: dict[str, str], client: Client) -> None:
    assert client.get(f"/indicator.svg?name={city.RETAIL}&from=1990&to=1991").status_code == 404
