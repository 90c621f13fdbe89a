"""A page of the statements of a filter, quickly whatever their number.

What is rare is found by the index of its rarest condition and then sorted; what is frequent is met soon by going
through the statements in their order. Which of the two it is, a count tells that stops at `MOST`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hefu.ledger import listing, search
from hefu.ledger.listing import Filter
from hefu.ledger.models import Document, Statement

MOST = 10_000
"""Up to so many statements are counted, and can be leafed through; beyond it one is told that there are more."""

_SOON = 500
"""So few statements are looked at one by one sooner than those of the other conditions are counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """The keys of the statements of a page in their order, how many there are, and whether there are more."""

    keys: tuple[int, ...]
    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the conditions of a filter.

    found: as an index finds the statements.  check: as a row is looked at.  word: that it looks for, a folded one.
    """

    found: Q | RawSQL
    check: Q | Exists | RawSQL
    word: str = ""

    @property
    def is_frequent(self) -> bool:
        """Whether its word stands in more statements than `MOST`.

        Both databases read all that their index has of a word before they give the first row: where that would be
        much, it is told otherwise.
        """
        return bool(self.word) and search.is_in_more(self.word, MOST)

    def count(self) -> int:
        """How many statements it finds, at most one more than `MOST`."""
        if self.is_frequent:
            return MOST + 1
        return Statement.objects.filter(self.found).order_by().values("pk")[: MOST + 1].count()


def part(wanted: Filter, start: int, size: int, *, most: int | None = None) -> Part:
    """The statements of a filter from `start` on, at most so many. most: to be counted, instead of `MOST`."""
    most = MOST if most is None else most
    order = listing.order(wanted.sort)
    conditions = _conditions(wanted)
    few = _few(conditions)
    if few is not None:
        keys = _sorted(few, order, start, size)
        return Part(tuple(keys), len(few), more=False)
    # A condition alone has been counted already.
    alone = len(conditions) == 1
    counted = most + 1 if alone else _checked(conditions, found=True).order_by().values("pk")[: most + 1].count()
    number = min(counted, most)
    return Part(tuple(_walked(wanted, conditions, order, min(start + size, number))[start:]), number, counted > most)


def rows(wanted: Filter) -> QuerySet[Statement]:
    """The statements of a filter, so asked for that the first ones of its order come soon; in no order yet."""
    conditions = _conditions(wanted)
    few = _few(conditions)
    return _checked(conditions) if few is None else Statement.objects.filter(_these(few))


def _few(conditions: Sequence[Condition]) -> list[int] | None:
    """The keys of all statements of these conditions, when one of them has no more than `MOST`; else None."""
    if len(conditions) == 1:
        [alone] = conditions
        if alone.is_frequent:
            return None
        found = Statement.objects.filter(alone.found).order_by().values_list("pk", flat=True)
        keys = list(found[: MOST + 1])
        return None if len(keys) > MOST else keys
    rarest, least = None, MOST + 1
    for one in sorted(conditions, key=lambda one: not one.word):  # words are counted soonest
        if (number := one.count()) < least:
            rarest, least = one, number
        if least <= _SOON:
            break
    if rarest is None:
        return None
    keys = list(Statement.objects.filter(rarest.found).order_by().values_list("pk", flat=True)) if least else []
    rest = [one for one in conditions if one is not rarest]
    if not keys or not rest:
        return keys
    # In one query PostgreSQL may begin with another condition.
    return list(_checked(rest).filter(_these(keys)).order_by().values_list("pk", flat=True))


def _sorted(keys: list[int], order: Sequence[str], start: int, size: int) -> list[int]:
    return list(
        Statement.objects.filter(_these(keys)).order_by(*order).values_list("pk", flat=True)[start : start + size]
    )


def _these(keys: Sequence[int]) -> Q:
    """Rows with these keys, handed over as one value: Django takes longer over thousands of them than the database."""
    if connection.vendor == "postgresql":
        return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys]))
    return Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)]))


def _of(documents: Sequence[int]) -> Q | RawSQL:
    """Statements of these documents; PostgreSQL is handed one value, by whose length it chooses the way."""
    if connection.vendor != "postgresql":
        return Q(document__in=documents)
    of = '"ledger_statement"."document_id" = ANY(%s::bigint[])'
    return RawSQL(of, [documents], output_field=BooleanField())


def _checked(conditions: Sequence[Condition], *, found: bool = False) -> QuerySet[Statement]:
    """The statements of these conditions, each looked at. found: those of the first are found by its index."""
    rows = Statement.objects.all()
    for place, one in enumerate(conditions):
        rows = rows.filter(one.found if found and place == 0 else one.check)
    return rows


def _walked(wanted: Filter, conditions: Sequence[Condition], order: Sequence[str], number: int) -> list[int]:
    """The first keys in this order. Periods are gone through one after the other, where that is the order."""
    found = _checked(conditions)
    if not wanted.period or wanted.sort.removeprefix("-") != "period":
        return list(found.order_by(*order).values_list("pk", flat=True)[:number])
    keys: list[int] = []
    found = _checked(_conditions(replace(wanted, period="")))
    spans = _spans(wanted.period)
    for span in reversed(spans) if wanted.sort.startswith("-") else spans:
        if len(keys) < number:
            keys += found.filter(span).order_by(*order).values_list("pk", flat=True)[: number - len(keys)]
    return keys


# ---------------------------------------------------------------- conditions


def _conditions(wanted: Filter) -> list[Condition]:
    found = []
    if wanted.indicator or wanted.area or wanted.measure:
        some = listing.series_of(wanted)
        found.append(Condition(Q(series__in=some.values("pk")), Exists(some.filter(pk=OuterRef("series")))))
    if wanted.doc or wanted.title:
        keys = list(_documents(wanted).values_list("pk", flat=True))
        found.append(Condition(_of(keys), _of(keys)))
    if wanted.modality:
        found.append(Condition(Q(modality=wanted.modality), Q(modality=wanted.modality)))
    if wanted.period:
        pairs = _pairs(wanted.period)
        ends, periods = {end for end, _ in pairs}, {period for _, period in pairs}
        check = Q(period__in=periods)
        if ends:  # a stretch of the order by period, which is walked and not all of it
            check &= Q(period_end__gte=min(ends), period_end__lte=max(ends))
        found.append(Condition(Q(period_end__in=ends, period__in=periods), check))
    found += [Condition(*search.conditions(word), word) for word in search.words(wanted.q)]
    return found


def _documents(wanted: Filter) -> QuerySet[Document]:
    found = Document.objects.order_by()
    if wanted.doc:
        found = found.filter(listing.begins(wanted.doc))
    if wanted.title:
        found = found.filter(Q(title__contains=wanted.title) | Q(name__contains=wanted.title))
    return found


_PAIRS = """
WITH RECURSIVE pairs (last, said) AS (
    SELECT min(period_end), (SELECT min(period) FROM ledger_statement WHERE period_end = (
        SELECT min(period_end) FROM ledger_statement WHERE period_end >= %s
    )) FROM ledger_statement WHERE period_end >= %s
    UNION ALL
    SELECT CASE WHEN EXISTS (SELECT 1 FROM ledger_statement WHERE period_end = last AND period > said) THEN last
                ELSE (SELECT min(period_end) FROM ledger_statement WHERE period_end > last) END,
           coalesce(
               (SELECT min(period) FROM ledger_statement WHERE period_end = last AND period > said),
               (SELECT min(period) FROM ledger_statement WHERE period_end = (
                   SELECT min(period_end) FROM ledger_statement WHERE period_end > last
               ))
           )
    FROM pairs WHERE last IS NOT NULL
)
SELECT last, said FROM pairs WHERE last IS NOT NULL
"""
"""Last day and period, each pair once: from each the index leads to the next."""


def _pairs(period: str) -> list[tuple[str, str]]:
    """The periods that a filter by period means, each with its last day, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [period[:4], period[:4]])
        every = cursor.fetchall()
    return [(last, said) for last, said in every if listing.is_during(said, period)]


def _spans(period: str) -> list[Q]:
    """The same as stretches of the order by period: those that end in a year are one, whatever they are."""
    pairs = _pairs(period)
    if len(period) > 4:
        return [Q(period_end=last, period=said) for last, said in pairs]
    later = [Q(period_end=last, period=said) for last, said in pairs if last[:4] != period]
    return [Q(period_end__gte=f"{period}-01-01", period_end__lte=f"{period}-12-31"), *later]
