"""Rows of a table of indicators → targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hefu.model import Evidence
from hefu.plan.model import Amount, Target
from hefu.plan.targets.amounts import Naming, Spot, amount
from hefu.plan.targets.cells import Cell, Sheet, Where
from hefu.plan.targets.figures import Figure, figure, is_blank, pair
from hefu.plan.targets.heads import Column, Frame
from hefu.plan.targets.rows import MARK, PART, Row, is_part, read, unit_of

_NOTE_YEAR = re.compile(
    r"(?:带|标|加|有|注)?[“\"]?(?P<mark>[*＊#＃①-⑩])[”\"]?号?[^；。*＊#＃①-⑩]{0,12}?(?P<year>20[0-9]{2})年(?!以?来)"
)
_CAPTION_UNIT = re.compile(r"单位：\s?(?P<unit>[^\s，。；、）]{1,8})")
_NEAR = 80
_PER_CENT = re.compile(r"(?<![产效])(?:率|比重|占比|比例|份额|增长|增速|增幅|涨幅|降低|下降)$")
"""Names of shares and movements: 城镇化率, but not 劳动生产率."""
_BOUND = re.compile(r"约束")
_TAIL = re.compile(
    r"(?:进出口)?(?:吞吐量|总额|总量|数量|人数|面积|比重|占比|比例|收入|产值|增加值|普及率|覆盖率|[一-龥]率|量|额|数)$"
)
_WORD = 2
"""So long is most often the word that names share at their front: 机场, 港口."""
_NOTES = 800
"""So many characters below a table are looked through for its notes."""
RUN = "cells run together"


def targets(sheet: Sheet, frame: Frame, rows: Sequence[Row], at: Where, *, area: str | None) -> Iterator[Target]:
    """The targets of the rows of a table that stands `at`.

    The notes below it tell the year of starred figures; 单位：亿元 above it is the unit of amounts that have none.
    """
    start, end = at
    notes = {found["mark"]: int(found["year"]) for found in _NOTE_YEAR.finditer(sheet.plain, end, end + _NOTES)}
    frame = replace(frame, starred=notes)
    caption = _CAPTION_UNIT.search(sheet.plain, max(0, start - _NEAR), start + _NEAR)
    builder = _Builder(sheet, frame, area, read(caption["unit"]) if caption else None)
    for row in rows:
        yield from builder.row(row)


class _Builder:
    """Makes the targets of one row after the other: some of what a row says holds for the next ones."""

    def __init__(self, sheet: Sheet, frame: Frame, area: str | None, caption: tuple[str, int] | None) -> None:
        self.sheet, self.frame, self.area, self.caption = sheet, frame, area, caption
        self.before: Row | None = None
        self.whole: Cell | None = None

    def row(self, row: Row) -> Iterator[Target]:
        """The targets of a row: one, several where it has several indicators, none where it aims at nothing."""
        if not row.names:
            return
        self._inherit(row)
        if not row.filled:
            self.whole = row.names[-1]
            self.before = row
            return
        whole = self._whole(row)
        yield from self._split(row, whole)
        self.before = row

    def _inherit(self, row: Row) -> None:
        """A part has the number of its whole; what was printed once for both is said of both."""
        before = self.before
        if before is None:
            return
        part = is_part(row) or (len(row.names) > 1 and row.names[0] == before.names[0])
        if part:
            row.no = before.no if row.no is None else row.no
            row.binding = row.binding or before.binding

    def _whole(self, row: Row) -> Cell | None:
        """The row that this one is a part of."""
        if len(row.names) > 1:
            return row.names[-2]
        if is_part(row):
            return self.whole
        self.whole = row.names[-1]
        return None

    def _split(self, row: Row, whole: Cell | None) -> Iterator[Target]:
        """One target a row, or one for each of the indicators that share it: 机场旅客/货邮吞吐量."""
        sizes = {len(parts) for cell in row.figures if (parts := pair(cell.text))}
        count = sizes.pop() if len(sizes) == 1 else 1
        own, bracket = unit_of(row.names[-1])
        printed = row.unit.text or (bracket.text if count > 1 else "")
        units = printed.split("/") if printed else []
        names = _parts(PART.sub("", own.text), count) if count > 1 else []
        if count == 1 or not names or (len(units) not in (0, 1, count)):
            made = self._target(row, whole, row.unit.text, row.figures, None)
            if made:
                yield made
            return
        for number, name in enumerate(names):
            cells = [_piece(cell, number, count) for cell in row.figures]
            unit = units[number] if len(units) == count else printed
            made = self._target(row, whole, unit, cells, name)
            if made:
                yield made

    def _target(
        self, row: Row, whole: Cell | None, unit: str, cells: Sequence[Cell], part: str | None
    ) -> Target | None:
        own = row.names[-1]
        lead = PART.match(own.text) or MARK.match(own.text)
        name, bracket = unit_of(own.part(lead.end(), len(own.text)) if lead else own)
        parent, above = unit_of(whole) if whole else (None, None)
        if not name:
            return None
        given = unit if not is_blank(unit) else bracket.text or (above.text if above else "")
        own_unit, why = self._unit(part or name.text, given, cells, blank=unit != "" and is_blank(unit))
        naming = Naming(part or name.text, parent.text if parent else "", own_unit)
        amounts = _Amounts(self.sheet, self.frame, naming, cells)
        if not amounts.aims:
            return None
        first, rule = amounts.aims[0]
        second = amounts.aims[1] if len(amounts.aims) > 1 else (None, "")
        evidence = list(_proof(amounts.base, (first, rule), second))
        if why:
            evidence.append(Evidence("unit", why))
        if row.glued:
            evidence.append(Evidence("target", RUN, first.start, first.end))
        start, end = name.span(0, len(name.text))
        return Target(
            item=None,
            source="table",
            indicator=self.sheet.words(name),
            start=start,
            end=end,
            unit=first.unit or "1",
            area=self.area,
            target=first,
            base=amounts.base[0],
            second=second[0],
            no=row.no,
            group=row.group,
            part=part,
            parent=self.sheet.words(parent) if parent else None,
            binding=None if is_blank(row.binding.text) else _BOUND.search(row.binding.text) is not None,
            direction="down" if naming.falls and (naming.moves or naming.rises) else None,
            evidence=tuple(evidence),
        )

    def _unit(
        self, name: str, given: str, cells: Sequence[Cell], *, blank: bool
    ) -> tuple[tuple[str, int] | None, str | None]:
        """The unit of a row, and the rule that supplied it where neither its row nor its figures print one."""
        if given:
            return read(given), None
        found = [one for cell in cells if (one := figure(cell)) is not None]
        printed = next((one.unit for one in found if one.unit), None)
        if printed or blank:
            return printed, None
        if _PER_CENT.search(name):
            above_one = any(one.value is not None and abs(one.value) > 1 for one in found)
            return (("%", 0), "per cent by its name") if above_one else (None, None)
        return self.caption, "unit of the caption" if self.caption else None


def _proof(*said: tuple[Amount | None, str]) -> Iterator[Evidence]:
    """Which rule says what kind of amount the base and the aims are."""
    for name, (amount_, rule) in zip(("base", "target", "target2"), said, strict=True):
        if amount_ is not None:
            yield Evidence(name, rule, amount_.start, amount_.end)


class _Amounts:
    """The amounts of a row: its base, and what it aims at, the level at the end first."""

    def __init__(self, sheet: Sheet, frame: Frame, naming: Naming, cells: Sequence[Cell]) -> None:
        pairs = [(one, found) for one, cell in zip(frame.figures, cells, strict=False) if (found := figure(cell))]
        self.sheet, self.frame, self.naming = sheet, frame, naming
        self.bases = [(one, found) for one, found in pairs if one.role == "base" and one.kind == "value"]
        if not self.bases:
            self.bases = [(one, found) for one, found in pairs if one.role == "base"]
        level = [(one, found) for one, found in pairs if one.role == "target" and one.kind == "value"]
        rate = [(one, found) for one, found in pairs if one.role == "target" and one.kind == "rate"]
        end = int(frame.plan[-4:]) if frame.plan else 0
        for several in (level, rate):  # of several years the plan's last one first, then the nearest to it
            several.sort(key=lambda one: abs((one[0].year or end) - end))
        self.level = next((found for _, found in level), None)
        self.rate = next((found for _, found in rate), None)
        self.aims = [self._amount(one, found) for one, found in (level[:1] + rate[:1] + level[1:2])]

    @property
    def base(self) -> tuple[Amount | None, str]:
        """The last base that the row has, and the rule that says what it is."""
        return self._amount(*self.bases[-1]) if self.bases else (None, "")

    def _amount(self, column: Column, found: Figure) -> tuple[Amount, str]:
        of, base = self.bases[-1] if self.bases else (None, None)
        years = of is not None and of.era is not None
        spot = Spot(found, column, self.naming, self.frame, base, self.level, self.rate, years)
        made, _, rule = amount(self.sheet, spot)
        return made, rule


def _piece(cell: Cell, number: int, count: int) -> Cell:
    """The part of a cell that is of one of several indicators."""
    parts = pair(cell.text)
    if not parts or len(parts) != count:
        return cell
    start = sum(len(part) + 1 for part in parts[:number])
    return cell.part(start, start + len(parts[number]))


def _parts(name: str, count: int) -> list[str]:
    """The indicators that a name joins: 机场旅客/货邮吞吐量 is 机场旅客吞吐量 and 机场货邮吞吐量."""
    words = re.split("[/、]", name)
    if len(words) != count:
        return []
    last = words[-1]
    tail = _TAIL.search(last)
    cut = tail.start() if tail else len(last)
    if tail and len(tail.group()) == 1 and len(words[0]) < cut:  # 铁路/公路货运量: members of one length
        cut = len(words[0])
    end, own = last[cut:], last[:cut]
    first = words[0].removesuffix(end)
    shared = len(first) > _WORD and not last.startswith(first[:_WORD])
    head = first[: max(len(first) - len(own), _WORD)] if shared else ""
    middle = [word.removesuffix(end) for word in words[1:-1]]
    return [first + end, *(head + word + end for word in middle), head + own + end]
