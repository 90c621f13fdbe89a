"""What holds for every answer of the API: rates, problem details, ETags. It stands before all other middleware."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _

from hefu.web.api import limits
from hefu.web.api.problems import MEDIA_TYPE, asked, language, problem

Answer = Callable[[HttpRequest], HttpResponseBase]


class Api:
    """Goes around everything that begins with /api/, and leaves the rest alone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not asked(request):
            return self.get_response(request)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"  # django-ninja knows no HEAD, which is a GET without the body
        with translation.override(language(request)):
            answer = self._answer(request)
        if answer.status_code >= 400:
            patch_vary_headers(answer, ["Accept-Language"])
        return _without_body(answer) if head else answer

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        limit = limits.rate()
        count = limits.count(_who(request), limit=limit) if limit else None
        if count is not None and count.exceeded:
            told = _("At most {limit} requests in a minute: wait {seconds} s.")
            answer: HttpResponseBase = problem(429, told.format(limit=limit, seconds=count.reset))
            answer["Retry-After"] = str(count.reset)
        else:
            answer = _told(self.get_response(request))
        if count is not None:
            answer["RateLimit-Limit"] = str(count.limit)
            answer["RateLimit-Remaining"] = str(max(count.left, 0))
            answer["RateLimit-Reset"] = str(count.reset)
        return _conditional(request, answer)


def _without_body(answer: HttpResponseBase) -> HttpResponse:
    """The headers of an answer, with the length that its body would have, where that is known."""
    bare = HttpResponse(status=answer.status_code, headers=dict(answer.items()))
    if isinstance(answer, HttpResponse):
        bare.headers.setdefault("Content-Length", str(len(answer.content)))
    answer.close()
    return bare


def _who(request: HttpRequest) -> str:
    """By what requests are counted: the token that is shown, else the address."""
    return request.headers.get("Authorization", "") or request.META.get("REMOTE_ADDR", "")


def _told(answer: HttpResponseBase) -> HttpResponseBase:
    """An error that something else has answered for becomes a problem, too."""
    if answer.status_code < 400 or answer.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return answer
    made = problem(answer.status_code)
    for name in ("Allow", "WWW-Authenticate", "Retry-After"):
        if name in answer.headers:
            made[name] = answer.headers[name]
    return made


def _conditional(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """With an ETag; 304 for who has it already."""
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.method not in ("GET", "HEAD") or answer.status_code != 200 or answer.streaming:
        return answer
    whole = cast(HttpResponse, answer)
    set_response_etag(whole)
    patch_vary_headers(whole, ["Accept", "Authorization"])
    patch_cache_control(whole, private=True, no_cache=True)
    found = get_conditional_response(request, etag=whole["ETag"], response=whole)
    return cast(HttpResponseBase, found)
