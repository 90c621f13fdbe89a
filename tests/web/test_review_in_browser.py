"""Reviewing in a real browser: forty statements by the keyboard, two people at one, words selected and added."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from web.browsing import ROOT, Site, hefu, served, visitors

pytestmark = pytest.mark.browser

MINUTES = 5
MISSED = "绿地又增三十余顷"


@pytest.fixture(scope="module")
def review(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a report of the samples, and a text with a figure that no rule reads."""
    folder = tmp_path_factory.mktemp("review")
    ledger = databases.new(folder / "hefu.sqlite3")
    text = folder / "note.txt"
    text.write_text(f"云澜市2024年城市建设情况\n\n2024年，全市新建公园12个，{MISSED}。\n", encoding="utf-8")
    options = ["--published", "2025-01-10", "--area", "云澜市", "--areas", ROOT / "samples" / "areas.csv"]
    for file in (ROOT / "samples" / "work-report-2025.txt", text):
        hefu("add", file, *options, ledger=ledger)
    with served(ledger) as site:
        yield site


@pytest.fixture
def visit(browser: Any, review: Site) -> Iterator[Any]:
    """Makes visitors; that another was faster is no fault."""
    with visitors(browser, review, told="409") as new:
        yield new


def in_view(page: Any) -> str:
    return str(page.get_attribute("[name=start]", "value"))


def test_forty_statements_are_reviewed_by_the_keyboard_in_five_minutes(visit: Any) -> None:
    page = visit().page
    page.goto("/review/")
    begun = time.monotonic()
    for number in range(40):
        before = in_view(page)
        if number % 10 == 3:  # one in ten is corrected
            page.keyboard.press("7")
            page.select_option("#f-modality", "estimate" if page.input_value("#f-modality") != "estimate" else "actual")
            page.locator(".rv-sentence").first.click()
        page.keyboard.press("x" if number % 10 == 7 else "a")
        page.wait_for_function("before => document.querySelector('[name=start]')?.value !== before", arg=before)
    took = time.monotonic() - begun
    assert "今天已复核 40 条" in " ".join(page.inner_text(".rv-today").split())
    print(f"forty reviewed in {took:.1f} s")
    assert took < MINUTES * 60 / 4  # the rest is for reading

    last = in_view(page)
    page.keyboard.press("u")
    page.wait_for_function("last => document.querySelector('[name=start]')?.value !== last", arg=last)
    assert "已撤回" in page.inner_text(".rv-done")


def test_two_people_at_one_statement_see_each_other_and_lose_nothing(visit: Any) -> None:
    one, other = visit().page, visit().page
    one.goto("/review/?of=low")
    other.goto("/review/?of=low")
    assert in_view(one) == in_view(other)
    other.fill("#f-holder", "某产业园")
    one.keyboard.press("a")
    one.wait_for_selector(".rv-done")
    other.click(".rv-btns button >> nth=0")
    other.wait_for_selector("#wrong")
    assert "已改动这条陈述" in other.inner_text("#wrong")
    assert other.input_value("#f-holder") == "某产业园"


def test_words_selected_in_a_document_become_a_statement(visit: Any) -> None:
    page = visit().page
    page.goto("/documents/")
    page.click("text=云澜市2024年城市建设情况")
    page.wait_for_selector("#text")
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at + 4);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
          }
        }""",
        MISSED,
    )
    page.wait_for_selector("#offer:not([hidden])")
    page.click("#offer")
    assert page.inner_text(".rv-places mark") == MISSED[4:]
    page.fill("#f-indicator", "公园绿地面积")
    page.fill("#f-value", "30")
    page.fill("#f-unit", "公顷")
    page.click("main button:has-text('添加')")
    page.wait_for_selector("#text [aria-current]")
    assert page.inner_text("#text [aria-current]") == MISSED[4:]
