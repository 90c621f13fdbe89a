"""JioNLP: its extraction of money and of time, which are all it has for figures."""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Any

import jionlp

from bench.systems import Found, Text

_TIMES = {"year": "年", "month": "个月", "day": "天", "hour": "小时", "minute": "分钟"}


logging.disable(logging.CRITICAL)  # else writing tracebacks of what it could not parse counts as its work


class Jio:
    version = version("jionlp")

    def __init__(self) -> None:
        self.tasks = {"currencies": self._money, "dates": self._time}

    def _money(self, text: Text) -> int:
        return len(jionlp.ner.extract_money(text.text))

    def _time(self, text: Text) -> int:
        return len(jionlp.ner.extract_time(text.text))

    def quantities(self, text: Text) -> list[Found]:
        """Sums of money, and durations (60天)."""
        spans = [_duration(item) for item in jionlp.ner.extract_time(text.text) if item["type"] == "time_delta"]
        money = [_amount(item) for item in jionlp.ner.extract_money(text.text)]
        return [*money, *(span for span in spans if span is not None)]

    def answer(self, model: str, words: str, reference: str | None) -> list[dict[str, Any]]:
        """It is not asked: the specs are another system's."""
        raise NotImplementedError("JioNLP is measured on values and speed only")


def _amount(item: dict[str, Any]) -> Found:
    start, end = item["offset"]
    number = item["detail"]["num"]
    low, high = (number[0], float(number[1])) if isinstance(number, list) else (number, None)
    return Found(start, end, float(low), item["detail"]["case"], high)


def _duration(item: dict[str, Any]) -> Found | None:
    start, end = item["offset"]
    length = item["detail"]["time"]
    named = (
        [(unit, length[name]) for name, unit in _TIMES.items() if name in length] if isinstance(length, dict) else []
    )
    if len(named) != 1 or isinstance(named[0][1], list | dict):
        return None
    unit, number = named[0]
    return Found(start, end, float(number), unit)


System = Jio
