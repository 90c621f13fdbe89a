"""Tables: which cells of a column are parts of which, by the headings of their rows.

A row 合计 or 总计 is the sum of the others; a row of the whole area (全市) is at least what those of its areas make;
a row 其中 is a part of the one before. Silent where rows stand under each other in several levels, where one has no
figure in the column, and about what does not add up (rates, values per head).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hefu.audit.claims import Claim
from hefu.audit.series import DOUBTFUL

_SUM = re.compile(r"(?:合\s*计|总\s*计|小\s*计)(?:[（(].*)?")
_AREA = re.compile(r"[全本][国省市区县州盟]")
_OVERLAPS = re.compile(r"开发区|高新|经开|园区|新区|兵团|本级|直属|直管|示范区|合作区|其中|[#＃]")
_INNER = re.compile(r"[#＃·—-]*\s*(?:其中|[#＃])|[#＃]")
_LEVELS = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.、．])")
_RATES = re.compile(r"人均|户均|平均|均|率|价|指数|增长|增速|±")
_PLACES = ("省", "市", "州", "盟", "县", "区", "旗")
_FAR = 3
"""Lines between the rows of one table and those of the next: a caption and a row of headings at least."""
_WORDS = "其中"
"""The heading of a row that says more than figures: a table with one has no sums."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A cell and those of its column that make it. at_most: they may make less than the whole, but not more."""

    whole: Claim
    parts: tuple[Claim, ...]
    at_most: bool


def parts_of_columns(sentences: list[list[Claim]]) -> Iterator[Parts]:
    """What the rows of all tables among these sentences say of sums."""
    for rows in _tables(sentences):
        yield from _inner(rows)
        yield from _sums(rows)


Row = tuple[str, dict[int, Claim]]
"""The heading of a row and its figures by the number of their column."""


def _tables(sentences: list[list[Claim]]) -> Iterator[list[Row]]:
    """Rows that stand one below the other."""
    rows: list[Row] = []
    last = ("", -1)
    for sentence in sentences:
        first = sentence[0]
        gap = first.sentence - last[1] if first.doc == last[0] and first.cell else _FAR
        if rows and gap >= _FAR:
            yield rows
            rows = []
        if rows and gap > 1:
            rows.append((_WORDS, {}))
        if first.cell:
            rows.append(_row(sentence) if _whole_cells(sentence) else (_WORDS, {}))
            last = (first.doc, first.sentence)
    if rows:
        yield rows


def _whole_cells(sentence: list[Claim]) -> bool:
    """Whether each figure fills its cell: rows that say more in words are no sums."""
    return all(claim.lead.endswith("\t") and claim.tail.lstrip(" ")[:1] in ("", "\t", "\n") for claim in sentence)


def _row(sentence: list[Claim]) -> Row:
    cells: dict[int, Claim] = {}
    column = 0
    for claim in sentence:
        column += claim.lead.count("\t")
        cells[column] = claim
    label = sentence[0].lead.split("\t")[0]
    return label.strip(), cells


def _inner(rows: list[Row]) -> Iterator[Parts]:
    """A row 其中 against the largest of those before it: what stands right before may be a part like itself."""
    widest: dict[int, Claim] = {}
    for label, cells in rows:
        for column, claim in cells.items():
            whole = widest.get(column)
            if _INNER.match(label):
                if whole is not None and _adds(whole) and _alike(whole, claim):
                    yield Parts(whole, (claim,), at_most=True)
            elif whole is None or not _alike(whole, claim) or claim.interval.high > whole.interval.high:
                widest[column] = claim


def _sums(rows: list[Row]) -> Iterator[Parts]:
    """A row of sums at the head or the foot of the others."""
    totals = [
        at for at, (label, _) in enumerate(rows) if _SUM.fullmatch(label.strip()) or _AREA.fullmatch(label.strip())
    ]
    if len(totals) != 1 or totals[0] not in (0, len(rows) - 1):
        return
    label, whole = rows[totals[0]]
    others = [row for at, row in enumerate(rows) if at != totals[0]]
    of_areas = _AREA.fullmatch(label) is not None
    if len(others) < _FEWEST or any(_INNER.match(name) or _LEVELS.match(name) for name, _ in others):
        return
    if of_areas and any(
        _OVERLAPS.search(name) or not re.search(r"[市县区旗州盟省]$", name.strip()) for name, _ in others
    ):
        return
    for column, total in whole.items():
        parts = tuple(cells[column] for _, cells in others if column in cells)
        if len(parts) == len(others) and _adds(total) and all(_alike(total, part) for part in parts):
            yield Parts(total, parts, at_most=of_areas)


def _adds(claim: Claim) -> bool:
    """Whether it is an amount of something, or a share of 100 %."""
    statement = claim.statement
    level = statement.measure == "level" and "/" not in statement.unit and not _RATES.search(statement.indicator)
    share = statement.measure == "ratio" and statement.unit == "%" and statement.value == 100
    return (level or share) and statement.bound == "=" and statement.confidence >= DOUBTFUL


def _alike(whole: Claim, part: Claim) -> bool:
    one, other = whole.statement, part.statement
    return (
        whole.base == part.base
        and one.measure == other.measure
        and one.modality == other.modality
        and whole.period == part.period
        and other.bound == "="
    )
