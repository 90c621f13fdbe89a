"""Addresses that say which language they are in: for programs and frames, which keep no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hefu.web.middleware import LANGUAGES


class LanguageConverter:
    """zh or en."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view in the language that stands in its address, whatever the browser's cookie says."""

    @wraps(view)
    def shown(request: HttpRequest, language: str, **more: Any) -> HttpResponse:
        with translation.override(LANGUAGES[language]):
            answer = view(request, **more)
            answer.headers["Content-Language"] = translation.get_language() or ""
        return answer

    return shown
