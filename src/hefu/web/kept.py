"""Pages that were made for visitors are kept until the ledger changes, and given to the next one who asks for them.

Only whole answers 200 to somebody who shows neither session nor token, which set no cookie and depend on nothing but
the ledger, the day, the address and the reader's preferences. What the ledger is, `hefu.ledger.revision` says.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import parse_http_date_safe

from hefu.errors import LedgerError
from hefu.ledger.revision import revision
from hefu.office.store import today

Answer = Callable[[HttpRequest], HttpResponseBase]

_PREFERENCES = settings.LANGUAGE_COOKIE_NAME, "hefu_keys"
"""Cookies that a page for visitors depends on."""
_VARY = {"cookie", "authorization"}
"""Headers that kept answers may depend on: what of cookies counts is in the key, and who shows a token gets none."""
_SHARE = 8
"""An answer that takes more than this part of the room is not kept."""
_OVERHEAD = 2000
"""Bytes that an answer takes besides its body, about."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, and the address that it was found by, which metrics and logs tell of."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    match: ResolverMatch

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.content) + _OVERHEAD


class Shelf:
    """Pages of one revision, those asked for last, in so many bytes at most. For several threads."""

    def __init__(self, room: int) -> None:
        self.room, self.size = room, 0
        self._lock = Lock()
        self._of: Hashable = None
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def get(self, of: Hashable, key: Hashable) -> Page | None:
        """The page, if it was made of this revision."""
        with self._lock:
            if of != self._of or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def put(self, of: Hashable, key: Hashable, page: Page) -> None:
        """Keeps a page; those of another revision go."""
        if page.size * _SHARE > self.room:
            return
        with self._lock:
            if of != self._of:
                self._pages.clear()
                self._of, self.size = of, 0
            if (before := self._pages.pop(key, None)) is not None:
                self.size -= before.size
            self._pages[key] = page
            self.size += page.size
            while self.size > self.room:
                self.size -= self._pages.popitem(last=False)[1].size


class Kept:
    """Answers visitors from the shelf of this process. It stands before all that looks at who is asking."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.shelf = Shelf(settings.HEFU_KEPT_PAGES * 1_000_000)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.shelf.room or not _of_a_visitor(request):
            return self.get_response(request)
        try:
            now = revision()
        except LedgerError:
            return self.get_response(request)  # the page itself tells what is wrong
        key = _key(request)
        page = self.shelf.get(now, key)
        if page is None:
            response = self.get_response(request)
            page = _page(request, response)
            if page is None:
                return response
            if revision() == now:  # else it may be of two
                self.shelf.put(now, key, page)
        request.resolver_match = page.match
        return _answer(request, page)


def _of_a_visitor(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )


def _key(request: HttpRequest) -> Hashable:
    """All that a page for a visitor depends on, besides the ledger."""
    preferences = tuple(request.COOKIES.get(name) for name in _PREFERENCES)
    return request.scheme, request.get_host(), request.get_full_path(), preferences, today(), settings.HEFU_PUBLIC


def _page(request: HttpRequest, response: HttpResponseBase) -> Page | None:
    """What may be given to others, too. A page with a form of its own sets a cookie."""
    if response.status_code != 200 or response.streaming or response.cookies or request.resolver_match is None:
        return None
    assert isinstance(response, HttpResponse)
    vary = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} - {""}
    if vary - _VARY or "no-store" in response.headers.get("Cache-Control", ""):
        return None
    if "ETag" not in response.headers:
        set_response_etag(response)
    if "Cache-Control" not in response.headers:
        patch_cache_control(response, private=True, no_cache=True)
    return Page(response.content, tuple(response.items()), request.resolver_match)


def _answer(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The page, or 304 for who has it already."""
    response = HttpResponse(page.content, headers=dict(page.headers))
    changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    found = get_conditional_response(request, etag=response["ETag"], last_modified=changed, response=response)
    assert isinstance(found, HttpResponseBase)
    return found
