"""What the notes of a table say of its signs: ① behind a figure is preliminary, ○ stands where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hefu.extract.text import normalise
from hefu.imports.amounts import UnclearError, amount, is_missing
from hefu.imports.blocks import Block, alone, distinct
from hefu.imports.heads import SIGN, is_sign

_MEANINGS = (
    ("provisional", re.compile(r"初步|快报|速报")),
    ("estimate", re.compile(r"预计|估计|估算|预测|推算")),
    ("revised", re.compile(r"修订|调整[后数]|核实")),
    ("target", re.compile(r"目标|计划|规划")),
)
_EXPLAINED = r"(?:^|[\s；。：“])(?:[0-9][.、])?{}”?\s*[.、：]?\s*(?P<said>[^；。\n]+)"
_NOTHING = re.compile(r"无|没有|不足|不详|缺|未|不适用")


def signs(blocks: Iterable[Block]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What signs behind figures mean, and which stand where there is no figure; those that the notes explain, and
    everywhere alike.
    """
    marks: dict[str, set[str]] = {}
    missing: dict[str, bool] = {}
    for block in blocks:
        notes = "\n".join(_notes(block))
        for sign, behind in _used(block):
            if behind:
                marks.setdefault(sign, set()).add(_meaning(sign, notes))
            else:
                missing[sign] = missing.get(sign, True) and _is_gap(sign, notes)
    told = {sign: next(iter(found)) for sign, found in marks.items() if len(found) == 1 and "" not in found}
    return told, tuple(sign for sign, gap in missing.items() if gap)


def _notes(block: Block) -> Iterator[str]:
    """The lines of words of a table's sheet."""
    for row in block.sheet.rows.values():
        if alone(row):
            yield normalise(distinct(row)[0].words)


def _used(block: Block) -> Iterator[tuple[str, bool]]:
    """The signs of a table that are not known, and whether a figure stands before them."""
    columns = block.figures()
    for row in block.rows:
        cells = block.sheet.rows[row]
        for words in {cells[column].words.strip() for column in columns if column in cells}:
            if is_sign(words) and not is_missing(words):
                yield words, False
                continue
            try:
                amount(words, {})
            except UnclearError as error:
                if SIGN.fullmatch(error.parts.get("mark", "")):
                    yield error.parts["mark"], True


def _meaning(sign: str, notes: str) -> str:
    """What a sign behind figures means by the notes; `actual` where they say something else of it, else nothing."""
    found = re.search(_EXPLAINED.format(re.escape(sign)), notes, re.M)
    if found is None:
        return ""
    return next((name for name, words in _MEANINGS if words.search(found["said"])), "actual")


def _is_gap(sign: str, notes: str) -> bool:
    """Whether the notes say that the sign stands where there is no figure."""
    quoted = r"(?:[“”‘’\"「」、和或]|[^\w\s])*"
    found = re.search(rf"{re.escape(sign)}{quoted}\s*(?:表示|为|指|系|：)(?P<said>[^；。，\n]+)", notes)
    return found is not None and _NOTHING.search(found["said"]) is not None
