"""Pages that were made for visitors are kept until the ledger changes, and given to the next one who asks for them.

Only whole answers 200 to somebody who shows neither session nor token, which set no cookie and depend on nothing but
the ledger, the day, the address and the reader's preferences. What the ledger is, `hefu.ledger.revision` says.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import parse_http_date_safe

from hefu.accounts.store import public
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
_BUSY, _LATE = 2, 30
"""While so many pages are being made, one that the ledger has left behind so many seconds ago is given all the same."""
_OVERHEAD = 2000
"""Bytes that an answer takes besides its body, about."""


@dataclass(slots=True)
class Page:
    """An answer, and the address that it was found by, which metrics and logs tell of.

    until: when it is too old to be given under pressure, by `time.monotonic`; None as long as the ledger is the same.
    """

    content: bytes
    headers: tuple[tuple[str, str], ...]
    match: ResolverMatch
    until: float | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.content) + _OVERHEAD


class Shelf:
    """Pages of this revision and of those that ended lately, those asked for last, in so many bytes at most.

    For several threads.
    """

    def __init__(self, room: int) -> None:
        self.room, self.size = room, 0
        self._lock = Lock()
        self._of: Hashable = None
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def get(self, of: Hashable, key: Hashable, *, late: bool = False) -> Page | None:
        """The page, if it was made of this revision, or `late` of one that ended less than `_LATE` seconds ago."""
        with self._lock:
            self._turn(of)
            page = self._pages.get(key)
            if page is None or (page.until is not None and not (late and monotonic() < page.until)):
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, of: Hashable, key: Hashable, page: Page) -> None:
        """Keeps a page of this revision."""
        if page.size * _SHARE > self.room:
            return
        with self._lock:
            self._turn(of)
            self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self.room:
                self.size -= self._pages.popitem(last=False)[1].size

    def _turn(self, of: Hashable) -> None:
        """Where the ledger has changed: from now on its pages are late, and those that were go."""
        if of == self._of:
            return
        now, self._of = monotonic(), of
        for key, page in list(self._pages.items()):
            if page.until is None:
                page.until = now + _LATE
            elif page.until <= now:
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        if (before := self._pages.pop(key, None)) is not None:
            self.size -= before.size


class Kept:
    """Answers visitors from the shelf of this process. It stands before all that looks at who is asking.

    While it makes several pages already, it would rather give one of a few seconds ago than have a visitor wait.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.shelf = Shelf(settings.HEFU_KEPT_PAGES * 1_000_000)
        self._lock, self._making = Lock(), 0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.shelf.room or not _of_a_visitor(request):
            return self.get_response(request)
        try:
            now = revision()
        except LedgerError:
            return self.get_response(request)  # the page itself tells what is wrong
        key = _key(request)
        page = self.shelf.get(now, key) or (self.shelf.get(now, key, late=True) if self._pressed() else None)
        if page is None:
            response = self._made(request)
            page = _page(request, response)
            if page is None:
                return response
            if revision() == now:  # else it may be of two
                self.shelf.put(now, key, page)
        request.resolver_match = page.match
        return _answer(request, page)

    def _pressed(self) -> bool:
        """Whether a late page may be given: never when the site was closed meanwhile."""
        return self._making >= _BUSY and public()

    def _made(self, request: HttpRequest) -> HttpResponseBase:
        with self._lock:
            self._making += 1
        try:
            return self.get_response(request)
        finally:
            with self._lock:
                self._making -= 1


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
