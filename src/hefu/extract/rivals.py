"""Figures of another place in brackets, where a result is held against it: 增幅高于全国（-17.2%）31.1个百分点."""

from __future__ import annotations

import re

from hefu.extract.frames import Clause, Naming

_ENDS = re.compile(
    r"(?:高于|低于|快于|慢于|好于|优于|领先|高出|低出|[比较])"
    r"(?P<thing>全国|全省|全区|全市|全州|全疆|[^，。；、（）0-9]{2,8}[省市区州县盟])(?:平均)?(?:水平|增速|增幅)?\Z"
)
_DIGIT = re.compile(r"[0-9]")
_NEAR = 24
"""How far back from the bracket the comparison begins."""


def rate(text: str, clause: Clause, subject: str, last: Naming | None) -> Naming | None:
    """The rate of the place that is named before a bracket, of what was spoken of just now."""
    at = clause.start - 1
    if clause.quantity.unit != "%" or last is None or not subject:
        return None
    first = max(clause.sentence[0], at - _NEAR)
    match = _ENDS.search(text[first:at])
    if match is None:
        return None
    where = first + match.start("thing"), first + match.end("thing")
    found = Naming(subject, "", where, unit="%", whose=where)
    if last.measure == "ratio":
        found.measure, found.measure_rule = "ratio", "a rate or share"
    else:
        found.measure, found.measure_rule, found.basis = "growth", "word of growth", "yoy"
    return found


def left(text: str, clause: Clause) -> str:
    """The words before the figure, without a bracket with a figure right before it: 高于全国（3%）2个百分点."""
    words = text[clause.left : clause.quantity.start]
    if not words.startswith("）"):
        return words
    opened = text.rfind("（", clause.start, clause.left)
    if opened < 0:
        return words
    start = clause.start
    if _DIGIT.search(text, start, opened):  # 高于全市（3%）2个百分点、高于全省（4%）1个百分点
        start = max(text.rfind(mark, start, opened) for mark in "、和，") + 1 or start
    return text[start:opened] + words[1:]
