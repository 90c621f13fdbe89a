"""Recognizers-Text, Chinese: the models of its PyPI release, called as its own tests call them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from importlib.metadata import version
from typing import Any

from recognizers_date_time import DateTimeRecognizer
from recognizers_date_time.date_time.chinese.dateperiod_extractor import ChineseDatePeriodExtractor
from recognizers_date_time.date_time.chinese.dateperiod_parser import ChineseDatePeriodParser
from recognizers_number import NumberRecognizer
from recognizers_number_with_unit import NumberWithUnitRecognizer
from recognizers_text import Culture

from bench.systems import Found, Text
from bench.systems.names import UNITS


class Recognizers:
    version = version("recognizers-text-number")

    def __init__(self) -> None:
        numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
        self._models = {
            "numbers": numbers.get_number_model(),
            "percentages": numbers.get_percentage_model(),
            "currencies": units.get_currency_model(),
            "dimensions": units.get_dimension_model(),
            "dates": DateTimeRecognizer(Culture.Chinese).get_datetime_model(),
        }
        self._extractor, self._parser = ChineseDatePeriodExtractor(), ChineseDatePeriodParser()
        self.tasks = {name: partial(self._count, name) for name in self._models}

    def _count(self, name: str, text: Text) -> int:
        return len(self._models[name].parse(text.text))

    def quantities(self, text: Text) -> list[Found]:
        """Currencies, dimensions and percentages; a number where none of these stands."""
        found: list[Found] = []
        for name in ("currencies", "dimensions", "percentages", "numbers"):
            for result in self._models[name].parse(text.text):
                start, end = result.start, result.end + 1
                number = (result.resolution or {}).get("value")
                taken = name == "numbers" and any(f.start <= start < f.end for f in found)
                if number is not None and not taken:
                    found.append(Found(start, end, float(number.rstrip("%")), self._unit(name, result)))
        return found

    def _unit(self, name: str, result: Any) -> str | None:
        if name == "percentages":
            return "百分点" if "点" in result.text[-1:] else "%"
        printed = result.resolution.get("unit")
        return UNITS.get(printed, printed)

    def answer(self, model: str, words: str, reference: str | None) -> list[dict[str, Any]]:
        """Results with the keys of the spec files."""
        if reference:
            return self._date_periods(words, datetime.fromisoformat(reference))
        return [
            {"Text": r.text, "Start": r.start, "End": r.end, "Resolution": r.resolution}
            for r in self._models[model].parse(words)
        ]

    def _date_periods(self, words: str, reference: datetime) -> list[dict[str, Any]]:
        answers = []
        for found in self._extractor.extract(words, reference):
            parsed = self._parser.parse(found, reference)
            answer: dict[str, Any] = {"Text": parsed.text, "Start": parsed.start, "Length": parsed.length}
            if parsed.value:
                answer["Value"] = {
                    "Timex": parsed.value.timex,
                    "FutureResolution": parsed.value.future_resolution,
                    "PastResolution": parsed.value.past_resolution,
                }
            answers.append(answer)
        return answers


System = Recognizers
