"""Names the figures of a text one after the other, and remembers what later ones refer to."""

from __future__ import annotations

import re

from hefu.extract import budgets, cores, lists, measures, members, nouns
from hefu.extract.budgets import Budget
from hefu.extract.frames import RATES, Clause, Naming, clean
from hefu.extract.indicators import ASIDE, CARRIED, RULES
from hefu.extract.phrases import BARE
from hefu.extract.recall import Recall

_NO_NAME = 80
"""Longer words are no name of an indicator that others could refer to."""
_LEAD = 8
_OF_A_WHOLE = re.compile(r"(?:在[^，。；]{2,16}[中里])?(?:已经?|所|只|仅|约){0,4}(?:占|相当于).*$")
_ITS_SHARE = ("占比", "比重", "贡献率", "份额")
_TO_THE_FULL = re.compile(r"(?:全?覆盖|达标|配备|落实|到位|通达)[、，和及]")
"""服务站100%覆盖、群众服务100%覆盖: the verb is of the figure before it."""


class Namer:
    """Names the figures of a text one after the other and remembers what later ones refer to.

    subject: the indicator of the figure before. entity: what it is about, without its last noun.
    verb: the verb that a list began with. unit: of the last amount. parts: members of a list not yet handed out.
    members: of the last list that had its subjects. listed: how many figures the last list had.
    """

    def __init__(self, text: str, *, budget: bool = False) -> None:
        self.text = text
        self.budget = Budget(active=budget)
        self.recall = Recall()
        self.reset()

    def reset(self) -> None:
        """A new paragraph begins: nothing carries over."""
        self.subject = self.verb = self.whole = ""
        self.unit: str | None = None
        self.last: Naming | None = None
        self.sentence()

    def sentence(self) -> None:
        """A new sentence begins: its lists are its own."""
        self.entity = self.noun = self.lead = ""
        self.parts: list[str] = []
        self.members: list[str] = []
        self.recent: list[str] = []
        self.rivals: list[str] = []
        self.listed = 1
        self._outside: tuple[int, str, str, str | None, Naming | None] | None = None

    def leave_tier(self) -> None:
        """An area of its own is named: what follows is no longer of the tier of the document's own area."""
        if self.budget.active and self.budget.tier:
            self.subject, self.budget.tier = self.subject.removeprefix(self.budget.tier), ""

    def name(self, clause: Clause) -> Naming:
        """The indicator, measure and basis of the quantity of a clause."""
        self._bracket(clause)
        self._words(clause)
        self.budget.follow(self.text, clause)
        self.subject = members.together(self.text, clause, self.members) or self.subject
        for rule in RULES:
            found = rule.read(self, clause)
            if found is not None:
                found.rule = found.rule or rule.name
                break
        else:
            found = Naming(self.subject, CARRIED)
        found.unit = found.unit or clause.quantity.unit or ""
        clause.rival_words = self.rivals
        measures.decide(self.text, clause, found, measures.Memory(self.last, self.subject, self.verb))
        return self._keep(clause, found)

    def _bracket(self, clause: Clause) -> None:
        """What is said in brackets (含专项42亿元，增长3%) is forgotten behind them."""
        opened = self.text.rfind("（", clause.sentence[0], clause.quantity.start)
        inside = opened if opened >= 0 and self.text.find("）", opened, clause.quantity.start) < 0 else None
        if self._outside is not None and self._outside[0] != inside:
            _, self.subject, self.entity, self.unit, self.last = self._outside
            self._outside = None
        if inside is not None and self._outside is None:
            self._outside = inside, self.subject, self.entity, self.unit, self.last

    def _words(self, clause: Clause) -> None:
        """The words before and behind the figure; a list's verb holds for its further members."""
        text, tail = self.text, clause.tail
        if clause.left > clause.start and not clause.follows:
            clause.core_start = min(nouns.rest(text, clause.core_start, tail.end, self.noun), tail.end)
            done = _TO_THE_FULL.match(text, clause.core_start, tail.end)
            clause.core_start = done.end() if done and self.last and self.last.unit in RATES else clause.core_start
        core = clean(text[clause.core_start : tail.end])
        if cores.is_last_purpose(text, clause):
            core = clean(text[cores.clause_start(text, clause) : tail.end])
        verb = cores.VERB.match(core) if core else None
        if core and clause.left > clause.start and not verb and text[clause.left] in "、和及，":
            core = core if core in BARE else self.verb + core
        elif core and "其中" in text[clause.start : clause.core_start] and clause.quantity.unit == self.unit:
            core = self.verb + core if self.verb.startswith(cores.MADE) else core
        elif core:
            self.verb = verb.group() if verb else ""
        if core and text[clause.left] == "、" and "的" in self.subject and core[-4:] == self.subject[-4:] != core:
            core = self.subject[: self.subject.rindex("的") + 1] + core
        clause.core = core
        clause.noun = self.noun = nouns.behind(text, clause)
        if clause.size == 1:
            self._trim(clause)

    def _trim(self, clause: Clause) -> None:
        """Takes off what is no part of the indicator (为…减免, 剔除…后, examples before 等); adds what was done."""
        cores.trim(clause)
        examples = cores.gives_examples(self.text, clause)
        if clause.core in ("对", "向", "给"):
            clause.core = ""
        if clause.noun and (examples or not clause.core):
            clause.noun = nouns.with_deed(self.text, clause, clause.noun)
        elif clause.noun:
            clause.noun = nouns.with_work(self.text, clause, clause.noun)
        if (examples and clause.noun) or cores.is_base(clause):
            verb = cores.VERB.match(clause.core)
            clause.core = verb.group() if verb and clause.noun else ""
        if self.subject and cores.set_by(self.text, clause):
            clause.core = ""
        self._share_verb(clause)

    def _share_verb(self, clause: Clause) -> None:
        """启动建设7个园区、3个码头: the verb before the first count holds for the next one."""
        listed = clause.left > clause.start and self.text[clause.quantity.start - 1] in "、和及"
        if clause.noun and not clause.core and listed:
            clause.core = self.lead
        self.lead = clause.core if clause.noun and len(clause.core) <= _LEAD else ""

    def _is_share_of_it(self, clause: Clause, naming: Naming) -> bool:
        """采矿业增长8%，占比40%，拉动…: a share that the subject has; the next figures are of it, too."""
        if naming.measure != "ratio" or not self.subject or not naming.indicator.startswith(self.subject):
            return False
        return naming.indicator.removeprefix(self.subject).endswith(_ITS_SHARE)

    def _keep(self, clause: Clause, naming: Naming) -> Naming:
        """Remembers what later figures may refer to."""
        if naming.measure != "gap":
            naming.indicator = self.budget.name(naming.indicator, naming.unit)
        self.last = naming
        self.listed = clause.size
        self.rivals = clause.rival_words
        aside = naming.rule in ASIDE or (naming.measure == "change" and naming.rule == CARRIED)
        aside = aside or naming.measure_rule == "what it adds to growth" or self._is_share_of_it(clause, naming)
        if naming.measure != "gap" and not aside and len(naming.indicator) <= _NO_NAME:
            self.subject = budgets.of_plan(naming.indicator)
            if naming.measure == "level":
                self.unit = clause.quantity.unit
            if naming.rule not in (CARRIED, "list handed out"):
                self.members = []
            if naming.rule != CARRIED and "其中" not in self.text[clause.left : clause.core_start]:
                self.entity = lists.entity(naming.indicator)
        if naming.rule == "share of a whole" and clause.core_at and clause.number == clause.group:
            self.subject = _OF_A_WHOLE.sub("", naming.indicator) or self.subject  # 工业投资占投资的38%，下降3%
        if naming.rule == "share of a plan":  # 税收收入完成预算的98%，增长5%
            self.subject = naming.indicator.partition("完成")[0] or self.subject
        if naming.measure == "level":
            self.recall.know(clause.quantity, naming.indicator)
            self.recent.append(naming.indicator)
        return naming
