"""Telling how far the reading of a long document has got."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tell = Callable[[str, int, int], None]
"""Is told the name of a file, how many of its pages are done, and how many there are."""

Enter = Callable[[str], None]
"""Is told the name of the stage that begins: read, extract."""

_listener: ContextVar[Tell | None] = ContextVar("listener", default=None)
_stages: ContextVar[Enter | None] = ContextVar("stages", default=None)


@contextmanager
def telling(listener: Tell | None, stages: Enter | None = None) -> Iterator[None]:
    """Inside, `listener` is told of every page that took time to read, `stages` of every stage that begins."""
    token, other = _listener.set(listener), _stages.set(stages)
    try:
        yield
    finally:
        _listener.reset(token)
        _stages.reset(other)


def tell(name: str, done: int, total: int) -> None:
    """Tells whoever listens."""
    listener = _listener.get()
    if listener is not None:
        listener(name, done, total)


def enter(stage: str) -> None:
    """Tells whoever listens that a stage begins."""
    listener = _stages.get()
    if listener is not None:
        listener(stage)
