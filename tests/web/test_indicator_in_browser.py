"""A journey: from the chart of an indicator to the sentence of a point, and what is seen is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from web import city
from web.browsing import RETAIL

pytestmark = pytest.mark.browser


def test_a_point_of_the_chart_leads_to_its_sentence(visit: Any) -> None:
    page = visit().page
    page.goto(RETAIL)
    page.click('svg a[aria-label^="2019 年，实际 812.4"]')
    assert page.inner_text("#text [aria-current]") == "812.4亿元"


def test_what_is_seen_of_an_indicator_is_saved_as_png_svg_and_csv(visit: Any) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto(RETAIL)
    for kind, begins in (("PNG", b"\x89PNG\r\n"), ("SVG", b"<svg "), ("CSV", b"indicator,")):
        with page.expect_download() as saving:
            page.click(f".saves >> text={kind}")
        data = Path(saving.value.path()).read_bytes()
        assert data.startswith(begins)
        assert saving.value.suggested_filename == f"{city.RETAIL}-云澜市.{kind.lower()}"
        if kind == "PNG":  # not blank: more than one colour, at twice the size of the drawing
            assert int.from_bytes(data[16:20]) == 2 * 808 and len(data) > 40_000
