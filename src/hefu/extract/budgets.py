"""Budgets 预算: which fund and whose the figures of a section are of.

A budget report names fund and tier once (（二）市本级政府性基金预算) and then says only 收入, 支出.
"""

from __future__ import annotations

import re

from hefu.extract.frames import Clause

_TIERS = "市本级|省本级|区本级|县本级|自治区本级|市级|省级|区级|县级|自治区级|本级"
_TIER = re.compile(_TIERS + "|中央本级")
_LEADS = re.compile(rf"(?P<tier>{_TIERS})(?=一般公共|政府性|国有资本|社会保险|收入|支出|（|财政|税收|专项)")
_FUND = re.compile(r"一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?")
_PLAIN = re.compile(rf"^(?P<tier>{_TIERS})?(?P<what>(?:当年)?(?:收入|支出)(?:预算|总量|总计|合计|数)?)$")
_WHOLE = re.compile(r"\s*(?:[0-9]{4}年)?全[市省国区县州]")
_OPENING = re.compile(r"^[ —]*(?:其中)?：?")
_OTHERS = ("中央", "财政部", "省财政", "全")


class Budget:
    """Follows the funds and tiers of a text about budgets; elsewhere (`active` is False) it changes nothing."""

    def __init__(self, *, active: bool) -> None:
        self.active = active
        self.fund = self.tier = ""

    def section(self, heading: str) -> None:
        """A heading may say which budget, and whose, the figures below are of."""
        fund, tier = _FUND.search(heading), _TIER.search(heading)
        if fund:
            self.fund = fund.group()
        if tier or fund or "全" in heading:
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

    def name(self, indicator: str) -> str:
        """收入 in the section of 市级政府性基金预算 is 市级政府性基金预算收入."""
        if not self.active or not indicator:
            return indicator
        match = _PLAIN.match(indicator)
        if match and self.fund:
            return (match["tier"] or self.tier) + self.fund.removesuffix("预算") + "预算" + match["what"]
        if self.tier and not _TIER.search(indicator) and not indicator.startswith(_OTHERS):
            return self.tier + indicator
        return indicator
