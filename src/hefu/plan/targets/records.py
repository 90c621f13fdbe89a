"""The pieces of a table that lost its cells → its rows.

A row begins with its number; where rows have none, with words behind figures. Words between two rows are the rest of
the name above, the beginning of the one below, or the heading of the rows that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hefu.plan.targets import glued, groups
from hefu.plan.targets.align import Piece, aligned, joined
from hefu.plan.targets.cells import EMPTY, Cell
from hefu.plan.targets.figures import TAIL, is_blank, is_figure, is_words
from hefu.plan.targets.heads import Frame
from hefu.plan.targets.rows import (
    BINDING,
    GROUP,
    GROUP_MARK,
    GROUP_SIZE,
    MARK,
    NUMBER,
    Row,
    group_name,
    is_part,
    is_unit,
    unit_of,
)  # fmt: skip

_FEW = 3
"""So many rows with numbers make a table numbered."""
_OPENS = re.compile(r"与|同(?!比)|[高低快优]于|不[高低]于|不超过|完成|达到|控制|保持")
"""How words begin that stand for a figure, and no name."""
_MOST = 60
"""A row of more pieces is none."""


@dataclass(slots=True)
class Record:
    """What stands between two beginnings of rows. lead: what stood before the number: the heading of a group."""

    no: int | None = None
    lead: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def rows(frame: Frame, pieces: Sequence[Piece]) -> list[Row]:
    """The rows of a table in order."""
    records = list(_attached(_Cutter(frame, pieces).records(), frame))
    filler = _Filler(frame)
    found = [filler.row(record) for record in records if len(record.pieces) <= _MOST]
    if frame.has("group"):
        groups.centred(found, filler.labels)
    _name(found)
    return found


def _says(piece: Piece) -> bool:
    """Whether a piece is words, and no figure, dash or 预期性."""
    return not (is_figure(piece.text) or is_blank(piece.text) or BINDING.fullmatch(piece.text))


# ---------------------------------------------------------------- where a row begins


def _counted(pieces: Sequence[Piece], style: str) -> int:
    """How many numbers of a style (1. or （1）) there are, if most follow each other: （15） may be a sum."""
    marks = [NUMBER.fullmatch(piece.text) for piece in pieces]
    numbers = [int(mark[style]) for mark in marks if mark and mark[style]]
    steps = sum(1 for before, number in pairwise([0, *numbers]) if number in (before + 1, 1))
    alone = len(numbers) == 1 and style == "paren"
    return len(numbers) if steps * 2 > len(numbers) and not alone else 0


class _Cutter:
    """Cuts the pieces where rows begin."""

    def __init__(self, frame: Frame, pieces: Sequence[Piece]) -> None:
        self.frame, self.pieces = frame, pieces
        kinds = [one.kind for one in frame.columns]
        self.binding_last = kinds[-1] == "binding"
        self.tailed = kinds[-1] == "other"
        self.binding_first = "binding" in kinds and kinds.index("binding") < kinds.index("name")
        counts = {style: _counted(pieces, style) for style in ("dot", "paren")}
        self.styles = {style for style, count in counts.items() if count}
        self.marked = sum(counts.values()) >= _FEW
        self.counted = not self.marked and ("no" in kinds or self._count() >= _FEW)

    def _count(self) -> int:
        """How far bare numbers count on, though no heading says that there are any."""
        last = 0
        self.counted = True
        for at in range(len(self.pieces)):
            last = self._number(at, last) or last
        return last

    def records(self) -> list[Record]:
        """The records in order; words alone are one, too."""
        found: list[Record] = []
        last, heading = 0, -1
        for at, piece in enumerate(self.pieces):
            no = self._number(at, last)
            if no is not None:
                found.append(self._numbered(found, piece, no))
                last = no
            elif heading == piece.line:
                found[-1].pieces.append(piece)
            elif self._heads_group(at):
                found.append(Record(pieces=[piece]))
                heading = piece.line
            elif not found or heading >= 0 or self._begins(found[-1].pieces, at):
                found.append(Record(pieces=[piece]))
                heading = -1
            else:
                found[-1].pieces.append(piece)
        return found

    def _number(self, at: int, last: int) -> int | None:
        """The number of a row that a piece is; numbers without a mark must count on."""
        piece = self.pieces[at]
        found = NUMBER.match(piece.text)
        if found is None or found.end() != len(piece.text) or found["ring"]:
            return None
        if not found["bare"]:
            if not any(found[style] for style in self.styles):
                return None
            return int(found["dot"] or found["paren"])
        if not self.counted or int(found["bare"]) != last + 1:
            return None
        before = self.pieces[at - 1] if at else None
        if before and not _says(before):
            if piece.gap in ("blank", "glued") and not self.binding_first:
                return None
            if self.binding_last and not BINDING.fullmatch(before.text):
                return None
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if following is None or not _says(following):  # 8 32.5 预期性 between the lines of the name
            mine = sum(1 for one in self.pieces[at : at + _MOST] if one.line == piece.line)
            return last + 1 if piece.gap in ("line", "paragraph") and mine > 2 else None
        return last + 1

    def _numbered(self, found: list[Record], piece: Piece, no: int) -> Record:
        """The record that a number begins, with what stands before it and is of it."""
        lead: list[Piece] = []
        if found and (found[-1].no is None or any(one.line == piece.line for one in found[-1].pieces)):
            pieces = found[-1].pieces
            while pieces and pieces[-1].line == piece.line and _says(pieces[-1]):
                lead.insert(0, pieces.pop())
            if not pieces and found[-1].no is None:
                found.pop()
        elif found and self.tailed and self.frame.has("group"):  # 预期性, 市统计局, 创新驱动 before the number
            pieces = found[-1].pieces
            if len(pieces) > 2 and _says(pieces[-2]) and GROUP.fullmatch(pieces[-1].text):
                lead.append(pieces.pop())
        ahead = []
        if self.binding_first and found and found[-1].pieces and BINDING.fullmatch(found[-1].pieces[-1].text):
            ahead = [found[-1].pieces.pop()]
        return Record(no, lead, ahead)

    def _heads_group(self, at: int) -> bool:
        """Whether a line heads rows, by its mark (一、经济发展) or its words; a name, not figures, follows it."""
        piece, before = self.pieces[at], self.pieces[at - 1] if at else None
        if piece.gap not in ("line", "paragraph"):
            return False
        if before and self.binding_last and not (_says(before) or BINDING.fullmatch(before.text)):
            return False
        line = [one for one in self.pieces[at : at + _MOST] if one.line == piece.line]
        text = "".join(one.text for one in line)
        marked = MARK.match(text) is not None or GROUP_SIZE.search(text) is not None
        if not (marked or (GROUP.fullmatch(text) and not self.frame.has("group"))) or unit_of(line[-1].cell)[1]:
            return False
        following = self.pieces[at + len(line)] if at + len(line) < len(self.pieces) else None
        if following is None or not all(map(_says, line)) or is_blank(following.text):
            return False
        if NUMBER.match(following.text):
            return True
        return _says(following) and not is_unit(following.text) and not following.text.startswith("（")

    def _begins(self, so_far: Sequence[Piece], at: int) -> bool:
        """Whether a piece begins a row that has no number: words behind figures that do not go on with them."""
        piece = self.pieces[at]
        if so_far and self._opens_words(at):
            return False
        if self.tailed and any(map(_tells, so_far)):
            return not (self.marked or self.counted) and self._ended(so_far, piece)
        if not so_far or not _says(piece):
            return (
                bool(so_far) and self.binding_first and not self.counted and BINDING.fullmatch(piece.text) is not None
            )
        if self.binding_last and BINDING.fullmatch(so_far[-1].text):
            return True
        if (_says(so_far[-1]) and not is_words(so_far[-1].text)) or is_words(piece.text) or TAIL.match(piece.text):
            return False
        named = any(_says(one) for one in so_far)
        named_to = next((n for n, one in enumerate(so_far) if is_figure(one.text) or is_blank(one.text)), 0)
        so_far = so_far[named_to:] or so_far  # 能耗⏎降低, the end of a name, stands for no figure
        figures = sum(1 for one in so_far if not BINDING.fullmatch(one.text) and (not _says(one) or is_words(one.text)))
        if not self.binding_last and any(BINDING.fullmatch(one.text) for one in so_far):
            return figures >= 1
        return named and figures >= len(self.frame.figures) and piece.gap in ("line", "paragraph")

    def _ended(self, so_far: Sequence[Piece], piece: Piece) -> bool:
        """Whether a row has all, then words of its last column (责任单位): a line below it begins another."""
        told = max(n for n, one in enumerate(so_far) if _tells(one))
        full = sum(1 for one in so_far if _tells(one)) >= min(2, len(self.frame.figures))
        return full and told < len(so_far) - 1 and piece.gap in ("line", "paragraph") and _says(piece)

    def _opens_words(self, at: int) -> bool:
        """Whether words that stand for a figure begin here and were broken: 与经济⏎增长同步."""
        if not _OPENS.match(self.pieces[at].text):
            return False
        texts = [one.text for one in self.pieces[at : at + 3]]
        return any(is_words("".join(texts[:many])) for many in (2, 3))


# ---------------------------------------------------------------- words between rows


def _attached(records: Sequence[Record], frame: Frame) -> Iterator[Record]:
    """The records that have figures, with the words between them put where they belong."""
    kept: list[Record] = []
    waiting: list[Piece] = []
    for at, record in enumerate(records):
        if record.no is not None or any(map(_tells, record.pieces)):
            kept.append(Record(record.no, waiting + record.lead, record.pieces))
            waiting = []
            continue
        following = records[at + 1] if at + 1 < len(records) else None
        words = record.pieces
        if kept and not frame.has("unit") and not any(unit_of(one.cell)[1] for one in kept[-1].pieces if _says(one)):
            end = next((n for n, piece in enumerate(words, 1) if unit_of(piece.cell)[1]), 0)
            _lengthen(kept[-1], words[:end])
            words = words[end:]
        if words and following is not None and following.pieces and not _says(following.pieces[0]):
            following.pieces[:0] = words
        else:
            waiting += words
    yield from kept


def _tells(piece: Piece) -> bool:
    return not _says(piece) or (is_words(piece.text) and not GROUP_SIZE.search(piece.text))


def _lengthen(record: Record, tail: Sequence[Piece]) -> None:
    """Puts the end of a name, printed below the figures of its row, where it belongs."""
    at = next((n for n, piece in enumerate(record.pieces) if not _says(piece)), len(record.pieces))
    record.pieces[at:at] = tail


# ---------------------------------------------------------------- what is in which column


class _Filler:
    """Makes a row of each record; the heading of a group holds until the next one."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.columns = [one for one in frame.columns if one.kind != "no"]
        self.ungrouped = [one for one in self.columns if one.kind != "group"]
        kinds = [one.kind for one in frame.columns]
        ahead = kinds.index("no") if "no" in kinds else kinds.index("name")
        self.group_first = "group" in kinds and kinds.index("group") < ahead
        self.group: str | None = None
        self.made: list[Row] = []
        self.labels: list[groups.Label] = []
        self._fragment: tuple[int, str] | None = None

    def row(self, record: Record) -> Row:
        """The row of a record."""
        self._lead(record.lead, beside=record.pieces)
        columns = self.ungrouped if self.group_first and record.no is not None else self.columns
        cut = glued.parted(record.pieces, len(self.frame.figures), units=self.frame.has("unit"))
        runs = aligned(cut or record.pieces, columns, self.frame)
        row = Row(record.no, glued=cut is not None)
        for number, one in enumerate(columns):
            run = runs.get(number, [])
            if one.kind == "name":
                row.names = [piece.cell for piece in run]
            elif one.kind in ("value", "rate"):
                row.figures.append(joined(run))
            elif one.kind == "unit":
                row.unit = joined(run)
            elif one.kind == "binding":
                row.binding = joined(run)
            elif one.kind == "group" and run:
                self._fragment, self.group = None, group_name(joined(run).text)
                self.labels.append(groups.Label(self.group, len(self.made), len(self.made)))
        row.group = self.group
        self.made.append(row)
        return row

    def _lead(self, lead: Sequence[Piece], *, beside: Sequence[Piece]) -> None:
        """The heading of the rows that follow; a narrow column breaks it over the lines of several rows."""
        text = "".join(piece.text for piece in lead)
        if not text:
            return
        goes_on = self._goes_on(text)
        whole = self._fragment[1] + text if goes_on and self._fragment else text
        before, self.group = self.group, group_name(whole)
        self._fragment = (len(self.made), whole)
        at = len(self.made) if any(one.line == lead[-1].line for one in beside) else len(self.made) - 0.5
        if not goes_on or not self.labels:
            self.labels.append(groups.Label(self.group, at, at))
        else:
            self.labels[-1].name, self.labels[-1].last = self.group, at
        if goes_on:
            for row in reversed(self.made):
                if row.group != before:
                    break
                row.group = self.group

    def _goes_on(self, text: str) -> bool:
        """Whether words go on with the heading of the row before: 一、经⏎济发展, 经济⏎发展, 经济发展⏎（7项）."""
        if self._fragment is None:
            return False
        if GROUP_SIZE.fullmatch(text):
            return True
        at, before = self._fragment
        short = len(group_name(before)) <= 3 or len(text) == 1
        return at == len(self.made) - 1 and not GROUP_MARK.match(text) and short and len(text) <= 4


# ---------------------------------------------------------------- names


def _name(found: Sequence[Row]) -> None:
    """Closes broken names, and parts that of a whole from that of its first part where rows without number follow."""
    numbered = sum(1 for row in found if row.no is not None) * 2 > len(found)
    for number, row in enumerate(found):
        before = found[number - 1] if number else None
        following = found[number + 1] if number + 1 < len(found) else None
        if not row.names:
            continue
        if not numbered:
            row.names = _unnumbered(before, row)
        elif row.no is not None:
            below = following is not None and following.no is None and following.filled and not is_part(following)
            split = below and len(row.names) > 1
            row.names = [_closed(row.names[:1]), _closed(row.names[1:])] if split else [_closed(row.names)]
        elif before is not None:
            inner = len(before.names) > 1 and not is_part(row)
            row.no, row.names = before.no, [*(before.names[:1] if inner else []), _closed(row.names)]


def _unnumbered(before: Row | None, row: Row) -> list[Cell]:
    """The name of a row without number, behind that of its whole when this has a unit: 污染物减少（%）⏎化学需氧量."""
    inside = next((n for n, name in enumerate(row.names[:-1], 1) if unit_of(name)[1]), 0)
    if inside:
        return [_closed(row.names[:inside]), _closed(row.names[inside:])]
    if before is None or len(before.names) < 2 or is_part(row) or row.unit:
        return [_closed(row.names)]
    units = [bool(unit_of(name)[1]) for name in (before.names[0], before.names[1], row.names[-1])]
    return [*(before.names[:1] if units == [True, False, False] else []), _closed(row.names)]


def _closed(names: Sequence[Cell]) -> Cell:
    whole = EMPTY
    for name in names:
        whole = whole.plus(name)
    return whole
