"""Every page: nothing from elsewhere, no rule broken, no scrolling sideways; keyboard and language."""

from __future__ import annotations

from typing import Any

import pytest

from web import city
from web.browsing import RETAIL, City

pytestmark = pytest.mark.browser

PLACE = city.DAILY.index("889.2亿元")
AIM = city.PLAN.index("1150亿元以上")


def pages(site: City) -> list[str]:
    return [
        "/",
        "/documents/",
        "/statements/",
        "/indicators/",
        "/search/?q=粮",
        RETAIL,
        site.daily,
        f"{site.daily}?s={PLACE}#s{PLACE}",
        f"{site.daily}?numbers=name",
        site.paper,
        f"{site.paper}?page=2",
        "/findings/",
        site.finding,
        f"{site.finding}correct/0/",
        "/plans/",
        site.plan,
        f"{site.plan}summary/",
        f"{site.plan}items/1/",
        f"{site.plan}targets/{AIM}/",
        "/targets/",
        "/targets/without-results/",
        "/targets/without-targets/",
        "/targets/changes/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_asks_another_machine_breaks_a_rule_or_scrolls_sideways(
    scheme: str, width: int, visit: Any, site: City
) -> None:
    visitor = visit(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for address in pages(site):
        assert visitor.page.goto(address).status == 200
        assert not visitor.wide(), address


def test_the_language_is_switched_and_quotations_are_not(visit: Any, site: City) -> None:
    visitor = visit(locale="en-US")
    page = visitor.page
    page.goto(f"{site.daily}?s={PLACE}")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    page.click(".lang")
    assert page.get_attribute("html", "lang") == "en"
    assert "Statement 4 of 17" in page.inner_text("#panel")
    assert "消费市场持续恢复" in page.inner_text("#text")
    page.click(".lang")
    assert "陈述 4 / 17" in page.inner_text("#panel")


def test_the_first_stop_of_the_keyboard_leads_to_the_text_and_focus_is_seen(visit: Any) -> None:
    page = visit().page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_filter_applies_when_it_is_chosen_and_leaves_a_short_address(visit: Any) -> None:
    page = visit().page
    page.goto("/statements/")
    page.select_option("[name=modality]", "estimate")
    page.wait_for_url("**/statements/?modality=estimate")
    assert page.locator("tbody tr").count() == 4
