"""Search in texts and statements, for terms of any length, on SQLite and PostgreSQL alike.

Texts are kept a second time as they are compared: without space (a newspaper column breaks 粮食 in two),
in half width and lower case. A term is looked for by a scan: 800 documents of 10,000 characters or
100,000 statements take 30 to 150 ms. The indexes at hand (trigrams) have nothing for one or two characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, normalize

from django.db.models import Q, QuerySet

from hefu.ledger.models import Document, IndicatorName, Statement


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text, from `start`, and the intervals of the document that match, in order."""

    text: str
    start: int
    matches: tuple[tuple[int, int], ...]


def documents(term: str) -> QuerySet[Document]:
    """The documents that hold every word of `term`, newest first; none for an empty term."""
    words = _words(term)
    found = Document.objects.defer("layout", "places").order_by("-published", "pk")
    for word in words:
        found = found.filter(folded__text__contains=word)
    return found if words else found.none()


def statements(term: str) -> QuerySet[Statement]:
    """The statements that hold every word of `term` in indicator, quote, area or holder; none for an empty term.

    A word also finds the statements of an indicator that has it in one of its other names.
    """
    words = _words(term)
    found = Statement.objects.all()
    for word in words:
        holds = Q(folded__contains=word)
        named = IndicatorName.objects.filter(name__icontains=word).values("indicator")
        if named.exists():  # the join with series would double the time of every search
            holds |= Q(series__indicator__in=named)
        found = found.filter(holds)
    return found if words else found.none()


def matches(text: str, term: str) -> tuple[tuple[int, int], ...]:
    """Where the words of `term` stand in an untouched text: half-open intervals, in order."""
    folded = fold(text)
    found = sorted(interval for word in _words(term) for interval in _intervals(folded, word))
    if not found:
        return ()
    offsets = [offset for offset, character in enumerate(text) for _ in character.translate(_FOLDS)]
    return tuple((offsets[start], offsets[end - 1] + 1) for start, end in found)


def snippet(text: str, term: str, *, around: int = 40) -> Snippet | None:
    """The first match of `term` with up to `around` characters on either side; None where there is none."""
    found = matches(text, term)
    if not found:
        return None
    start, end = max(found[0][0] - around, 0), found[0][1] + around
    return Snippet(text[start:end], start, tuple(match for match in found if match[1] <= end))


def fold(text: str) -> str:
    """The text as it is compared: NFKC, lower case, without space and invisible characters, one by one."""
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """Character: what is compared for it. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = normalize("NFKC", chr(code)).lower()
        self[code] = "".join(c for c in plain if not c.isspace() and category(c) not in ("Cc", "Cf"))
        return self[code]


_FOLDS = _Folds()


def _words(term: str) -> list[str]:
    return [word for word in dict.fromkeys(map(fold, term.split())) if word]


def _intervals(folded: str, word: str) -> Iterator[tuple[int, int]]:
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))
