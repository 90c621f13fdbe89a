"""Budgets 预算: which fund and whose the figures of a section are of.

A budget report names fund and tier once (（二）市本级政府性基金预算) and then says only 收入, 支出.
"""

from __future__ import annotations

import re

from hefu.extract.frames import RATES, Clause, Naming

_TIERS = "市本级|省本级|区本级|县本级|自治区本级|市级|省级|区级|县级|自治区级|本级"
_TIER = re.compile(_TIERS + "|中央本级")
_LEADS = re.compile(rf"(?P<tier>{_TIERS})(?=一般公共|政府性|国有资本|社会保险|收入|支出|（|财政|税收|专项)")
_FUND = re.compile(r"一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?")
_PLAIN = re.compile(
    rf"^(?P<tier>{_TIERS})?"
    r"(?P<what>(?:当年)?(?:收入|支出)(?:预算|总量|总计|合计|数)?|当年结余|(?:年末)?(?:累计|滚存)结余)$"
)
_SERVICE = frozenset({"还本", "付息", "支付利息", "还本付息", "偿还本金"})
_DEBTS = re.compile(r"地方政府债务|政府债务|债务")
_DEBT = re.compile(r"(?:一般|专项)债务?")
_LIMITS = re.compile(r"(?:政府)?债务(?:限额|余额)$|债券额度$")
_PLANNED = re.compile(r"(?<=收入|支出|收支|资金)(?:年初|调整|变动)?预算数?$")
_COMPARED = re.compile(r"[比较](?:原|年度)?(?P<plan>(?:预算|计划|任务)数)\Z")
_WHOLE = re.compile(r"\s*(?:[0-9]{4}年)?全[市省国区县州]")
_OPENING = re.compile(r"^[ —]*(?:其中)?：?")
_OTHERS = ("中央", "财政部", "省财政", "全")


class Budget:
    """Follows the funds and tiers of a text about budgets; elsewhere (`active` is False) it changes nothing."""

    def __init__(self, *, active: bool) -> None:
        self.active = active
        self.fund = self.tier = self.debt = ""

    def section(self, heading: str) -> None:
        """A heading may say which budget, and whose, the figures below are of."""
        fund, tier, debt = _FUND.search(heading), _TIER.search(heading), _DEBTS.search(heading)
        self.debt = debt.group() if debt else ""
        if fund:
            self.fund = fund.group()
        if tier or fund or debt or "全" in heading:
            self.tier = tier.group() if tier else ""

    def follow(self, text: str, clause: Clause) -> None:
        """A fund or a tier that is named in running text holds for the figures after it."""
        if not self.active:
            return
        fund = _FUND.search(text, clause.start if clause.number else clause.sentence[0], clause.tail.end)
        if fund:
            self.fund = fund.group()
        words = text[clause.start : clause.tail.end]
        tier = _LEADS.match(_OPENING.sub("", words)) if clause.left == clause.start else None
        if tier:
            self.tier = tier["tier"]
        elif _WHOLE.match(words):
            self.tier = ""

    def name(self, indicator: str, unit: str) -> str:
        """收入 in the section of 市级政府性基金预算 is 市级政府性基金预算收入; 还本 in one of debts is 债务还本.

        What is counted in other units than money and rates (支持115个项目) is of no tier.
        """
        if not self.active or not indicator or not (unit in RATES or unit.endswith("元")):
            return indicator
        match = _PLAIN.match(indicator)
        if match and self.fund:
            return (match["tier"] or self.tier) + self.fund.removesuffix("预算") + "预算" + match["what"]
        if self.debt and indicator in _SERVICE:
            return self.debt + indicator
        if self.tier and not _TIER.search(indicator) and not indicator.startswith(_OTHERS):
            return self.tier + indicator
        return indicator


def part_of_limit(subject: str, core: str) -> str:
    """新增债务限额529亿元，其中一般债务9亿元: 新增一般债务限额; empty when the words are no part of a limit."""
    core = core.removeprefix("新增")
    limit = _LIMITS.search(subject) if _DEBT.fullmatch(core) else None
    return subject[: limit.start()] + core + limit.group()[-2:] if limit else ""


def of_plan(indicator: str) -> str:
    """What a planned sum is of: 一般公共预算收入年初预算 → 一般公共预算收入."""
    return _PLANNED.sub("", indicator)


def compared(text: str, clause: Clause, subject: str) -> Naming | None:
    """本年收入比预算数28亿元少8亿元: the plan itself."""
    match = _COMPARED.search(text[clause.left : clause.quantity.start])
    if match is None or not subject or clause.quantity.unit in RATES:
        return None
    return Naming(subject + match["plan"], "", (clause.left + match.start("plan"), clause.quantity.start))
