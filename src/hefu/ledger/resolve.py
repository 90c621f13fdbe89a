"""Names as extracted → rows of areas, indicators and series, made as they are met."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from hefu.errors import UnknownAreaError
from hefu.ledger import models as rows
from hefu.ledger.saving import save
from hefu.lexicon import areas as gazetteer
from hefu.lexicon import indicators as concepts

_T = TypeVar("_T")
_CHUNK = 500  # parameters of one query; SQLite has a limit


class Places:
    """Names of areas in one document → rows of areas.

    areas: the gazetteer.  published: the document's date.  home: name of the area that it is about.
    """

    def __init__(self, areas: gazetteer.Areas | None, published: str | None, home: str | None) -> None:
        self._areas = areas or gazetteer.load()
        self._published = year_of(published)
        self._rows: dict[gazetteer.Area, int] = {}
        self._found: dict[tuple[str, int | None], gazetteer.Area | None] = {}
        self._home: gazetteer.Area | None = None
        self._home = self._find(home, self._published) if home else None

    def pk(self, name: str | None, period: str | None = None) -> int | None:
        """The area that had this name in the last year of the period, else when the document was published.

        None when the gazetteer has no such area: its name is kept all the same.
        """
        area = self._area(name, period)
        return self._row(area) if area else None

    def exact(self, name: str | None, period: str | None = None) -> str:
        """The name of the area so written that no other is meant; one that the gazetteer does not know as it is."""
        area = self._area(name, period)
        return self._areas.exact(area) if area else name or ""

    def _area(self, name: str | None, period: str | None) -> gazetteer.Area | None:
        if not name:
            return None
        year = year_of(period) or self._published
        if (name, year) not in self._found:
            self._found[name, year] = self._find(name, year)
        return self._found[name, year]

    def _find(self, name: str, year: int | None) -> gazetteer.Area | None:
        try:
            found = self._areas.find(name, year=year, within=self._home)
            if found.distance(year):
                later = self._areas.find(name, year=self._published, within=self._home)
                found = found if later.distance(self._published) else later
        except UnknownAreaError:
            return None
        return found

    def _row(self, area: gazetteer.Area) -> int:
        if area not in self._rows:
            above = self._areas.ancestors(area)[:1]
            row, _ = rows.Area.objects.get_or_create(
                code=area.code,
                name=area.name,
                defaults={
                    "level": area.level,
                    "parent_id": self._row(above[0]) if above else None,
                    "since": area.since,
                    "until": area.until,
                },
            )
            self._rows[area] = row.pk
        return self._rows[area]


def indicators(texts: Collection[str]) -> dict[str, int]:
    """Text of an indicator → row of its concept. One that the lexicon does not know is a concept of its own."""
    lexicon = concepts.load()
    known = {text: lexicon.find(text) for text in texts}
    named = {text: concept.name if concept else own_name(text) for text, concept in known.items()}
    found = _indicator_pks(set(named.values()))
    missing = {named[text]: concept for text, concept in known.items() if named[text] not in found}
    new = save([_indicator(name, concept) for name, concept in missing.items()])
    found |= {row.name: row.pk for row in new}
    add_names(found, filter(None, missing.values()))
    return {text: found[name] for text, name in named.items()}


class SeriesKey(NamedTuple):
    """What makes a series, in the order of its columns; an empty text stands for none."""

    indicator: int
    area_name: str
    area: int | None
    holder: str
    measure: str
    basis: str
    unit: str


def series(keys: Collection[SeriesKey]) -> dict[SeriesKey, int]:
    """Key → row of the series."""
    found = _series_pks(keys)
    new = save([_series(key) for key in dict.fromkeys(keys) if key not in found])
    return found | {key_of(row): row.pk for row in new}


def year_of(period: str | None) -> int | None:
    """The last year of a date or interval: 2025 of `2021/2025`."""
    return int(period.rpartition("/")[2][:4]) if period else None


def own_name(text: str) -> str:
    """The name of a concept that only this text has: half width, without space, cut to fit its column."""
    name = "".join(normalize("NFKC", text).split())
    return name[: rows.Indicator._meta.get_field("name").max_length]


def _indicator_pks(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in _chunks(names):
        found.update(rows.Indicator.objects.filter(name__in=chunk).values_list("name", "pk"))
    return found


def _indicator(name: str, concept: concepts.Indicator | None) -> rows.Indicator:
    if concept is None:
        return rows.Indicator(name=name)
    return rows.Indicator(
        name=name,
        unit_family=concept.unit_family or "",
        kind=concept.kind or "",
        price_basis=concept.price_basis or "",
        direction=concept.direction or "",
    )


def add_names(found: dict[str, int], new: Iterable[concepts.Indicator]) -> None:
    """The other names of new concepts. A name moves to the concept that the lexicon gives it now."""
    rows.IndicatorName.objects.bulk_create(
        [
            rows.IndicatorName(indicator_id=found[concept.name], name=name)
            for concept in new
            for name in concept.names
            if name != concept.name
        ],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["indicator"],
    )


def _series_pks(keys: Collection[SeriesKey]) -> dict[SeriesKey, int]:
    places = {key.area_name for key in keys}
    found: dict[SeriesKey, int] = {}
    for chunk in _chunks({key.indicator for key in keys}):
        rows_of_chunk = rows.Series.objects.filter(indicator__in=chunk, area_name__in=places)
        found.update({key_of(row): row.pk for row in rows_of_chunk})
    return found


def _series(key: SeriesKey) -> rows.Series:
    indicator, area_name, area, *rest = key
    return rows.Series(
        indicator_id=indicator, area_name=area_name, area_id=area, **dict(zip(SeriesKey._fields[3:], rest, strict=True))
    )


def key_of(row: rows.Series) -> SeriesKey:
    return SeriesKey(row.indicator_id, row.area_name, row.area_id, row.holder, row.measure, row.basis, row.unit)


def _chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    every = list(values)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
