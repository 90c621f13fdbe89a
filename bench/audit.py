"""Measures the audit alone: `python bench/audit.py [STATEMENTS]` makes a ledger's worth of statements and audits it.

Counties with their indicators over 25 years, each year with level, change and growth that agree, and one year in a
hundred in which they do not. The texts are made along, since the audit reads the words beside the figures.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from hefu.audit import Read, audit
from hefu.model import Document, Measure, Source, Statement

DEFAULT = 1_000_000
YEARS = range(2000, 2025)
INDICATORS = (
    "旅游收入",
    "社会消费品零售总额",
    "一般公共预算收入",
    "进出口总额",
    "固定资产投资",
    "粮食销售额",
    "茶叶销售额",
    "用水总额",
)
MORE = tuple(
    f"{product}{what}"
    for product in (
        "水稻",
        "小麦",
        "玉米",
        "大豆",
        "油菜籽",
        "花生",
        "蔬菜",
        "水果",
        "茶叶",
        "烤烟",
        "生猪",
        "肉牛",
        "水产品",
        "原煤",
        "水泥",
        "钢材",
    )
    for what in ("产量", "销售额", "加工产值", "出口额", "库存量")
)
_WRONG = 97
_A_YEAR = 3


def documents(statements: int) -> Iterator[Read]:
    """As many documents as hold so many statements, one county each."""
    size = len(YEARS) * len(INDICATORS) * _A_YEAR
    for number in range(max(statements // size, 1)):
        yield _county(number)


def yearly(statements: int) -> Iterator[Read]:
    """As many documents as hold so many statements, one of each county a year: what a ledger is made of."""
    names = (*INDICATORS, *MORE)
    counties = max(statements // (len(YEARS) * len(names) * _A_YEAR), 1)
    for year in YEARS:
        for number in range(counties):
            yield _county(number, (year,), names)


def _county(number: int, years: Iterable[int] = YEARS, indicators: Sequence[str] = INDICATORS) -> Read:
    """What a county reports of these years. Levels start from the first year of all."""
    text, found, at = list[str](), list[Statement](), 0
    area = f"第{number}县"
    for place, indicator in enumerate(indicators):
        level = Decimal(300 + number % 400 + 10 * place)
        for year in YEARS:
            change = Decimal((year + number) % 9 + 1)
            level += change
            if year not in years:
                continue
            wrong = (number + place * 31 + year) % _WRONG == 0
            rate = round(change / (level - change) * 100, 1) + (9 if wrong else 0)
            figures: tuple[tuple[str, str, Decimal, str, Measure, str | None], ...] = (
                (f"{year}年{indicator}", f"{level}亿元", level.scaleb(8), "元", "level", None),
                ("，比上年增加", f"{change}亿元", change.scaleb(8), "元", "change", "yoy"),
                ("，增长", f"{rate}%", rate, "%", "growth", "yoy"),
            )
            for lead, quote, value, unit, measure, basis in figures:
                start = at + len(lead)
                at = start + len(quote)
                text += [lead, quote]
                found.append(
                    Statement(start, at, quote, indicator, value, None, unit, "=", measure, basis, area, None,
                              str(year), "actual", 0.95)
                )  # fmt: skip
            text.append("。")
            at += 1
    data = "".join(text).encode()
    source = Source(f"{area}.txt", sha256(data).hexdigest(), len(data), "text/plain")
    return area, Document("".join(text), source, published=f"{max(years) + 1}-02-01", area=area), found


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    read = list(documents(wanted))
    count = sum(len(statements) for _, _, statements in read)
    clock, processor = time.perf_counter(), time.process_time()
    result = audit(read)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = f"{processor:.1f} s ({clock:.1f} s by the clock)"
    print(f"{count:,} statements, {len(result.findings):,} findings, {spent}, {memory:,.0f} MB in all")


if __name__ == "__main__":
    main()
