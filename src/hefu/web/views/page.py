"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from hefu.accounts.roles import Right
from hefu.web.access import holder
from hefu.web.offers import feeds


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page of a template. `context["section"]` names the entry of the navigation it belongs to,
    `context["feeds_of"]` the area or plan whose feeds it offers, as `offers.feeds` takes it.

    Templates ask `may.review` whether who looks at it has a right, and `me.name` who it is.
    """
    english = get_language() == "en"
    common = {
        "query": request.GET,
        "html_lang": "en" if english else "zh-Hans",
        "english": english,
        "keys_off": request.COOKIES.get("hefu_keys") == "off",
        "feeds": feeds(**context.get("feeds_of", {})),
        "me": SimpleLazyObject(lambda: holder(request)),
        "may": SimpleLazyObject(lambda: {right.value: holder(request).may(right) for right in Right}),
    }
    return render(request, f"web/{template}", common | context, status=status)
