"""The published Chinese specs of Recognizers-Text, as one type of case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILES = {
    "numbers": "Number/Chinese/NumberModel.json",
    "percentages": "Number/Chinese/PercentModel.json",
    "currencies": "NumberWithUnit/Chinese/CurrencyModel.json",
    "dimensions": "NumberWithUnit/Chinese/DimensionModel.json",
    "periods": "DateTime/Chinese/DatePeriodParser.json",
}
"""Model as it is called here, and its file below `Specs`."""


@dataclass(frozen=True, slots=True)
class Case:
    """An input of a spec with the results that it wants, in the terms of the spec; reference: the day of speaking."""

    model: str
    words: str
    results: tuple[Mapping[str, Any], ...]
    reference: str | None

    @property
    def expected(self) -> tuple[str, ...]:
        """The words of its results."""
        return tuple(result["Text"] for result in self.results)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its results stand, half-open (the spec's own `End` is the last character)."""
        return tuple((r["Start"], r["Start"] + len(r["Text"])) for r in self.results)

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """The values of its results; 50% is 50."""
        values = [result["Resolution"]["value"] for result in self.results if "Resolution" in result]
        return tuple(None if value is None else float(value.rstrip("%")) for value in values)


def load(folder: Path, model: str) -> Iterator[Case]:
    """The cases of a model that its authors want of the Python release."""
    path = folder / FILES[model]
    for entry in json.loads(path.read_text(encoding="utf-8-sig")):
        unwanted = entry.get("NotSupported", "") + entry.get("NotSupportedByDesign", "")
        if "python" not in unwanted:
            reference = entry.get("Context", {}).get("ReferenceDateTime")
            yield Case(model, entry["Input"], tuple(entry["Results"]), reference)
