"""Places by which the ledger is asked: an area of its table, or a name that no area is known for.

Several areas have the same name (城关区), so an area is known in addresses by its name where it alone has it in this
ledger, and else with its code before it, as `Areas.exact` writes it: 540102·城关区. A name that could not be told apart
when its document was read is a place of its own, ·城关区, and is never taken for one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from hefu.ledger.models import Area

_MARK = "·"


@dataclass(frozen=True, slots=True)
class Place:
    """A place. key: what it is called in addresses; name: in words; area: None for a name without an area."""

    key: str
    name: str
    area: Area | None = None

    @property
    def label(self) -> str:
        """Its name, with the area above where others have the same name."""
        if not self.name:
            return _("not said")
        if self.key == self.name:
            return self.name
        above = self.area.parent.name if self.area and self.area.parent else _("not known which")
        return f"{self.name}（{above}）"

    @property
    def names(self) -> tuple[str, str]:
        """How targets may name it: by its name, or so that no other is meant."""
        return self.name, f"{self.area.code}{_MARK}{self.name}" if self.area else self.key

    def of(self, prefix: str = "") -> Q:
        """Rows with `area` and `area_name` that are about it; prefix: the way to these columns."""
        if self.area:
            return Q(**{f"{prefix}area": self.area.pk})
        return Q(**{f"{prefix}area": None, f"{prefix}area_name": self.name})


class About(NamedTuple):
    """What rows say of their place: the key of the area, and the name."""

    area: int | None
    name: str


def places(found: Iterable[About]) -> dict[About, Place]:
    """The places of rows; one query."""
    every = set(found)
    named = {about.name for about in every}
    known = {about.area for about in every if about.area is not None}
    rows = Area.objects.filter(Q(pk__in=known) | Q(name__in=named)).select_related("parent")
    by_pk = {row.pk: row for row in rows}
    shared = Counter(row.name for row in by_pk.values())
    return {about: _place(about, by_pk.get(about.area or 0), shared) for about in every}


def _place(about: About, row: Area | None, shared: Counter[str]) -> Place:
    if row is None:
        return Place(f"{_MARK}{about.name}" if shared[about.name] else about.name, about.name)
    return Place(row.name if shared[row.name] < 2 else f"{row.code}{_MARK}{row.name}", row.name, row)


def called(key: str) -> list[Place]:
    """The places that an address can mean: one, or all areas of a name that several have."""
    code, mark, name = key.rpartition(_MARK)
    if mark and not code:
        return [Place(key, name)]
    wanted = {"code": code, "name": name} if mark else {"name": key}
    rows = list(Area.objects.filter(**wanted).select_related("parent").order_by("code"))
    alone = len(rows) == 1 and not mark
    found = [Place(row.name if alone else f"{row.code}{_MARK}{row.name}", row.name, row) for row in rows]
    return found or [Place(key, key)]
