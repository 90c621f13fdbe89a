"""A journey: a finding is resolved."""

from __future__ import annotations

from typing import Any

import pytest

from web.browsing import City

pytestmark = pytest.mark.browser


def test_a_finding_is_resolved_with_the_keyboard(visit: Any, site: City) -> None:
    """From the list into a finding, a figure corrected, the correction taken back, then confirmed and undone."""
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto("/findings/")
    page.keyboard.press("j")
    page.wait_for_selector(".halves sup")
    page.goto(site.finding)
    assert page.inner_text("h1") == "社会消费品零售总额两说"
    assert page.locator(".halves > div").count() == 2
    printed = page.inner_text(".halves .st >> nth=0").replace("亿元", "")
    other = page.inner_text(".halves .st >> nth=1").replace("亿元", "")
    page.keyboard.press("e")
    page.wait_for_selector(".editor")
    assert page.input_value(".editor [name=value]") == f"{printed}亿"
    page.fill(".editor [name=value]", f"{other}亿")
    page.fill(".editor [name=reason]", "原文印误")
    page.click(".editor .btn--main")
    page.wait_for_selector(".act--done")
    assert "已自行消解" in page.inner_text(".act--done")
    assert "原文印误" in page.inner_text(".log")
    page.keyboard.press("u")
    page.wait_for_selector("[data-key=c]")
    page.keyboard.press("c")
    page.wait_for_selector(".done, .act--done")
    assert "已确认" in page.inner_text(".done, .act--done")
    page.keyboard.press("u")
    page.wait_for_selector("[data-key=d]")
    assert page.inner_text("h1") == "社会消费品零售总额两说"
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.name") == "reason"


def test_on_a_telephone_list_and_finding_are_two_pages(visit: Any, site: City) -> None:
    page = visit(viewport={"width": 390, "height": 844}).page
    page.goto("/findings/")
    assert page.is_visible(".rows ul a >> nth=0")
    page.goto(site.finding)
    assert not page.is_visible(".rows")
    page.click(".work .back")
    page.wait_for_selector(".rows ul a")
    assert page.url.endswith("/findings/")
