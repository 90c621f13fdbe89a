"""Numbers that a word processor prints before a paragraph without storing them: 一、 （一） 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)


class Styles:
    """The paragraph styles of a document: which are headings, which carry a number."""

    def __init__(self, element: Any) -> None:
        self._styles = {style.get(_W + "styleId"): style for style in element.iter(_W + "style")}
        self._levels: dict[str, int | None] = {}

    def heading(self, paragraph: Any) -> int | None:
        """The heading's level from 1, 0 for the document's title, None for no heading."""
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None:
            return _level(outline)
        style = self.of(paragraph)
        if style not in self._levels:
            self._levels[style] = self._resolve(style)
        return self._levels[style]

    def of(self, paragraph: Any) -> str:
        """The identifier of a paragraph's style, `` for the default one."""
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return "" if found is None else str(found.get(_W + "val") or "")

    def numbered(self, style: str) -> Any:
        """The numbering properties of a style or the nearest one that it is based on."""
        for element in self._chain(style):
            found = element.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                return found
        return None

    def _resolve(self, style: str) -> int | None:
        for element in self._chain(style):
            name = element.find(_W + "name")
            words = "" if name is None else str(name.get(_W + "val") or "")
            if words.lower() in ("title", "标题"):
                return 0
            match = _NAME.fullmatch(words.strip())
            if match:
                return int(match[1])
            outline = element.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None:
                return _level(outline)
        return None

    def _chain(self, style: str) -> list[Any]:
        chain: list[Any] = []
        while style in self._styles and len(chain) < 20:
            chain.append(self._styles[style])
            based = self._styles[style].find(_W + "basedOn")
            style = "" if based is None else str(based.get(_W + "val") or "")
        return chain


def _level(outline: Any) -> int | None:
    value = str(outline.get(_W + "val") or "9")
    return int(value) + 1 if value in "012345678" else None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    styles: Styles
    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Any, styles: Styles) -> Numbering:
        """The numbering of a document; none counts when it has no lists."""
        numbering = cls(styles)
        relations = package.part.rels.values()
        part = next((r.target_part for r in relations if r.reltype.endswith("/numbering") and not r.is_external), None)
        if part is None:
            return numbering
        element = part.element
        for num in element.iter(_W + "num"):
            abstract = num.find(_W + "abstractNumId")
            if abstract is not None:
                numbering.lists[str(num.get(_W + "numId"))] = str(abstract.get(_W + "val"))
        for abstract in element.iter(_W + "abstractNum"):
            for level in abstract.iter(_W + "lvl"):
                key = (str(abstract.get(_W + "abstractNumId")), int(level.get(_W + "ilvl") or 0))
                start = _val(level, "start") or "1"
                first = int(start) if start.isdecimal() else 1
                numbering.levels[key] = (_val(level, "numFmt") or "decimal", _val(level, "lvlText"), first)
        return numbering

    def next(self, paragraph: Any) -> str:
        """The number printed before a paragraph, `` when there is none."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            properties = self.styles.numbered(self.styles.of(paragraph))
        if properties is None:
            return ""
        level = _val(properties, "ilvl")
        depth = int(level) if level.isdecimal() else 0
        name = self.lists.get(_val(properties, "numId"))
        if name is None or (name, depth) not in self.levels:
            return ""
        counts = self.counts.setdefault(name, {})
        counts[depth] = counts.get(depth, self.levels[name, depth][2] - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return self._printed(name, depth, counts)

    def _printed(self, name: str, depth: int, counts: dict[int, int]) -> str:
        form, words, _ = self.levels[name, depth]
        if form in ("bullet", "none"):
            return ""
        for level in range(depth + 1):
            kind, _, first = self.levels.get((name, level), ("decimal", "", 1))
            words = words.replace(f"%{level + 1}", number(counts.get(level, first), kind))
        return words


def _val(element: Any, name: str) -> str:
    found = element.find(_W + name)
    return "" if found is None else str(found.get(_W + "val") or "")


def number(value: int, kind: str) -> str:
    """A number in one of the forms of WordprocessingML."""
    if "hinese" in kind or kind.startswith(("japanese", "taiwanese", "ideographDigital", "ideographTraditional")):
        return _han(value)
    if kind == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x245F + value)
    if kind in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + value)
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 400:
        return _roman(value) if kind == "upperRoman" else _roman(value).lower()
    if kind == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return str(value)


def _han(value: int) -> str:
    if not 0 < value < 1000:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = _HAN[hundreds] + "百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_HAN[ones] if ones else "")


def _roman(value: int) -> str:
    words = ""
    for amount, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        words += letters * (value // amount)
        value %= amount
    return words + "I" * value
