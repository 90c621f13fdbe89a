"""Charts in the page of another site, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from web.browsing import RETAIL, Site

pytestmark = pytest.mark.browser


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which another site has it."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_the_code_that_is_copied_shows_the_chart_elsewhere_and_a_point_leads_back_to_its_sentence(
    browser: Any, site: Site, visit: Any, elsewhere: tuple[Path, str]
) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(RETAIL)
    page.click(".embedding summary")
    page.click(".embedding [data-copy-from]")
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("<iframe ")
    folder, address = elsewhere
    html = f"<!doctype html><meta charset=utf-8><title>x</title>{code}<iframe src='{site.address}{RETAIL}'></iframe>"
    (folder / "index.html").write_text(html, encoding="utf-8")
    context = browser.new_context(color_scheme="dark")
    other = context.new_page()
    other.goto(address)
    frame = other.frames[1]
    frame.wait_for_selector("svg.chart")
    assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 24)", "styles, and dark"
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight"), "all of it can be seen"
    assert "合符" not in other.frames[2].evaluate("document.body?.innerText ?? ''"), "no other page may be framed"
    with context.expect_page() as opened:
        frame.locator("svg.chart a").first.click(force=True)
    opened.value.wait_for_load_state()
    assert (
        opened.value.url.startswith(f"{site.address}/documents/") and opened.value.locator("#panel .value").count() == 1
    )
    context.close()
