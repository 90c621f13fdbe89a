"""Shares of a whole or of a plan: 占…的比重, 在…中的比重, 为预算的98.5%."""

from __future__ import annotations

import re

from hefu.extract import lists
from hefu.extract.frames import Clause, Naming, clean
from hefu.extract.tokens import CN_YEAR, YEAR

_OF_PLAN = re.compile(
    r"(?:完成|为|占|达|相当于)(?:了|到)?(?P<plan>(?:全年|年度|年初|调整|汇总|上报|变动|人代会|市人大|目标|调整后)?(?:的)?"
    r"(?:预算|年计划|计划|年初任务|任务|目标|年度计划|年初预算|调整预算|变动预算|计划整合数|年度目标|目标任务|年预算)(?:数|目标|任务|总额)?)(?:的)?$"
)
_WITHIN = re.compile(
    r"在(?P<whole>[^，。；、]{2,16}?)(?:中|里)的?(?P<word>比重|占比|份额|比例)(?:由|从|为|达到?|提高到|上升到|已|超过)*$"
)
_OF_WHOLE = re.compile(
    r"(?:约|只|仅|已)?(?:占|相当于)(?:到|据|了)?(?!比|有[率量])(?P<whole>[^，。；、占]{0,40}?)(?:的)?(?:比重|比例|份额|总量)?(?:（下同）)?(?:为|达到?|的|约|超过?|由|从|提高到|提升到|提升至|提高至|上升到|上升至|增至|升至|保持|稳定|维持|在|了|首次|已经?|均|将)*$"
)
_HELD = re.compile(
    rf"所占的?(?P<word>比重|比例|份额)(?:[则已也又均])*(?:[由从](?:{YEAR}年?|{CN_YEAR}年|上年|去年)?的?"
    r"|(?:提高|上升|下降|降低|降|升)?[为到至]|达到?)*$"
)
"""国营工业所占的比重由1954年的59%上升到63%: the part before, the whole said at the head of the sentence."""
_HEAD = re.compile(r"(?:^|[。；])在(?P<whole>[^，。；、]{2,16})(?:中|内|里)，")
_DIST = re.compile(r"(?:的?(?:比重|比例|份额))?分别的比重$")


def of_plan(text: str, clause: Clause, subject: str) -> Naming | None:
    """为预算的98.5%, 完成年初任务的105%: named after what was planned."""
    if not _is_share(clause):
        return None
    left = text[clause.left : clause.quantity.start]
    match = _OF_PLAN.search(left)
    if match is None:
        return None
    at = clause.left + match.start()
    indicator = f"{clean(text[min(clause.core_start, at) : at]) or subject}完成{match['plan'].removeprefix('的')}的比重"
    return _naming(clause, indicator, match.start())


def of_whole(text: str, clause: Clause, subject: str) -> Naming | None:
    """占…的X%, 在…中的比重: named after the part and the whole."""
    if not _is_share(clause) or clause.tail.has("up", "down"):
        return None
    left = text[clause.left : clause.quantity.start]
    within = _WITHIN.search(left) if "在" in left else None
    if within:
        part = clean(left[: within.start()]) or subject
        return _naming(clause, f"{part}在{within['whole']}中的{within['word']}", within.start())
    held = _HELD.search(left) if "所占" in left else None
    if held:
        return _held(text, clause, held)
    share = _OF_WHOLE.search(left) if "占" in left or "相当于" in left else None
    if share is None:
        return None
    at = clause.left + share.start()
    if share.group().startswith("约") and clause.quantity.bound == "=":
        clause.quantity.bound, clause.quantity.bound_at = "≈", (at, at + 1)
    part = clean(text[min(clause.core_start, at) : at]) or subject
    whole = share["whole"].removesuffix("的")
    verb = "相当于" if "相当于" in share.group() else "占"
    return _naming(
        clause, f"{part}{verb}{whole}" + ("" if whole.endswith(("比重", "比例")) else "的比重"), share.start()
    )


def _held(text: str, clause: Clause, held: re.Match[str]) -> Naming:
    """在工业总产值中，国营工业所占的比重由1954年的59%…: of the whole that the sentence opens with, if it does."""
    at = clause.left + held.start()
    part = clean(text[min(clause.core_start, at) : at])
    opened = _HEAD.search(text[clause.sentence[0] : at])
    words = f"在{opened['whole']}中所占的{held['word']}" if opened else f"所占的{held['word']}"
    return _naming(clause, part + words, held.start())


def same_whole(share: Naming, whole: str) -> str:
    """The whole that a share is of; 国防费占19.97% is of the one before (占支出总额52.24%)."""
    part, _, told = share.indicator.partition("占")
    if told == "的比重" and whole:
        share.indicator, told = f"{part}占{whole}", whole
    return told


def handed_out(clause: Clause, share: Naming, before: list[str]) -> list[str] | None:
    """三次产业增加值占…的比重分别为10.1%、41.8%、48.1%: each part its share.

    before: what the figures before were of, in their order (A 9亿元、B 3亿元，分别占75%、25%).
    """
    if clause.size < 2 or clause.follows:
        return None
    subject, _, rest = share.indicator.partition("占")
    members = lists.industries(subject, clause.size) or lists.parts(subject, clause.size)
    if (
        members is None
        and clause.left == clause.start
        and len(before) >= clause.size
        and clause.core_start >= clause.tail.end - len(rest)
    ):
        members = before[-clause.size :]
    told = _DIST.sub("的比重", rest)
    return [f"{member}占{told}" if told != "的比重" else f"{member}占比" for member in members] if members else None


def _is_share(clause: Clause) -> bool:
    return clause.quantity.unit in ("%", "‰") and clause.quantity.kind != "ratio"


def _naming(clause: Clause, indicator: str, offset: int) -> Naming:
    found = clause.quantity
    return Naming(
        indicator,
        "",
        (clause.left, found.start),
        measure="ratio",
        measure_rule="a share",
        measure_at=(clause.left + offset, found.start),
        unit=found.unit or "%",
    )
