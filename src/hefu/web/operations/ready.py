"""A process of the site makes itself ready before it answers anybody."""

from __future__ import annotations

import gc

from django.urls import get_resolver

from hefu.lexicon import areas, indicators


def ready() -> None:
    """Loads what the first visitor would wait for, and takes it out of the rounds of the garbage collector.

    It stays as long as the process does: to look through it again and again would hold pages up for 0.1 s.
    """
    _ = get_resolver().url_patterns
    indicators.load()
    areas.load()
    gc.collect()
    gc.freeze()
