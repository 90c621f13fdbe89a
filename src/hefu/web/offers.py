"""What a page offers to programs beside itself: the addresses of feeds."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy

FEEDS: Mapping[str, Promise] = {
    "findings": gettext_lazy("New findings"),
    "targets": gettext_lazy("Targets judged"),
    "documents": gettext_lazy("New documents"),
}
"""Kind of a feed, as its address has it: its name."""


def language() -> str:
    """The language of the interface as addresses have it: zh or en."""
    return "en" if get_language() == "en" else "zh"


def feed_address(kind: str, *, area: str = "", plan: str = "") -> str:
    """Where a feed stands. plan: the hash of its document."""
    query = urlencode({name: value for name, value in (("area", area), ("plan", plan[:16])) if value})
    return reverse("feed", args=[language(), kind]) + (f"?{query}" if query else "")


def feeds(*, area: str = "", plan: str = "", name: str = "") -> list[tuple[str, str]]:
    """Names and addresses of all feeds of an area or a plan. name: of the area or plan, before each title."""
    before = f"{name or area} · " if name or area else ""
    return [(before + str(title), feed_address(kind, area=area, plan=plan)) for kind, title in FEEDS.items()]
