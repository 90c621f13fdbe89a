"""The first column of a table 主栏: what its rows are parts of, where their names leave it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hefu.extract.lists import HEADS

Unit = tuple[str, int]
"""A unit with its power of ten."""

_COMPLETE = re.compile(r"(?:量|率|出栏|存栏)$")
"""Headings of rows that say how much of something by themselves: 发电量, 生猪出栏."""
BRANCH = re.compile(r"^第[一二三]产业$|业$")
"""What the gross product is made of; their figures are 增加值."""


def is_complete(name: str) -> bool:
    """Whether the heading of a row says by itself what it measures: 发电量, but not 铁路 below 客运量."""
    return HEADS.search(name) is not None or _COMPLETE.search(name) is not None


def heads_group(name: str, unit: Unit | None) -> bool:
    """Whether a row without figures says what the rows below it are of: 客运量（万人）."""
    return unit is not None or is_complete(name)


def below(name: str, group: str) -> str:
    """The name of a row below a group's heading: 铁路 below 客运量 is 铁路客运量."""
    return name if not group or is_complete(name) or BRANCH.search(name) else name + group


@dataclass(slots=True)
class Stub:
    """The rows of a table from above to below.

    whole: the row that the ones with 其中 are parts of.
    group: what a row without figures says that the rows below it are of, with its unit.
    """

    whole: str = ""
    group: tuple[str, Unit | None] = ("", None)

    def enter(self, name: str, unit: Unit | None) -> None:
        """A row without figures: it heads a group, or ends one."""
        self.group = (name, unit) if heads_group(name, unit) else ("", None)

    def part(self, name: str, unit: Unit | None) -> tuple[str, Unit | None]:
        """The name and unit of a row with 其中: 其中：住宅 below 房屋施工面积."""
        found = name if is_complete(name) else name + self.whole
        return found, unit or (self.group[1] if self.group[0] and found.endswith(self.group[0]) else None)

    def row(self, name: str, unit: Unit | None) -> tuple[str, Unit | None]:
        """The name and unit of any other row."""
        self.whole = below(name, self.group[0])
        return self.whole, unit or (self.group[1] if self.whole != name else None)
