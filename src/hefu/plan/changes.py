"""Changes of targets: a later document states another value for the same target, or a review no longer names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hefu.audit.intervals import Interval
from hefu.plan.assessment import Aim, Stated
from hefu.plan.when import is_over

REVIEW = re.compile(r"中期(?:评估|调整|检查)|调整方案|修订(?:稿|版)")
"""In the title of a document that goes through a plan's targets once more, and may drop some."""


@dataclass(frozen=True, slots=True)
class Change:
    """A target as it was, and as it is now; for a dropped one `review` is the document that no longer names it."""

    kind: Literal["changed", "dropped"]
    before: Aim
    after: Aim | None = None
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A document that reviews a plan: its area, its date, the names of all that it states anything of."""

    doc: str
    area: str | None
    published: str
    names: frozenset[str]


def changes(aims: Iterable[Aim], reviews: Sequence[Review] = ()) -> Iterator[Change]:
    """What became of targets, in the order in which documents were published."""
    held: dict[object, Aim] = {}
    every = sorted(aims, key=lambda aim: (aim.stated.published or "", aim.stated.doc, aim.stated.start))
    for aim in every:
        before = held.get(key := _key(aim.stated))
        if before is not None and before.stated.doc != aim.stated.doc and not _same(before.stated, aim.stated):
            yield Change("changed", before, aim)
        if before is None or before.stated.doc != aim.stated.doc:
            held[key] = aim
    for review in reviews:
        yield from _dropped(every, review)


def _key(said: Stated) -> object:
    """What makes two targets one: the thing, the place, the time, and how it is measured."""
    return said.name, said.area, said.holder, said.scope, said.among, said.kind, said.basis, said.period, said.unit_base


def _same(one: Stated, other: Stated) -> bool:
    """Whether two statements of a target give one value, as far as their printed digits tell: 160公里, 超160公里."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return (one.number == other.number and one.top == other.top) or (
        one.value_max is None and other.value_max is None and not _digits(one).disjoint(_digits(other))
    )


def _digits(said: Stated) -> Interval:
    half = said.step / 2
    return Interval(said.number - half, said.number + half)


def _dropped(aims: Sequence[Aim], review: Review) -> Iterator[Change]:
    """The targets of several years that were set before a review, are not due at its time, and are not named by it."""
    told: set[object] = set()
    for aim in aims:
        said = aim.stated
        if said.area != review.area or said.doc == review.doc or (said.published or "") >= review.published:
            continue
        if said.period is None or is_over(said.period, review.published) or said.name in review.names:
            continue
        if (aim.binding is None and aim.item is None) or _key(said) in told:
            continue
        told.add(_key(said))
        yield Change("dropped", aim, review=review.doc)
