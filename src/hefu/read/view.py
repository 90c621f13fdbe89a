"""Hard-wrapped lines joined in a view, with offsets into the untouched text.

A newspaper column, a PDF page and a scan break a sentence at every margin; a number may stand on
one line and its unit on the next. The view puts such sentences together again so that a grammar
can read them, and says for each of its characters where it stands in the text.

A line is joined to the next one when the sentence plainly goes on (it stops at a comma, or the next
line starts with a closing mark), when it fills its column in a passage of equally wide lines, or
when a paragraph that has already said something stops without the mark that ends a sentence. It is
never joined to a heading, a list item or a table row. Page numbers and running heads that stand
between the lines of such a text are left out of the view and listed in `View.omitted`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hefu.model import Junk
from hefu.read.lines import Line, marked_lines


@dataclass(frozen=True, slots=True)
class View:
    """A text to read, and where each of its characters stands in the text that it was made of.

    offsets: one position for each character and one for the end; None when the view is the text.
    omitted: page numbers, running heads and the like that the view leaves out, with the reason.
    """

    text: str
    offsets: array[int] | None = None
    omitted: tuple[Junk, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The interval of the text that the characters from `start` to `end` of the view come from."""
        if self.offsets is None:
            return start, end
        first = self.offsets[start]
        return first, (self.offsets[end - 1] + 1 if end > start else first)


FOOTNOTE, INJECTED = "footnote mark", "address put in by the site"
"""The reasons that a reader gives for a footnote's number, or another site's address, inside a sentence."""


def view(text: str, junk: Sequence[Junk] = ()) -> View:
    """The text with broken lines joined; the text itself when none is broken. Takes linear time.

    junk: what a reader marked. What stands inside sentences is left out of the view; whole lines of junk stay.
    """
    lines = marked_lines(text)
    found = paragraphs([line for line in lines if line.noise is None])
    marks = [item for item in junk if item.reason in (FOOTNOTE, INJECTED)]
    if all(len(paragraph.lines) == 1 for paragraph in found):
        return _cut(text, [(0, len(text))], marks, ()) if marks else View(text)
    omitted = [Junk(line.start, line.end, line.noise) for line in lines if line.noise is not None]
    omitted += [Junk(mark.start, mark.end, _FOOTNOTE_NUMBER) for p in found for mark in p.footnotes]
    omitted.sort(key=lambda item: item.start)
    broken = sum(paragraph.filled for paragraph in found) >= _FEW
    return _cut(text, _runs(text, found, omitted, broken), marks, omitted)


def _cut(text: str, kept: Iterable[tuple[int, int]], marks: list[Junk], omitted: Sequence[Junk]) -> View:
    """The view of the runs that are kept, without the marks of footnotes."""
    runs = list(_without(kept, marks)) if marks else list(kept)
    offsets = array("I")
    for start, end in runs:
        offsets.extend(range(start, end))
    offsets.append(len(text))
    left_out = tuple(sorted((*omitted, *marks), key=lambda item: item.start))
    return View("".join([text[start:end] for start, end in runs]), offsets, left_out)


def _without(kept: Iterable[tuple[int, int]], marks: list[Junk]) -> Iterator[tuple[int, int]]:
    number = 0
    for start, end in kept:
        while number < len(marks) and marks[number].end <= start:
            number += 1
        while number < len(marks) and marks[number].start < end:
            yield start, max(marks[number].start, start)
            start = min(max(marks[number].end, start), end)
            if marks[number].end > end:
                break
            number += 1
        yield start, end


# ---------------------------------------------------------------- paragraphs

_FEW = 5
"""So many lines filled to the margin make a text one of the broken kind: its spaces are layout, too."""

_NARROWEST, _WIDEST = 14, 100
"""The width of a column, in half-width characters."""

_WIDE, _INDENT = 44, 4
"""From so many half-width characters on a column is a page; its paragraphs begin so far inside."""

_END = "。！？!?…"
_PAUSE = "；;：:"
_OPEN = "，、,（(“‘《〈「『【"
_CLOSE = "，。、；：！？）”’》〉」』】%％‰"
_CLOSERS = "”’）)》」』】\"'*"

_SOFT = re.compile(r"——|·|-")
"""What may begin an item, but stands inside a sentence, too."""
_HALVED = re.compile(r"[统同单唯之第合划归如逐专十]$")
"""A word broken before its 一, as in 统⏎一、: no heading follows."""
_ASIDE = re.compile(r"[（(][^（(）)]*[）)]$")
_TAIL = re.compile(r"[。！？][”’）)]*[\x21-\x2f\x3a-\x7e]+[\w.]*$", re.ASCII)
"""Letters after the last full stop: an address that a web site left in the text."""
_CHAPTER = re.compile(r"第.{1,4}[篇章节编卷部]|[#*]")
_BYLINE = re.compile(r"[^（(]*(?:记者|通讯员)|.*摄$")
_FOOTNOTE_NUMBER = "page or footnote number"
_FOOTNOTE = re.compile(r"\d{1,3}")


_UNIT = re.compile(
    r"(?:[万亿]|[十百千]万|[百千]亿)?(?:亿元|万元|元|美元|吨|人次|人|户|亩|公顷|公里|千瓦时)[，。；、,;]|(?:%|％|个百分点)"
)
"""What goes on with a sentence whose line ended in a number: 地区生产总值2191.55 | 亿元，…"""
_HALF, _FRACTION = re.compile(r"\d\.$"), re.compile(r"\d+(?![\d.．、])")
"""A number whose line ended at its decimal point, and what goes on with it: 占比71. | 5%，…"""
_SHORT = 24


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. said: is running text for certain; filled: lines that reach the margin."""

    lines: list[Line]
    said: bool = False
    filled: int = 0
    footnotes: list[Line] = field(default_factory=list)


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    """The lines of a text, brought together to paragraphs."""
    columns = _Columns(lines)
    indents = sum(line.indented for line in lines)
    indents = 0 if 2 * indents > len(lines) else indents
    footnote = filled = 0
    found: list[Paragraph] = []
    paragraph: Paragraph | None = None
    for number, line in enumerate(lines):
        if paragraph is not None and _is_footnote(line, paragraph, footnote):
            paragraph.footnotes.append(line)
            footnote = int(line.words)
            continue
        how = (
            None
            if paragraph is None
            else _joint(paragraph, line, columns, number, max(filled, indents) >= _FEW, indents >= _FEW)
        )
        if paragraph is None or how is None:
            found.append(paragraph := Paragraph([line]))
        else:
            paragraph.lines.append(line)
            paragraph.filled += how == "filled"
            filled += how == "filled"
        paragraph.said = paragraph.said or _says(line)
    return found


def _is_footnote(line: Line, paragraph: Paragraph, last: int) -> bool:
    """Whether a line is nothing but the next footnote's number inside a sentence."""
    if not (paragraph.said and line.width <= 3 and _FOOTNOTE.fullmatch(line.words)):
        return False
    return 1 <= int(line.words) - last <= 3 and not ends(paragraph.lines[-1].words)


def _says(line: Line) -> bool:
    """Whether a line has ended a sentence or is long and has a comma, as no heading does."""
    words = line.words
    return "。" in words or "；" in words or (line.width > 80 and "，" in words and not line.marked)


def ends(words: str) -> bool:
    """Whether a sentence ends here."""
    if words[-1] in _END:
        return True
    bare = _ASIDE.sub("", words).rstrip(_CLOSERS) if words[-1] in _CLOSERS else words
    return not bare or bare[-1] in _END or (bare[-1] == "." and not bare[:-1].isascii()) or bool(_TAIL.search(words))


def _joint(
    paragraph: Paragraph, following: Line, columns: _Columns, number: int, broken: bool, indents: bool
) -> str | None:
    """Why `following` goes on with the sentence of the paragraph; None when it does not."""
    line = paragraph.lines[-1]
    words, after = line.words, following.words
    if line.width > _SHORT and words[-1].isdigit() and _UNIT.match(after) and not _is_row(line):
        return "open"
    if line.bold != following.bold or "\t" in words or "\t" in after or words[0] in "#|":
        return None
    if (following.marked and not (after[0] == "一" and _HALVED.search(words))) or (indents and following.indented):
        return None
    ended = ends(words)
    halved = words[-1] == "." and _HALF.search(words) and _FRACTION.match(after)
    if ended and not (broken or halved):
        return None
    column = columns.around(number - 1)
    share = line.width / column if column else 0.0
    if halved and share >= 0.9:
        return "filled"
    if _is_row(line) or _is_row(following):
        return "filled" if paragraph.said and share >= 0.9 else None
    if ended:
        return "filled" if _is_full_stop_at_margin(paragraph, following, column, indents) else None
    if _SOFT.match(after) and not (paragraph.said and share >= 0.75):
        return None
    if words[-1] in _OPEN or after[0] in _CLOSE:
        return "filled" if share else "open"
    return _joint_by_width(paragraph, following, share, broken, indents) or ("open" if _is_open(words) else None)


def _is_full_stop_at_margin(paragraph: Paragraph, following: Line, column: float, indents: bool) -> bool:
    """Whether a sentence ends just at the margin and the next line plainly begins no paragraph."""
    line = paragraph.lines[-1]
    if not paragraph.said or following.width > 1.2 * column:
        return False
    if indents:
        return line.width >= 0.92 * column
    if column < _WIDE or following.width < column - 1.5:
        return False
    return line.width >= 0.97 * column - (_INDENT if len(paragraph.lines) == 1 else 0)


def _joint_by_width(paragraph: Paragraph, following: Line, share: float, broken: bool, indents: bool) -> str | None:
    line, said = paragraph.lines[-1], paragraph.said
    words, after = line.words, following.words
    fits = following.width * share <= 1.2 * line.width
    inside = indents and (len(paragraph.lines) > 1 or line.indented)
    if words[-1] in _PAUSE:
        return "filled" if broken and fits and share >= 0.9 and (said or inside) else None
    if line.marked and not said:
        item = share >= 0.92 and (inside or _STOP.search(words)) and not _CHAPTER.match(words)
        heading = share >= 0.96 and following.width < 0.8 * line.width
        return "filled" if fits and (item or heading) else None
    if fits and share >= (0.75 if said else 0.85 if line.width >= _WIDE else 0.8):
        title = not said and (_BYLINE.match(words) or (indents and not inside and not _STOP.search(words)))
        return None if title else "filled"
    return "said" if said and (ends(after) or "，" in after or "。" in after) else None


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table: words apart from one another, no running text."""
    return line.words.count(" ") >= 2 and len(line.words.split()) >= 3 and not _STOP.search(line.words)


def _is_open(words: str) -> bool:
    """Whether a bracket or a quotation that was opened near the end is still open."""
    near = words[-40:]
    return any(near.rfind(left) > near.rfind(right) for left, right in ("（）", "()", "“”", "《》"))


class _Columns:
    """How wide the column is in which a line stands."""

    _REACH = 7
    _STEP = 6
    _GAP = 6

    def __init__(self, lines: list[Line]) -> None:
        self._widths = [(line.width, _is_running(line)) for line in lines]
        self._known: dict[int, list[float]] = {}

    def around(self, number: int) -> float:
        """The width of the column, in half-width characters; 0 when the lines there are not wrapped."""
        step, width = number // self._STEP, self._widths[number][0]
        if step not in self._known:
            self._known[step] = list(self._measure(step * self._STEP))
        for column in self._known[step]:
            if width <= 1.14 * column:
                return column
        return 0.0

    def _measure(self, number: int) -> Iterator[float]:
        """The widths at which several lines near a line end: a text may change its column there."""
        around = sorted(self._widths[max(number - self._REACH, 0) : number + self._STEP + self._REACH])
        start = 0
        for end in range(1, len(around) + 1):
            if end == len(around) or around[end][0] - around[end - 1][0] > self._GAP:
                group = around[start:end]
                column = group[len(group) * 3 // 4][0]
                if _NARROWEST <= column <= _WIDEST and _is_column(group, column, len(around)):
                    yield float(column)
                start = end


def _is_running(line: Line) -> bool:
    return _STOP.search(line.words) is not None and (not line.marked or "。" in line.words)


def _is_column(group: list[tuple[int, bool]], column: int, around: int) -> bool:
    """Whether lines of about a width fill a column: several of them, and running text among them."""
    alike = [running for width, running in group if 0.86 * column <= width <= 1.14 * column]
    return len(alike) >= max(3, around // 6, 0.4 * len(group)) and sum(alike) >= 0.4 * len(alike)


_STOP = re.compile("[，。；、]")


# ---------------------------------------------------------------- layout

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_GAP = re.compile(rf"(?<=[{_HAN}])[ \xa0]+(?=[{_HAN}\w])|(?<=\w)[ \xa0]+(?=[{_HAN}%‰])")
_SPREAD = re.compile(r"(?:[\u4e00-\u9fff][ \xa0]+){4}")
"""A title with a space after each character."""


def _runs(text: str, paragraphs: list[Paragraph], omitted: list[Junk], broken: bool) -> Iterator[tuple[int, int]]:
    """The runs of the text that stay in the view, in order."""
    position = 0
    skips = iter([(junk.start, junk.end) for junk in omitted if junk.reason != _FOOTNOTE_NUMBER] + [(len(text), 0)])
    skip, skip_end = next(skips)
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        while skip < first.start:
            yield position, skip
            position = _next_line(text, skip_end)
            skip, skip_end = next(skips)
        last = paragraph.lines[-1]
        while skip < last.start:
            skip, skip_end = next(skips)
        close = broken and (paragraph.said or bool(_SPREAD.match(first.words)))
        yield position, first.start
        for line, following in zip(paragraph.lines, [*paragraph.lines[1:], None], strict=True):
            if close and (" " in line.words or "\xa0" in line.words):
                yield from _without_gaps(text, line)
            else:
                yield line.start, line.end
            if following and _is_word(line.words[-1]) and _is_word(following.words[0]):
                yield (blank := text.index("\n", line.end)), blank + 1
        position = last.end
    while skip < len(text):
        yield position, skip
        position = _next_line(text, skip_end)
        skip, skip_end = next(skips)
    yield position, len(text)


def _next_line(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def _without_gaps(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """The runs of a line without the spaces that stand between Chinese characters and figures."""
    start = line.start
    for gap in _GAP.finditer(text, line.start, line.end):
        yield start, gap.start()
        start = gap.end()
    yield start, line.end


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()
