"""`parts`: 其中 above the whole, all parts that miss it, structures and columns of tables that do not add up.

A part named after 其中 may not exceed the amount before it, nor may the sum of parts that are listed one like the
other (places; members of one list). What must add up, and what is a part of what wherever it is told, stands in
`lexicon/relations.toml`. A row 合计 is the sum of its column, a row 其中 a part (`table_parts`). Silent about parts
that may overlap: of different kinds, joined by ；, or one named within the other; about a plan's figure among them;
and about tables whose rows stand under each other in several levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce

from hefu.audit.claims import Claim, continues, own_words
from hefu.audit.intervals import Interval
from hefu.audit.series import FAINT, Facts, Series, only
from hefu.audit.table_parts import parts_of_columns
from hefu.audit.wordings import wording
from hefu.audit.writing import Line, amount, finding, own, quote, said, short, tell
from hefu.lexicon import relations
from hefu.model import Finding

NAME = "parts"
EXAMPLES = (
    ("全年货物进出口总额58亿元，其中出口41亿元、进口27亿元。", ("58亿元", "41亿元")),
    ("全年改造老旧小区52个，其中惠民小区61个。", ("52个", "61个")),
    ("三次产业结构调整为10.4∶41.9∶49.7。", ("10.4", "49.7")),
    ("2021年一般公共预算收入80亿元。税收收入51亿元，非税收入39亿元。", ()),
)
NEAR_MISSES = (
    "全年货物进出口总额68亿元，其中出口41亿元、进口27亿元。",
    "三次产业比重调整为9.1∶43.8∶47.1。",
    "全年完成投资52亿元，其中工业投资31亿元；民间投资28亿元。",
    "城乡居民收入比为2.27∶1。",
)
WORDINGS = (
    wording(
        "three industries one by one",
        r"{P.first}[、，,：:∶/和与及]+{P.second}[、，,：:∶/和与及]+{P.third}",
        example="一二三产业比重分别为8.6%、42.3%和49.1%。",
        near_miss="一二三产业分别增长8.6%、12.3%和9.1%。",
    ),
)
_THREE = re.compile(r"(?:一[、，]?二[、，]?三(?:次)?产业?|三次产业|三大产业)[^，,；;。]{0,12}$")
_STRUCTURED = re.compile(r"比重|占比|比例|结构|占|构成|之比|比为")
_MOVES = re.compile(r"增长|增速|拉动|提高|上升|下降|贡献")
_INNER = re.compile(r"其中|包括|分别为?")
_LIST = re.compile(r"[、，,：:和及与]?[^，,；;。]{0,14}")
_DIFFERENCE = re.compile(r"(?:[少多增减超短节结][支收产亏余]|增加|减少|净增)了?$")
"""Words before an amount by which it is no whole, but what is left between two."""
_KINDS = re.compile(
    r"规模以上|规上|限上|高新技术|专精特新|小巨人|民营|上市|[国省市]级|以上|女|少数民族|党员|重点|龙头|民生"
)
"""One thing may be of several of these kinds."""
_LEVELS = re.compile(r"[国省市县]级")
"""Money of the province is no money of the town; a laboratory of the nation may be one of the province, too."""
_COUNTED = ("个", "家", "户", "人")
_REST = re.compile(r"以下|男")
"""Words of a part that is what another kind is not."""
_BREAK = re.compile(r"[；;]|另|此外|同时|全年|累计|共|合计|总|其余|分别|较|比|占|以上|以下|完成|资金|投资")
_OF_PLAN = re.compile(r"为(?:年初|年度|调整)?(?:预算|计划|目标|任务)")
_RATIO = re.compile(r"人均|户均|平均|每")
_HUNDRED = Decimal(100)
_STRUCTURE = (Decimal(80), Decimal(120))


def check(facts: Facts) -> Iterator[Finding]:
    for sentence in facts.each_sentence():
        yield from _structures(sentence)
        yield from _among(sentence, facts.before() if continues(sentence) else [])
    yield from _industries(facts)
    for column in parts_of_columns(facts.complete()):
        facts.of_table(column.whole)
        total = _total(list(column.parts))
        if total.low >= column.whole.interval.high or (not column.at_most and total.disjoint(column.whole.interval)):
            yield _finding(column.whole, list(column.parts), total)
    for series in facts.each_series():
        for parts in relations.load().parts.get(series.name, ()):
            yield from _exhaustive(facts, series, parts)
        if series.name in relations.load().within:
            yield from _within(facts, series, relations.load().within[series.name])


# ---------------------------------------------------------------- 其中


def _among(sentence: list[Claim], before: list[Claim]) -> Iterator[Finding]:
    for at, claim in enumerate(sentence):
        if "其中" not in claim.lead or claim.cell or claim.statement.measure != "level":
            continue
        earlier = sentence[:at] or before
        if claim.lead.split("其中")[0].strip("，,：:；;、（( \n"):
            continue
        if earlier and _DIFFERENCE.search(earlier[-1].lead):
            continue
        wholes = [c for c in earlier if c.statement.measure == "level" and _fits(c, claim)]
        if not wholes or _RATIO.search(wholes[-1].name + claim.name + wholes[-1].lead[-6:]):
            continue
        if not _next_to(wholes[-1], claim, earlier):
            continue
        found = _exceeds(max(wholes, key=lambda c: c.interval.high), [claim]) or _sum(wholes, sentence[at:])
        if found is not None:
            yield found


def _next_to(whole: Claim, part: Claim, earlier: list[Claim]) -> bool:
    """Whether no other amount stands between that the part may be one of: a count of things is no part of a cost."""
    nearest = next(c for c in reversed(earlier) if c.statement.measure == "level")
    return whole is nearest or (whole.statement.unit == part.statement.unit != nearest.statement.unit)


def _sum(wholes: list[Claim], rest: list[Claim]) -> Finding | None:
    whole, parts = wholes[-1], list[Claim]()
    for claim in rest:
        if claim.statement.measure in ("growth", "change", "ratio"):
            continue
        near = claim.lead.replace(own_words(claim.statement.indicator), "")
        if parts and (_INNER.search(near) or not _LIST.fullmatch(near.strip()) or not _fits(whole, claim)):
            break
        if parts and (_BREAK.search(near) or _OF_PLAN.search(claim.lead)):
            break
        parts.append(claim)
    alike = _alike(parts)
    if not alike or len(parts) < 2 or _nested(parts):
        return None
    return _exceeds(max(wholes, key=lambda c: c.interval.high), parts)


def _nested(parts: list[Claim]) -> bool:
    """Whether the first part is what the others make together: they are parts of it."""
    return not _total(parts[1:]).disjoint(parts[0].interval)


def _alike(parts: list[Claim]) -> bool:
    """Whether the parts cannot overlap: each has a name or a place of its own, none holds another."""
    names = [c.name for c in parts]
    areas = [c.statement.area for c in parts]
    if len(set(areas)) == len(parts):
        return True
    if len(set(names)) < len(names):
        return False
    if any(_KINDS.search(c.lead if c.base in _COUNTED else _LEVELS.sub("", c.lead)) for c in parts) and not any(
        _REST.search(c.lead) for c in parts
    ):
        return False
    return not any(a in b for a in names for b in names if a is not b)


def _fits(whole: Claim, part: Claim) -> bool:
    one, other = whole.statement, part.statement
    return (
        _one_unit(whole, part)
        and one.modality == other.modality
        and (whole.period == part.period or part.period is None)
        and other.measure == "level"
        and other.bound in ("=", ">=")
        and one.bound in ("=", "≈", "<=")
        and one.confidence >= FAINT
        and other.confidence >= FAINT
    )


def _one_unit(whole: Claim, part: Claim) -> bool:
    """Whether the amounts can be of one thing: 头（只） counts 头 and 只."""
    one, other = whole.statement.unit, part.statement.unit
    return one == other or whole.base == part.base != "个" or (one.endswith("）") and other in one)


def _exceeds(whole: Claim, parts: list[Claim]) -> Finding | None:
    total = _total(parts)
    if total.low < whole.interval.high:
        return None
    return _finding(whole, parts, total)


# ---------------------------------------------------------------- all parts


def _exhaustive(facts: Facts, whole: Series, parts: tuple[tuple[str, ...], ...]) -> Iterator[Finding]:
    for (measure, _, _), claims in whole.slots.items():
        total = only(claims) if measure == "level" else None
        if total is None or total.statement.bound != "=":
            continue
        members = [c for names in parts if (c := facts.beside(names, total, total.base)) is not None]
        if len(members) < len(parts) or any(c.statement.bound != "=" for c in members):
            continue
        found_sum = _total(members)
        if found_sum.disjoint(total.interval):
            yield _finding(total, members, found_sum)


def _within(facts: Facts, part: Series, wholes: tuple[str, ...]) -> Iterator[Finding]:
    """城镇人口 above 常住人口, wherever both are told."""
    for (measure, _, _), claims in part.slots.items():
        claim = only(claims) if measure == "level" else None
        whole = facts.beside(wholes, claim, claim.base) if claim is not None else None
        if claim is None or whole is None or not {claim.statement.bound, whole.statement.bound} <= {"=", "≈"}:
            continue
        if claim.interval.low >= whole.interval.high:
            yield _finding(whole, [claim], claim.interval)


def _total(parts: list[Claim]) -> Interval:
    return reduce(lambda one, other: one + other, (part.interval for part in parts))


def _finding(whole: Claim, parts: list[Claim], total: Interval) -> Finding:
    lines: list[Line] = [*[own(part) for part in parts], ("sum", " + ".join(map(quote, parts)), total), own(whole)]
    others = {id(p): [c for c in parts if c is not p] for p in parts}
    needed = [(p, whole.interval - _total(others[id(p)]) if others[id(p)] else whole.interval) for p in parts]
    return finding(
        NAME,
        tell(
            "The parts {parts} make {found}, the whole is {whole} ({about}).",
            parts="、".join(map(quote, parts)),
            found=amount(total.middle, whole),
            whole=quote(whole),
            about=said(whole),
        ),
        lines,
        [(whole, total), *needed],
    )


# ---------------------------------------------------------------- structures


def _structures(sentence: list[Claim]) -> Iterator[Finding]:
    """Runs of shares that stand as 10.4∶41.9∶47.7, or one by one for the three industries."""
    run: list[Claim] = []
    for claim in [*sentence, None]:
        if claim is not None and _is_share(claim) and not _begins(run, claim):
            run.append(claim)
            continue
        found = _structure(run)
        if found is not None:
            yield found
        run = [claim] if claim is not None and _is_share(claim) else []


def _industries(facts: Facts) -> Iterator[Finding]:
    """一二三产业比重分别为8.6%、42.3%和50.1%."""
    for one in facts.told(WORDINGS):
        lead = one["first"].lead
        if _THREE.search(lead) and _STRUCTURED.search(lead) and not _MOVES.search(lead):
            found = _structure([one["first"], one["second"], one["third"]], named=True)
            if found is not None:
                yield found


def _begins(run: list[Claim], claim: Claim) -> bool:
    """Whether the claim begins another structure than the run: of another time, or a name said again."""
    return bool(run) and (run[-1].period != claim.period or any(c.name == claim.name for c in run))


def _is_share(claim: Claim) -> bool:
    return claim.listed or (claim.name in _INDUSTRIES and claim.statement.measure == "ratio")


_INDUSTRIES = ("第一产业比重", "第二产业比重", "第三产业比重")


def _structure(run: list[Claim], *, named: bool = False) -> Finding | None:
    if len(run) < 2 or (len(run) == 2 and {c.name for c in run} & set(_INDUSTRIES)):
        return None
    total = _total(run)
    if total.low <= _HUNDRED <= total.high or not _STRUCTURE[0] < total.middle < _STRUCTURE[1]:
        return None
    if any(c.statement.bound != "=" or (c.statement.confidence < FAINT and not named) for c in run):
        return None
    whole = Interval(_HUNDRED, _HUNDRED)
    return finding(
        NAME,
        tell(
            "The shares {parts} add to {found} %, not to 100 %.",
            parts="、".join(map(quote, run)),
            found=short(total.middle),
        ),
        [*[own(c) for c in run], ("sum", "", total)],
        [(c, whole - _total([o for o in run if o is not c])) for c in run],
    )
