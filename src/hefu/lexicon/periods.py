"""Periods with names: five-year plans 五年规划, parts of a year, terms of government 本届政府."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "periods.toml"


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A plan's years, first and last; names[0] is the short one (十四五)."""

    names: tuple[str, ...]
    first: int
    last: int

    @property
    def iso(self) -> str:
        """As statements have it: 2021/2025."""
        return f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Periods:
    """Everything of `periods.toml`.

    plans: in order of time.  horizons: far aims, with their year.  parts: first and last month of 上半年, 前三季度 …
    governments: months in which a government began, in order.
    """

    plans: tuple[PlanPeriod, ...]
    horizons: dict[str, int]
    parts: dict[str, tuple[int, int]]
    governments: tuple[str, ...]

    def plan(self, name: str) -> PlanPeriod | None:
        """The plan of a name: 十四五, “十四五”规划, 第十四个五年计划时期."""
        bare = re.sub(r"[\s“”\"'‘’]|(?:规划|计划)?(?:纲要|时期|期间)?$", "", name)
        return next((plan for plan in self.plans if any(bare == _bare(known) for known in plan.names)), None)

    def plan_of(self, year: int) -> PlanPeriod | None:
        """The plan that the year belongs to."""
        return next((plan for plan in self.plans if plan.first <= year <= plan.last), None)

    def government(self, month: str) -> tuple[str, str | None] | None:
        """First month of the government of `month` (YYYY-MM), and of the one after it."""
        begun = [since for since in self.governments if since <= month]
        later = [since for since in self.governments if since > month]
        return (begun[-1], later[0] if later else None) if begun else None


@cache
def load() -> Periods:
    """The periods of `periods.toml`."""
    data: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Periods(
        plans=tuple(PlanPeriod(tuple(plan["names"]), *plan["years"]) for plan in data["plan"]),
        horizons=data["horizons"],
        parts={word: (first, last) for word, (first, last) in data["parts"].items()},
        governments=tuple(term["since"] for term in data["government"]),
    )


def _bare(name: str) -> str:
    return re.sub(r"(?:规划|计划)$", "", name)
