"""Telling how far the reading of a long document has got."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tell = Callable[[str, int, int], None]
"""Is told the name of a file, how many of its pages are done, and how many there are."""

_listener: ContextVar[Tell | None] = ContextVar("listener", default=None)


@contextmanager
def telling(listener: Tell | None) -> Iterator[None]:
    """Inside, `listener` is told of every page that took time to read."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(name: str, done: int, total: int) -> None:
    """Tells whoever listens."""
    listener = _listener.get()
    if listener is not None:
        listener(name, done, total)
