"""The aims of a plan's prose: statements of modality target, each with its due date, bound and direction."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from hefu.lexicon.indicators import load as load_indicators
from hefu.model import Document, Evidence, Extraction, Statement
from hefu.plan.items import is_glossary
from hefu.plan.model import Amount, Item, Target
from hefu.plan.reading import item_at
from hefu.plan.targets.asides import Asides
from hefu.plan.targets.cells import Where

_END = re.compile(r"[。！？\n]")
_FROM_TO = re.compile(
    r"[^。；\n]{0,12}(?:提高|提升|增加|上升|增长|扩大|降低|下降|降|缩小|减少|调整|压减)?(?:到|至|为)[^。；，\n]{0,8}"
)
_MOVING = re.compile(r"(?:年均|每年)?(?:平均)?(?:增长率?|增速|增幅|提高|下降率?|降低率?|减少)$")
_STATED = "stated in the text as well"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words of the sentence that say whether an aim is binding."""

    name: str
    pattern: re.Pattern[str]
    binding: bool
    example: str


RULES = (
    Rule("binding by its words", re.compile(r"约束性"), True, "约束性指标：到2030年，森林覆盖率不低于65%"),
    Rule("expected by its words", re.compile(r"预期性|预期目标"), False, "主要预期目标是：地区生产总值增长5.5%左右"),
)


def targets(
    document: Document, extraction: Extraction, items: Sequence[Item], tables: Sequence[Where]
) -> Iterator[Target]:
    """The aims outside of the tables of indicators, in order."""
    starts = [start for start, _ in tables]
    found = extraction.statements
    asides = Asides(document)
    for number, one in enumerate(found):
        at = bisect_right(starts, one.start) - 1
        if one.modality == "target" and not (at >= 0 and one.start < tables[at][1]):
            item = item_at(items, one.start)
            if (item is None or not _explains(items[item])) and asides.why(one) is None:
                base = _base(document.text, found[number - 1], one) if number else None
                yield _target(document.text, one, base, item, items)


def _explains(item: Item) -> bool:
    """Whether an item explains words, also where its title is spaced out: 名 词 解 释."""
    return is_glossary(replace(item, title="".join(item.title.split())))


def _target(text: str, one: Statement, base: Statement | None, item: int | None, items: Sequence[Item]) -> Target:
    proof = [item for item in one.evidence if item.field == "indicator" and item.start is not None]
    start, end = (proof[0].start, proof[0].end) if proof else (one.start, one.end)
    binding, why = _binding(text, one, None if item is None else items[item])
    assert start is not None and end is not None
    return Target(
        item=item,
        source="prose",
        indicator=one.indicator,
        start=start,
        end=end,
        unit=one.unit,
        area=one.area,
        target=_amount(one),
        base=_amount(base) if base else None,
        binding=binding,
        direction="down" if one.measure in ("growth", "change") and one.value < 0 else None,
        evidence=(*one.evidence, *why),
    )


def _amount(one: Statement) -> Amount:
    return Amount(
        one.period,
        one.value,
        one.value_max,
        one.bound,
        one.measure,
        one.basis,
        one.modality,
        one.quote,
        one.start,
        one.end,
        unit=one.unit,
    )


def _base(text: str, before: Statement, one: Statement) -> Statement | None:
    """X of 由X提高到Y: where the aim starts from."""
    alike = (before.indicator, before.unit, before.measure, before.area) == (
        one.indicator, one.unit, one.measure, one.area,
    )  # fmt: skip
    if not alike or before.modality == "target" or before.end > one.start:
        return None
    return before if _FROM_TO.fullmatch(text, before.end, one.start) else None


def _binding(text: str, one: Statement, item: Item | None) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Whether the sentence, or the title of the item that it stands in, says 约束性."""
    left = max((match.end() for match in _END.finditer(text, max(0, one.start - 300), one.start)), default=0)
    right = _END.search(text, one.end)
    places = [(left, right.start() if right else len(text)), *([(item.start, item.end)] if item else [])]
    for rule, place in product(RULES, places):
        said = rule.pattern.search(text, *place)
        if said:
            return rule.binding, (Evidence("binding", rule.name, *said.span()),)
    return None, ()


# ---------------------------------------------------------------- said in a table, too


def apart(tables: Sequence[Target], prose: Sequence[Target]) -> tuple[list[Target], list[Target]]:
    """The targets of tables, with where the text states them again; and those that only the text states."""
    rows: dict[tuple[str, str | None, Decimal | None], int] = {}
    for number, one in enumerate(tables):
        for amount in (one.target, one.second):
            if amount is not None and amount.value is not None:
                rows.setdefault(_key(one.part or one.indicator, amount), number)
    found, kept = list(tables), []
    for one in prose:
        at = rows.get(_key(one.indicator, one.target))
        if at is None:
            kept.append(one)
            continue
        again = Evidence("target", _STATED, one.target.start, one.target.end)
        found[at] = replace(found[at], evidence=(*found[at].evidence, again))
    return found, kept


def _key(name: str, amount: Amount) -> tuple[str, str | None, Decimal | None]:
    """What makes two statements of an aim one: the indicator without words of movement, the time, the figure."""
    words = re.sub(r"（[^（）]*）", "", name)
    bare = _MOVING.sub("", words) or words
    value = None if amount.value is None else abs(amount.value)
    return load_indicators().key(bare), _due(amount.period), value


def _due(period: str | None) -> str | None:
    """The year when something falls due: 2026/2030 is 2030, too."""
    return period[-4:] if period and len(period) in (4, 9) else period
