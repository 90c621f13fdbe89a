"""A journey: a target is followed to its results."""

from __future__ import annotations

from typing import Any

import pytest

from web import city
from web.browsing import City

pytestmark = pytest.mark.browser

AIM = city.PLAN.index("1150亿元以上")


def test_one_follows_a_target_to_its_results_cuts_one_of_them_and_takes_that_back(visit: Any, site: City) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto("/plans/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{site.plan}")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('td') !== null")
    page.click(f"#t{AIM} td a >> nth=0")
    page.wait_for_url(f"**/targets/{AIM}/")
    assert "未达成" in page.inner_text(".ruling")
    assert page.locator(".chart--wide .brk").count() == 1
    page.click(".link-act summary >> nth=0")
    page.fill(".link-act[open] [name=why]", "不是同一口径")
    page.click(".link-act[open] button")
    page.wait_for_selector("[role=status]")
    assert "未达成" not in page.inner_text(".ruling")
    me = page.inner_text(".bar .me")
    assert me in page.inner_text("#links") and "不是同一口径" in page.inner_text("#links")
    page.click("#links .link-act summary")
    page.fill("#links .link-act[open] [name=why]", "看错了")
    page.click("#links .link-act[open] button")
    page.wait_for_function("() => document.querySelector('.ruling').innerText.includes('未达成')")
    page.keyboard.press("j")
    page.wait_for_function("at => !location.pathname.includes(at)", arg=str(AIM))


def test_a_point_of_a_targets_course_leads_to_its_sentence(visit: Any, site: City) -> None:
    page = visit().page
    page.goto(f"{site.plan}targets/{AIM}/")
    page.locator(".chart--wide a[aria-label^='2024']").first.click()
    page.wait_for_function("() => document.querySelector('#panel .value')?.innerText.includes('1,032.6')")
