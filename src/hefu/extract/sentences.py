"""One sentence at a time: its quantities, what governs them, and the statements that come of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hefu.errors import UnknownAreaError
from hefu.extract import modality, names, tables
from hefu.extract.context import Profile, Scope, is_section
from hefu.extract.indicators import Clause, Namer, Naming
from hefu.extract.periods import Clock, Period, resolve
from hefu.extract.phrases import strip_head, strip_tail
from hefu.extract.quantities import Quantity, quantity
from hefu.extract.tokens import NUMBERS, Token, scan
from hefu.model import Evidence, Measure, Numeral, Statement
from hefu.read.view import View

if TYPE_CHECKING:
    from hefu.lexicon.areas import Area, Areas
    from hefu.lexicon.spotter import Spot

_SENTENCE = re.compile(r"[。！？]")
_CLAUSE = re.compile(r"[，；：。！？\n\t]")
_LINK = re.compile(r"\s*(?:[、和及与或/]|以及|，|和分别|、分别)?(?:增长|下降|上涨|提高|降低|增加|减少)?\s*")
_RANGE = re.compile(r"\s*(?:—+|-|至|到|~)\s*")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:\s?：\s?[0-9]+(?:\.[0-9]+)?)+")
_DIGITS_IN = re.compile(r"[0-9]")
_RUN_IN = re.compile(r"\s*(?:[0-9]{1,2}[.．、]|（[一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、|——)[^。，；]{2,24}。")
_TIMES_OF = re.compile(r"的?[0-9.]+倍")
_ERA_WORDS = ("时期", "期间", "以来", "末", "初", "年")
_FROM = re.compile(r"(?:由|从)(?:[^，。；：由从]{0,12}的)?\Z")
_ARRIVES = re.compile(
    r"[^，。；：0-9]{0,8}?(?:(?P<plan>调整|变动|调|变更)|[一-龥])(?:到|至|为)(?!止)"
)
_TITLE = re.compile(r"《[^》\n]{1,60}》")
_QUOTED = re.compile(r"[“‘][^”’“‘\n，。；]{1,14}[”’]")
_NOT_QUOTED = re.compile(r"[%％元]|左右|以上|万[人户吨]|亿")


class Reader:
    """Reads the paragraphs of one text in order and keeps what carries over from one to the next."""

    def __init__(
        self, raw: str, seen: View, text: str, facts: Profile, place: Area | None, areas: Areas
    ) -> None:
        self.raw, self.view, self.text, self.facts = raw, seen, text, facts
        self.scope: Scope = facts.base
        self.statements: list[Statement] = []
        self.numerals: list[Numeral] = []
        self.area = place.name if place else None
        self.spotter = areas.spotter(place, facts.year)
        self.article_area: str | None = None
        self.titles: list[tuple[int, int]] = []
        self.report = False
        self.years: list[str] = []
        self.namer = Namer(text, budget=facts.kind == "budget" or "一般公共预算" in text[:3000])
        self.period: Period | None = None
        self.period_at: tuple[int, int] | None = None
        self.standing: tuple[Period | None, tuple[int, int] | None] = (None, None)
        self.carried: Period | None = None
        self.dated = False
        self.leading: tuple[Period | None, tuple[int, int] | None] = (None, None)
        self.ends: int | None = None
        self.loose: int | None = None
        self.pair: tuple[str | None, str | None] = (None, None)
        self.origin: str | None = None
        self.arrival: int | None = None
        self.fromto: int | None = None
        self.planned_before = False

    # ------------------------------------------------------------ paragraphs

    def heading(self, start: int, end: int) -> None:
        """A line that is no sentence: in a newspaper it may say where and when the article plays."""
        self.namer.section(self.text[start:end])
        self.report = self.report or is_section(self.text[start:end])
        if self.facts.kind == "news":
            self.titles = [*self.titles[-3:], (start, end)]

    def leave_out(self, start: int, end: int, reason: str) -> None:
        """Files the numerals of a line that is no part of what the document says (menus, footers)."""
        for token in scan(self.text, start, end):
            if token.kind in NUMBERS:
                self._file(token.start, token.end, "name", reason)
            else:
                self._file_time(token)

    def begin_article(self) -> None:
        """A byline was met: what the titles above it say holds for the article."""
        self.article_area, self.carried, self.scope, self.dated = None, None, self.facts.base, False
        for start, end in self.titles:
            spots = {s.name for s in self.spotter.find(self.text, start, end) if s.level != "nation"}
            if len(spots) == 1:
                self.article_area = spots.pop()
            for token in scan(self.text, start, end):
                found = resolve(token, Clock(self.facts.year, self.facts.month, self.facts.year)) if token.kind in ("year", "rel") else None
                if found is not None:
                    self.carried, self.dated = found, True
        self.titles = []

    def paragraph(self, start: int, end: int) -> None:
        """Reads the line from `start` to `end`, which has numerals."""
        text = self.text
        tokens = scan(text, start, end)
        if not tokens:
            return
        self.standing = (self.scope.period or self.carried, None)
        lead = _RUN_IN.match(text, start, end)
        if lead:
            self.namer.section(lead.group())
        self.pair = (None, None)
        self.namer.reset()
        masks = _masks(text, start, end)
        spots = self.spotter.find(text, start, end)
        begin, at = start, 0
        stops = [m.end() for m in _SENTENCE.finditer(text, start, end)]
        if not stops or stops[-1] < end:
            stops.append(end)
        for stop in stops:
            first = at
            while at < len(tokens) and tokens[at].start < stop:
                at += 1
            if at > first:
                self._sentence(begin, stop, tokens[first:at], masks, [s for s in spots if begin <= s.start < stop])
            begin = stop

    # ------------------------------------------------------------ sentences

    def _sentence(
        self, start: int, end: int, tokens: list[Token], masks: list[tuple[int, int, str]], spots: list[Spot]
    ) -> None:
        self.period, self.period_at = self.leading = self.standing
        self.ends = self.loose = self.arrival = self.fromto = None
        self.years = []
        quantities = self._quantities(start, end, tokens, masks)
        if not quantities:
            for token in tokens:
                self._tell_time(token, masks, start, standing=True)
            return
        groups = _group(self.text, quantities)
        times = {t.end: t for t in tokens if t.kind not in NUMBERS}
        begins = {t.start: t for t in tokens if t.kind not in NUMBERS}
        pending = [t for t in tokens if t.kind not in NUMBERS]
        self.namer.sentence()
        local: tuple[str, tuple[int, int]] | None = None
        previous_end = start
        marks = _marks(self.text, start, end)
        for number, found in enumerate(quantities):
            while pending and pending[0].start < found.start:
                self._tell_time(pending.pop(0), masks, start, standing=number == 0)
            clause_start = marks[bisect_right(marks, found.start) - 1]
            opened = self.text.rfind("（", clause_start, found.start)
            if opened >= 0 and "）" not in self.text[opened : found.start]:
                clause_start = opened + 1
            left = max(clause_start, previous_end)
            following = quantities[number + 1].start if number + 1 < len(quantities) else end
            stop = _CLAUSE.search(self.text, found.end, end)
            right = min(following, stop.start() if stop else end)
            tail = strip_tail(self.text, left, found.start, times)
            core_start, area_word = strip_head(self.text, left, tail.end, begins)
            core_start, spot = self._subject_area(left, core_start, tail.end, spots, begins)
            town = _TOWN.match(self.text, core_start, tail.end) if clause_start == left else None
            if town and not town[1].endswith(_NO_TOWN):
                local, core_start = (town[1], town.span(1)), town.end()
            elif spot is not None:
                local = (spot.name, (spot.start, spot.end))
            elif self.facts.kind == "news" and not self.report and (near := _near(self.text, spots, start, found.start)):
                local = near
            elif area_word is not None or left == clause_start == start:
                local = local if area_word is None else self._pronoun(area_word, spots) or local
            before = _clause_before(marks, clause_start, previous_end, start)
            clause = Clause(found, left, clause_start, start, core_start, tail, before, right, end, groups[number], number, groups.count(groups[number]), following < end)
            self._resume(clause)
            naming = self.namer.name(clause, quantities)
            self._pair(clause, naming, quantities)
            self._state(clause, naming, local, start)
            previous_end = found.end

    def _quantities(
        self, start: int, end: int, tokens: list[Token], masks: list[tuple[int, int, str]]
    ) -> list[Quantity]:
        """The quantities of a sentence; every other numeral is filed with its class and reason."""
        text, found = self.text, []
        ratios = [m.span() for m in _RATIO.finditer(text, start, end)] if "：" in text[start:end] else []
        left = start
        for token in tokens:
            if token.kind not in NUMBERS:
                self._file_time(token)
                left = token.end
                continue
            if token.start < left:
                continue
            inside = next((m for m in masks if m[0] <= token.start < m[1]), None)
            if inside:
                self._file(token.start, token.end, "name", inside[2])
                continue
            ratio = any(a <= token.start < b for a, b in ratios) and _is_ratio(text, token, start)
            rule = None if ratio or token.kind != "number" else names.why(text, token.start, token.end)
            if rule is not None:
                self._file(token.start, token.end, rule.cls, rule.name)
                left = token.end
                continue
            item = quantity(text, token, max(left, start), end)
            if ratio:
                item.unit, item.kind = "%", "ratio"
            if found and self._joins(found[-1], item):
                left = item.end
                continue
            found.append(item)
            left = item.end
        _share(text, found)
        kept = []
        for item in found:
            reason = _no_quantity(text, item, start, end)
            if reason:
                self._file(item.number_start, item.number_end, "name", reason)
            else:
                kept.append(item)
        return kept

    def _joins(self, before: Quantity, item: Quantity) -> bool:
        """5%—6%, 2—3年: the second number is the upper end of the first."""
        text = self.text
        if item.start != item.number_start or not _RANGE.fullmatch(text, before.end, item.number_start):
            return False
        if before.value_max is not None or before.kind == "ratio" or text[before.start - 1 : before.start] in "由从":
            return False
        if before.unit not in (None, item.unit) or item.value * 10**item.exponent < before.value:
            return False
        if before.unit is None and not before.exponent:
            before.exponent = item.exponent
        before.unit, before.unit_at = item.unit, item.unit_at
        before.value_max = item.scaled()
        before.end = item.end
        if item.bound != "=":
            before.bound, before.bound_at = item.bound, item.bound_at
        self._file(item.number_start, item.number_end, "part", "upper end of a range")
        return True

    # ------------------------------------------------------------ time

    def _clock(self) -> Clock:
        named = self.period.year if self.period else None
        if named is None and self.scope.period is not None:
            named = self.scope.period.year
        closed = named if self.scope.period is not None else None
        if closed is None and self.facts.year is not None:
            closed = self.facts.year - 1 if (self.facts.month or 1) <= 4 else self.facts.year
        return Clock(self.facts.year, self.facts.month, named or self.facts.year, closed)

    def _tell_time(self, token: Token, masks: list[tuple[int, int, str]], start: int, *, standing: bool) -> None:
        """Makes the period of a token the current one, where the token says when and not since when.

        standing: no figure stands before it in the sentence, so that it may hold for the next ones, too.
        """
        text = self.text
        if any(a <= token.start < b for a, b, why in masks if why == "in a title"):
            return
        before = token.start - 1 if text[token.start - 1 : token.start] in ("“", "‘", '"') else token.start
        word = text[token.start : token.end]
        if before > start and text[before - 1] in "比较与同于自" and text[before - 2 : before] not in ("截至", "不同", "共同"):
            return
        if token.kind == "dur" and not word.endswith(("来", "间", "累计", "里")) and not word.startswith(("过去", "未来", "今后", "近")):
            return
        after = text[token.end : token.end + 2]
        if _TIMES_OF.match(text, token.end):
            return
        if word in ("年初", "初", "度") or token.kind == "dur" and after in ("新高", "新低", "最高", "最低", "最好", "最快", "最大"):
            return
        if token.kind in ("rel", "year", "part") and (after.startswith("同期") and text[before - 1 : before] in "比较" or after[:1] == "的" and word in ("上年", "去年") and text[before - 1 : before] not in ("由", "从")):
            return
        if token.kind == "era" and not word.endswith(_ERA_WORDS) and text[token.end : token.end + 1] not in ("，", "、", "的"):
            return
        if token.kind == "rel" and after in ("结转", "结余", "末结"):
            return
        if token.kind == "list":
            self.years = [m.group() for m in _YEAR_LIKE.finditer(word)]
            return
        clock = self._clock()
        if token.kind == "part" and self.facts.kind in ("news", "analysis") and self.period_at is None and word[0] not in "全年":
            clock = Clock(clock.year, clock.month, clock.year, clock.closed)
        found = resolve(token, clock)
        if found is None:
            return
        if token.kind == "part" and found.year and clock.year and self.scope.period is None and self.facts.kind == "news":
            last = found.iso[-5:-3] if found.kind == "day" else found.iso[-2:]
            if found.kind in ("months", "month", "day") and clock.month and last.isdigit() and int(last) > clock.month and found.year == clock.year:
                found = resolve(token, Clock(clock.year, clock.month, found.year - 1)) or found
        self.period, self.period_at = found, (token.start, token.end)
        self.ends = self.loose = None
        opened = text.rfind("（", start, token.start)
        if opened >= 0 and "）" not in text[opened : token.start]:
            self.ends = text.find("）", token.end)
        elif text[before - 1 : before] in ("继", "由", "从") and before > start and token.kind != "span":
            self.ends = token.end
        elif self._leads(token, start):
            self.leading = (self.period, self.period_at)
            if standing:
                self.standing = self.leading
                if found.kind not in ("day", "now") and not self.dated:
                    self.carried = found
        else:
            self.loose = token.end

    def _leads(self, token: Token, start: int) -> bool:
        """Whether a time stands at the head of its clause."""
        mark = start
        for match in _CLAUSE.finditer(self.text, start, token.start):
            mark = match.end()
        if self.text.startswith(("据", "根据", "数据", "统计"), mark):
            return True
        begin, _ = strip_head(self.text, mark, token.start, {})
        return token.start - begin <= 5

    def _resume(self, clause: Clause) -> None:
        """Returns to the leading period where a time inside the sentence no longer holds.

        One in brackets holds inside them, one after 由, 从, 继 for its own figure, any other until a
        clause with a subject of its own.
        """
        over = self.ends is not None and clause.quantity.start > self.ends and clause.tail.time is None
        if over and self.period_at is not None and clause.left <= self.period_at[0]:
            over = False
        if self.loose is not None and clause.clause_start > self.loose and clause.core_start < clause.tail.end:
            over = True
        if over:
            (self.period, self.period_at), self.ends, self.loose = self.leading, None, None

    def _file_time(self, token: Token) -> None:
        for match in re.finditer(r"[0-9]+", self.text[token.start : token.end]):
            self._file(token.start + match.start(), token.start + match.end(), "time", "date or period")

    def _pair(self, clause: Clause, naming: Naming, quantities: list[Quantity]) -> None:
        """由X提高到Y: X is of the earlier time, the year before where none is said; 年均 is for the time between."""
        found, text = clause.quantity, self.text
        if clause.group != clause.number and self.fromto == clause.group:
            naming.period = self.origin
            return
        ahead = clause.number + clause.size
        if ahead < len(quantities) and _FROM.search(text[clause.left : found.start]):
            arrives = _ARRIVES.match(text, quantities[ahead - 1].end, quantities[ahead].start)
            if arrives:
                self.origin, self.arrival, self.fromto = self._origin(clause, arrives["plan"] is not None), ahead, clause.group
                naming.period = self.origin
                return
        if self.arrival == clause.group and clause.number:
            if clause.tail.time is None and self.pair[1] and self.pair[0] == self.origin:
                naming.period = self.pair[1]
            elif self.period is not None and self.origin:
                last = self.period.iso[-4:] if self.period.kind in ("span", "era") else self.period.iso
                naming.period = last
                self.pair = (self.origin, last)
        elif self.arrival is None or self.arrival > clause.number or not (self.pair[0] and self.pair[1]):
            return
        elif naming.basis != "avg" and clause.core_start >= clause.tail.end and clause.tail.time is None:
            naming.period = self.pair[1]
        elif naming.basis == "avg" and not (self.period is not None and self.period.kind in ("span", "era")):
            first, last = self.pair[0][:4], self.pair[1][:4]
            naming.period = f"{int(first) + 1}/{last}" if int(last) - int(first) == 5 else f"{first}/{last}"

    def _origin(self, clause: Clause, planned: bool) -> str | None:
        """The time of the figure that a change starts from."""
        if clause.tail.time is not None or self.period is None:
            return self.period.iso if self.period else None
        if self.period.kind in ("span", "era"):
            first = int(self.period.iso[:4])
            return str(first if self.period_at and self.text[self.period_at[0] - 1] in "从由自" else first - 1)
        if self.pair[0]:
            return self.pair[0]
        if planned or not self.period.year or self.period.kind not in ("year", "end"):
            return self.period.iso
        return str(self.period.year - 1)

    # ------------------------------------------------------------ area

    def _subject_area(
        self, left: int, core_start: int, core_end: int, spots: Iterable[Spot], begins: dict[int, Token]
    ) -> tuple[int, Spot | None]:
        """The area that stands at the head of the clause, and where the indicator begins behind it."""
        for spot in spots:
            if left <= spot.start <= core_start < spot.end or spot.start == core_start:
                if spot.end >= core_end and spot.end > core_end:
                    return core_start, None
                if self.text[spot.end : spot.end + 1] in "、和及":
                    return core_start, None
                start, _ = strip_head(self.text, spot.end, core_end, begins)
                return start, spot
            if left <= spot.start and spot.end <= core_start and self.text[spot.end : spot.end + 1] not in "、和及":
                return core_start, spot
        return core_start, None

    def _pronoun(self, word: tuple[int, int], spots: Iterable[Spot]) -> tuple[str, tuple[int, int]] | None:
        for spot in spots:
            if spot.start <= word[0] < spot.end:
                return spot.name, (spot.start, spot.end)
        return None

    # ------------------------------------------------------------ tables

    def table(self, rows: list[list[tables.Cell]], captions: list[tuple[int, int]]) -> bool:
        """Reads rows of cells as a table; says whether they are one."""
        found = tables.figures(self.text, tables.Grid(rows, captions))
        if found is None:
            return False
        taken = {f.quantity.number_start for f in found}
        base, at = self._table_period(captions)
        for start, end in sorted({cell for row in rows for cell in row}):
            for token in scan(self.text, start, end):
                if any(token.start <= t < token.end for t in taken):
                    continue
                if token.kind not in NUMBERS:
                    self._file_time(token)
                else:
                    self._file(token.start, token.end, "name", "in a heading of a table")
        for figure in found:
            self._cell(figure, base, at)
        return True

    def _table_period(self, captions: list[tuple[int, int]]) -> tuple[Period | None, tuple[int, int] | None]:
        for start, end in captions:
            for token in scan(self.text, start, end):
                if token.kind in ("year", "rel", "part"):
                    found = resolve(token, self._clock())
                    if found is not None:
                        return found, (token.start, token.end)
        return self.scope.period or self.carried, None

    def _cell(self, figure: tables.Figure, base: Period | None, at: tuple[int, int] | None) -> None:
        """Makes a statement of a figure of a table."""
        found, column = figure.quantity, figure.column
        year = figure.year or column.year or (base.year - 1 if column.last_year and base and base.year else None)
        iso, where = (str(year), figure.label_at if figure.year else column.at) if year else (base.iso if base else None, at)
        span = base if base and base.kind in ("era", "span") else self.facts.aims
        over = column.basis == "avg" or column.summed
        if over and span and span.kind in ("era", "span"):
            iso = span.iso
            year = span.year
        late = year is not None and self.facts.year is not None and year > self.facts.year
        planned = column.target or late or (self.scope.modality == "target" and year is None)
        if column.measure == "growth" and year is None and not column.target:
            planned = self.planned_before
        self.planned_before = planned
        spot = next((s for s in self.spotter.find(self.text, *figure.label_at) if s.end - s.start >= len(figure.label)), None)
        area = spot.name if spot else self.article_area or self.area
        evidence: list[Evidence] = []
        self._prove(evidence, "value", "cell", found.number_start, found.number_end)
        self._prove(evidence, "unit", "cell, heading or caption", *(found.unit_at or (None, None)))
        self._prove(evidence, "bound", "bound word" if found.bound_at else "none printed: exact", *(found.bound_at or (None, None)))
        self._prove(evidence, "indicator", "heading of the row", *figure.label_at)
        self._prove(evidence, "measure", "heading of the column", *(column.at or (None, None)))
        if column.basis:
            self._prove(evidence, "basis", "heading of the column", *(column.at or (None, None)))
        if area:
            self._prove(evidence, "area", "heading of the row" if spot else "area of the document", *(figure.label_at if spot else (None, None)))
        if iso:
            self._prove(evidence, "period", "heading or caption" if where else "period of the document", *(where or (None, None)))
        self._prove(evidence, "modality", "heading of the column" if planned else "reported as fact", *(column.at or (None, None)))
        begin, stop = self.view.span(found.start, found.end)
        self.statements.append(
            Statement(
                begin, stop, self.raw[begin:stop], figure.indicator, found.scaled(), None, figure.unit, found.bound, column.measure,
                column.basis, area, None, iso, "target" if planned else "actual", 0.85, tuple(evidence),
            )  # fmt: skip
        )
        self._file(found.number_start, found.number_end, "quantity", "cell of a table")

    # ------------------------------------------------------------ statements

    def _state(self, clause: Clause, naming: Naming, local: tuple[str, tuple[int, int]] | None, start: int) -> None:
        found = clause.quantity
        evidence: list[Evidence] = []
        period, at, rule = self._period_of(clause, naming)
        mood, mood_at, mood_rule = modality.of(self.text, clause, self.scope, self.facts, period if at or self.scope.period is None else None)
        iso = _due(period, naming, self.text[clause.clause_start : found.start])
        area, area_at = (local or (None, None))
        if area is None:
            area = self.article_area or self.area
        if naming.period:
            iso, at, rule = naming.period, naming.period_at, "paired figures"
        elif naming.basis == "avg" and iso and len(iso) == 4 and self.scope.period and self.scope.period.kind in ("era", "span") and self.scope.period.year == int(iso):
            iso = self.scope.period.iso
        elif mood == "target" and naming.basis == "avg" and iso and len(iso) == 4 and int(iso) % 5 == 0:
            iso = f"{int(iso) - 4}/{iso}"
        if self.years and clause.size == len(self.years):
            year = self.years[clause.number - clause.group]
            leading = self.leading[0]
            months = leading is not None and leading.kind == "months" and "同期" in self.text[start : found.start]
            iso = "/".join(year + part[4:] for part in leading.iso.split("/")) if months and leading else year
            rule = "years in a list"
            if clause.number - clause.group == clause.size - 1:
                self.years = []
        self._prove(evidence, "value", "numeral", found.number_start, found.number_end)
        unit_at = found.unit_at or (None, None)
        self._prove(evidence, "unit", "printed" if found.unit_at else naming.unit_rule, *unit_at)
        self._prove(evidence, "bound", "bound word" if found.bound_at else "none printed: exact", *(found.bound_at or (None, None)))
        self._prove(evidence, "indicator", naming.rule, *(naming.at or (None, None)))
        self._prove(evidence, "measure", naming.measure_rule, *(naming.measure_at or (None, None)))
        if naming.basis:
            self._prove(evidence, "basis", naming.basis_rule, *(naming.basis_at or (None, None)))
        if area:
            self._prove(evidence, "area", "named" if area_at else "area of the document", *(area_at or (None, None)))
        if iso:
            self._prove(evidence, "period", rule, *(at or (None, None)))
        self._prove(evidence, "modality", mood_rule, *(mood_at or (None, None)))
        value, top = found.scaled(), found.value_max
        unit = naming.unit
        if "（" in unit and found.unit_at:
            unit = self.raw[slice(*self.view.span(*found.unit_at))]
        if naming.negative:
            value, top = -value, None if top is None else -top
        begin, stop = self.view.span(found.start, found.end)
        self.statements.append(
            Statement(
                begin, stop, self.raw[begin:stop], naming.indicator, value, top, unit, found.bound, naming.measure,
                naming.basis, area, None, iso, mood, naming.confidence, tuple(evidence),
            )  # fmt: skip
        )
        self._file(found.number_start, found.number_end, "quantity", naming.rule)

    def _period_of(self, clause: Clause, naming: Naming) -> tuple[Period | None, tuple[int, int] | None, str]:
        if self.period_at is not None:
            return self.period, self.period_at, "time expression"
        if self.scope.end:
            return self.period, (self.scope.start, self.scope.end) if self.period else None, "heading of the section"
        return self.period, None, "period of the document"

    def _prove(self, evidence: list[Evidence], field: str, rule: str, start: int | None = None, end: int | None = None) -> None:
        if start is None or end is None:
            evidence.append(Evidence(field, rule))
        else:
            evidence.append(Evidence(field, rule, *self.view.span(start, end)))

    def _file(self, start: int, end: int, cls: str, reason: str) -> None:
        self.numerals.append(Numeral(*self.view.span(start, end), cls, reason))  # type: ignore[arg-type]


_TOWN = re.compile(r"([一-龥]{2,3}?(?:镇|乡|街道))(?=[一-龥]{2})(?!村|居民|企业|政府|卫生|干部|级|化|和|、|办|集体|社区|道路|建设|污水|居|低保|职工|登记|调查|新增|户|人)")
_NO_TOWN = ("城镇", "乡镇", "集镇", "小镇", "村镇", "市镇", "制镇", "心镇", "点镇", "色镇", "城乡", "下乡", "返乡", "全镇", "本镇", "个镇", "家乡", "老乡", "各镇", "村乡", "型城镇")
_VILLAGE = re.compile(r"(?:[一-龥]{2,4}?(?:乡|镇|街道))?([一-龥]{2,5}?(?:村|社区))(?!民|委|级|集体)")


def _near(text: str, spots: list[Spot], start: int, at: int) -> tuple[str, tuple[int, int]] | None:
    """In a newspaper the last place named before a figure is where it was counted; a village is finer yet."""
    for spot in reversed(spots):
        if spot.end > at or spot.level == "nation" or text[spot.end : spot.end + 1] in "、和及与至—":
            continue
        if text[spot.start - 1 : spot.start] in "、和与":
            return None
        village = _VILLAGE.match(text, spot.end, at)
        if village:
            return village[1], (spot.start, village.end())
        return spot.name, (spot.start, spot.end)
    return None


def _marks(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of a sentence begin; a comma in brackets parts nothing outside."""
    marks = [start]
    closed = start
    for match in _CLAUSE.finditer(text, start, end):
        at = match.start()
        if at < closed:
            continue
        opened = text.rfind("（", marks[-1], at)
        if opened >= 0 and "）" not in text[opened:at]:
            close = text.find("）", at, end)
            if 0 < close - opened <= 40 and not _DIGITS_IN.search(text, opened, close):
                closed = close
                continue
        marks.append(match.end())
    return marks


def _clause_before(marks: list[int], clause_start: int, previous_end: int, start: int) -> tuple[int, int]:
    """The clause before the one that begins at `clause_start`, empty when it has a figure or is none."""
    at = bisect_right(marks, clause_start) - 2
    if at < 0 or marks[at] < previous_end and previous_end > start:
        return 0, 0
    return marks[at], marks[at + 1] - 1


def _masks(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Titles 《…》 and short quoted names “1+N”: numerals in them belong to a name."""
    masks: list[tuple[int, int, str]] = []
    if "《" in text[start:end]:
        masks += [(*m.span(), "in a title") for m in _TITLE.finditer(text, start, end)]
    if "“" in text[start:end] or "‘" in text[start:end]:
        masks += [
            (*m.span(), "in a quoted name")
            for m in _QUOTED.finditer(text, start, end)
            if not _NOT_QUOTED.search(m.group())
        ]
    return masks


def _is_ratio(text: str, token: Token, start: int) -> bool:
    return re.search(r"比|结构|例", text[max(start, token.start - 48) : token.start]) is not None


def _group(text: str, quantities: list[Quantity]) -> list[int]:
    """For each quantity, the number of the first one of the list that it stands in (8.2%、8.7%和9.1%)."""
    groups: list[int] = []
    for number, item in enumerate(quantities):
        if number:
            before = quantities[number - 1]
            linked = _LINK.fullmatch(text, before.end, item.start) is not None
            ratio = item.kind == before.kind == "ratio" and item.start - before.end <= 3
            alike = item.unit == before.unit or (item.unit or "").split("/")[0] == (before.unit or "").split("/")[0]
            if (linked and alike and "，" not in text[before.end : item.start]) or ratio:
                groups.append(groups[-1])
                continue
        groups.append(number)
    return groups


def _share(text: str, quantities: list[Quantity]) -> None:
    """700、900亿元 share multiplier and unit; 7%、8%以上 share the bound."""
    for before, item in zip(quantities[-2::-1], quantities[:0:-1], strict=True):
        if not _LINK.fullmatch(text, before.end, item.start):
            continue
        if before.unit is None and item.unit is not None and before.kind == item.kind == "number":
            before.unit, before.unit_at, before.shared = item.unit, item.unit_at, True
            before.exponent = before.exponent or item.exponent
        same = before.unit == item.unit
        after = item.bound_at is not None and item.bound_at[0] > item.number_start
        if same and after and before.bound == "=" and item.bound in (">=", "≈") and before.value != 100 and "，" not in text[before.end : item.start]:
            before.bound, before.bound_at = item.bound, item.bound_at
    for before, item in zip(quantities, quantities[1:], strict=False):
        if not _LINK.fullmatch(text, before.end, item.start):
            continue
        ahead = before.bound_at is not None and before.bound_at[0] < before.number_start
        if before.shared and ahead and item.bound == "=":
            item.bound, item.bound_at = before.bound, before.bound_at
        if "/" in (before.unit or "") and item.unit and before.unit and before.unit.startswith(item.unit + "/"):
            item.unit = before.unit


_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
_BARE_OK = re.compile(r"(?:比|指数|系数|浓度|值)(?:由|从)[^，]{0,8}的\s*$|(?:达到?|为|指数|值|超过|突破|近于|接近|保持在|系数|数|计|PUE|得分|降至|升至|共|至|到|及|、|了|由|从|约|增加)(?:了)?\s*$")


def _no_quantity(text: str, item: Quantity, start: int, end: int) -> str | None:
    """Why a number without a unit is no quantity; None when it is one."""
    if item.unit is not None or item.exponent or item.kind != "number":
        return None
    if _YEAR_LIKE.fullmatch(text, item.number_start, item.number_end):
        return "number without a unit"
    if item.bound_at is not None or _BARE_OK.search(text[max(start, item.start - 16) : item.start]):
        return None
    return "number without a unit"


_BUILT = re.compile(r"(?:.{0,10}(?:规划|争取|安排|累计|计划)?(?:投资|投入|资金)$)|新增|新建|累计|建成|完成|改造|培育|引进|发放|实施|建设|打造|转移|争取|投入|签约|总投资|投资|创建|新|减排|治理|解决|开工|整治|减少|修复")
_SUMMED = re.compile(r"新增|净增|累计|压减|削减")
_HELD = re.compile(r"保持|稳定|连续|常年|始终|接连|每年|年均|累计|五年(?:增长|下降|提高)")


def _due(period: Period | None, naming: Naming, words: str) -> str | None:
    """A plan's period for what is built up or held over it; its last year for what is reached by its end."""
    if period is None or period.kind not in ("era", "span") or not period.year:
        return period.iso if period else None
    counted = naming.measure in ("level", "change") and (
        naming.rule == "noun behind the figure" or _BUILT.match(naming.indicator) or _SUMMED.search(words)
    )
    if "连续" in words and naming.unit in ("年", "次", "届", "个月"):
        return str(period.year)
    if naming.basis == "avg" or counted or _HELD.search(words):
        return period.iso
    return str(period.year)
