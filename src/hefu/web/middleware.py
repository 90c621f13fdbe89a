"""What holds for every page: the language, what a browser may do with it, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from hefu.errors import BusyError, HefuError, MeanwhileError, UsageError
from hefu.ledger.arrivals import AGAIN
from hefu.ledger.concepts import Lately
from hefu.ledger.opening import address
from hefu.lexicon.indicators import using
from hefu.web import access
from hefu.web.access import NotAllowedError
from hefu.web.api.problems import asked, problem
from hefu.web.refusals import why_not
from hefu.web.views.errors import refused

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""Documents are other people's words: nothing inline runs, nothing comes from or goes to another machine."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}

EMBEDDED = "X-Hefu-Embedded"
"""A page that sets this header on its answer may stand in a frame of any site. It never leaves the server."""

_FRAMED = "frame-ancestors 'none'"

COOKIES = {"lang": settings.LANGUAGE_COOKIE_NAME, "keys": "hefu_keys"}
"""Parameter of any address that sets a preference: the cookie that keeps it."""

LANGUAGES = {"zh": "zh-hans", "en": "en"}
"""Value of `lang`: the language it stands for. The first is the default."""

CHOICES = {"lang": set(LANGUAGES), "keys": {"on", "off"}}

LARGEST_FORM = 12_000_000
"""Bytes of a form without files of documents; sheets of the office are among them."""

_CODES: dict[type[HefuError], int] = {UsageError: 400, MeanwhileError: 409, BusyError: 503}
"""What hefu's errors are in HTTP; all others are 500."""

_YEAR = 365 * 24 * 3600

Answer = Callable[[HttpRequest], HttpResponseBase]


class Headers:
    """Sets HEADERS on every answer that has none of its own of that name."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers.get(EMBEDDED):
            del response.headers[EMBEDDED], response.headers["X-Frame-Options"]
            response.headers["Content-Security-Policy"] = POLICY.replace(_FRAMED, "frame-ancestors *")
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


class Preferences:
    """Language and single-letter keys, kept in cookies. `?lang=en` sets one and shows the page without it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = {name: request.GET[name] for name, allowed in CHOICES.items() if request.GET.get(name) in allowed}
        if chosen and request.method == "GET":
            return _remember(request, chosen)
        if asked(request):  # programs say with each request what they read
            return self.get_response(request)
        language = request.COOKIES.get(COOKIES["lang"])
        with translation.override(LANGUAGES.get(language or "zh", "zh-hans")):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ["Cookie"])
        return response


def _remember(request: HttpRequest, chosen: dict[str, str]) -> HttpResponse:
    query = request.GET.copy()
    for name in chosen:
        del query[name]
    address = request.path.replace("//", "/") + (f"?{query.urlencode()}" if query else "")
    response = HttpResponseRedirect(address)
    for name, value in chosen.items():
        response.set_cookie(COOKIES[name], value, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


class Concepts:
    """Pages take indicators for what the ledger takes them for: people may have merged or split some."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with using(Lately(address())):
            return self.get_response(request)


class Bodies:
    """Refuses what is too large before any of it is read.

    Only views that say so (`largest_body`) take files of documents, and only from who has the right to send them.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if access.seen(request):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_given: object
    ) -> HttpResponse | None:
        """A page 413 for a form that is longer than its view takes."""
        largest = view.largest_body() if hasattr(view, "largest_body") and _may_send(request) else LARGEST_FORM
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= largest:
            return None
        said = _("What was sent is too large: {size} MB, at most {most} MB are taken at a time. Send less at once.")
        size = int(length) / 1e6 if length.isdigit() else 0.0
        return refused(request, said.format(size=f"{size:,.0f}", most=f"{largest / 1e6:,.0f}"), status=413)


def _may_send(request: HttpRequest) -> bool:
    match = request.resolver_match
    right = access.need(match.view_name, request.method or "GET") if match is not None else None
    try:
        return right is not None and access.holder(request).may(right)
    except access.BadTokenError:
        return False


class Refusals:
    """An error that hefu raised on purpose becomes a page that says what is wrong and how to go on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answers for a HefuError; any other error goes on to become a page 500."""
        if not isinstance(error, HefuError):
            return None
        if isinstance(error, NotAllowedError):
            return refused(request, why_not(error), status=403)
        status = next((code for kind, code in _CODES.items() if isinstance(error, kind)), 500)
        answer = refused(request, why_not(error), status=status)
        if status == 503:
            answer["Retry-After"] = str(AGAIN)
        return answer


def _not_allowed(request: HttpRequest, methods: list[str]) -> HttpResponse:
    """405, with the methods that the address takes."""
    said = problem(405) if asked(request) else HttpResponseNotAllowed(methods)
    said["Allow"] = ", ".join(methods)
    return said


def _unknown(request: HttpRequest, message: str) -> HttpResponse:
    """401, for programs: they show a token or a better one."""
    said = problem(401, message)
    said["WWW-Authenticate"] = access.challenge(request) or access.BEARER
    return said


class Access:
    """Asks of every request for the right that `hefu.web.access.ROUTES` demands, before its page is made."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Nothing when the page may be shown; else the way to sign in, or what is missing."""
        match = request.resolver_match
        assert match is not None  # Django resolves the address before it asks
        right = access.need(match.view_name, request.method or "GET")
        if right is None:
            shows, takes = access.row(match.view_name)
            return _not_allowed(request, ["GET"] * bool(shows) + ["POST"] * bool(takes))
        try:
            found = self._holder(request, view)
        except access.BadTokenError as error:
            return _unknown(request, why_not(error))
        if found.may(right):
            return None
        if not found.account and access.challenge(request):
            return _unknown(request, _("A token is needed: Authorization: Bearer hefu_…"))
        if not found.account and request.method in access.SAFE:
            return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
        return refused(request, access.refusal(found, right), status=403)

    def _holder(self, request: HttpRequest, view: Callable[..., Any]) -> access.Holder:
        """Who asks. Where no form is checked for its origin, a session alone changes nothing."""
        unchecked = getattr(view, "csrf_exempt", False) and request.method not in access.SAFE
        return access.by_hand(request) if unchecked else access.holder(request)
