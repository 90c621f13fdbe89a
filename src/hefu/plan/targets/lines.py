"""The lines of a table that lost its cells: the runs of characters on them, without page numbers and running heads."""

from __future__ import annotations

import re
import unicodedata

from hefu.plan.targets.align import Gap, Piece
from hefu.plan.targets.cells import Sheet
from hefu.plan.targets.figures import is_words
from hefu.plan.targets.heads import split
from hefu.plan.targets.rows import BINDING, is_unit

LINES = 600
"""So many lines at most are read as one table."""
_CONTENTS = "table of contents"
"""What rows with wide gaps before their last figure are taken for; there is none within a table."""
_LONGEST, _WIDEST = 8000, 1000
"""A line of more characters is no row of a table; where on a wide one something stands tells nothing."""
_NOTE = re.compile(
    r"(?:表注)?(?:注|说明|备注|资料来源|数据来源|注释)[0-9]?[：:]|注[0-9①-⑨]|[〔［\[]\s*[〕］\]]内|[*＊]为|带[*＊]"
)
_HEADING = re.compile(r"第[一二三四五六七八九十百]+[篇章节]|专栏[0-9一二三四五六七八九十]|[表图][0-9]")
_SENTENCE = re.compile(r"。|[^（]{14}，[^）]{4}|；$")
_PAGE = re.compile(r"[—-]*[0-9]{1,4}[—-]*|第[0-9]+页.*|[0-9]+/[0-9]+")
_CONTINUED = re.compile(r"(?:续表|（续表?）|续上表).*|单位：.*|.*（续）")
_RUNNING = re.compile(r"[^。；，（）]{4,40}(?:规划|规划纲要|计划纲要)(?:（[^（）]*）)?")
"""The title of a plan at the head or the foot of a page: no indicator is called so."""
_CONTINUES = re.compile(r"[（(]?(?:续表?|接上表)[0-9一二三]?[）)]?$")
_KIND = re.compile(r"((?:约束|预期|指导|引导|监测)性(?:指标)?)")
_LEAD = re.compile(
    r"^(（[0-9]{1,2}）|[0-9]{1,3}[.、](?=[0-9]{1,2}岁|[0-9]G[一-龥]|[^0-9]))|(?<=[一-龥）])([0-9]{1,3}[.、])(?=[一-龥“])"
)
"""The number of a row before its name: at the head of a run of characters, or behind the heading of a group."""
_BRACKET = re.compile(r"（[^（）]+）(?=[0-9≥≤＞＜><—〔［\[与高低不完稳达])")


def line_at(sheet: Sheet, at: int) -> str:
    start = sheet.plain.rfind("\n", 0, at) + 1
    return sheet.plain[start : sheet.plain.find("\n", at) % (len(sheet.plain) + 1)]


def place(sheet: Sheet, start: int, end: int) -> tuple[int, int, int]:
    """The number of the line, by where it begins, and from where to where on it something stands."""
    line = sheet.plain.rfind("\n", 0, start) + 1
    left = _width(sheet.plain[line:start]) if start - line < _WIDEST else 0
    return line, left, left + _width(sheet.plain[start:end])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def heading_lines(sheet: Sheet, start: int, end: int) -> frozenset[str]:
    """The lines of the caption and the headings, without blanks: they are printed again on the next page."""
    above = sheet.plain[max(0, start - _LONGEST) : start].rsplit("\n", 1)[0].rstrip().rpartition("\n")[2]
    lines = (above, *sheet.plain[start:end].split("\n"))
    return frozenset(_CONTINUES.sub("", re.sub(r"\s", "", line)) for line in lines) - {""}


def pieces(sheet: Sheet, start: int, heads: frozenset[str]) -> tuple[list[Piece], int]:
    """The pieces of the lines from `start` to the end of the table, and where it ends."""
    found: list[Piece] = []
    skipped = {(junk.start, junk.end) for junk in sheet.document.junk if junk.reason != _CONTENTS}
    title = re.sub(r"\s", "", sheet.document.title or "")
    empty, at, done = False, start, start
    for _ in range(LINES):
        if at >= len(sheet.plain):
            break
        stop = sheet.plain.find("\n", at)
        stop = len(sheet.plain) if stop < 0 else stop
        line = sheet.cell([(at, stop)])
        if not line:
            empty = True
        elif _is_noise(line.text, title, any(a <= line.at[0] < b for a, b in skipped), heads):
            pass
        elif stop - at > _LONGEST or ends(line.text):
            break
        else:
            found += _of_line(sheet, at, stop, "paragraph" if empty else "line")
            empty, done = False, stop
        at = stop + 1
    return found, done


def ends(line: str) -> bool:
    """Whether a line is of no table any more."""
    if _NOTE.match(line) or _HEADING.match(line):
        return True
    if _KIND.search(line):
        return False
    return len(line) > 60 or (_SENTENCE.search(line) is not None and not is_words(line))


def _is_noise(line: str, title: str, junk: bool, heads: frozenset[str]) -> bool:
    """Page numbers, running heads, headings that are printed again on the next page."""
    if junk or line == title or _CONTINUED.fullmatch(line) or _RUNNING.fullmatch(line):
        return True
    if _CONTINUES.sub("", line) in heads or len(split(line) or ()) >= 3:
        return True
    dashed = _PAGE.fullmatch(line) is not None and not line[0].isdigit() and any(c.isdigit() for c in line)
    return dashed and line[-1] in "—-页"


def _of_line(sheet: Sheet, start: int, stop: int, gap: Gap) -> list[Piece]:
    """The pieces of a line: what blanks part, and numbers of rows, units, words like 预期性 that were run together."""
    found: list[Piece] = []
    for match_ in re.finditer(r"\S+", sheet.plain[start:stop]):
        a, b = start + match_.start(), start + match_.end()
        line, left, _ = place(sheet, a, b)
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
