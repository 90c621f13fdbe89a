"""Tables of indicators that lost their cells when a document was made text.

Found by their headings, wherever those were broken; read row by row until words follow that are of no table.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hefu.plan.targets import glued, grids
from hefu.plan.targets.align import Gap, Piece, aligned, joined
from hefu.plan.targets.cells import EMPTY, Cell, Sheet, Where
from hefu.plan.targets.figures import TAIL, is_blank, is_figure, is_words
from hefu.plan.targets.heads import HEADS, Column, Frame, column, settled, split
from hefu.plan.targets.rows import (
    BINDING,
    GROUP_MARK,
    GROUP_SIZE,
    MARK,
    NUMBER,
    Row,
    group_name,
    is_part,
    is_unit,
    unit_of,
)

_NOTE = re.compile(
    r"(?:表注)?(?:注|说明|备注|资料来源|数据来源|注释)[0-9]?[：:]|注[0-9①-⑨]|[〔［\[]\s*[〕］\]]内|[*＊]为|带[*＊]"
)
_HEADING = re.compile(r"第[一二三四五六七八九十百]+[篇章节]|专栏[0-9一二三四五六七八九十]|[表图][0-9]")
_SENTENCE = re.compile(r"。|[^（]{14,}，[^）]{4,}|；$")
_PAGE = re.compile(r"[—-]*[0-9]{1,4}[—-]*|第[0-9]+页.*|[0-9]+/[0-9]+")
_CONTINUED = re.compile(r"(?:续表|（续表?）|续上表).*|单位：.*|.*（续）")
_LINES = 600
_KIND = re.compile(r"((?:约束|预期|指导|引导|监测)性(?:指标)?)")
_LEAD = re.compile(
    r"^(（[0-9]{1,2}）|[0-9]{1,3}[.、](?=[0-9]{1,2}岁|[^0-9]))|(?<=[一-龥）])([0-9]{1,3}[.、])(?=[一-龥“])"
)
"""The number of a row before its name: at the head of a run of characters, or behind the heading of a group."""
_BRACKET = re.compile(r"（[^（）]+）(?=[0-9≥≤＞＜><—〔［\[与高低不完稳达])")


def tables(sheet: Sheet) -> Iterator[tuple[Frame, list[Row], Where]]:
    """The tables of indicators in the text, with where each stands, but for those that still have their cells."""
    solid, done = sheet.solid, 0
    for found in HEADS.finditer(solid.text):
        start, end = solid.span(*found.span())
        if start < done or any(table.start < end and start < table.end for table in sheet.document.tables):
            continue
        first = _text_start(sheet, solid, found)
        columns = _columns(sheet, solid.part(first, found.end()))
        frame = settled(columns, solid.text[max(0, first - 60) : first]) if columns else None
        if frame is None:
            continue
        heads = _lines(sheet, solid.at[first], end)
        parted = _parted_lines(sheet, end, len(frame.columns)) if _is_parted(sheet, solid.at[first], frame) else None
        if parted:
            rows, done = list(grids.rows(sheet, frame, parted)), parted[-1][-1][1]
        else:
            pieces, done = _pieces(sheet, end, heads)
            rows = _Rows(frame, pieces).read()
        if sum(row.filled for row in rows) >= 2:
            yield frame, rows, (start, done)


def _is_parted(sheet: Sheet, at: int, frame: Frame) -> bool:
    """Whether tabs or strokes part the headings, so that empty cells were kept, too."""
    return len(_cells(sheet, at)) == len(frame.columns)


def _cells(sheet: Sheet, at: int) -> list[Where]:
    """The cells of the line at `at` that tabs part; strokes at its ends are no cells."""
    start = sheet.plain.rfind("\n", 0, at) + 1
    stop = sheet.plain.find("\n", at)
    stop = len(sheet.plain) if stop < 0 else stop
    drawn = sheet.document.text[start:stop].strip()[:1] in ("|", "│", "┃", "｜")
    cells, here = [], start
    for piece in sheet.plain[start:stop].split("\t"):
        cells.append((here, here + len(piece)))
        here += len(piece) + 1
    return cells[1:-1] if drawn else cells


def _parted_lines(sheet: Sheet, start: int, width: int) -> list[list[Where]]:
    """The lines below the headings that tabs part into as many cells."""
    rows: list[list[Where]] = []
    at = sheet.plain.find("\n", start) + 1
    while 0 < at < len(sheet.plain) and len(rows) < _LINES:
        stop = sheet.plain.find("\n", at)
        stop = len(sheet.plain) if stop < 0 else stop
        if sheet.plain[at:stop].strip(" \t:-—"):
            cells = _cells(sheet, at)
            if not 2 <= len(cells) <= width:
                break
            rows.append(cells + [(stop, stop)] * (width - len(cells)))
        elif not sheet.plain[at:stop].strip() and rows:
            break
        at = stop + 1
    return rows


def _text_start(sheet: Sheet, solid: Cell, found: re.Match[str]) -> int:
    """Where the headings begin: the caption above may end in 主要指标."""
    line = sheet.plain.rfind("\n", 0, solid.at[found.start()]) + 1
    head = sheet.plain[line : solid.at[found.start()]].strip()
    parts = split(found.group()) or []
    if head and len(parts) > 3 and parts[0][0] == "name":
        return found.start() + parts[0][2]
    return found.start()


def _columns(sheet: Sheet, cell: Cell) -> list[Column]:
    """The columns of a run of headings in their order from left to right."""
    found = _heads(sheet, cell)
    placed = [(kind, part, *_place(sheet, part.at[0], part.at[-1] + 1)) for kind, part in found]
    lines = Counter(line for _, _, line, _, _ in placed)
    if sum(1 for count in lines.values() if count > 1) < 2:
        kept = lines and max(lines.values()) == len(found) and "  " in _line(sheet, cell.at[0])
        return [
            replace(column(kind, part.text), left=left if kept else None, right=right if kept else None)
            for kind, part, _, left, right in placed
            if kind != "label"
        ]
    return _stacked(placed)


def _heads(sheet: Sheet, cell: Cell) -> list[tuple[str, Cell]]:
    """The single headings of a run: where several stand on a line, blanks part them, else their words alone do."""
    cuts = [0]
    for number in range(1, len(cell.at)):
        gap = sheet.plain[cell.at[number - 1] + 1 : cell.at[number]]
        if gap:
            cuts.append(number)
    words = [cell.part(a, b) for a, b in pairwise([*cuts, len(cell.at)])]
    lines = Counter(_place(sheet, word.at[0], word.at[0])[0] for word in words)
    if max(lines.values()) > 1 and all(split(word.text) for word in words):
        return [(kind, word.part(a, b)) for word in words for kind, a, b in split(word.text) or []]
    return [(kind, cell.part(a, b)) for kind, a, b in split(cell.text) or []]


def _stacked(placed: Sequence[tuple[str, Cell, int, int, int]]) -> list[Column]:
    """Headings of several lines: what stands one below the other is of one column."""
    stacks: list[list[tuple[str, Cell, int, int, int]]] = []
    for one in sorted(placed, key=lambda one: one[0] == "label"):
        over = next((stack for stack in stacks if any(one[3] <= b[4] and b[3] <= one[4] for b in stack)), None)
        if over is None:
            stacks.append([one])
        else:
            over.append(one)
    columns = []
    for stack in sorted(stacks, key=lambda stack: min(one[3] for one in stack)):
        text = "".join(one[1].text for one in sorted(stack, key=lambda one: one[2]))
        kind = next((one[0] for one in stack if one[0] != "label"), None)
        if kind:
            left, right = min(one[3] for one in stack), max(one[4] for one in stack)
            columns.append(replace(column(kind, text), left=left, right=right))  # type: ignore[arg-type]
    return columns


def _line(sheet: Sheet, at: int) -> str:
    start = sheet.plain.rfind("\n", 0, at) + 1
    return sheet.plain[start : sheet.plain.find("\n", at) % (len(sheet.plain) + 1)]


def _place(sheet: Sheet, start: int, end: int) -> tuple[int, int, int]:
    """The number of the line, by where it begins, and from where to where on it something stands."""
    line = sheet.plain.rfind("\n", 0, start) + 1
    left = _width(sheet.plain[line:start])
    return line, left, left + _width(sheet.plain[start:end])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


# ---------------------------------------------------------------- the pieces of its lines


def _lines(sheet: Sheet, start: int, end: int) -> frozenset[str]:
    """The lines of the headings, without blanks: they are printed again on the next page."""
    return frozenset(re.sub(r"\s", "", line) for line in sheet.plain[start:end].split("\n")) - {""}


def _pieces(sheet: Sheet, start: int, heads: frozenset[str]) -> tuple[list[Piece], int]:
    """The pieces of the lines from `start` to the end of the table, and where it ends."""
    found: list[Piece] = []
    skipped = {(junk.start, junk.end) for junk in sheet.document.junk}
    title = re.sub(r"\s", "", sheet.document.title or "")
    empty, at, done = False, start, start
    for _ in range(_LINES):
        if at >= len(sheet.plain):
            break
        stop = sheet.plain.find("\n", at)
        stop = len(sheet.plain) if stop < 0 else stop
        line = sheet.cell([(at, stop)])
        if not line:
            empty = True
        elif _ends(line.text, found):
            break
        elif not _is_noise(line.text, title, any(a <= line.at[0] < b for a, b in skipped), heads):
            found += _of_line(sheet, at, stop, "paragraph" if empty else "line")
            empty, done = False, stop
        at = stop + 1
    return found, done


def _ends(line: str, found: Sequence[Piece]) -> bool:
    """Whether a line is of no table any more."""
    if _NOTE.match(line) or _HEADING.match(line):
        return True
    if _KIND.search(line):
        return False
    return len(line) > 60 or (_SENTENCE.search(line) is not None and not is_words(line))


def _is_noise(line: str, title: str, junk: bool, heads: frozenset[str]) -> bool:
    """Page numbers, running heads, headings that are printed again on the next page."""
    if junk or line == title or _CONTINUED.fullmatch(line):
        return True
    if line in heads or len(split(line) or ()) >= 3:
        return True
    dashed = _PAGE.fullmatch(line) is not None and not line[0].isdigit() and any(c.isdigit() for c in line)
    return dashed and line[-1] in "—-页"


def _of_line(sheet: Sheet, start: int, stop: int, gap: Gap) -> list[Piece]:
    """The pieces of a line: what blanks part, and numbers of rows, units and words like 预期性 that were run together."""
    found: list[Piece] = []
    for match_ in re.finditer(r"\S+", sheet.plain[start:stop]):
        a, b = start + match_.start(), start + match_.end()
        line, left, _ = _place(sheet, a, b)
        at = 0
        for part in _parted(sheet.plain[a:b]):
            x = left + _width(sheet.plain[a : a + at])
            cell = sheet.cell([(a + at, a + at + len(part))])
            here: Gap = "glued" if at else ("blank" if found else gap)
            found.append(Piece(cell, here, line, x, x + _width(part)))
            at += len(part)
    return found


def _parted(text: str) -> list[str]:
    """A run of characters at the places where cells surely end."""
    parts = [part for part in _KIND.split(text) if part] if not BINDING.fullmatch(text) else [text]
    cuts = [cut for part in parts for cut in _LEAD.split(part) if cut]
    found: list[str] = []
    for cut in cuts:
        for bracket in _BRACKET.finditer(cut):
            if is_unit(bracket.group()[1:-1]):
                found += [cut[: bracket.end()], cut[bracket.end() :]]
                break
        else:
            found.append(cut)
    return [part for part in found if part]


# ---------------------------------------------------------------- rows


class _Rows:
    """Puts the pieces of a table into rows."""

    def __init__(self, frame: Frame, pieces: Sequence[Piece]) -> None:
        self.frame, self.pieces = frame, pieces
        self.columns = [one for one in frame.columns if one.kind != "no"]
        kinds = [one.kind for one in frame.columns]
        self.group_first = "group" in kinds and kinds.index("group") < (
            kinds.index("no") if "no" in kinds else kinds.index("name")
        )
        self.binding_last = kinds[-1] == "binding"
        self.values = len(frame.figures)
        self.marked = sum(1 for piece in pieces if (m := NUMBER.match(piece.text)) and not m["bare"]) >= 3

    def read(self) -> list[Row]:
        """The rows in order."""
        rows: list[Row] = []
        for no, lead, pieces in self._attached(self._records()):
            self._group(rows, lead)
            row = self._row(no, pieces)
            row.group = self.group
            rows.append(row)
        _parents(rows)
        return rows

    group: str | None = None
    _fragment: tuple[int, str] | None = None

    def _group(self, rows: Sequence[Row], lead: Sequence[Piece]) -> None:
        """The heading of the rows that follow; a narrow column breaks it over the lines of several rows."""
        text = "".join(piece.text for piece in lead)
        if not text:
            return
        goes_on = (
            self._fragment is not None
            and self._fragment[0] == len(rows) - 1
            and not GROUP_MARK.match(text)
            and (len(group_name(self._fragment[1])) <= 3 or len(text) == 1)
            and len(text) <= 4
        ) or (self._fragment is not None and GROUP_SIZE.fullmatch(text))
        whole = self._fragment[1] + text if goes_on and self._fragment else text
        self._fragment = (len(rows), whole)
        self.group = group_name(whole)
        if goes_on:
            for row in reversed(rows):
                if row.group != group_name(whole[: -len(text)]):
                    break
                row.group = self.group

    # ------------------------------------------------ where a row begins

    def _records(self) -> list[tuple[int | None, list[Piece], list[Piece]]]:
        """Number, what stood before it on its line, and pieces of each row; words alone are a record, too."""
        records: list[tuple[int | None, list[Piece], list[Piece]]] = []
        last, pieces, heading = 0, self.pieces, None
        for at, piece in enumerate(pieces):
            no = self._number(at, last)
            if no is not None:
                lead = self._lead(records, piece)
                ahead = [records[-1][2].pop()] if self._leads_with_binding(records) else []
                records.append((no, lead, ahead))
                last = no
            elif self._heads_group(at):
                records.append((None, [], [piece]))
                heading = piece.line
            elif heading == piece.line:
                records[-1][2].append(piece)
            elif heading is not None:
                records.append((None, [], [piece]))
                heading = None
            elif not records or self._begins(records[-1][2], piece):
                records.append((None, [], [piece]))
            else:
                records[-1][2].append(piece)
        return records

    def _leads_with_binding(self, records: Sequence[tuple[int | None, list[Piece], list[Piece]]]) -> bool:
        """Whether the word 预期性 stands before the number of its row."""
        kinds = [one.kind for one in self.frame.columns]
        first = "binding" in kinds and "no" in kinds and kinds.index("binding") < kinds.index("no")
        return bool(first and records and records[-1][2] and BINDING.fullmatch(records[-1][2][-1].text))

    def _heads_group(self, at: int) -> bool:
        """Whether a line with a mark (一、经济发展) heads rows: more words follow it, not figures."""
        piece = self.pieces[at]
        if piece.gap not in ("line", "paragraph") or not MARK.match(piece.text):
            return False
        line = [one for one in self.pieces[at:] if one.line == piece.line]
        following = self.pieces[at + len(line)] if at + len(line) < len(self.pieces) else None
        if unit_of(line[-1].cell)[1] or not all(self._is_words(one) for one in line):
            return False
        return (
            following is not None
            and (self._is_words(following) or NUMBER.match(following.text) is not None)
            and not (is_unit(following.text))
        )

    def _number(self, at: int, last: int) -> int | None:
        """The number of a row that a piece is; numbers without a mark must count on."""
        piece = self.pieces[at]
        found = NUMBER.match(piece.text)
        if found is None or found.end() != len(piece.text):
            return None
        if found["ring"]:
            return None
        if not found["bare"]:
            return int(found["dot"] or found["paren"])
        if self.marked or not self.frame.has("no") or int(found["bare"]) != last + 1:
            return None
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        before = self.pieces[at - 1] if at else None
        if piece.gap in ("blank", "glued") and before and not self._is_words(before):
            return None
        if self.binding_last and before and not (BINDING.fullmatch(before.text) or self._is_words(before)):
            return None
        if following is None or not self._is_words(following):
            whole = [one for one in self.pieces[at:] if one.line == piece.line]
            return last + 1 if piece.gap in ("line", "paragraph") and len(whole) > 2 else None
        return last + 1

    @staticmethod
    def _is_words(piece: Piece) -> bool:
        text = piece.text
        return not (is_figure(text) or is_blank(text) or BINDING.fullmatch(text))

    def _lead(self, records: list[tuple[int | None, list[Piece], list[Piece]]], piece: Piece) -> list[Piece]:
        """What stands before the number on its line is the heading of a group."""
        if not records or (records[-1][0] is not None and not any(one.line == piece.line for one in records[-1][2])):
            return []
        mine = [one for one in records[-1][2] if one.line == piece.line and self._is_words(one)]
        if not mine or records[-1][2][-len(mine) :] != mine:
            return []
        del records[-1][2][-len(mine) :]
        if not records[-1][2] and records[-1][0] is None:
            records.pop()
        return mine

    def _begins(self, so_far: Sequence[Piece], piece: Piece) -> bool:
        """Whether a piece begins a row that has no number: words behind figures that do not go on with them."""
        if not so_far or not self._is_words(piece):
            return False
        if self.binding_last and BINDING.fullmatch(so_far[-1].text):
            return True
        figures = sum(1 for one in so_far if is_figure(one.text) or is_blank(one.text) or is_words(one.text))
        if self._is_words(so_far[-1]) and not is_words(so_far[-1].text):
            return False
        if is_words(piece.text) or TAIL.match(piece.text):
            return False
        if any(BINDING.fullmatch(one.text) for one in so_far) and not self.binding_last:
            return figures >= 1
        named = next((n for n, one in enumerate(so_far) if self._is_words(one)), None)
        return named is not None and figures >= self.values and piece.gap in ("line", "paragraph")

    # ------------------------------------------------ what belongs to which

    def _attached(
        self, records: list[tuple[int | None, list[Piece], list[Piece]]]
    ) -> Iterator[tuple[int | None, list[Piece], list[Piece]]]:
        """Words alone join the row before or after whose name they are a part of, or are the heading of a group."""
        kept: list[tuple[int | None, list[Piece], list[Piece]]] = []
        waiting: list[Piece] = []
        for at, (no, lead, pieces) in enumerate(records):
            if no is None and not any(self._tells(piece) for piece in pieces):
                tail, head, group = self._sorted(kept, pieces, records[at + 1] if at + 1 < len(records) else None)
                if tail:
                    kept[-1] = (kept[-1][0], kept[-1][1], _renamed(kept[-1][2], tail, self))
                waiting += group
                if head and at + 1 < len(records):
                    following = records[at + 1]
                    records[at + 1] = (following[0], following[1], head + following[2])
                continue
            kept.append((no, waiting + lead, pieces))
            waiting = []
        yield from kept

    def _tells(self, piece: Piece) -> bool:
        return not self._is_words(piece) or (is_words(piece.text) and not GROUP_SIZE.search(piece.text))

    def _sorted(
        self,
        kept: Sequence[tuple[int | None, list[Piece], list[Piece]]],
        words: list[Piece],
        following: tuple[int | None, list[Piece], list[Piece]] | None,
    ) -> tuple[list[Piece], list[Piece], list[Piece]]:
        """Words between two rows: the end of the name above, the beginning of the one below, the heading of a group."""
        open_name = bool(kept) and not self.frame.has("unit") and self._unfinished(kept[-1][2])
        tail: list[Piece] = []
        if open_name:
            end = next((n for n, piece in enumerate(words, 1) if unit_of(piece.cell)[1]), 0)
            tail, words = words[:end], words[end:]
        nameless = following is not None and following[2] and not self._is_words(following[2][0])
        if words and nameless:
            return tail, words, []
        return tail, [], words

    def _unfinished(self, pieces: Sequence[Piece]) -> bool:
        """Whether the name of a row lacks the unit in brackets that it may still get."""
        name = [piece for piece in pieces if self._is_words(piece)]
        return not any(unit_of(piece.cell)[1] for piece in name)

    # ------------------------------------------------ what is in which column

    def _row(self, no: int | None, pieces: list[Piece]) -> Row:
        columns = [one for one in self.columns if one.kind != "group"] if self.group_first and no else self.columns
        parted = glued.parted(pieces, self.values)
        runs = aligned(parted or pieces, columns, self.frame)
        row = Row(no, glued=parted is not None)
        for number, one in enumerate(columns):
            run = runs.get(number, [])
            if one.kind == "name":
                row.names = _names(run)
            elif one.kind in ("value", "rate"):
                row.figures.append(joined(run))
            elif one.kind == "unit":
                row.unit = joined(run)
            elif one.kind == "binding":
                row.binding = joined(run)
            elif one.kind == "group" and run:
                self._fragment, self.group = None, group_name(joined(run).text)
        return row


def _renamed(pieces: list[Piece], tail: list[Piece], rows: _Rows) -> list[Piece]:
    """A row with the end of its name, which was printed below its figures, put where it belongs."""
    at = next((n for n, piece in enumerate(pieces) if not rows._is_words(piece)), len(pieces))
    return [*pieces[:at], *tail, *pieces[at:]]


def _names(run: Sequence[Piece]) -> list[Cell]:
    """The lines of a name: whether they are one name, or that of a whole and of its part, the rows below tell."""
    return [piece.cell for piece in run]


def _parents(rows: Sequence[Row]) -> None:
    """Closes broken names, and parts that of a whole from that of its first part where rows without number follow."""
    numbered = sum(1 for row in rows if row.no is not None) * 2 > len(rows)
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        before = rows[number - 1] if number else None
        if not row.names:
            continue
        below = following is not None and following.no is None and following.filled and not is_part(following)
        if numbered and row.no is not None and below and len(row.names) > 1:
            row.names = [_closed(row.names[:1]), _closed(row.names[1:])]
        elif (not numbered and _unit_inside(row)) or (not numbered and before is not None and _goes_on(before, row)):
            inside = _unit_inside(row)
            whole = row.names[:inside] if inside else (before.names[:1] if before else [])
            row.names = [_closed(whole), _closed(row.names[inside:])]
        elif numbered and row.no is None and before is not None:
            inner = len(before.names) > 1 and not is_part(row)
            row.no, row.names = before.no, [*(before.names[:1] if inner else []), _closed(row.names)]
        else:
            row.names = [_closed(row.names)]


def _unit_inside(row: Row) -> int:
    """How many lines of a name are that of a whole with its unit: 主要污染物排放减少（%）⏎化学需氧量."""
    return next((n for n, name in enumerate(row.names[:-1], 1) if unit_of(name)[1]), 0)


def _goes_on(before: Row, row: Row) -> bool:
    """Whether a row without unit is a part of the whole, with a unit, of which the one before is a part."""
    if len(before.names) < 2 or is_part(row) or row.unit:
        return False
    return bool(unit_of(before.names[0])[1]) and not unit_of(before.names[1])[1] and not unit_of(row.names[-1])[1]


def _closed(names: Sequence[Cell]) -> Cell:
    whole = EMPTY
    for name in names:
        whole = whole.plus(name)
    return whole
