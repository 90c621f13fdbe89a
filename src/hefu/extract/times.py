"""Which period governs a figure 期间: what a sentence says, what its paragraph and section said before.

A time at the head of a clause holds for the sentences after it, too (1至11月，…); one inside a clause for
its own figure (由2009年的…下降到2015年的…), until a clause with a subject of its own; one in brackets inside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hefu.extract import spans, timewords
from hefu.extract.context import Profile, written
from hefu.extract.frames import Clause, Naming, Where
from hefu.extract.numerals import IN_TITLE, Mask
from hefu.extract.periods import Clock, Period, held_against, resolve
from hefu.extract.quantities import Quantity
from hefu.extract.tokens import Token
from hefu.model import Modality

_CLAUSE = re.compile(r"[，；：。！？\n\t]")
_ITS_YEARS = {False: re.compile("五年"), True: re.compile("(?:今后|未来)?五年(?!以?来|间)")}
"""So a section about a plan speaks of all of its years: one that is over (五年来), one that is to come (今后五年)."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_HAPPENED = re.compile(r"(?:获批|揭牌|挂牌|成立|开工|投产|投用|运营|运行|通车|开通|启动|落户|开业|封关)$")
"""What happened on a day or in a month, and is over behind the comma."""
_BY = re.compile(r"(?:之|以)?前(?![一-九十0-9])")
"""9月底前 is when a thing is to be done; the figures of the year stand beside it."""
_FROM = re.compile(r"(?:由|从)(?!业)(?:[^，。；：由从]{0,12}的|[^，。；：由从0-9]{1,8})?\Z")
_ARRIVES = re.compile(r"[^，。；：0-9]{0,8}?(?:(?P<plan>调整|变动|调增|调减|追加|调|变更)|[一-龥])(?:到|至|为)(?!止)")
_REACHES = re.compile("[至到—-]")
"""从1月10日到12日 is one time; 从2019年 is of its own figure."""
_FIRST_QUARTER = 4
_ONCE_BUILT = re.compile(
    r"(?:预计|(?:建成|投产|达产|投用)后)[^，。；]{0,8}年(?:产|消耗|处理|销售|营业|接待|新增|收入|可)"
)
"""预计年产值4亿元: of a project that is to come no year is said."""


@dataclass(slots=True)
class _Now:
    """A period and where it was said."""

    period: Period | None = None
    at: Where | None = None


class Times:
    """Follows time through a text, sentence by sentence and figure by figure."""

    def __init__(self, text: str, facts: Profile) -> None:
        self.text, self.facts, self.scope = text, facts, facts.base
        self._page = facts
        self.carried: Period | None = None
        self.dated = False
        self._standing = self._leading = self._now = _Now()
        self._ends: int | None = None
        self._loose: int | None = None
        self._years: list[str] = []
        self._pair: tuple[str, str] | None = None
        self._origin: str | None = None
        self._from: int | None = None
        self._adjusted = False
        self._arrival: int | None = None
        self._event: tuple[int, _Now] | None = None
        self._base: str | None = None
        self._all = spans.NOTHING

    def go_on(self, text: str, earlier: Callable[[Where], Where]) -> None:
        """Goes on with the next passage; `earlier` says where something of this one stands as that one counts."""
        self.text = text
        if self.scope.end:
            start, end = earlier((self.scope.start, self.scope.end))
            self.scope = replace(self.scope, start=start, end=end)

    def begin_article(self, titles: list[Token], day: tuple[int, int] | None) -> None:
        """A new article: a year in its titles holds for all of it; it was written on the day of its dateline."""
        self.facts = self._page if day is None else written(self._page, day[0])
        self.carried, self.scope, self.dated = None, self.facts.base, False
        clock = Clock(self.facts.year, self.facts.month, self.facts.year)
        for token in titles:
            found = resolve(token, clock) if token.kind in ("year", "rel") else None
            if found is not None:
                self.carried, self.dated = found, True

    def paragraph(self) -> None:
        """A new paragraph: the section's period, or the last one that led a paragraph."""
        self._standing = _Now(self.scope.period or self.carried)
        self._pair = None

    def sentence(self) -> None:
        """A new sentence: what stood at the head of an earlier one still holds."""
        self._now = self._leading = self._standing
        self._ends = self._loose = self._arrival = self._from = self._base = None
        self._years = []
        self._event = None
        self._all = spans.NOTHING

    # ------------------------------------------------------------ telling the time

    def clock(self) -> Clock:
        """What 今年, 上半年, 五年来 are read against here."""
        facts, section = self.facts, self.scope.period
        named = (self._now.period.year if self._now.period else None) or (section.year if section else None)
        closed = named if section is not None and not self._to_come(section) else None
        if closed is None and facts.year is not None:
            closed = facts.year - 1 if (facts.month or 1) <= _FIRST_QUARTER else facts.year
        return Clock(facts.year, facts.month, named or facts.year, closed, facts.dated)

    def _to_come(self, section: Period) -> bool:
        """Whether a section is about years that were to come when the document was published."""
        return self.facts.year is not None and int(section.iso[:4]) >= self.facts.year

    def tell(self, token: Token, hidden: list[Mask], start: int, *, standing: bool) -> None:
        """Makes the period of a token the current one, where it says when and not since when.

        start: of the sentence. standing: no figure stands before it there, so that it may hold for the next ones.
        """
        titled = any(a <= token.start < b for a, b, why in hidden if why == IN_TITLE)
        if titled or timewords.says_nothing(self.text, token, start):
            self._base = held_against(self.text, token, self.clock()) or self._base
            return
        if token.kind == "list":
            self._years = _YEAR.findall(self.text, token.start, token.end)
            return
        found = resolve(token, self._clock_for(token))
        if found is None:
            return
        section = self.scope.period
        of_plan = token.kind == "dur" and section is not None and section.kind in spans.LONG
        if of_plan and section and _ITS_YEARS[self._to_come(section)].match(self.text, token.start):
            found = section
        found = self._not_to_come(token, found)
        self._now = _Now(found, (token.start, token.end))
        self._ends = self._loose = None
        before = timewords.before(self.text, token)
        reaches = _REACHES.search(self.text, token.start, token.end)
        if timewords.in_bracket(self.text, token, start):
            self._ends = self.text.find("）", token.end)
        elif before > start and self.text[before - 1] in "继由从" and not reaches:
            self._ends = token.end
        elif not timewords.leads(self.text, token, start):
            self._loose = token.end
        else:
            self._event = self._event_of(token, found)
            self._leading = self._now
            if standing and not self._by(token, found) and not spans.aside(token.kind, found, self.scope.period):
                self._standing = self._now
                lasts = found.kind != "day" if self.facts.press else found.kind not in ("day", "now")
                if (lasts or self._alone(token)) and not self.dated:
                    self.carried = found

    def _event_of(self, token: Token, found: Period) -> tuple[int, _Now] | None:
        """Where the clause of an event ends (同年11月试验区获批，), and the time that governs again behind it."""
        start = token.end + self.text.startswith("，", token.end)
        stop = _CLAUSE.search(self.text, start) if found.kind in ("month", "day") else None
        if stop is None or stop.group() != "，":
            return None
        done = self._by(token, found) and start == token.end
        if not done and not _HAPPENED.search(self.text, start, stop.start()):
            return None
        return stop.end(), self._event[1] if self._event else self._standing

    def _by(self, token: Token, found: Period) -> bool:
        """Whether a month or day is the last one on which something is to be done."""
        return found.kind in ("month", "day") and _BY.match(self.text, token.end) is not None

    def _alone(self, token: Token) -> bool:
        """Whether a line of a newspaper is nothing but a time: the head of an agenda (1月10日上午)."""
        first, last = self.text.rfind("\n", 0, token.start) + 1, self.text.find("\n", token.end)
        line = self.text[first : last if last >= 0 else len(self.text)]
        return self.facts.press and len(line.strip(" -·•")) <= token.end - token.start + 1

    def _clock_for(self, token: Token) -> Clock:
        """Months without a year in a paper are those of its year, whatever year was named paragraphs ago."""
        clock = self.clock()
        year = self.scope.period.year if self.scope.period else self.facts.review.year if self.facts.review else None
        if year and token.kind == "part" and self.text.startswith("全年", token.start) and self._said_before(token):
            return replace(clock, named=year)
        loose = token.kind == "part" and self.facts.kind in ("news", "analysis") and self._now.at is None
        if loose and self.text[token.start] not in "全年":
            return replace(clock, named=(year if self.facts.kind == "analysis" else None) or clock.year)
        return clock

    def _said_before(self, token: Token) -> bool:
        """Whether the time that governs was said in an earlier sentence only."""
        at = self._now.at
        return at is not None and any(mark in self.text[at[1] : token.start] for mark in "。\n")

    def _not_to_come(self, token: Token, found: Period) -> Period:
        """In a paper of January, 12月 is the December before."""
        facts = self.facts
        if token.kind != "part" or facts.kind != "news" or self.scope.period is not None or found.year != facts.year:
            return found
        if found.kind not in ("months", "month", "day") or facts.month is None or found.year is None:
            return found
        last = found.iso[-5:-3] if found.kind == "day" else found.iso[-2:]
        if int(last) <= facts.month:
            return found
        return resolve(token, Clock(facts.year, facts.month, found.year - 1)) or found

    # ------------------------------------------------------------ the period of a figure

    def resume(self, clause: Clause) -> None:
        """Returns to the leading period where a time inside the sentence no longer holds."""
        said = self._now.at
        over = self._ends is not None and clause.quantity.start > self._ends and clause.tail.time is None
        if over and said is not None and clause.left <= said[0]:
            over = False
        if self._loose is not None and clause.start > self._loose and clause.core_start < clause.tail.end:
            over = True
        if over:
            self._now, self._ends, self._loose = self._leading, None, None
        if self._event and said is not None and said[1] < self._event[0] <= clause.start:
            self._now = self._leading = self._standing = self._event[1]
            self._event = None

    def named(self) -> Period | None:
        """The current period, where the text says it (and no heading only)."""
        return self._now.period if self._now.at or self.scope.period is None else None

    def period(
        self, clause: Clause, naming: Naming, mood: Modality, figures: list[Quantity]
    ) -> tuple[str | None, str, Where | None]:
        """The period of a figure as ISO text, the rule, and the words that say so."""
        if naming.rule == "time that a work takes":
            return None, "none said", None
        paired = self._paired(clause, naming, figures)
        if paired:
            return paired, "paired figures", None
        if not self._years and clause.size > 1 and clause.place_in_list == 0:
            self._years = self._each_year(clause)
        if self._years and clause.size == len(self._years):
            return self._of_list(clause), "years in a list", None
        words = self.text[clause.start : clause.quantity.start]
        at = self._now.at
        first = clause.sentence[0]
        untold = mood == "estimate" and (at is None or at[0] < first)
        if untold and _ONCE_BUILT.search(self.text, first, clause.quantity.start):
            return None, "a year after it is built", None
        self._later_than(naming)
        self._all = spans.of(self._now.period, naming, words, self._all)
        return self._averaged(self._all.iso, naming, mood), *self._source()

    def _later_than(self, naming: Naming) -> None:
        """What is held against the year of the section itself (比一九五五年增长9%) is of a later one."""
        period, (word, _, base) = self._now.period, (naming.basis or "").partition(":")
        if word != "since" or self._now.at is not None or period is None or period.kind != "year" or period.iso != base:
            return
        self._now = self._leading = self._standing = _Now(spans.after(int(base), self.carried))

    def _each_year(self, clause: Clause) -> list[str]:
        """2011年至2014年，…分别为4329万、2339万、1650万、1232万: one figure for each year."""
        period, said = self._now.period, self._now.at
        if period is None or said is None or period.kind != "span" or not period.year:
            return []
        years = range(int(period.iso[:4]), period.year + 1)
        words = self.text[said[1] : clause.quantity.start]
        return [str(year) for year in years] if len(years) == clause.size and "分别" in words else []

    def _source(self) -> tuple[str, Where | None]:
        if self._now.at is not None:
            return "time expression", self._now.at
        if self.scope.end and self._now.period is not None:
            return "heading of the section", (self.scope.start, self.scope.end)
        return "period of the document", None

    def _averaged(self, iso: str | None, naming: Naming, mood: Modality) -> str | None:
        """A yearly average 年均 that is said of a plan's last year is of the whole plan."""
        if naming.basis != "avg" or iso is None or len(iso) != 4:
            return iso
        if self._base and self._base < iso:  # 2005年与2000年相比，…年均增长9.5%
            return f"{int(self._base) + 1}/{iso}"
        section = self.scope.period
        if section is not None and section.kind in spans.LONG and section.year == int(iso):
            return section.iso
        return f"{int(iso) - 4}/{iso}" if mood == "target" and int(iso) % 5 == 0 else iso

    def _of_list(self, clause: Clause) -> str:
        """2015和2016年同期增速分别为3.3%、0.5%."""
        year, leading = self._years[clause.place_in_list], self._leading.period
        if clause.place_in_list == clause.size - 1:
            self._years = []
        if (
            leading is None
            or leading.kind != "months"
            or "同期" not in self.text[clause.sentence[0] : clause.quantity.start]
        ):
            return year
        return "/".join(year + part[4:] for part in leading.iso.split("/"))

    # ------------------------------------------------------------ 由X提高到Y

    def _paired(self, clause: Clause, naming: Naming, figures: list[Quantity]) -> str | None:
        """由X提高到Y: X is of the earlier time, the year before where none is said; 年均 of the time between."""
        if clause.follows and self._from == clause.group:
            return self._origin
        ahead = clause.number + clause.size
        if ahead < len(figures) and _FROM.search(self.text[clause.left : clause.quantity.start]):
            arrives = _ARRIVES.match(self.text, figures[ahead - 1].end, figures[ahead].start)
            if arrives:
                self._adjusted = arrives["plan"] is not None
                self._origin = self._start_of(clause, planned=self._adjusted)
                self._from, self._arrival = clause.group, ahead
                return self._origin
        if self._arrival == clause.group and clause.number:
            return self._end_of(clause)
        if self._arrival is None or self._arrival > clause.number or self._pair is None:
            return None
        return self._after_pair(clause, naming, *self._pair)

    def origin(self, clause: Clause) -> str | None:
        """What a figure is where a change starts from: `fact`, or `plan` when a plan is adjusted; None elsewhere."""
        if self._from != clause.group:
            on = self._arrival is not None and clause.number > self._arrival and not clause.core
            return "plan" if on and self._adjusted and clause.tail.has("up", "down") else None
        return "plan" if self._adjusted else "fact"

    def _start_of(self, clause: Clause, *, planned: bool) -> str | None:
        """The time of the figure that a change starts from."""
        period = self._now.period
        if clause.tail.time is not None or period is None:
            return period.iso if period else None
        if period.kind in spans.LONG:
            first, at = int(period.iso[:4]), self._now.at
            return str(first if at and self.text[at[0] - 1] in "从由自" else first - 1)
        if self._pair:
            return self._pair[0]
        if self._base and not planned:
            return self._base
        if planned or not period.year or period.kind not in ("year", "end"):
            return period.iso
        return str(period.year - 1)

    def _end_of(self, clause: Clause) -> str | None:
        """The time of the figure where a change arrives."""
        if clause.tail.time is None and self._pair and self._pair[0] == self._origin:
            return self._pair[1]
        period = self._now.period
        if period is None or self._origin is None:
            return None
        last = period.iso[-4:] if period.kind in spans.LONG else period.iso
        self._pair = (self._origin, last)
        return last

    def _after_pair(self, clause: Clause, naming: Naming, first: str, last: str) -> str | None:
        """Figures that go on about a change: 降幅达34.6% is of its end, 年均 of the years between."""
        if naming.basis == "avg":
            if self._now.period is not None and self._now.period.kind in spans.LONG:
                return None
            a, b = int(first[:4]), int(last[:4])
            return f"{a + 1 if b - a == 5 else a}/{b}"
        return last if not clause.core and clause.tail.time is None else None
