"""The outermost middleware: a request gets an id, its time is taken, it is counted, and told of in the log."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from hefu.web.operations import health, logs, metrics, proxies

_ID = re.compile(r"[0-9A-Za-z._-]{1,64}", re.ASCII)
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

Answer = Callable[[HttpRequest], HttpResponseBase]


class Clock:
    """Adds up the time of a request's queries."""

    def __init__(self) -> None:
        self.seconds, self.queries = 0.0, 0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.seconds += time.perf_counter() - begun
            self.queries += 1


class Operations:
    """Stands before all others; what it answers itself (health, metrics) needs nothing of them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known = _id(request)
        proxies.heed(request)
        token = logs.request_id.set(known)
        try:
            if (found := health.answer(request)) is not None:
                return found
            return self._watched(request, known)
        finally:
            logs.request_id.reset(token)

    def _watched(self, request: HttpRequest, known: str) -> HttpResponseBase:
        clock, begun = Clock(), time.perf_counter()
        with connection.execute_wrapper(clock):
            response = self.get_response(request)
        seconds = time.perf_counter() - begun
        response["X-Request-ID"] = known
        method = request.method if request.method in _METHODS else "other"
        route = _route(request)
        metrics.count(str(method), route, response.status_code, seconds, clock.seconds)
        told = {
            "method": method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "db_ms": round(clock.seconds * 1000, 1),
            "queries": clock.queries,
            "bytes": 0 if response.streaming else len(getattr(response, "content", b"")),
        }
        logs.requests.info("%s %s", response.status_code, route, extra=told)
        return response


def _id(request: HttpRequest) -> str:
    """As the proxy has it, where it is trusted; else a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    if _ID.fullmatch(given) and proxies.trusted(request.META.get("REMOTE_ADDR", ""), settings.HEFU_TRUSTED_PROXIES):
        return str(given)
    return secrets.token_hex(8)


def _route(request: HttpRequest) -> str:
    """The name of the page, never its address: that may hold what somebody searched."""
    found = request.resolver_match
    return (found.view_name or found.route) if found else "static" if request.path.startswith("/static/") else "none"
