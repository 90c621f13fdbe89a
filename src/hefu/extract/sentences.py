"""Reads a text paragraph by paragraph, sentence by sentence, figure by figure, and keeps what carries over.

Each question about a figure has its own module: which numerals are quantities (`numerals`), what they
measure (`indicators`, `measures`), when (`times`), where (`places`), fact or aim (`modality`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from hefu.extract import celltimes, modality, numerals, tables
from hefu.extract.context import Profile
from hefu.extract.frames import Clause, Naming, Where
from hefu.extract.namer import Namer
from hefu.extract.pages import Own
from hefu.extract.phrases import strip_head, strip_tail
from hefu.extract.places import Places
from hefu.extract.quantities import Quantity
from hefu.extract.sections import is_section
from hefu.extract.times import Times
from hefu.extract.tokens import NUMBERS, Token, scan
from hefu.extract.writer import Writer

if TYPE_CHECKING:
    from hefu.lexicon.spotter import Spot, Spotter

_SENTENCE = re.compile(r"[。！？]")
_CLAUSE = re.compile(r"[，；：。！？\n\t]")
_DIGIT = re.compile(r"[0-9]")
_RUN_IN = re.compile(
    r"\s*(?:[0-9]{1,2}[.．、]|（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、|——)[^。，；]{2,24}。"
)
_DATELINE = re.compile(
    r"\s*(?:本报|新华社|新华网|人民网|中新社|中新网|央视网|光明网|本网|[一-龥]{2,4}日报)[^，。；：]{0,14}?[讯电](?:\s?[（(][^（）()]{0,30}[）)])?\s*"
)
"""本报云澜3月5日电（记者 王云）: where and by whom an article was written says nothing of its figures."""
_BRACKET = 40
_BASED = re.compile(r"（(?:以[^（），]{1,10}为|[^（），]{1,8}=)100(?![0-9])")
"""（以女性为100，男性对女性的比例）: the base of an index is no figure of its own."""
_LABEL = re.compile(r"[一-龥]{2}")
_NO_LABEL = re.compile(
    r"(?:预期|约束|指导)性|.{0,8}（[0-9]+项）|累计|属性|年均|左右|目标|预计|单位|[^一-龥]*(?:左右|以上|以下|以内)|“.五”.*|.{0,4}年|[其]中：?"
)
"""Lines that name no indicator in a table of a plan that lost its shape."""


class Reader:
    """Reads the paragraphs, headings and tables of one text in order."""

    def __init__(
        self, text: str, facts: Profile, spotter: Spotter, area: str | None, inside: frozenset[str], writer: Writer
    ) -> None:
        self.text, self.facts, self.writer = text, facts, writer
        self.times = Times(text, facts)
        self.places = Places(text, spotter, area, inside)
        self.namer = Namer(text, budget=facts.kind == "budget" or "一般公共预算" in text[:3000])
        self._own: Own | None = None
        self._label: Where | None = None
        self._quiet: Where = 0, 0
        self._report = facts.kind != "news"
        self._planned = False
        self._row = 0

    def go_on(self, text: str, writer: Writer) -> None:
        """Goes on with the next passage: section, article and carried times hold there, too."""
        self.times.go_on(text, lambda at: self.writer.earlier(at, writer))
        self.places.go_on(text, lambda at: self.writer.earlier(at, writer))
        self.text = self.namer.text = text
        self._label, self.writer = None, writer

    # ------------------------------------------------------------ lines

    def heading(self, start: int, end: int) -> None:
        """A line that is no sentence may say of which budget, and in a newspaper where and when, the next ones are."""
        words = self.text[start:end]
        self.namer.budget.section(words)
        self._report = self._report or is_section(words)
        if self.facts.press:
            self.places.heading(start, end)

    def label(self, start: int, end: int) -> None:
        """A short line may name the indicator of figures that stand alone on the next lines."""
        words = self.text[start:end].strip()
        if _LABEL.search(words) and not _NO_LABEL.fullmatch(words):
            self._label = start, end

    def enter(self, own: Own | None) -> None:
        """The next line is of this article (None: of none); what its titles and its dateline say holds for it."""
        if own is self._own:
            return
        self._own = own
        own = own or Own()
        self.places.begin_article(own.titles, own.dateline)
        self.times.begin_article([token for title in own.titles for token in scan(self.text, *title)], own.day)

    def leave_out(self, start: int, end: int, reason: str) -> None:
        """Files the numerals of a line that is no part of what the document says (menus, footers)."""
        for token in scan(self.text, start, end):
            if token.kind in NUMBERS:
                self.writer.file(token.start, token.end, "name", reason)
            else:
                numerals.file_time(self.text, token, self.writer.file)

    def paragraph(self, start: int, end: int) -> None:
        """Reads the line from `start` to `end`."""
        tokens = scan(self.text, start, end)
        if not tokens and not self.facts.press:
            return
        if self.facts.press:
            self.places.speaker(start, end)
        lead = _RUN_IN.match(self.text, start, end)
        if lead:
            self.namer.budget.section(lead.group())
        self.times.paragraph()
        self.namer.reset()
        self._quiet = 0, 0
        hidden = numerals.masks(self.text, start, end)
        spots = self.places.spotter.find(self.text, start, end)
        at = 0
        for begin, stop in self._sentences(start, end):
            first = at
            while at < len(tokens) and tokens[at].start < stop:
                at += 1
            inside = [spot for spot in spots if begin <= spot.start < stop]
            if at > first:
                self._sentence(begin, stop, tokens[first:at], hidden, inside)
            else:
                self._quiet = begin, stop
            if (self.facts.press or self.places.open) and not self._report:
                self.places.follow(inside, stop)

    def _sentences(self, start: int, end: int) -> list[Where]:
        stops = [match.end() for match in _SENTENCE.finditer(self.text, start, end)]
        if not stops or stops[-1] < end:
            stops.append(end)
        return list(zip([start, *stops[:-1]], stops, strict=True))

    # ------------------------------------------------------------ sentences

    def _sentence(
        self, start: int, end: int, tokens: list[Token], hidden: list[numerals.Mask], spots: list[Spot]
    ) -> None:
        self.times.sentence()
        figures = numerals.quantities(self.text, start, end, tokens, hidden, self.writer.file)
        pending = [token for token in tokens if token.kind not in NUMBERS]
        if not figures:
            for token in pending:
                self.times.tell(token, hidden, start, standing=True)
            self._quiet = start, end
            return
        self.namer.sentence()
        self.places.sentence(spots, start, report=self._report and not self.facts.press)
        ends, begins = {token.end: token for token in pending}, {token.start: token for token in pending}
        dateline = _DATELINE.match(self.text, start, end)
        marks = _marks(self.text, dateline.end() if dateline else start, end)
        groups = numerals.groups(self.text, figures)
        for number, found in enumerate(figures):
            while pending and pending[0].start < found.start:
                self.times.tell(pending.pop(0), hidden, start, standing=number == 0)
            clause = self._clause(number, figures, groups, marks, (start, end), ends, begins)
            self._figure(clause, figures)
        self._quiet = 0, 0

    def _clause(
        self,
        number: int,
        figures: list[Quantity],
        groups: list[int],
        marks: list[int],
        sentence: Where,
        ends: dict[int, Token],
        begins: dict[int, Token],
    ) -> Clause:
        """The surroundings of a figure; reads the area at the head of its clause on the way."""
        text, found = self.text, figures[number]
        start = marks[max(bisect_right(marks, found.start) - 1, 0)]
        opened = text.rfind("（", start, found.start)
        if opened >= 0 and text.find("）", opened, found.start) < 0:
            start = opened + 1
        previous = figures[number - 1].end if number else sentence[0]
        left = max(start, previous)
        tail = strip_tail(text, left, found.start, ends)
        core_start, pronoun = strip_head(text, left, tail.end, begins)
        group = groups[number]
        size = bisect_right(groups, group) - group
        core_start, named, placed = self._place(core_start, tail.end, left, (start, number - group, size), begins)
        if not named and not self._report:
            self.places.near(found.start, press=self.facts.press or self.places.open)
        elif not named and pronoun is not None:
            self.places.pronoun(pronoun)
        following = figures[number + 1].start if number + 1 < len(figures) else sentence[1]
        stop = _CLAUSE.search(text, found.end, following)
        right = stop.start() if stop else following
        before = _clause_before(marks, start, previous, sentence[0])
        return Clause(
            found,
            left,
            start,
            sentence,
            core_start,
            tail,
            before,
            self._quiet if start == sentence[0] else (0, 0),
            right,
            number,
            group,
            size,
            placed=placed,
        )

    def _place(
        self, core_start: int, core_end: int, left: int, listed: tuple[int, int, int], begins: dict[int, Token]
    ) -> tuple[int, bool, bool]:
        """Reads the area or the row of areas that a clause opens with: where the indicator begins, whether there is
        one, whether a row. listed: start of the clause, place of the figure in its list, and the list's length."""
        start, place, size = listed
        if place == 0:
            self._row = self.places.row(core_start, core_end, size if size > 1 else 0)
        if size > 1 and self._row:
            self.places.of_row(place)
            core_start, named = self._row if place == 0 else core_start, True
        else:
            opens = start == left or self.text[left] == "、"
            core_start, named = self.places.lead(left, core_start, core_end, begins, opens=opens)
        if named and self.places.elsewhere:
            self.namer.leave_tier()
        return core_start, named, size > 1 and self._row > 0

    def _figure(self, clause: Clause, figures: list[Quantity]) -> None:
        """Makes the statement of a figure."""
        times = self.times
        times.resume(clause)
        naming = self.namer.name(clause)
        area_at = (self.places.of_rival(naming.whose) if naming.whose else None) or self.places.here
        if not naming.indicator:
            self._from_above(clause, naming)
        mood, mood_at, rule = modality.of(self.text, clause, times.scope, self.facts, times.named())
        period, period_rule, period_at = times.period(clause, naming, mood, figures)
        origin = times.origin(clause)
        if origin == "fact" and mood == "target":
            mood, mood_at, rule = "actual", None, "a standing fact"
        elif origin == "plan" and self.facts.kind == "budget":
            mood, mood_at, rule = "target", None, "approved or adjusted budget"
        area = (area_at[0], "named" if area_at[1] else "area of the document", area_at[1])
        self.writer.figure(clause.quantity, naming, area, (period, period_rule, period_at), (mood, rule, mood_at))

    def _from_above(self, clause: Clause, naming: Naming) -> None:
        """A figure alone on its line, as in tables that lost their shape, is of what the last line of words names."""
        words, unit = (
            tables.label(self.text, *self._label) if self._label else (self.text[slice(*clause.sentence)], None)
        )
        naming.indicator, naming.at, naming.rule = words, self._label, "line above"
        found = clause.quantity
        if unit is not None and found.unit is None:
            naming.unit, found.exponent = unit
            rises = words.endswith(("增长", "增速", "提高", "降低", "下降"))
            if naming.unit == "%":
                naming.measure, naming.basis = ("growth", "yoy") if rises else ("ratio", None)
                naming.measure_rule = "heading of the row"

    # ------------------------------------------------------------ tables

    def table(self, rows: list[list[Where]], captions: list[Where]) -> bool:
        """Reads rows of cells as a table; says whether they are one."""
        found = tables.figures(self.text, tables.Grid(rows, captions))
        if found is None:
            return False
        self._file_headings(rows, sorted(figure.quantity.number_start for figure in found))
        standing = self.times.scope.period or self.times.carried
        base = celltimes.base(self.text, captions, self.times.clock(), standing)
        for figure in found:
            self._cell(figure, base)
        return True

    def _file_headings(self, rows: list[list[Where]], taken: list[int]) -> None:
        """Files the numerals of a table that no figure was made of; `taken` are the places of the figures, in order."""
        for start, end in sorted({cell for row in rows for cell in row}):
            for token in scan(self.text, start, end):
                at = bisect_left(taken, token.start)
                if at < len(taken) and taken[at] < token.end:
                    continue
                if token.kind not in NUMBERS:
                    numerals.file_time(self.text, token, self.writer.file)
                else:
                    self.writer.file(token.start, token.end, "name", "in a heading of a table")

    def _cell(self, figure: tables.Figure, base: celltimes.Base) -> None:
        """Makes a statement of a figure of a table."""
        column = figure.column
        iso, where = celltimes.period(figure, base, self.facts)
        mood = celltimes.mood(figure, base, self.times.scope, self.facts, before=self._planned)
        self._planned = mood == "target"
        spot = self._place_of(figure.label_at, figure.label) if figure.label else None
        if spot:  # 澜东区 in a column of sales: the row names the place, the column or the caption the indicator
            figure.indicator = figure.of_place()
        elif figure.place_at:
            spot = self._place_of(figure.place_at, self.text[slice(*figure.place_at)])
        elif figure.named:  # 石棹县茶叶加工园 lies there
            spot = next(
                (s for s in self.places.spotter.find(self.text, *figure.label_at) if s.start == figure.label_at[0]),
                None,
            )
        area = spot.name if spot else self.places.article or self.places.document
        self.writer.cell(
            figure,
            (area, "heading of the row" if spot else "area of the document", (spot.start, spot.end) if spot else None),
            (iso, "heading or caption" if where else "period of the document", where),
            (mood, "heading of the column" if mood != "actual" else "reported as fact", column.at),
        )

    def _place_of(self, at: Where, words: str) -> Spot | None:
        """The area that a cell names and nothing else."""
        return next(
            (one for one in self.places.spotter.find(self.text, *at) if one.end - one.start >= len(words)), None
        )


def _marks(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of a sentence begin; a comma in brackets parts nothing outside."""
    marks, closed = [start], start
    for match in _CLAUSE.finditer(text, start, end):
        at = match.start()
        if at < closed:
            continue
        opened = text.rfind("（", marks[-1], at)
        if opened >= 0 and text.find("）", opened, at) < 0:
            close = text.find("）", at, end)
            told = _DIGIT.search(text, opened, close) and not _BASED.match(text, opened, close)
            if 0 < close - opened <= _BRACKET and not told:
                closed = close
                continue
        marks.append(match.end())
    return marks


def _clause_before(marks: list[int], start: int, previous: int, sentence: int) -> Where:
    """The clause before the one that begins at `start`, empty when it has a figure or there is none."""
    at = bisect_right(marks, start) - 2
    if at < 0 or (marks[at] < previous and previous > sentence):
        return 0, 0
    return marks[at], marks[at + 1] - 1
