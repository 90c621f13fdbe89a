"""Rows of a plan's table beside results: words, falling rows, shares with their change, and what is counted below."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import hefu
from hefu.audit.claims import claims
from hefu.extract import analyse
from hefu.lexicon.areas import load
from hefu.model import Document, Source
from hefu.plan.assessment import Aim, Assessment, Tally
from hefu.plan.changes import Review, changes
from hefu.plan.items import items
from hefu.plan.model import Amount, Target
from hefu.plan.pairing import Book
from hefu.plan.stating import aims, results
from hefu.plan.targets import targets
from hefu.plan.tracking import assess

AREAS = load(Path(__file__).parents[2] / "samples" / "areas.csv")


def document(text: str, published: str) -> Document:
    return Document(text, Source("a.txt", "a", len(text), "text/plain"), published=published, area="云澜市")


PLAN = document("主要指标", "2021-02-08")


def amount(value: str | None, period: str = "2025", **fields: object) -> Amount:
    known: dict[str, object] = {
        "value_max": None, "bound": "=", "measure": "ratio", "basis": None, "modality": "target", "quote": value or "",
        "start": 0, "end": 1, "text": None, **fields,
    }  # fmt: skip
    return Amount(period, None if value is None else Decimal(value), **known)  # type: ignore[arg-type]


def row(indicator: str, target: Amount, **fields: object) -> Target:
    known: dict[str, object] = {"unit": "%", "area": None, **fields}
    return Target(0, "table", indicator, 0, 4, target=target, **known)  # type: ignore[arg-type]


def told(*targets: Target) -> list[Aim]:
    return aims("plan", PLAN, [], targets)


def judged(aim: Aim, report: str, published: str = "2026-01-15") -> Assessment:
    read = document(report, published)
    held = list(claims("report", read, hefu.extract(read, areas=AREAS)))
    return assess(aim, Book.of(results(held, published)), now=published)


def test_words_in_a_row_are_held_against_the_growth_of_the_economy() -> None:
    words = amount(None, "2021/2025", measure="growth", basis="avg", bound=None, text="与经济增长基本同步")
    [aim] = told(row("居民人均可支配收入增长", words))
    both = "“十四五”时期，地区生产总值年均增长6.4%，居民人均可支配收入年均增长6.2%。"
    assert (judged(aim, both).verdict, judged(aim, both).rule) == ("met", "in step")
    assert judged(aim, both.replace("6.2", "5.9")).verdict == "missed"
    assert judged(aim, "“十四五”时期，居民人均可支配收入年均增长6.2%。").verdict == "not-judgeable"


def test_what_a_province_will_hand_down_cannot_be_judged() -> None:
    [aim] = told(row("森林覆盖率", amount(None, bound=None, text="完成省下达目标")))
    found = judged(aim, "2025年，森林覆盖率43.1%。")
    assert (found.verdict, found.reason) == ("not-judgeable", "the target has no number")


def test_a_row_of_a_fall_is_met_by_a_fall() -> None:
    fall = amount("13.5", "2021/2025", measure="growth", basis="sum")
    [aim] = told(row("单位地区生产总值能源消耗降低", fall, direction="down", binding=True))
    assert aim.binding is True
    assert judged(aim, "“十四五”时期，单位地区生产总值能耗累计降低14.1%。").verdict == "met"
    assert judged(aim, "“十四五”时期，单位地区生产总值能耗累计降低12.1%。").verdict == "missed"


def test_the_base_of_a_row_tells_which_way_leads_to_the_target() -> None:
    base = amount("4.1", "2020", modality="actual", measure="level")
    [aim] = told(row("平均候诊时间", amount("3.0", measure="level"), base=base, unit="小时"))
    assert judged(aim, "2025年，平均候诊时间2.8小时。").verdict == "met"
    assert judged(aim, "2025年，平均候诊时间3.4小时。").verdict == "missed"


def test_a_change_that_lies_between_base_and_target_is_no_target_of_its_own() -> None:
    base = amount("62.3", "2020", modality="actual")
    second = amount("5.7", "2021/2025", measure="change", basis="sum", unit="百分点", start=5, end=6)
    assert len(told(row("常住人口城镇化率", amount("68"), base=base, second=second))) == 1
    yearly = amount("8", "2021/2025", measure="growth", basis="avg", bound="≈", unit="%", start=5, end=6)
    assert len(told(row("社会消费品零售总额", amount("1150"), base=base, second=yearly, unit="元"))) == 2


def test_a_base_of_zero_is_said() -> None:
    aim = Aim(
        replace(told(row("跨境电商交易额", amount("2", measure="multiple", basis="since:2020")))[0].stated, unit="倍")
    )
    found = judged(aim, "2020年，跨境电商交易额0亿元。2025年，跨境电商交易额12亿元。")
    assert (found.verdict, found.reason) == ("not-judgeable", "the base is zero")


def test_results_that_contradict_each_other_give_no_verdict() -> None:
    [aim] = told(row("森林覆盖率", amount("43", bound=">=")))
    report = "2025年，全市森林覆盖率43.1%。会议指出，2025年全市森林覆盖率42.6%。"
    found = judged(aim, report)
    assert (found.verdict, found.reason) == ("not-judgeable", "the results contradict each other")
    assert {one.quote for one in found.results} == {"43.1%", "42.6%"}


def test_the_worst_of_what_is_below_is_the_verdict_of_an_item_with_all_counts_beside_it() -> None:
    below = Tally.of(["met", "met", "no-result", "on-course"])
    assert (below.verdict, below.counts) == ("no-result", {"met": 2, "on-course": 1, "no-result": 1})
    assert Tally.of(["met", "behind", "no-result"]).verdict == "behind"
    assert Tally.of([]).verdict is None


def test_a_target_that_a_review_no_longer_names_was_dropped() -> None:
    kept, gone = told(row("森林覆盖率", amount("43")), row("湿地保护率", amount("58", start=5, end=6)))
    review = Review("review", "云澜市", "2023-07-01", frozenset({"森林覆盖率"}))
    [change] = changes([kept, gone], [review])
    assert (change.kind, change.before.stated.name, change.review) == ("dropped", "湿地保护率", "review")


def test_a_value_that_is_only_printed_more_exactly_is_no_change() -> None:
    [first] = told(row("森林覆盖率", amount("43")))
    said = first.stated
    later = replace(first, stated=replace(said, doc="later", published="2023-01-01", value=Decimal("43.0")))
    other = replace(first, stated=replace(said, doc="later", published="2023-01-01", value=Decimal("44")))
    assert list(changes([first, later])) == []
    assert [one.kind for one in changes([first, other])] == ["changed"]


BROKEN = """云澜市国民经济和社会发展第十五个五年规划纲要

“十五五”时期经济社会发展主要指标
序号
指标
2025年
2030年
年均／累计
属性
经济发展
（2项）
1
地区生产总值增长（%）
5.2左右
—
5以上
预期性

2
常住人口城镇化率（%）
65.1
70
—
预期性
绿色低碳
（2项）
3
单位地区生产总值用水量下降率（%）
—
—
完成省下达目标
约束性

4
城市细颗粒物平均浓度（微克/立方米）
29
完成省下达目标
—
约束性

到2030年，全市建成口袋公园80个。
"""


def test_bases_and_the_numbers_of_rows_and_groups_of_a_table_are_no_aims() -> None:
    read = document(BROKEN, "2026-02-10")
    found = analyse(read, areas=AREAS)
    rows = targets(read, found, items(read))
    told = aims("plan", read, list(claims("plan", read, found.statements)), rows)
    assert [(one.stated.indicator, one.stated.quote) for one in told] == [
        ("地区生产总值增长", "5以上"),
        ("常住人口城镇化率", "70"),
        ("单位地区生产总值用水量下降率", "完成省下达目标"),
        ("城市细颗粒物平均浓度", "完成省下达目标"),
        ("建成口袋公园", "80个"),
    ]
