"""Pictures of pages: drawn when they are asked for, a few at a time, and kept for a while."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.core.cache import cache

from hefu.errors import PictureError
from hefu.ledger.models import Original
from hefu.read.picture import picture

_AT_ONCE = BoundedSemaphore(2)
_KEPT = 24 * 3600
"""Seconds; the cache drops older pictures when it is full (CACHES in the settings)."""


def page_picture(sha256: str, number: int) -> bytes:
    """The picture of a page of an original. Raises PictureError."""
    key = f"picture-{sha256}-{number}"
    known = cache.get(key)
    if known is not None:
        return bytes(known)
    if not _AT_ONCE.acquire(timeout=30):
        raise PictureError(number, "too many are asked for at once; try again")
    try:
        content = Original.objects.values_list("content", flat=True).get(pk=sha256)
        drawn = picture(bytes(content), number)
    finally:
        _AT_ONCE.release()
    cache.set(key, drawn, _KEPT)
    return drawn
