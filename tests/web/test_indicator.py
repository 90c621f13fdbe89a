from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from web import city
from web.pages import assert_queries, body, chart, spoken_of, words

RETAIL = f"/indicator/?name={city.RETAIL}"


def names(page: str, screen: str = "wide") -> list[str]:
    """The full names of the points of the chart."""
    return [unescape(n) for n in re.findall(r'<a href="[^"]*" aria-label="([^"]*)"><title>', chart(page, screen))]


def test_every_point_is_a_link_with_a_full_name(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get(RETAIL))
    found = names(page)
    assert "2019 年，实际 812.4 亿元，来源 ①" in found
    assert "2020 年，实际 −3.1 %，来源 ③" in found
    assert "2025 年，预计 ≈ 1,085 亿元，来源 ⑪" in found
    assert "2025 年，目标 ≥ 1,150 亿元，来源 ②" in found
    assert "2021—2025 年，目标 ≈ 8 %，来源 ②" in found
    assert f'<a href="/documents/{hashes["communique-2019"][:16]}/?s=' in page


@pytest.mark.parametrize("address", [RETAIL, f"/indicator/?name={city.RETAIL}&with=云澜区"])
def test_a_telephone_gets_the_same_points_in_a_chart_as_wide_as_itself(
    address: str, hashes: dict[str, str], client: Client
) -> None:
    city.add("云澜区零售额5亿元。", [city.said("5亿元", city.RETAIL)], title="t", published="2024", area="云澜区")
    page = body(client.get(address))
    assert names(page, "slim") == names(page) != []
    slim = chart(page, "slim")
    wide = float(re.findall(r'viewBox="0 0 ([\d.]+) ', slim)[0])
    places = [float(x) for x in re.findall(r' (?:x|x1|x2|cx)="(-?[\d.]+)"', slim)]
    assert wide < 400 and places and min(places) >= 0 and max(places) < wide


def test_the_kinds_of_claims_are_drawn_differently(hashes: dict[str, str], client: Client) -> None:
    page = chart(body(client.get(RETAIL)))
    assert page.count('<circle class="pt"') == 6
    assert page.count('<circle class="pt--est"') == 2
    assert page.count('class="brk"') == 3
    assert page.count('<rect class="gbar"') == 6
    assert page.count('<path class="span span--target"') == 1


def test_claims_of_one_period_that_contradict_each_other_are_both_shown(hashes: dict[str, str], client: Client) -> None:
    answer = client.get(RETAIL)
    page = body(answer)
    assert "2023 年，实际 978.8 亿元，来源 ⑧" in names(page)
    assert "2023 年，另一说法，实际 1,005.1 亿元，来源 ⑦" in names(page)
    assert chart(page).count('class="halo"') == 2
    assert "2023 年说法不一。 978.8 亿元 ⑧ ； 1,005.1 亿元 ⑦" in words(answer)


def test_sources_that_agree_are_one_point(hashes: dict[str, str], client: Client) -> None:
    assert "2024 年，实际 1,032.6 亿元，来源 ⑨⑩" in names(body(client.get(RETAIL)))


def test_lines_join_neighbours_only(hashes: dict[str, str], client: Client) -> None:
    for year in (2030, 2032):
        city.add(f"全市植树{year}棵。", [city.said(f"{year}棵", "植树", unit="棵")], title="t", published=str(year))
    page = chart(body(client.get("/indicator/?name=植树")))
    assert page.count('<circle class="pt"') == 2
    assert 'class="ln' not in page


def test_the_axis_says_where_it_begins(hashes: dict[str, str], client: Client) -> None:
    assert "水平图纵轴自 700 亿元 起" in words(client.get(RETAIL))


def test_the_same_data_stand_in_a_table(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get(RETAIL))
    assert (
        "2025 年 水平 目标 ≥ 1,150 亿元 到2025年，社会消费品零售总额达到 1150亿元以上 ，年均增长8%左右。 ② 原句 0.97"
        in page
    )
    assert page.count("原句 0.9") == spoken_of(city.RETAIL)


def test_part_of_a_year_is_another_series(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get(f"{RETAIL}&each=1-11"))
    assert names(page) == ["2023 年 1 月—11 月，实际 889.2 亿元，来源 ⑥", "2023 年 1 月—11 月，实际 8.3 %，来源 ⑥"]


def test_an_area_and_an_organisation_can_be_chosen(hashes: dict[str, str], client: Client) -> None:
    city.add("青坪县零售额5亿元。", [city.said("5亿元", city.RETAIL)], title="t", published="2024", area="青坪县")
    page = body(client.get(f"{RETAIL}&area=青坪县"))
    assert names(page) == ["2024 年，实际 5 亿元，来源 ①"]
    assert f'<option value="云澜市">云澜市 · {spoken_of(city.RETAIL) - 1}</option>' in page
    assert "青坪粮食集团" in words(client.get("/statements/?q=员工"))


def test_what_is_not_there_is_told(hashes: dict[str, str], client: Client) -> None:
    for address in ("/indicator/", "/indicator/?name=没有", f"{RETAIL}&area=没有"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "台账里没有" in words(answer)


@pytest.mark.parametrize("query", ["measure=x", "unit=x", "each=x", "holder=x"])
def test_a_choice_that_there_is_not_shows_the_commonest(query: str, hashes: dict[str, str], client: Client) -> None:
    assert len(names(body(client.get(f"{RETAIL}&{query}")))) > 10


def test_statements_of_an_unknown_area_are_not_drawn_together(hashes: dict[str, str], client: Client) -> None:
    city.add("植树5棵。", [city.said("5棵", "植树", unit="棵")], title="t", published="2024", area=None)
    answer = client.get("/indicator/?name=植树")
    assert '<svg class="chart' not in body(answer)
    assert "不知道这些陈述说的是哪里" in words(answer)


def test_the_page_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(7):
        client.get(RETAIL)
