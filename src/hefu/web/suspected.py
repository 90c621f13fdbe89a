"""Suspected misreadings on the page of a document: marked in the text and listed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hefu.model import Doubt
from hefu.web.reading import Mark
from hefu.web.reasons import named

_AROUND = 4
"""Characters that are quoted on each side."""


@dataclass(frozen=True, slots=True)
class Suspected:
    """A suspected misreading with the words around it and what is said of it."""

    start: int
    before: str
    words: str
    after: str
    said: str


def marks(doubts: Sequence[Doubt]) -> Iterator[Mark]:
    """What is marked in the text."""
    for doubt in doubts:
        yield Mark(doubt.start, doubt.end, "doubt", _said(doubt), f"d{doubt.start}")


def listed(text: str, doubts: Sequence[Doubt]) -> list[Suspected]:
    """The list beside the text."""
    return [
        Suspected(
            doubt.start,
            text[max(doubt.start - _AROUND, 0) : doubt.start],
            text[doubt.start : doubt.end],
            text[doubt.end : doubt.end + _AROUND],
            _said(doubt),
        )
        for doubt in doubts
    ]


def _said(doubt: Doubt) -> str:
    if not doubt.proposed:
        return _("perhaps something else: {reason}").format(reason=named(doubt.reason))
    return _("perhaps “{words}”: {reason}").format(words=doubt.proposed, reason=named(doubt.reason))
