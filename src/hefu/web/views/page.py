"""What every page is given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page of a template. `context["section"]` names the entry of the navigation it belongs to."""
    english = get_language() == "en"
    common = {
        "query": request.GET,
        "html_lang": "en" if english else "zh-Hans",
        "english": english,
        "keys_off": request.COOKIES.get("hefu_keys") == "off",
    }
    return render(request, f"web/{template}", common | context, status=status)
