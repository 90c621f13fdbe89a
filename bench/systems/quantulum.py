"""quantulum3, made for English: it is given Chinese text as it is, and, apart, number and unit in English."""

from __future__ import annotations

import warnings
from importlib.metadata import version
from typing import Any

from bench.systems import Found, Text

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says that its optional classifier is not installed
    from quantulum3 import parser

UNITS = {
    "percentage": "%", "chinese yuan": "元", "Chinese yuan": "元", "yuan": "元", "renminbi": "元",
    "united states dollar": "美元", "dollar": "美元", "kilometre": "公里", "metre": "米", "centimetre": "厘米",
    "square metre": "平方米", "square kilometre": "平方公里", "hectare": "公顷", "cubic metre": "立方米",
    "tonne": "吨", "ton": "吨", "kilogram": "公斤", "gram": "克", "kilowatt": "千瓦", "kilowatt hour": "千瓦时",
    "kilowatt-hour": "千瓦时", "year": "年", "day": "天", "month": "个月", "": None, "dimensionless": None,
}  # fmt: skip


class Quantulum:
    version = version("quantulum3")

    def __init__(self) -> None:
        self.tasks = {"everything": self._count}

    def _count(self, text: Text) -> int:
        return len(_parse(text.text))

    def quantities(self, text: Text) -> list[Found]:
        """What its English grammar makes of the text."""
        return [
            Found(q.span[0], q.span[1], float(q.value), UNITS.get(q.unit.name, q.unit.name)) for q in _parse(text.text)
        ]

    def answer(self, model: str, words: str, reference: str | None) -> list[dict[str, Any]]:
        """It is not asked: the specs are another system's."""
        raise NotImplementedError("quantulum3 is measured on values and speed only")


def _parse(text: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(parser.parse(text))


System = Quantulum
