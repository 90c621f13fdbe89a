"""Claims and plans → aims and results: what a document sets as a target, and what it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hefu.audit.claims import Claim, name_of, normal
from hefu.audit.series import DOUBTFUL
from hefu.lexicon import relations
from hefu.model import Document
from hefu.plan.assessment import Aim, Stated
from hefu.plan.model import Amount, Plan, Target

_WHAT_HAPPENS = re.compile(
    r"(?:年均|累计|五年|期末)*(?:增长(?:率|速度)?|增速|增幅|涨幅|提高|提升|降低(?:率)?|下降(?:率|幅度)?|减少|降幅)$"
)
_AROUND = re.compile(r"^(?:五年|累计|年均|其中)+|(?:五年|三年|累计|年均)+$")
_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
_MOST_LEAD = 60
"""So many characters of the words before a figure are kept."""


def concept_of(indicator: str) -> str:
    """The name by which targets and results are laid beside each other: 单位GDP二氧化碳排放降低 as 碳排放强度's."""
    name = name_of(indicator)
    for bare in (_WHAT_HAPPENS.sub("", indicator), _WHAT_HAPPENS.sub("", _BRACKETS.sub("", indicator))):
        shorter = _AROUND.sub("", bare.strip())
        if shorter and shorter != indicator:
            name = name_of(shorter)
    return _AROUND.sub("", name) or name


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
        scope=claim.definition,
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
    for claim in found:
        statement = claim.statement
        if statement.modality != "target" and claim.period is not None and statement.confidence >= DOUBTFUL:
            yield stated(claim, published)


def aims(doc: str, document: Document, found: Sequence[Claim], plan: Plan | None = None) -> list[Aim]:
    """The targets of a document: the rows of its plan's tables, and the statements of modality target beside them."""
    printed = [] if plan is None else [_aim(doc, document, plan, target) for target in plan.targets]
    taken = {(aim.stated.start, aim.stated.end) for aim in printed}
    told = [
        Aim(stated(claim, document.published))
        for claim in found
        if claim.statement.modality == "target" and claim.statement.confidence >= DOUBTFUL
    ]
    apart = [aim for aim in told if not any(start < aim.stated.end and aim.stated.start < end for start, end in taken)]
    return _once([aim for aim in [*printed, *apart] if aim.stated.kind is not None])


def _once(found: Iterable[Aim]) -> list[Aim]:
    """A target that a document states several times, in its table and its prose, is one."""
    kept: dict[object, Aim] = {}
    for aim in found:
        said = aim.stated
        key = (said.name, said.area, said.holder, said.scope, said.kind, said.basis, said.period, said.unit_base,
               said.text, None if said.value is None else (said.number, said.top, said.bound))  # fmt: skip
        first = kept.setdefault(key, aim)
        if first is not aim:
            kept[key] = replace(first, repeated=(*first.repeated, (said.start, said.end)))
    return sorted(kept.values(), key=lambda aim: aim.stated.start)


def _aim(doc: str, document: Document, plan: Plan, target: Target) -> Aim:
    area = target.area or plan.area or document.area
    return Aim(
        _amount(doc, document, target, target.target, area),
        base=None if target.base is None else _amount(doc, document, target, target.base, area),
        binding=target.binding,
        direction=target.direction,
        item=target.item,
    )


def _amount(doc: str, document: Document, target: Target, amount: Amount, area: str | None) -> Stated:
    indicator = target.part or target.indicator
    return Stated(
        doc=doc,
        start=amount.start,
        end=amount.end,
        quote=amount.quote,
        indicator=indicator,
        name=concept_of(indicator),
        scope=" ".join(sorted(set(relations.load().definitions.findall(indicator)))) if not _known(indicator) else "",
        among="",
        area=area,
        holder=None,
        period=None if amount.period is None else normal(amount.period),
        value=amount.value,
        value_max=amount.value_max,
        unit=target.unit,
        bound=amount.bound,
        measure=amount.measure,
        basis=amount.basis,
        modality=amount.modality,
        published=document.published,
        text=amount.text,
    )


def _known(indicator: str) -> bool:
    """Whether words of definition are part of the indicator's own name: 规模以上工业增加值."""
    return name_of(indicator) != indicator or concept_of(indicator) != indicator
