"""Claims and plans → aims and results: what a document sets as a target, and what it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from hefu.audit.claims import Claim, concept, name_of, normal, own_words
from hefu.audit.series import DOUBTFUL
from hefu.lexicon import indicators, relations
from hefu.model import Document
from hefu.plan.assessment import Aim, Stated
from hefu.plan.model import Amount, Target
from hefu.plan.targets import table_places
from hefu.plan.targets.asides import Asides
from hefu.plan.when import is_over, span

_WHAT_HAPPENS = re.compile(
    r"(?:年均|累计|五年|期末)*(?:增长(?:率|速度)?|增速|增幅|涨幅|提高|提升|降低(?:率)?|下降(?:率|幅度)?|减少|降幅|(?:年初|调整|变动)?预算数?|计划数|目标)$"
)
_FALLS = re.compile(r"(?:降低|下降|减少|降)(?:率|幅度|比例)?$")
_AROUND = re.compile(r"^(?:五年|累计|年均|其中)+|(?:五年|三年|累计|年均)+$")
_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
_FISCAL = re.compile(r"预算|收入|支出|财政|税|基金|债|经费|投资")
_FROM_TO = re.compile(
    r"(?:提高|增加|提升|扩大|增长|上升|降低|降|下降|减少|压减|压缩|缩小|缩短|发展|调整|拓展|延长)?(?:到|至|为)\s*$"
)
_COUNT = "两三四五"
_YEARS_SINCE = re.compile(rf"([{_COUNT}])年来|前([{_COUNT}])年")
_BUILDS = re.compile(r"累计|新|改|建|完成|实现|培育|引进|治理|整治|修复|发放")
_MOST_LEAD = 60
"""So many characters of the words before a figure are kept."""
_NAMES = 20_000
"""So many names are remembered with what was found out about them: a ledger has few, many times."""


def concept_of(indicator: str) -> str:
    """The name by which targets and results are laid beside each other: 单位GDP二氧化碳排放降低 as 碳排放强度's."""
    return _concept_of(indicators.load(), indicator)


@lru_cache(_NAMES)
def _concept_of(_known: indicators.Indicators, indicator: str) -> str:
    """Remembered for the indicators that are known now: people merge and split them."""
    indicator = _bare(indicator)
    name = name_of(indicator)
    for bare in (_WHAT_HAPPENS.sub("", indicator), _WHAT_HAPPENS.sub("", _BRACKETS.sub("", indicator))):
        shorter = _AROUND.sub("", bare.strip())
        if shorter and shorter != indicator:
            name = name_of(shorter)
    return _AROUND.sub("", name) or name


def scope_of(indicator: str, beside: str = "") -> str:
    """The definition 口径 and the part of the books that a figure is of: what stands beside it, or before its name.

    What is part of the indicator's own name is none: 常住人口城镇化率, 规模以上工业增加值.
    """
    return _scope_of(indicators.load(), indicator, beside)


@lru_cache(_NAMES)
def _scope_of(_known: indicators.Indicators, indicator: str, beside: str) -> str:
    words = relations.load()
    found = {word for word in beside.split() if concept(name_of(indicator)) is None or word not in own_words(indicator)}
    tier = _tier(indicator)
    found = {word for word in found if not words.tiers.fullmatch(word) or _FISCAL.search(indicator)} | {tier}
    return " ".join(sorted(found - words.whole - {""}))


def _tier(indicator: str) -> str:
    """市本级 of 市本级一般公共预算收入; 省级 of 省级专精特新企业 is a grade and part of the name."""
    found = relations.load().tiers.match(indicator)
    return found[0] if found is not None and _FISCAL.search(indicator) else ""


def _bare(indicator: str) -> str:
    """An indicator without the part of the books before it."""
    tier = _tier(indicator)
    return indicator if tier in relations.load().whole else indicator.removeprefix(tier) or indicator


def stated(claim: Claim, published: str | None) -> Stated:
    """The figure of a claim."""
    found = claim.statement
    return Stated(
        doc=claim.doc,
        start=found.start,
        end=found.end,
        quote=found.quote,
        indicator=found.indicator,
        name=concept_of(found.indicator),
        scope=scope_of(found.indicator, claim.definition),
        among=claim.among,
        area=found.area,
        holder=found.holder,
        period=claim.period,
        value=found.value,
        value_max=found.value_max,
        unit=found.unit,
        bound=found.bound,
        measure=found.measure,
        basis=found.basis,
        modality=found.modality,
        published=published,
        lead=claim.lead[-_MOST_LEAD:],
    )


def results(found: Iterable[Claim], published: str | None) -> Iterator[Stated]:
    """What claims report: actual and estimated figures of a time."""
    number, opening = -1, ""
    for claim in found:
        if claim.sentence != number:
            number, opening = claim.sentence, claim.lead
        statement = claim.statement
        if statement.modality == "target" or claim.period is None or statement.confidence < DOUBTFUL:
            continue
        if published is None or span(claim.period).year <= int(published[:4]):  # nothing is known of what is to come
            yield _over_years(stated(claim, published), opening)


def _over_years(said: Stated, opening: str) -> Stated:
    """规划实施三年来……累计新增10.31万人, told of 2023, is of 2021/2023: words at the head of a sentence hold in it."""
    years = _YEARS_SINCE.search(opening)
    if years is None or said.period is None or not span(said.period).is_year:
        return said
    if not (said.basis == "avg" or (said.built_up and _BUILDS.search(said.lead + said.name))):
        return said
    last = span(said.period).year
    return replace(said, period=f"{last - _COUNT.index(years[1] or years[2]) - 1}/{last}")


def aims(
    doc: str, document: Document, found: Sequence[Claim], targets: Sequence[Target] = (), *, area: str | None = None
) -> list[Aim]:
    """The targets of a document: the rows of its plan's tables, and the statements of modality target beside them.

    targets: those of its plan (`Plan.targets`), which also tell item and binding of what stands in its prose.
    area: that the plan is of, for rows that name none; default the document's.
    """
    rows = [target for target in targets if target.source == "table"]
    prose = {target.target.start: target for target in targets if target.source == "prose"}
    reported = [(one.statement.start, one.statement.end) for one in found if one.statement.modality != "target"]
    every = (aim for target in rows for aim in _aims(doc, document, target, area or document.area))
    printed = [aim for aim in every if not _is_result(aim.stated, reported)]
    taken = {(aim.stated.start, aim.stated.end) for aim in printed}
    asides, tables = Asides(document), table_places(document) if rows else []
    told = [
        _told(claim, found[at - 1] if at else None, document.published, prose.get(claim.statement.start))
        for at, claim in enumerate(found)
        if claim.statement.modality == "target" and claim.statement.confidence >= DOUBTFUL
        if asides.why(claim.statement) is None and not _within(claim.statement.start, tables)
    ]
    apart = [aim for aim in told if not any(start < aim.stated.end and aim.stated.start < end for start, end in taken)]
    return _once([aim for aim in [*printed, *apart] if aim.stated.kind is not None])


def _within(place: int, tables: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in a table of indicators: its rows tell what they aim at, bases and numbers of rows do not."""
    return any(start <= place < end for start, end in tables)


def _from(before: Claim, aim: Claim, published: str | None) -> Stated | None:
    """The base of 由92家增加到150家: the figure right before, which is of the time before the document."""
    if (before.sentence, before.name, before.base) != (aim.sentence, aim.name, aim.base):
        return None
    if before.statement.measure != aim.statement.measure or not _FROM_TO.fullmatch(aim.lead.strip()):
        return None
    base = stated(before, published)
    year = int(published[:4]) - 1 if published else None
    told = None if base.period is None else span(base.period).year
    return base if year is None or (told is not None and told <= year) else replace(base, period=str(year))


def _once(found: Iterable[Aim]) -> list[Aim]:
    """A target that a document states several times, in its table and its prose, is one."""
    kept: dict[object, Aim] = {}
    for aim in found:
        said = aim.stated
        key = (said.name, said.area, said.holder, said.scope, said.kind, _apart(said.basis), said.period,
               said.unit_base,
               said.text, None if said.value is None else (said.number, said.top, said.bound))  # fmt: skip
        first = kept.setdefault(key, aim)
        if first is not aim:
            kept[key] = replace(first, repeated=(*first.repeated, (said.start, said.end)))
    return sorted(kept.values(), key=lambda aim: aim.stated.start)


def _is_result(said: Stated, reported: Sequence[tuple[int, int]]) -> bool:
    """Whether a column of a table tells what was reached, of a time that was over: 2024年完成 in a report of 2025."""
    if said.period is None or not is_over(said.period, said.published):
        return False
    return any(start < said.end and said.start < end for start, end in reported)


def _apart(basis: str | None) -> str:
    """The basis as far as it tells targets apart: 年均 is another target than 累计."""
    return basis if basis is not None and (basis == "avg" or basis.startswith("since:")) else ""


def _told(claim: Claim, before: Claim | None, published: str | None, target: Target | None) -> Aim:
    """A target of the prose, with what the reading of the plan adds to its statement."""
    base = None if before is None else _from(before, claim, published)
    if target is None:
        return Aim(stated(claim, published), base=base)
    return Aim(stated(claim, published), base, target.binding, target.direction, target.item)


def _aims(doc: str, document: Document, target: Target, area: str | None) -> Iterator[Aim]:
    """What a row of a table aims at: its value, and the growth a year or the sum over the plan in another column."""
    area = target.area or area
    base = None if target.base is None else _amount(doc, document, target, target.base, area)
    for amount in (target.target, target.second):
        if amount is not None and not (amount is target.second and _follows(target)):
            said = _amount(doc, document, target, amount, area)
            own = base if base is not None and base.kind == said.kind else None
            yield Aim(said, own, target.binding, target.direction, target.item)


def _follows(target: Target) -> bool:
    """Whether a second column only says what lies between base and target: [5.7] beside 62.3 and 68."""
    second, base = target.second, target.base
    sums = second is not None and second.basis == "sum"
    return sums and base is not None and base.value is not None and target.target.value is not None


def signed(target: Target, amount: Amount) -> Amount:
    """单位GDP能耗降低 13.5 is a growth of −13.5 %, as a statement of 降低13.5% has it."""
    falls = target.direction == "down" and _FALLS.search(_BRACKETS.sub("", target.indicator)) is not None
    if not falls or amount.value is None or amount.value < 0 or amount.measure not in ("growth", "change"):
        return amount
    return replace(amount, value=-amount.value, value_max=None if amount.value_max is None else -amount.value_max)


def _amount(doc: str, document: Document, target: Target, amount: Amount, area: str | None) -> Stated:
    indicator = target.part or target.indicator
    amount = signed(target, amount)
    return Stated(
        doc=doc,
        start=amount.start,
        end=amount.end,
        quote=amount.quote,
        indicator=indicator,
        name=concept_of(indicator),
        scope=scope_of(indicator),
        among="",
        area=area,
        holder=None,
        period=None if amount.period is None else normal(amount.period),
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit or target.unit,
        bound=amount.bound,
        measure=amount.measure,
        basis=amount.basis,
        modality=amount.modality,
        published=document.published,
        text=amount.text,
    )
