"""Who asks, when a proxy stands before the site: its word counts only where HEFU_TRUSTED_PROXIES names it."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def heed(request: HttpRequest) -> None:
    """Takes address, scheme and host from a trusted proxy; from anybody else these headers are dropped."""
    said = request.META
    was_forwarded = any(name in said for name in FORWARDED)
    if trusted(said.get("REMOTE_ADDR", ""), settings.HEFU_TRUSTED_PROXIES):
        said["REMOTE_ADDR"] = _client(said.get("HTTP_X_FORWARDED_FOR", ""), said.get("REMOTE_ADDR", ""))
        if (scheme := _last(said.get("HTTP_X_FORWARDED_PROTO", "")).lower()) in ("http", "https"):
            said["wsgi.url_scheme"] = scheme
        if host := _last(said.get("HTTP_X_FORWARDED_HOST", "")):
            said["HTTP_HOST"] = host
    for name in FORWARDED:
        said.pop(name, None)
    said["hefu.forwarded"] = was_forwarded


def trusted(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address lies in one of the networks."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in one for one in networks)


def _client(chain: str, peer: str) -> str:
    """The last address of the chain that is no trusted proxy: those before it may be made up."""
    for text in reversed([one.strip() for one in chain.split(",") if one.strip()]):
        try:
            ipaddress.ip_address(text)
        except ValueError:
            return peer
        if not trusted(text, settings.HEFU_TRUSTED_PROXIES):
            return text
    return peer


def _last(text: str) -> str:
    return text.rpartition(",")[2].strip()
