"""A journey: somebody who was never here goes from the start page to the sentence of a figure, without signing in."""

from __future__ import annotations

from typing import Any

import pytest

from web import city

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("language", "promise"), [("zh", "每个数字一步可到原句"), ("en", "one click from its sentence")]
)
def test_a_first_visit_ends_at_the_sentence_of_a_figure(language: str, promise: str, visit: Any) -> None:
    visitor = visit(signed=False, viewport={"width": 1280, "height": 800})
    page = visitor.page
    page.goto("/")
    if language == "en":
        page.click(".lang")
    assert promise in page.inner_text("h1")
    page.locator(f"a:text-is('{city.RETAIL}')").last.click()
    assert city.RETAIL in page.inner_text("h1")
    page.click("svg a[aria-label*='812.4']")
    visitor.wait_for("812.4")
    assert page.inner_text("#text [aria-current]") == "812.4亿元"
    assert "全年社会消费品零售总额812.4亿元，" in page.inner_text("#text")
    assert page.locator("main form[method=post]").count() == 0, "a visitor may change nothing"
