"""A plan as a tree of its items, each with the verdicts of all targets that stand in it or below."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count, QuerySet

from hefu.ledger import claims, store
from hefu.ledger.models import Item, Plan, Target
from hefu.ledger.revision import once
from hefu.plan.assessment import Verdict
from hefu.plan.bodies import bodies
from hefu.plan.items import items
from hefu.plan.model import Body, Project, Promise
from hefu.plan.projects import projects
from hefu.plan.promises import promises
from hefu.web.verdicts import Mark, counted, worst


@dataclass(slots=True)
class Node:
    """An item. verdicts: of all targets below; opened: what stands below is shown; current: it is the one shown."""

    item: Item
    below: list[Node] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    opened: bool = False
    current: bool = False

    @property
    def label(self) -> str:
        return label(self.item)

    @property
    def marks(self) -> list[Mark]:
        return counted(self.verdicts)

    @property
    def mark(self) -> Mark | None:
        return worst(self.verdicts)

    @property
    def count(self) -> int:
        return len(self.verdicts)

    @property
    def leaf(self) -> bool:
        """A measure, told in one line."""
        return self.item.kind == "measure"


def label(item: Item) -> str:
    """`第四章 推动制造业提质倍增`."""
    return f"{item.mark.strip()} {item.title}".strip()


def tree(every: Sequence[Item], said: Iterable[tuple[int, Verdict]], current: int | None = None) -> list[Node]:
    """The uppermost items. said: place and verdict of each target of the plan."""
    nodes = {item.number: Node(item) for item in every}
    for start, verdict in said:
        for node in _chain(nodes, at(every, start)):
            node.verdicts.append(verdict)
    for node in _chain(nodes, current):
        node.opened = True
    if current in nodes:
        nodes[current].current = True
    top: list[Node] = []
    for item in every:
        above = nodes.get(item.parent) if item.parent is not None else None
        (above.below if above else top).append(nodes[item.number])
    if current is None:
        for node in top:
            node.opened = len(top) <= _FEW or len(every) <= _FEW
    return top


_FEW = 12
"""Of so many uppermost items at most, those below are shown, too."""


def _chain(nodes: dict[int, Node], number: int | None) -> Iterable[Node]:
    """The item and all above it."""
    while number is not None and number in nodes:
        yield nodes[number]
        number = nodes[number].item.parent


def at(every: Sequence[Item], start: int) -> int | None:
    """The number of the lowest item that a place of the document stands in."""
    number: int | None = bisect_right(every, start, key=lambda item: item.start) - 1
    while number is not None and number >= 0 and every[number].stop <= start:
        number = every[number].parent
    return number if number is not None and number >= 0 else None


def below(every: Sequence[Item], number: int) -> set[int]:
    """An item and all that stand below it."""
    found = {number}
    for item in every:  # in the order of the text: what is below comes after
        if item.parent in found:
            found.add(item.number)
    return found


# ---------------------------------------------------------------- what else a plan names


@dataclass(frozen=True, slots=True)
class Named:
    """The projects, responsible bodies and promises that a plan names, each under the item that it stands in."""

    projects: tuple[Project, ...]
    bodies: tuple[Body, ...]
    promises: tuple[Promise, ...]

    def within(self, numbers: set[int]) -> Named:
        """What stands in these items."""
        return Named(
            tuple(one for one in self.projects if one.item in numbers),
            tuple(one for one in self.bodies if one.item in numbers),
            tuple(one for one in self.promises if one.item in numbers),
        )


def named(plan: Plan) -> Named:
    """What the plan names besides targets."""
    return _named(plan.document_id, plan.document.original_id)


@lru_cache(maxsize=8)
def _named(pk: int, sha256: str) -> Named:
    """Read again from the text, which never changes under a hash."""
    document = store.load_document(pk, segments=False)
    found = items(document)
    return Named(projects(document, found, areas=claims.areas()), bodies(document, found), promises(document, found))


@once
def by_plan() -> Mapping[int, Sequence[tuple[str, int]]]:
    """The verdicts of the targets of all plans, with their numbers."""
    return _by_plan(Target.objects.all())


def of_plans(some: Iterable[Plan]) -> Mapping[int, Sequence[tuple[str, int]]]:
    """The same of these plans."""
    return _by_plan(Target.objects.filter(plan__in=[plan.pk for plan in some]))


def _by_plan(rows: QuerySet[Target]) -> Mapping[int, Sequence[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    judged = rows.filter(gone=False).exclude(verdict="").values_list("plan", "verdict")
    for plan, verdict, n in judged.annotate(n=Count("pk")).order_by():
        found[plan].append((verdict, n))
    return dict(found)
