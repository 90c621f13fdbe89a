"""Answers for machines: whether the site lives, whether it can answer, and what it has done.

They are given before hosts, sessions and rights are looked at: who asks is a balancer or Prometheus.
"""

from __future__ import annotations

import hmac
import ipaddress

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from hefu.errors import HefuError
from hefu.web.operations import metrics

TEXT = "text/plain; charset=utf-8"


def answer(request: HttpRequest) -> HttpResponse | None:
    """The answer to one of the three addresses; None for every other."""
    ask = {"/healthz": live, "/readyz": ready, "/metrics": measured}.get(request.path_info)
    if ask is None:
        return None
    if request.method not in ("GET", "HEAD"):
        return HttpResponse("only GET\n", status=405, headers={"Allow": "GET, HEAD"}, content_type=TEXT)
    found = ask(request)
    found["Cache-Control"] = "no-store"
    return found


def live(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type=TEXT)


def ready(_request: HttpRequest) -> HttpResponse:
    """The ledger can be reached and has the schema of this hefu; else 503, without details for strangers."""
    from hefu.ledger.opening import is_current

    try:
        told = "" if is_current() else "the ledger has another schema: restart hefu\n"
    except (DatabaseError, HefuError):
        told = "the ledger cannot be reached\n"
    return HttpResponse(told or "ready\n", status=503 if told else 200, content_type=TEXT)


def measured(request: HttpRequest) -> HttpResponse:
    """The metrics, for who has the token; without one set, for this machine only; 404 for all others."""
    if not _may_measure(request):
        return HttpResponse("not found\n", status=404, content_type=TEXT)
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    if token := settings.HEFU_METRICS_TOKEN:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    try:
        here = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return here and not request.META.get("hefu.forwarded")
