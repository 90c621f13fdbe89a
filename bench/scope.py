"""Which cases of Recognizers-Text's Chinese specs ask for something that hefu means to do, and why the others do not.

The specs are made for what people say to an assistant, hefu for what offices print. Every reason is a row of
`REASONS`; the first one that fits a case is counted. `expected` is the words of the case's results.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.cases import Case

_CN = "零〇一二三四五六七八九十百千万亿两"
_FORMAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟倆俩萬億點兩負貳陸個億幾雙對]")
_SPACED = re.compile(rf"[{_CN}点分之个成]\s+[{_CN}点余几又分之个成0-9]|[0-9]\s+[点0-9余个]|[0-9]\s[万千百][0-9]")
_NUMERAL = re.compile(rf"[{_CN}点]+")
_COUNTED = re.compile("个百分点|[只斤吨对双个元米克两章]")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case is out of scope: in which models, of which cases, with what explanation."""

    name: str
    models: tuple[str, ...]
    fits: Callable[[Case], bool]
    because: str


def out_of_scope(case: Case) -> Reason | None:
    """The first reason that fits a case, None when hefu should answer it."""
    return next((reason for reason in REASONS if case.model in reason.models and reason.fits(case)), None)


def _expected(pattern: str) -> Callable[[Case], bool]:
    find = re.compile(pattern).search
    return lambda case: any(find(words) for words in case.expected)


def _input(pattern: str) -> Callable[[Case], bool]:
    find = re.compile(pattern).search
    return lambda case: find(case.words) is not None


def _bare(case: Case) -> bool:
    """A Chinese numeral of one character, or one inside a sentence that no unit follows."""
    for words, (start, end) in zip(case.expected, case.spans, strict=True):
        numeral = _NUMERAL.match(words)
        if numeral is None or "分之" in words or case.words[:start].endswith("分之"):
            continue
        if len(numeral.group()) == 1:
            return True
        inside = numeral.group() == words and words != case.words.strip()
        if inside and not _COUNTED.match(case.words, end):
            return True
    return False


FIGURES = ("numbers", "percentages", "currencies", "dimensions")
REASONS = (
    Reason(
        "traditional and banker's numerals", FIGURES,
        lambda case: any(_FORMAL.search(words) for words in case.expected),
        "萬, 億, 點, 兩, 負, 壹佰, 贰: documents of the mainland print simplified characters and ordinary numerals",
    ),
    Reason(
        "numerals written apart", FIGURES,
        lambda case: any(_SPACED.search(words) for words in case.expected),
        "一百 五 十 二, 7万 5千, 六 点 五 成: a space ends a numeral, except before its multiplier or unit (1000 万)",
    ),
    Reason(
        "discounts", ("percentages",), _expected("折"),
        "对折, 七五折: prices of shops; 折 in a report is 折合 or 折旧",
    ),
    Reason(
        "scientific notation, powers, k and M", FIGURES,
        _expected(r"[0-9][eE][-+0-9]|\^|[0-9]\s*[kKmM]$|[0-9]k个"),
        "2e5, 2.5^-1, 40k, 百分之15K: not printed in official texts; 2.5 M is read as the unit",
    ),
    Reason(
        "written, mixed and negative fractions", ("numbers",),
        _expected("/|又|分之负|[0-9]分之|分之[0-9]"),
        "3/5, 三百五又三分之一, 五百分之2333, 负３分之负一百五十七: hefu reads N分之M in Chinese numerals, as a share",
    ),
    Reason(
        "digits that no reader would join", ("numbers",), _input(r"\.[0-9]+\.[0-9]|^-?\.[0-9]|\.\.|－－"),
        ".5 without its zero, 2222.2222.22222.222, ...9",
    ),
    Reason(
        "numerals of dates and chapters", ("numbers",), _input(r"年[0-9０-９]+月|[０-９]年|章"),
        "１９９１年１月 is a time and 第十二章 a name for hefu, by its guidelines; a spec of numbers lists both",
    ),
    Reason(
        "dozens, half hundreds, 兆", FIGURES, _expected("打|半百|兆(?!瓦|赫|字节|比特)"),
        "一打, 半百: spoken; 兆 is mega in mainland documents, 10^12 in the spec",
    ),
    Reason(
        "bare Chinese numerals", ("numbers", "currencies", "dimensions"), _bare,
        "三只, 一吨半, “一”和“五”, 一美元: by hefu's guidelines Chinese numerals of one character, or without a unit, "
        "are not judged (四件大事); a numeral that is the whole input is tested with 元 behind it",
    ),
    Reason(
        "addresses of web pages", ("percentages",), _input("https?：?:?//"),
        "numerals in addresses are names for hefu, which a later layer than the one tested here says",
    ),
    Reason(
        "ranges", ("percentages",), _input(r"[0-9]-[0-9]+%"),
        "5-20% is one quantity with a lower and an upper end, for the spec the 20% alone",
    ),
    Reason(
        "units without a number", ("currencies", "dimensions"), lambda case: None in case.numbers,
        "人民币 美元: no quantity",
    ),
    Reason(
        "sums in two units", ("currencies",), _expected("[元块].*[角毛分銭]"),
        "五元三毛, 10日元5日本銭: prices of shops",
    ),
    Reason(
        "currency signs before the number", ("currencies",), _input(r"[$￥]"),
        "$20, ￥300: reports print the currency behind the number",
    ),
    Reason(
        "weeks and weekends", ("periods",), _input("周|週|星期"),
        "the periods of a statement are days, months, quarters, years and spans of these",
    ),
    Reason(
        "spans counted from today", ("periods",), _input(r"^(?:前|后|上|在未来|近|过去)\s*[0-9一二三两十]"),
        "近三年, 过去十年, 上2个月: to the day for the spec (2014-03-22 to 2017-03-22), whole calendar years for hefu",
    ),
    Reason(
        "seasons", ("periods",), _input("夏天|春天|秋天|冬天"),
        "no dates belong to them; the spec gives none either",
    ),
    Reason(
        "reigns, and years before 1900", ("periods",), _input("康熙|雍正|神龙|民国|789年"),
        "康熙三年, 民国三年, 789年",
    ),
    Reason(
        "a bare 2018", ("periods",), _input("^2018 看"),
        "four digits without 年 are a number, unless they stand in a span (2016-2018)",
    ),
)  # fmt: skip
"""In the order in which they are tried; docs/bench.md lists them all."""
