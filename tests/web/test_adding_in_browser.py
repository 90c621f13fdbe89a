"""Adding a file and seeing it, in a real browser; the site's own worker reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from web.browsing import Site, Visitor, served
from web.test_adding import REPORT

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(
    filled: tuple[str, dict[str, str]], databases: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site of this module's own: files are added to it."""
    with served(databases.copy(filled[0], tmp_path_factory.mktemp("adding") / "hefu.sqlite3")) as at:
        yield at


@pytest.fixture
def visitor(browser: Any, place: Site) -> Iterator[Visitor]:
    """Somebody who has entered; at the end nothing must be wrong with what they saw."""
    made = Visitor(browser, place)
    made.page.goto("/add/?lang=en")
    yield made
    made.context.close()
    assert not made.faults


def file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_a_file_is_added_looked_at_corrected_and_seen(visitor: Visitor) -> None:
    page = visitor.page
    page.set_input_files("#files", [file("报告.txt", REPORT), file("另.txt", REPORT.replace("12.5", "14.5"))])
    page.wait_for_function("() => document.querySelectorAll('.arr-state--found').length === 2", timeout=60000)
    page.click("tr:has-text('报告.txt') >> text=Look at it")
    assert "2026年1月9日" in page.inner_text("#from-published")
    page.fill("input[name=issuer]", "云澜市人民政府")
    page.click("text=File it")
    page.wait_for_selector("text=It is in the ledger", timeout=60000)
    page.click(".state a")
    assert "12.5万吨" in page.inner_text("#text")
    assert not visitor.wide()


def test_files_may_be_dropped(visitor: Visitor) -> None:
    page = visitor.page
    page.evaluate(
        """text => {
          const dropped = new DataTransfer();
          dropped.items.add(new File([text], "落下.txt", { type: "text/plain" }));
          const drop = new DragEvent("drop", { dataTransfer: dropped, cancelable: true });
          document.getElementById("drop").dispatchEvent(drop);
        }""",
        REPORT.replace("12.5", "15.5"),
    )
    page.wait_for_selector("tr:has-text('落下.txt') .arr-state--found", timeout=60000)
    page.set_viewport_size({"width": 390, "height": 800})
    assert not visitor.wide()


def test_indicators_are_merged_and_the_merge_is_taken_back(visitor: Visitor) -> None:
    page = visitor.page
    first, second = "云澜市茶叶产量", "云澜市毛茶产量"
    page.check("input[name=at_once]")
    tea = REPORT.replace("12.5", "16.5")
    page.set_input_files("#files", [file("茶一.txt", tea), file("茶二.txt", tea.replace(first, second))])
    for name in ("茶一", "茶二"):
        page.wait_for_selector(f"tr:has-text('{name}.txt') .arr-state--filed", timeout=60000)
    page.goto(f"/indicator/?name={second}")
    page.click("text=Edit this indicator")
    page.fill("#into", first)
    page.fill("#why-merge", "同一指标")
    page.click(".con-form >> text=Show what it does")
    assert "2 statements change their series" in page.inner_text(".con-effect")
    page.click("text=Make the change")
    assert page.inner_text("h1") == first
    assert "The change is made" in page.inner_text("[role=status]")
    page.click("text=Take back")
    page.click("text=Take it back")
    assert page.inner_text("h1") == second
    assert not visitor.wide()
