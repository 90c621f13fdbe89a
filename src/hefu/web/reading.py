"""A document's text as HTML, every character of it, with its statements as links in their places.

The text is laid out in blocks (headings, paragraphs, tables). Inside a block, statements are links; over them
lie other marks: words used as evidence, numerals that became no statement, characters that are no part of
what the document says. Marks may overlap in any way; statements may not, so a later one ends an earlier one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, islice, pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hefu.model import Article, Cell, Doubt, Evidence, Heading, Junk, Table
from hefu.places import Page
from hefu.read.view import View, view
from hefu.web.reasons import named

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says and how it is laid out: the parts of `hefu.model.Document` that are shown."""

    text: str
    title: str
    outline: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    junk: tuple[Junk, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    pages: tuple[Page, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A statement in the text. `kind` is its modality; `moves`: growth or change, marked with △.

    finding: the address of a finding in which it contradicts other figures, '' for none.
    """

    start: int
    end: int
    kind: str
    moves: bool
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is set off: its class, and what is said about it on request."""

    start: int
    end: int
    css: str
    title: str = ""
    anchor: str = ""


@dataclass(slots=True)
class Block:
    """A heading, paragraph or table. `runs` are the characters that are shown; what is between is layout only.

    title: it is the title of the document, which then need not stand above the text once more.
    away: all of it is junk.
    """

    number: int
    runs: tuple[Run, ...]
    heading: Heading | None = None
    table: Table | None = None
    title: bool = False
    away: bool = False
    marks: list[Mark] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.runs[0][0]

    @property
    def end(self) -> int:
        return self.runs[-1][1]


# ---------------------------------------------------------------- blocks


def blocks(document: Content) -> list[Block]:
    """The blocks of a document, in order; together they hold every character that is not space."""
    found: list[Block] = []
    tables = deque(sorted((table for table in document.tables if table.end > table.start), key=lambda t: t.start))
    seen = view(document.text)
    for runs in _whole(_paragraphs(seen), document):
        while tables and tables[0].end <= runs[0][0]:
            found.append(_of_table(len(found), tables.popleft()))
        if not (tables and runs[0][0] >= tables[0].start):
            found.append(Block(len(found), runs))
    for table in tables:
        found.append(_of_table(len(found), table))
    _head(found, document)
    lay(found, [Mark(junk.start, junk.end, "junk", named(junk.reason)) for junk in seen.omitted])
    return found


def _of_table(number: int, table: Table) -> Block:
    return Block(number, ((table.start, table.end),), table=table)


def _head(found: list[Block], document: Content) -> None:
    """A block that is a heading becomes one; a heading that begins a paragraph is marked in it."""
    by_start = {block.start: block for block in found if block.table is None}
    title = _bare(document.title)
    named = (block for block in by_start.values() if title and _flat(document.text, block) == title)
    for block in islice(named, 1):
        block.title = True
    away = _joined(document.junk)
    for block in found:
        place = bisect_right(away, (block.start, len(document.text))) - 1
        block.away = not block.title and place >= 0 and away[place][1] >= block.end
    run_in = []
    for heading in document.outline:
        whole = by_start.get(heading.start)
        if whole and whole.end - heading.end <= 1:
            whole.heading = heading
        else:
            run_in.append(Mark(heading.start, heading.end, "runin", anchor=f"h{heading.start}"))
    lay(found, run_in)


def _joined(junk: Sequence[Junk]) -> list[Run]:
    """The intervals of the junk, those that touch as one."""
    found: list[Run] = []
    for start, end in sorted((item.start, item.end) for item in junk):
        if found and start <= found[-1][1] + 2:  # a line end and a tab may stand between
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _bare(words: str) -> str:
    return "".join(words.split())


def _flat(text: str, block: Block) -> str:
    return "".join(_bare(text[start:end]) for start, end in block.runs)


def _paragraphs(seen: View) -> Iterator[tuple[Run, ...]]:
    """The paragraphs, each as the runs of the text that are joined to make it; blank ones left out.

    Page numbers and running heads that the view leaves out stand in the paragraph that they interrupt.
    """
    breaks = _breaks(seen)
    omitted = sorted((junk.start, junk.end) for junk in seen.omitted)
    position = 0
    for line in seen.text.split("\n"):
        start = position + len(line) - len(line.lstrip())
        end = position + len(line.rstrip())
        position += len(line) + 1
        if start < end:
            cuts = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
            runs = [seen.span(a, b) for a, b in pairwise([start, *cuts, end])]
            between = omitted[bisect_left(omitted, runs[0]) : bisect_left(omitted, runs[-1])]
            yield tuple(sorted([*runs, *between]))


def _whole(paragraphs: Iterable[tuple[Run, ...]], document: Content) -> Iterator[tuple[Run, ...]]:
    """The paragraphs, those that are one heading as one; a line end after its mark stays, as space."""
    headings = {heading.start: heading for heading in document.outline}
    held: tuple[Run, ...] = ()
    heading: Heading | None = None
    for runs in paragraphs:
        if heading and runs[-1][1] <= heading.end:
            alone = len(held) == 1 and _bare(document.text[slice(*held[0])]) == _bare(heading.mark)
            held = ((held[0][0], runs[0][1]), *runs[1:]) if alone else (*held, *runs)
            continue
        if held:
            yield held
        held, heading = runs, headings.get(runs[0][0])
    if held:
        yield held


def _breaks(seen: View) -> list[int]:
    """The places of a view where its characters do not stand next to each other in the text."""
    if seen.offsets is None:
        return []
    after = seen.offsets[1:]
    return [n + 1 for n, (a, b) in enumerate(zip(seen.offsets, after, strict=False)) if b != a + 1]


# ---------------------------------------------------------------- marks


def lay(found: Sequence[Block], marks: Iterable[Mark]) -> None:
    """Puts every mark into the blocks that it touches."""
    ends = [block.end for block in found]
    for mark in marks:
        for block in found[bisect_right(ends, mark.start) :]:
            if block.start >= mark.end:
                break
            block.marks.append(mark)


FOLDED = 3
"""So many blocks of junk in a row are folded away."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks in a row, as HTML; `away`: they are junk and folded, `opened`: unless something in them is chosen."""

    blocks: list[SafeString]
    away: bool = False
    opened: bool = False


def stretches(found: Sequence[Block], writer: Writer) -> list[Stretch]:
    """The whole text, with what is no part of it folded away."""
    made = []
    for away, row in groupby(found, key=lambda block: block.away):
        group = list(row)
        opened = any(mark.css == "ev" for block in group for mark in block.marks)
        folded = away and len(group) >= FOLDED
        made.append(Stretch([writer.block(block) for block in group], folded, folded and opened))
    return made


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes blocks of one text. `address(start)` is where the link of a statement leads; `chosen` is the selected."""

    text: str
    links: Sequence[Link]
    address: Callable[[int], str]
    chosen: int | None = None

    def block(self, block: Block) -> SafeString:
        """One block as an HTML element with the id `b` and its number."""
        selected = self.chosen is not None and block.start <= self.chosen < block.end
        css = ' class="sel"' if selected else ' class="away"' if block.away else ""
        if block.table is not None:
            name = escape(_("table"))
            around = f'<div class="scroll" id="b{block.number}" role="region" aria-label="{name}" tabindex="0">'
            return mark_safe(f"{around}{self._table(block)}</div>")
        inner = self._inline(block.runs, block.marks)
        tag, anchor = _tag(block), (f'<span id="h{block.start}"></span>' if block.heading else "")
        return mark_safe(f'<{tag} id="b{block.number}"{css}>{anchor}{inner}</{tag}>')

    def _table(self, block: Block) -> str:
        assert block.table is not None
        rows: dict[int, list[Cell]] = {}
        for cell in block.table.cells:
            rows.setdefault(cell.row, []).append(cell)
        figures = {cell.column for cell in block.table.cells if self._within(cell.start, cell.end)}
        body = (
            f"<tr>{''.join(self._cell(cell, block, figures) for cell in cells)}</tr>"
            for _row, cells in sorted(rows.items())
        )
        return f'<table class="tbl doc">{"".join(body)}</table>'

    def _cell(self, cell: Cell, block: Block, figures: Collection[int]) -> str:
        """A cell; those of the columns that hold `figures` stand to the right, heads over several in the middle."""
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
            f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        )
        css = "" if cell.column not in figures else ' class="num"' if cell.columns == 1 else ' class="over"'
        return f"<td{css}{spans}>{self._inline(((cell.start, cell.end),), block.marks)}</td>"

    def _within(self, start: int, end: int) -> Sequence[Link]:
        first = bisect_left(self.links, start, key=lambda link: link.start)
        return self.links[first : bisect_left(self.links, end, key=lambda link: link.start)]

    def _inline(self, runs: Sequence[Run], marks: Sequence[Mark]) -> str:
        """The characters of the runs, with links and marks."""
        start, end = runs[0][0], runs[-1][1]
        out, position = [], start
        links = self._within(start, end)
        for number, link in enumerate(links):
            stop = min(link.end, end, links[number + 1].start if number + 1 < len(links) else end)
            out.append(self._pieces(runs, position, link.start, marks))
            out.append(self._link(link, self._pieces(runs, link.start, stop, marks)))
            position = stop
        out.append(self._pieces(runs, position, end, marks))
        return "".join(out)

    def _link(self, link: Link, inner: str) -> str:
        css = f"st st--{link.kind}" + (" st--growth" if link.moves else "")
        current = ' aria-current="true"' if link.start == self.chosen else ""
        written = f'<a class="{css}" id="s{link.start}" href="{self.address(link.start)}"{current}>{inner}</a>'
        if not link.finding:
            return written
        said = escape(_("contradicts other figures"))
        return f'{written}<a class="ne" href="{escape(link.finding)}" title="{said}" aria-label="{said}"></a>'

    def _pieces(self, runs: Sequence[Run], start: int, end: int, marks: Sequence[Mark]) -> str:
        """The characters of the runs from `start` to `end`, cut where a mark begins or ends."""
        if start >= end:
            return ""
        over = [mark for mark in marks if mark.start < end and mark.end > start]
        return "".join(_piece(self.text, max(a, start), min(b, end), over) for a, b in runs if a < end and b > start)


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    if not marks:
        return escape(text[start:end])
    edges = {start, end, *(m.start for m in marks), *(m.end for m in marks)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    return "".join(_span(text, a, b, marks) for a, b in pairwise(cuts))


def _span(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    words = escape(text[start:end])
    if not over:
        return words
    css = " ".join(dict.fromkeys(mark.css for mark in over))
    title = "; ".join(dict.fromkeys(mark.title for mark in over if mark.title))
    anchor = next((mark.anchor for mark in over if mark.anchor and mark.start == start), "")
    said = f' title="{escape(title)}"' if title else ""
    return f'<span class="{css}"{f" id={chr(34)}{anchor}{chr(34)}" if anchor else ""}{said}>{words}</span>'


def _tag(block: Block) -> str:
    if block.title:
        return "h1"
    return f"h{min(block.heading.level + 1, 6)}" if block.heading else "p"


# ---------------------------------------------------------------- outline


@dataclass(slots=True)
class Entry:
    """A heading in the outline beside the text, with the number of statements beneath it and the headings below.

    opened: these are shown at once, for there are few or the chosen statement stands there.
    """

    level: int
    label: str
    start: int
    end: int
    count: int = 0
    opened: bool = True
    below: list[Entry] = field(default_factory=list)


FEW_ENTRIES = 40
"""A longer outline is folded: it shows its highest headings, and those around the chosen statement."""


def entries(document: Content, starts: Sequence[int], chosen: int | None = None) -> list[Entry]:
    """The outline as a tree; `starts` are the places of the statements, in order."""
    least = min((heading.level for heading in document.outline), default=1)
    top: list[Entry] = []
    above: list[Entry] = []
    for heading in document.outline:
        entry = Entry(heading.level - least + 1, heading.label, heading.start, len(document.text))
        while above and above[-1].level >= entry.level:
            above.pop().end = entry.start
        (above[-1].below if above else top).append(entry)
        above.append(entry)
    few = len(document.outline) <= FEW_ENTRIES
    for entry in _all(top):
        entry.count = bisect_left(starts, entry.end) - bisect_left(starts, entry.start)
        entry.opened = few or (chosen is not None and entry.start <= chosen < entry.end)
    return top


def _all(found: Iterable[Entry]) -> Iterator[Entry]:
    for entry in found:
        yield entry
        yield from _all(entry.below)
