"""Search in texts and statements, for terms of any length, on SQLite and PostgreSQL alike.

Texts are kept a second time as they are compared: without space (a newspaper column breaks 粮食 in two),
in half width and lower case. Which of them can hold a term is looked up in an index of characters and pairs (`grams`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import category, normalize

from django.db import connection
from django.db.models import BooleanField, Lookup, Model, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from hefu.ledger import grams
from hefu.ledger.models import Document, IndicatorName, Series, Statement, Target

OF_STATEMENTS = ("quote", "indicator_text", "series__area_name", "series__holder")
OF_TARGETS = ("quote", "indicator", "name", "area_name")
"""Columns in which words are looked for; they are kept once more in `folded`."""

_SAMPLE, _FREQUENT = 2_000, 10
"""Of so many statements from all over the ledger so many hold a word that is frequent."""
_AIMS = 500
"""So many targets are looked into: where many hold a word, PostgreSQL would make the grams of all anew."""
_TEXTS = 250
"""So many texts are looked into for the same."""
_FEW = 1_000
"""So many texts, of a filter, are looked into one by one."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text, from `start`, and the intervals of the document that match, in order."""

    text: str
    start: int
    matches: tuple[tuple[int, int], ...]


def documents(term: str, among: QuerySet[Document] | None = None, *, frequent: bool = False) -> QuerySet[Document]:
    """The documents that hold every word of `term`, newest first; none for an empty term.

    among: those that a filter leaves. frequent: so many hold the words that the first ones are met sooner by going
    through all, the newest first. So are all of a few.
    """
    some = words(term)
    found = Document.objects.all() if among is None else among
    frequent = frequent or (among is not None and among.order_by().values("pk")[: _FEW + 1].count() <= _FEW)
    found = found.defer("layout", "places").order_by("-published", "-pk")
    if not frequent and some:
        found = found.filter(pk__in=_holding("ledger_folded", *some))
    for word in some:
        if frequent or not grams.is_exact(word):
            found = found.filter(_in("folded__text", word))
    return found if some else found.none()


def statements(term: str) -> QuerySet[Statement]:
    """The statements that hold every word of `term` in indicator, quote, area or holder; none for an empty term.

    A word also finds the statements of an indicator that has it in one of its other names.
    """
    some = words(term)
    found = Statement.objects.all()
    for word in some:
        found = found.filter(conditions(word)[0])
    return found if some else found.none()


def conditions(word: str) -> tuple[Q, Q]:
    """What tells the statements with a word, a folded one: by the index, and by looking at each row.

    Those of the indicators that have another name with this word are among them.
    """
    holds, found = Q(_in("folded", word)), Q(pk__in=_holding("ledger_statement", word))
    found = found if grams.is_exact(word) else found & holds
    named = list(IndicatorName.objects.filter(name__icontains=word).values_list("indicator", flat=True).distinct())
    if not named:
        return found, holds
    also = Q(series__in=Series.objects.filter(indicator__in=named).values("pk"))
    return found | also, holds | also


def estimate(word: str) -> int:
    """About how many statements hold a word, by a sample from all over the ledger; 0 where it is rare in it."""
    return _estimate(Statement.objects.all(), [_in("folded", word)], _SAMPLE)


def are_in_more_documents(term: str, number: int) -> bool:
    """Whether the words of `term` stand together in more documents than `number`, by far and by a sample."""
    holds = [_in("folded__text", word) for word in words(term)]
    if connection.vendor == "sqlite":  # its index gives them one after the other
        return False
    return bool(holds) and _estimate(Document.objects.all(), holds, _TEXTS) > 4 * number


def _estimate(rows: QuerySet[Any], holds: Sequence[Lookup[Any]], size: int) -> int:
    keys = rows.order_by().values_list("pk", flat=True)
    first, last = keys.order_by("pk").first(), keys.order_by("-pk").first()
    if first is None or last is None:
        return 0
    step = max((last - first) // size, 1)
    hits = keys.filter(*holds, _numbered(rows.model, range(first, last + 1, step))).count()
    return hits * step if hits >= _FREQUENT else 0


def _numbered(model: type[Model], keys: Iterable[int]) -> Q | RawSQL:
    """Rows with these keys, for PostgreSQL as one value: Django takes longer over thousands of them than it."""
    if connection.vendor != "postgresql":
        return Q(pk__in=list(keys))
    options = model._meta
    return RawSQL(f'"{options.db_table}"."{options.pk.column}" = ANY(%s::bigint[])', [list(keys)], BooleanField())


def is_in_more(word: str, most: int) -> bool:
    """Whether a word stands in more statements than `most`, as far as that can be told without reading them all."""
    if connection.vendor == "postgresql":
        return estimate(word) > 2 * most
    with connection.cursor() as cursor:
        cursor.execute(*grams.streamed(word, most + 1))
        return int(cursor.fetchone()[0]) > most


def among_targets(term: str, among: QuerySet[Target], *, frequent: bool = False) -> QuerySet[Target]:
    """Those of these targets that hold every word of `term` in indicator, name, words or area; none for no term.

    frequent: as for `documents`.
    """
    some = words(term)
    many = {word for word in some if frequent or _is_in_many_targets(word)}
    if rare := [word for word in some if word not in many]:
        among = among.filter(pk__in=_holding("ledger_target", *rare))
    for word in some:
        if word in many or not grams.is_exact(word):
            among = among.filter(_in("folded", word))
    return among if some else among.none()


def _is_in_many_targets(word: str) -> bool:
    """By a sample; SQLite, whose index gives them one after the other, need not know."""
    holds = [_in("folded", word)]
    return connection.vendor == "postgresql" and _estimate(Target.objects.all(), holds, _AIMS) > 0


def _in(field: str, word: str) -> Lookup[Any]:
    """Whether a field holds a word.

    Not by LIKE: that is slower by far in texts of several bytes a character, and PostgreSQL, which takes any pattern
    for rare, reads all texts where the first twenty would do.
    """
    return GreaterThan(StrIndex(field, Value(word)), 0)


def _holding(table: str, *words: str) -> RawSQL:
    return RawSQL(*grams.candidates(connection.vendor, table, *words))


def matches(text: str, term: str) -> tuple[tuple[int, int], ...]:
    """Where the words of `term` stand in an untouched text: half-open intervals, in order."""
    folded = fold(text)
    found = sorted(interval for word in words(term) for interval in _intervals(folded, word))
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


def folded(columns: Iterable[str]) -> str:
    """The texts of some columns as they are compared, one under the other: no word reaches from one into the next."""
    return "\n".join(map(fold, columns))


class _Folds(dict[int, str]):
    """Character: what is compared for it. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        plain = normalize("NFKC", chr(code)).lower()
        self[code] = "".join(c for c in plain if not c.isspace() and category(c) not in ("Cc", "Cf"))
        return self[code]


_FOLDS = _Folds()


def words(term: str) -> list[str]:
    """The words of a term, folded, each once."""
    return [word for word in dict.fromkeys(map(fold, term.split())) if word]


def _intervals(folded: str, word: str) -> Iterator[tuple[int, int]]:
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))
