"""Charts in the pages of other sites: the frame, the code that puts it there, and what oEmbed tells of it.

Only what visitors may read is offered: in a frame of another site nobody is signed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from hefu.accounts import store
from hefu.accounts.roles import READ
from hefu.web.offers import language
from hefu.web.shapes import Drawing

WIDTH = 640
"""Pixels that a frame is wide where nobody says otherwise."""

_NARROW = 512
"""Pixels up to which the slim chart is shown: 32rem in chart.css."""

_MARGIN, _AROUND, _SOURCE, _SOURCES = 32, 176, 27, 4
"""Pixels beside the chart; of heading, legend and foot; of a source; and of how many sources at most."""

FRAMES = {"indicator": "embed-indicator", "target": "embed-target"}
"""Name of a page's address: that of its frame's."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart that may stand in another site. page, source: absolute addresses of its page and of its frame."""

    title: str
    page: str
    source: str
    drawing: Drawing
    sources: int

    def height(self, width: int) -> int:
        """Pixels in which all of it can be seen, but for a long list of sources, which scrolls."""
        drawing = self.drawing.slim if self.drawing.slim and width <= _NARROW else self.drawing
        chart = (width - _MARGIN) * drawing.height / drawing.width
        return round(chart) + _AROUND + _SOURCE * min(self.sources, _SOURCES)

    def code(self, width: int = WIDTH, height: int = 0) -> str:
        """What one writes into a page. The frame may open links in new windows, and run nothing."""
        html = (
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
            'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" '
            'style="border:0;max-width:100%"></iframe>'
        )
        return format_html(html, self.source, self.title, width, height or self.height(width))


def public() -> bool:
    """Whether visitors may read, so that a frame would show something."""
    return store.visitor().may(READ)


def frame(site: str, name: str, args: Sequence[Any], context: Mapping[str, Any]) -> Frame | None:
    """The frame of a page's chart; None where it has none. name, args: of the page's address.

    context: of the page: `heading`, `place`, `drawing`, `sources`, and `address`: the query that shows the same.
    """
    if context["drawing"] is None:
        return None
    tail = f"?{context['address']}" if context["address"] else ""
    return Frame(
        title=" · ".join(part for part in (context["heading"], context["place"]) if part),
        page=site + reverse(name, args=args) + tail,
        source=site + reverse(FRAMES[name], args=[language(), *args]) + tail,
        drawing=context["drawing"],
        sources=len(context["sources"]),
    )


def offered(request: HttpRequest, name: str, args: Sequence[Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """What a page needs to offer its chart: `embed` and `oembed`; nothing where it has none, or is not public."""
    site = request.build_absolute_uri("/").rstrip("/")
    found = frame(site, name, args, context)
    if found is None or not public():
        return {}
    endpoint = site + reverse("oembed", args=[language()])
    told = {name: f"{endpoint}?{urlencode({'url': found.page, 'format': name})}" for name in ("json", "xml")}
    return {"embed": found, "oembed": told}
