"""What passes between the layers that read one figure: its surroundings, and what it was found to measure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hefu.extract.phrases import Tail
from hefu.extract.quantities import Quantity
from hefu.model import Measure

Where = tuple[int, int]
"""An interval of the normalised text."""

RATES = frozenset({"%", "‰", "百分点", "倍"})
"""Units that say how one figure stands to another, never how many."""

_INNER = re.compile(r"实现|(?<=[业元区县市])完成|(?<=.)达到|(?<=[设程目业])将(?=投资|完成|新增)")
_NOTES = re.compile(
    r"[\[［〔][0-9]{1,2}[\]］〕]|（(?:含|不含|包括|下同|以下简称|简称|以[^（）]{1,10}[为=]100|上年=100)[^（）]*）"
)
_OPENS = re.compile(r"[\[［〔（]")
_NUMBERING = re.compile(r"^[0-9]{1,2}[.、](?![0-9])")


@dataclass(slots=True)
class Clause:
    """A quantity in its surroundings; all positions are of the normalised text.

    left: where the words before the figure begin: the clause, or the end of the figure before it.
    core_start, tail.end: the indicator's own words, when nothing else is left before the figure.
    before: the clause before this one when it has no figure, else empty.
    quiet: the sentence before, when it has no figure and this clause is the first of its own, else empty.
    right: where the words behind the figure end: the clause, or the next figure.
    number, group, size: number of the figure in its sentence, of the first of its list, and the list's length.
    placed: whether the members of the list are areas (澜东区、澜西区投资分别增长8%、9%).
    """

    quantity: Quantity
    left: int
    start: int
    sentence: Where
    core_start: int
    tail: Tail
    before: Where
    quiet: Where
    right: int
    number: int
    group: int
    size: int
    core: str = ""
    noun: str = ""
    rival_words: list[str] = field(default_factory=list)
    placed: bool = False

    @property
    def follows(self) -> bool:
        """Whether the figure is a further one of a list (8.7% in 8.2%、8.7%和9.1%)."""
        return self.group != self.number

    @property
    def place_in_list(self) -> int:
        return self.number - self.group

    @property
    def core_at(self) -> Where | None:
        return (self.core_start, self.tail.end) if self.core and self.core_start < self.tail.end else None

    @property
    def moved(self) -> bool:
        """Whether a word of rise or fall governs the figure, not the place where it arrives (提高到)."""
        tail = self.tail
        return tail.has("up", "down") and not (tail.has("to") and tail.stands_last("to", "up", "down"))


@dataclass(slots=True)
class Naming:
    """What a figure was found to measure, with the rules and words that say so.

    whose: where the text names its area, if that is another's (高于全国（3%）).
    """

    indicator: str
    rule: str
    at: Where | None = None
    measure: Measure | None = None
    measure_rule: str = ""
    measure_at: Where | None = None
    unit: str = ""
    unit_rule: str = "printed"
    basis: str | None = None
    basis_rule: str = ""
    basis_at: Where | None = None
    negative: bool = False
    whose: Where | None = None


def clean(words: str) -> str:
    """The words of an indicator without blanks, line ends, note marks and empty verbs inside."""
    plain = "".join(words.split())
    if _OPENS.search(plain):
        plain = _NOTES.sub("", plain)
    plain = plain.strip("，、；：。的“”")
    if plain.count("“") != plain.count("”"):
        plain = plain.replace("“", "").replace("”", "")
    return _INNER.sub("", _NUMBERING.sub("", plain))
