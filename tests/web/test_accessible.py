"""Every page that can be reached: axe in both languages and colour schemes, the width of a telephone, no shifts."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from web.browsing import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What may differ between light and dark."""
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver(all => all.getEntries().forEach(one => { if (!one.hadRecentInput) shifted += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
"""
STILL = 0.02
"""A fifth of the shift that Web Vitals call good."""
LATE = 0.3
"""Seconds that scripts take on a slow line: what is seen is there before them, and stays where it is."""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
HREFS = "all => all.map(one => new URL(one.getAttribute('href'), location).href)"
SENT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((sum, one) => sum + one.transferSize, 0)"""
CUT = """() => [...document.querySelectorAll("main *, main")]
  .filter(one => one.clientWidth && getComputedStyle(one).overflowX !== "visible" && !one.closest(".vh, svg")
    && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.tagName + "." + one.className)"""
PRINTED = (
    ("/", 718), ("/documents/", 718), ("/statements/", 718), ("/findings/", 718), ("/plans/", 718), ("/history/", 718),
    ("/tasks/", 1510), ("/problems/", 1510), ("/projects/", 1510),
)  # fmt: skip
"""Addresses, and the width of their paper without its margins, in pixels: A4 upright, and A3 lying for the office."""


def _route(address: str) -> str | None:
    """The name of the page at an address of the site; None for what is no page."""
    parts = urlsplit(address)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    if re.search(r"/(original|pages|enter)/", parts.path) or not re.search(r"/$|/docs$", parts.path):
        return None
    return f"{found.view_name} {found.kwargs['name']}" if found.view_name in ("new", "edit") else found.view_name


def _broken(axe: Any, page: Any, where: str, **options: Any) -> list[str]:
    """What axe says against a page."""
    told = []
    for violation in axe.run(page, **options).response["violations"]:
        node = violation["nodes"][0]
        told.append(f"{where}: {violation['id']}: {node['target']}: {node['html'][:120]}")
    return told


def _against_rules(axe: Any, page: Any, where: str) -> list[str]:
    """What axe says against the page that is open, light and dark."""
    told = _broken(axe, page, f"{where} light")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    told += _broken(axe, page, f"{where} dark", options=COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return told


def _looked_at(page: Any, where: str) -> list[str]:
    """What moves on the page that is open while it loads, and what is too wide for a telephone."""
    told = []
    if (shifted := page.evaluate("window.shifted")) > STILL:
        told.append(f"{where}: what is seen moves by {shifted:.4f} while it loads")
    page.set_viewport_size({"width": 390, "height": 844})
    if page.evaluate(WIDE):
        told.append(f"{where}: one has to scroll sideways on a telephone")
    page.set_viewport_size({"width": 1280, "height": 800})
    return told


@pytest.mark.parametrize(
    ("language", "rules"),
    [("zh", True), ("en", False), pytest.param("en", True, marks=pytest.mark.nightly)],
    ids=["zh", "en, scripts come late, without axe", "en"],
)
def test_no_page_breaks_a_rule_of_axe_shifts_or_is_too_wide_for_a_telephone(
    browser: Any, office: Site, language: str, rules: bool
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    context = browser.new_context(
        color_scheme="light", reduced_motion="reduce", viewport={"width": 1280, "height": 800}
    )
    context.add_init_script(SHIFTS)
    if not rules:
        context.route("**/*.js", lambda route: (time.sleep(LATE), route.continue_()))
    page = context.new_page()
    page.goto(office.door)
    page.goto(f"{office.address}/?lang={language}")
    seen, queue, told = {"start"}, [f"{office.address}/", f"{office.address}/nothing/"], []
    while queue:
        address = queue.pop(0)
        if (answer := page.goto(address)) is None or "html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status < 500, address
        where = f"{language} {urlsplit(address).path}"
        told += [*(_against_rules(axe, page, where) if rules else ()), *_looked_at(page, where)]
        for link in page.eval_on_selector_all("a[href]", HREFS):
            name = _route(link) if link.startswith(office.address) else None
            if name and name not in seen and name not in ("sign-out", "enter"):
                seen.add(name)
                queue.append(link)
    context.close()
    assert len(seen) > 30, seen
    assert not told, "\n".join(told)


def test_the_first_page_is_light(browser: Any, office: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{office.address}/", wait_until="networkidle")
    sent = page.evaluate(SENT)
    context.close()
    assert 1_000 < sent < 150_000, sent


def test_what_is_printed_has_no_controls_and_nothing_is_cut(browser: Any, office: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(office.door)
    page.emulate_media(media="print")
    told = []
    for address, width in PRINTED:
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(f"{office.address}{address}")
        told += [f"{address}: {one} is cut" for one in page.evaluate(CUT)]
        told += [f"{address}: too wide"] * bool(page.evaluate(WIDE))
        told += [f"{address}: {one} is printed" for one in (".bar nav", ".find", ".foot", ".filters", ".btns")
                 if page.locator(f"{one}:visible").count()]  # fmt: skip
    context.close()
    assert not told, "\n".join(told)
