"""A ledger for Python: `hefu.open("city.sqlite3").statements`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hefu.errors import UsageError
from hefu.export.cited import Cited
from hefu.export.frames import Statements
from hefu.ledger.opening import URL, address, open_ledger

_FILTERS = "indicator", "area", "period", "measure", "modality", "doc", "title", "q", "sort"


class Ledger:
    """An open ledger. Several may be used in turn, not at the same time."""

    def __init__(self, url: str | None = None) -> None:
        """url: a path, sqlite:///PATH or postgresql://…; LedgerError when there is none."""
        open_ledger(url)
        self._url = os.environ[URL]

    def activate(self) -> None:
        """Makes it the one that is worked on, if another was opened since."""
        if os.environ.get(URL) != self._url:
            open_ledger(self._url)

    @property
    def statements(self) -> Selection:
        """All its statements, document by document; `.where(…)` chooses."""
        return Selection(self, {"sort": "place"})

    def __repr__(self) -> str:
        self.activate()
        return f"<ledger {address()}>"


class Selection(Statements):
    """Statements of a ledger, read in a stream each time."""

    def __init__(self, ledger: Ledger, wanted: dict[str, Any]) -> None:
        super().__init__(self._records)
        self._ledger, self._wanted = ledger, wanted

    def where(self, **wanted: str) -> Selection:
        """Those that also fit: indicator, area, period, measure, modality, doc, title, q, as on the site; and sort."""
        if unknown := set(wanted) - set(_FILTERS):
            raise UsageError(f"statements have no {', '.join(sorted(unknown))}: choose of {', '.join(_FILTERS)}")
        return Selection(self._ledger, self._wanted | wanted)

    def __len__(self) -> int:
        return int(self._rows().count())

    def _rows(self) -> Any:
        from hefu.ledger.listing import ORDERS, Filter, statements

        self._ledger.activate()
        found = replace(Filter(), **self._wanted)
        if found.sort.removeprefix("-") not in ORDERS:
            raise UsageError(f"statements cannot be sorted by {found.sort!r}: choose of {', '.join(ORDERS)}")
        return statements(found)

    def _records(self) -> Iterator[Cited]:
        from hefu.ledger.records import records

        return records(self._rows(), evidence=True)
