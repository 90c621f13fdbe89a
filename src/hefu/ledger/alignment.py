"""Plans of the ledger laid beside each other, and what people say of the links: confirmed, cut, added, taken back.

What the rules find is kept with the two plans and made anew when one of them is read again. What people say is kept
apart, by the words of the two passages; where these are no longer in the text, it is told (`Laid.lost`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hefu.errors import LedgerError, MeanwhileError, UsageError
from hefu.ledger import claims, store
from hefu.ledger.models import Alignment, Document, Pairing, Plan, Target
from hefu.ledger.opening import clear_errors, writing
from hefu.ledger.revision import once
from hefu.ledger.saving import save
from hefu.lexicon.areas import Area, Areas
from hefu.plan import Plan as Tree
from hefu.plan import read_plan
from hefu.plan.alignment import Link, Passage, align, passages

VERSION = 2
"""Of the rules; what older ones found is made anew when it is asked for."""

Places = tuple[int, int]
"""Where the passage above begins in its document, and the one below in its."""


class ChangedError(MeanwhileError):
    """Somebody else has said something of the same two passages in the meantime. `last` is what holds now."""

    def __init__(self, last: Pairing) -> None:
        self.last = last
        super().__init__(f"{last.who} has {last.kind} this link in the meantime: look at it again, then decide")


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as it holds: found by rule (`link.likeness` above 0), or added by a person.

    targets: places of the paired targets.  said: what a person said of it last; None for nothing.
    """

    link: Link
    upper: str
    lower: str
    targets: Places | None = None
    said: Pairing | None = None

    @property
    def state(self) -> str:
        """`found`, `confirmed`, `cut` or `added`."""
        if self.said is None or self.said.kind == Pairing.UNDONE:
            return "found"
        if self.said.kind == Pairing.CUT:
            return "cut"
        return "confirmed" if self.link.likeness else "added"

    @property
    def places(self) -> Places:
        return self.link.upper.start, self.link.lower.start


@dataclass(frozen=True, slots=True)
class Laid:
    """Two plans side by side. ties: in the order of the upper plan, also those that were cut.

    dropped: passages above that nothing takes up, with their words.  dropped_targets: such targets.
    lost: what people said of words that are no longer in the texts.
    """

    upper: Plan
    lower: Plan
    ties: tuple[Tie, ...]
    dropped: tuple[tuple[Passage, str], ...]
    dropped_targets: tuple[Target, ...]
    lost: tuple[Pairing, ...]


# ---------------------------------------------------------------- which plans


def partners(plan: Plan) -> tuple[list[Plan], list[Plan]]:
    """The plans above this one and those below it: of the same place or one around it, of a time that overlaps.

    A plan of several years stands above the documents of single years of its place.
    """
    known = cache(claims.areas)
    above, below = [], []
    for other in _plans().exclude(pk=plan.pk).filter(area_name__in=_around(plan.area_name, known)):
        if _over(other, plan, known):
            above.append(other)
        elif _over(plan, other, known):
            below.append(other)
    return above, below


def _around(name: str, known: Callable[[], Areas]) -> list[str]:
    """The area of this name, and of those that have plans the ones around it and within it."""
    others = [other for other in _areas() if other != name]
    if not others:
        return [name]
    areas = known()
    try:
        area = areas.find(name)
    except UsageError:
        return [name]
    return [name, *(other for other in others if _touch(areas, area, other))]


def _touch(areas: Areas, area: Area, name: str) -> bool:
    """Whether the area of this name lies around the other or within it; what the gazetteer does not know, does not."""
    try:
        other = areas.find(name)
    except UsageError:
        return False
    return areas.within(other, area) or areas.within(area, other)


@once
def _areas() -> list[str]:
    """The names of all areas that have plans."""
    return list(Plan.objects.exclude(area_name="").order_by().values_list("area_name", flat=True).distinct())


def every_pair() -> list[tuple[Plan, Plan]]:
    """All plans that stand above others, each with the ones below."""
    with clear_errors():
        known, found = cache(claims.areas), list(_plans())
        return [(one, other) for one in found for other in found if one.pk != other.pk and _over(one, other, known)]


LEAST = 5
"""Targets that a document sets to be laid beside another; a newspaper page quotes one or two."""


def _plans() -> QuerySet[Plan]:
    aims = Plan.objects.filter(targets__gone=False).exclude(area_name="").annotate(aims=Count("targets"))
    found = aims.filter(aims__gte=LEAST)
    large = (f"document__{name}" for name in Document.LARGE)
    return found.select_related("document").defer(*large).order_by("-document__published", "pk")


def _over(one: Plan, other: Plan, known: Callable[[], Areas]) -> bool:
    mine, theirs = _years(one), _years(other)
    if mine is None or theirs is None or mine[1] < theirs[0] or theirs[1] < mine[0]:
        return False
    if one.area_name == other.area_name:
        return mine[1] - mine[0] > theirs[1] - theirs[0]
    try:
        return known().within(known().find(other.area_name), known().find(one.area_name))
    except UsageError:  # an area that the gazetteer does not know stands in no other
        return False


def _years(plan: Plan) -> tuple[int, int] | None:
    """The first and the last year of a plan's time; of a report, the year that it was published in."""
    ends = (plan.period or plan.document.published[:4]).split("/")
    return (int(ends[0][:4]), int(ends[-1][:4])) if ends[0][:4].isdigit() else None


# ---------------------------------------------------------------- side by side


def laid(upper: int, lower: int) -> Laid:
    """The plans of these two documents, as the rules and people have it. LedgerError when one of them is no plan."""
    with clear_errors():
        plans = {plan.pk: plan for plan in Plan.objects.filter(pk__in=(upper, lower)).select_related("document")}
        if len(plans) < 2:
            raise LedgerError("two different plans of the ledger are laid beside each other: `hefu list` has them")
        kept = Alignment.objects.filter(upper=upper, lower=lower, version=VERSION).first() or _make(upper, lower)
        return _joined(plans[upper], plans[lower], kept)


def _make(upper: int, lower: int) -> Alignment:
    (high, above), (low, below) = _read(upper), _read(lower)
    found = align(high, above, low, below)
    fields = {
        "version": VERSION,
        "links": [_packed(link, above, below) for link in found.links],
        "dropped": [[one.start, one.end, one.item] for one in found.dropped],
        "dropped_targets": [above.targets[number].target.start for number in found.dropped_targets],
    }
    with writing():
        return Alignment.objects.update_or_create(upper_id=upper, lower_id=lower, defaults=fields)[0]


def _read(pk: int) -> tuple[Any, Tree]:
    """The document and the plan that it is."""
    document = store.load_document(pk, segments=False)
    return document, read_plan(document, store.extraction(pk), areas=claims.areas())


def _packed(link: Link, above: Tree, below: Tree) -> list[Any]:
    ends = [above.targets[link.targets[0]].target.start, below.targets[link.targets[1]].target.start] if (
        link.targets) else None  # fmt: skip
    sides = [[one.start, one.end, one.item] for one in (link.upper, link.lower)]
    return [*sides, list(link.why), link.likeness, ends, link.figures]


def _joined(upper: Plan, lower: Plan, kept: Alignment) -> Laid:
    high, low = upper.document.text, lower.document.text
    said, lost = _said(upper, lower)
    ties = [_tie(row, high, low) for row in kept.links]
    ties = [replace(tie, said=said.pop(tie.places, None)) for tie in ties]
    items = _Items(kept)
    for places, one in said.items():
        if one.kind == Pairing.CONFIRMED:
            spans = zip(places, (one.upper_quote, one.lower_quote), (items.above, items.below), strict=True)
            sides = [Passage(start, start + len(quote), item(start)) for start, quote, item in spans]
            ties.append(Tie(Link(sides[0], sides[1], (), 0.0), one.upper_quote, one.lower_quote, said=one))
    ties.sort(key=lambda tie: (tie.link.upper.start, -tie.link.likeness))
    return Laid(upper, lower, tuple(ties), *_dropped(kept, ties, high), tuple(lost))


def _tie(row: Sequence[Any], high: str, low: str) -> Tie:
    one, other, why, likeness, ends, figures = row
    above, below = Passage(*one), Passage(*other)
    link = Link(above, below, tuple(why), likeness, figures=figures)
    return Tie(link, high[above.start : above.end], low[below.start : below.end], tuple(ends) if ends else None)


def _dropped(kept: Alignment, ties: Iterable[Tie], text: str) -> tuple[Any, Any]:
    """What nothing takes up, when what was cut and added is counted."""
    holding = [tie for tie in ties if tie.state != "cut"]
    taken = {tie.link.upper.start for tie in holding}
    every = {start: Passage(start, end, item) for start, end, item in kept.dropped}
    every |= {tie.link.upper.start: tie.link.upper for tie in ties if not tie.targets}
    free = [(one, text[one.start : one.end]) for start, one in sorted(every.items()) if start not in taken]
    aimed = {tie.targets[0] for tie in holding if tie.targets}
    cut = {tie.targets[0] for tie in ties if tie.targets}
    missing = ({*kept.dropped_targets} | cut) - aimed
    targets = Target.objects.filter(plan=kept.upper_id, gone=False, start__in=missing).order_by("start")
    return tuple(free), tuple(targets)


class _Items:
    """The item that a passage stands in, as far as the kept passages tell."""

    def __init__(self, kept: Alignment) -> None:
        self._above = {row[0][0]: row[0][2] for row in kept.links} | {row[0]: row[2] for row in kept.dropped}
        self._below = {row[1][0]: row[1][2] for row in kept.links}

    def above(self, start: int) -> int | None:
        return self._above.get(start)

    def below(self, start: int) -> int | None:
        return self._below.get(start)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many passages of a part of a plan are linked to another plan, and where the first one stands in the upper.

    upwards: the other one stands above.
    """

    other: Document
    upwards: bool
    count: int
    first: int


def reaches(plan: int, start: int, stop: int) -> list[Reach]:
    """To which plans the rules link the part of a plan between two places, as far as it has been looked at."""
    found = []
    kept = Alignment.objects.filter(Q(upper=plan) | Q(lower=plan), version=VERSION)
    for one in kept.select_related("upper__document", "lower__document").defer(*_LARGE):
        upwards = one.lower_id == plan
        own = 1 if upwards else 0
        within = [row for row in one.links if start <= row[own][0] < stop]
        if within:
            other = (one.upper if upwards else one.lower).document
            found.append(Reach(other, upwards, len({row[own][0] for row in within}), within[0][0][0]))
    return found


_LARGE = tuple(f"{side}__document__{name}" for side in ("upper", "lower") for name in Document.LARGE)


# ---------------------------------------------------------------- what people say


def _said(upper: Plan, lower: Plan) -> tuple[dict[Places, Pairing], list[Pairing]]:
    """The last word on each pair of passages, at their places of today; and what has lost its words."""
    last: dict[Places, Pairing] = {}
    for one in Pairing.objects.filter(upper=upper.pk, lower=lower.pk):
        last[one.upper_start, one.lower_start] = one
    found, lost = {}, []
    for one in last.values():
        start = _place(upper.document.text, one.upper_start, one.upper_quote)
        other = _place(lower.document.text, one.lower_start, one.lower_quote)
        if start is None or other is None:
            lost += [one] if one.kind != Pairing.UNDONE else []
        else:
            found[start, other] = one
    return found, lost


def _place(text: str, start: int, quote: str) -> int | None:
    """Where the words stand today: at their place, or at the only one that they have."""
    if text.startswith(quote, start):
        return start
    at = text.find(quote)
    return at if at >= 0 and text.find(quote, at + 1) < 0 else None


def confirm(upper: int, lower: int, places: Places, *, who: str, why: str = "", seen: int | None = None) -> Pairing:
    """A person says that the passage below does take up the one above. seen: key of the last word that was shown."""
    return _say(Pairing.CONFIRMED, upper, lower, places, who=who, why=why, seen=seen)


def cut(upper: int, lower: int, places: Places, *, who: str, why: str, seen: int | None = None) -> Pairing:
    """A person says that it does not, and why."""
    if not why.strip():
        raise UsageError("say why the link is cut: the reason is kept with it")
    return _say(Pairing.CUT, upper, lower, places, who=who, why=why, seen=seen)


def undo(upper: int, lower: int, places: Places, *, who: str, seen: int | None = None) -> Pairing:
    """Takes back what was said of these passages: the rules decide again."""
    return _say(Pairing.UNDONE, upper, lower, places, who=who, why="", seen=seen)


def add(upper: int, lower: int, start: int, words: str, *, who: str, why: str) -> Pairing:
    """A person adds a link that the rules did not find, to the one passage below that has these words.

    start: of the passage above.  UsageError when no passage, or several, have the words.
    """
    if not why.strip():
        raise UsageError("say why the passages belong together: the reason is kept with the link")
    wanted = "".join(words.split())
    if len(wanted) < 4:
        raise UsageError("give four characters or more of the passage below")
    document, plan = _read(lower)
    every = [one for one in passages(document, plan) if wanted in "".join(document.text[one.start : one.end].split())]
    if len(every) != 1:
        told = "no passage of the lower plan has" if not every else f"{len(every)} passages of the lower plan have"
        raise UsageError(f"{told} the words {words.strip()!r}: copy words that stand in one of them alone")
    return _say(Pairing.CONFIRMED, upper, lower, (start, every[0].start), who=who, why=why, seen=None,
                quotes=(None, document.text[every[0].start : every[0].end]))  # fmt: skip


def _say(
    kind: str, upper: int, lower: int, places: Places, *, who: str, why: str, seen: int | None,
    quotes: tuple[str | None, str | None] = (None, None),
) -> Pairing:  # fmt: skip
    if not who.strip():
        raise UsageError("say who decides: the name is kept with the link")
    both = laid(upper, lower)
    with writing():
        last = Pairing.objects.filter(upper=upper, lower=lower, upper_start=places[0], lower_start=places[1]).last()
        if last is not None and seen is not None and last.pk != seen:
            raise ChangedError(last)
        known = {tie.places: (tie.upper, tie.lower) for tie in both.ties}
        words = known.get(places) or (_above(both, places[0]), quotes[1])
        if words[0] is None or words[1] is None:
            raise LedgerError("the plans have no such passages: open the page again")
        one = Pairing(upper_id=upper, lower_id=lower, upper_start=places[0], lower_start=places[1], kind=kind,
                      upper_quote=words[0], lower_quote=words[1], who=who.strip(), why=why.strip(),
                      when=timezone.now())  # fmt: skip
        save([one])
    return one


def _above(both: Laid, start: int) -> str | None:
    every = {tie.link.upper.start: tie.upper for tie in both.ties} | {one.start: words for one, words in both.dropped}
    return every.get(start)
