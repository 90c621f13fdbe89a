"""The rules of verdicts, in the order in which they are asked. To add one: a function in a module here, and a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hefu.plan.assessment import Ruling, Verdict
from hefu.plan.judging import due, spans, under_way, words
from hefu.plan.judging.case import Case

Judge = Callable[[Case], Ruling | None]


@dataclass(frozen=True, slots=True)
class Example:
    """Two sentences of documents of a city, the aim and the report, and the verdict."""

    aim: str
    result: str
    verdict: Verdict
    set_in: str = "2022-01-15"
    reported_in: str = "2023-01-15"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in the ledger, what it does, an example, and a near miss that it does not judge so."""

    name: str
    judge: Judge
    example: Example
    near_miss: Example

    @property
    def about(self) -> str:
        return self.judge.__doc__ or ""


_PLAN = {"set_in": "2021-02-08", "reported_in": "2026-01-15"}
_HALFWAY = {"set_in": "2021-02-08", "reported_in": "2024-01-15"}

RULES = (
    Rule("no time", words.no_time,
         Example("力争上市公司达到10家。", "2022年，上市公司达到11家。", "not-judgeable", set_in=""),
         Example("2022年，力争上市公司达到10家。", "2022年，上市公司达到11家。", "met")),
    Rule("in step", words.in_step,
         Example("2022年，力争居民人均可支配收入增长{与经济增长同步}。",
                 "2022年，地区生产总值增长4.9%，居民人均可支配收入增长5.1%。", "met"),
         Example("2022年，力争居民人均可支配收入增长{与经济增长同步}。",
                 "2022年，居民人均可支配收入增长5.1%。", "not-judgeable")),
    Rule("in words", words.in_words,
         Example("2022年，力争森林覆盖率{完成省下达目标}。", "2022年，森林覆盖率42.1%。", "not-judgeable"),
         Example("2022年，力争森林覆盖率达到42%。", "2022年，森林覆盖率42.1%。", "met")),
    Rule("at least", due.at_due,
         Example("2022年，力争一般公共预算收入增长6%以上。", "2022年，一般公共预算收入增长6.0%。", "met"),
         Example("2022年，力争一般公共预算收入增长6%以上。", "2022年，市本级一般公共预算收入增长6.4%。", "no-result")),
    Rule("at most", due.at_due,
         Example("2022年，力争城镇调查失业率控制在5.5%以内。", "2022年，城镇调查失业率5.6%。", "missed"),
         Example("2022年，力争城镇调查失业率控制在5.5%以内。", "2021年，城镇调查失业率5.6%。", "no-result")),
    Rule("about", due.at_due,
         Example("2022年，力争地区生产总值增长7%左右。", "2022年，地区生产总值增长6.5%。", "missed"),
         Example("2022年，力争地区生产总值增长7%左右。", "2022年，地区生产总值增长8.1%。", "met")),
    Rule("range", due.at_due,
         Example("2022年，力争社会消费品零售总额增长9%—10%。", "2022年，社会消费品零售总额增长9.6%。", "met"),
         Example("2022年，力争社会消费品零售总额增长9%—10%。", "2022年，社会消费品零售总额增长11.2%。", "met")),
    Rule("set value", due.at_due,
         Example("2022年，力争粮食产量达到66万吨。", "2022年，粮食产量65.2万吨。", "missed"),
         Example("2022年，力争粮食产量达到66万吨。", "2022年，粮食产量约66万吨。", "met")),
    Rule("growth of amounts", due.growth_of_amounts,
         Example("2022年，力争旅游收入增长10%以上。", "2021年，旅游收入200亿元。2022年，旅游收入226亿元。", "met"),
         Example("2022年，力争地区生产总值增长5%以上。",
                 "2021年，地区生产总值2000亿元。2022年，地区生产总值2226亿元。", "no-result")),
    Rule("change", due.change,
         Example("2022年，力争常住人口城镇化率提高1.2个百分点。",
                 "2021年，常住人口城镇化率63.0%。2022年，常住人口城镇化率64.2%。", "met"),
         Example("2022年，力争常住人口城镇化率提高1.2个百分点。", "2022年，常住人口城镇化率64.2%。", "no-result")),
    Rule("multiple", due.multiple,
         Example("到2025年，网上零售额比2020年翻一番。",
                 "2020年，网上零售额42亿元。2025年，网上零售额81亿元。", "missed", **_PLAN),
         Example("到2025年，地区生产总值比2020年翻一番。",
                 "2020年，地区生产总值1200亿元。2025年，地区生产总值2500亿元。", "not-judgeable", **_PLAN)),
    Rule("average", spans.average,
         Example("“十四五”时期，地区生产总值年均增长7%左右。",
                 "2021年，地区生产总值增长9.1%。2022年，地区生产总值增长4.9%。2023年，地区生产总值增长6.8%。",
                 "on-course", **_HALFWAY),
         Example("“十四五”时期，地区生产总值年均增长7%左右。",
                 "2022年，地区生产总值增长4.9%。2023年，地区生产总值增长6.8%。", "not-judgeable", **_HALFWAY)),
    Rule("built-up growth", spans.built_up,
         Example("“十四五”时期，单位地区生产总值能耗累计降低13.5%。",
                 "“十四五”时期，单位地区生产总值能耗累计降低14.1%。", "met", **_PLAN),
         Example("“十四五”时期，单位地区生产总值能耗累计降低13.5%。",
                 "2023年，单位地区生产总值能耗降低2.9%。", "not-judgeable", **_HALFWAY)),
    Rule("sum", spans.sums,
         Example("“十四五”时期，城镇新增就业累计达到15万人以上。",
                 "2021年，城镇新增就业3.2万人。2022年，城镇新增就业3.3万人。2023年，城镇新增就业3.6万人。",
                 "on-course", **_HALFWAY),
         Example("“十四五”时期，城镇新增就业累计达到15万人以上。",
                 "2021年，城镇新增就业3.2万人。2023年，城镇新增就业3.6万人。", "not-judgeable", **_HALFWAY)),
    Rule("held every year", spans.held,
         Example("“十四五”时期，力争粮食播种面积稳定在165万亩以上。",
                 "2022年，粮食播种面积163万亩。2023年，粮食播种面积168万亩。", "behind", **_HALFWAY),
         Example("“十四五”时期，力争粮食播种面积稳定在165万亩以上。",
                 "2023年，蔬菜播种面积168万亩。", "no-result", **_HALFWAY)),
    Rule("part of the year", under_way.part_of_the_year,
         Example("2022年，力争城镇新增就业3万人以上。", "2022年1—9月，城镇新增就业2.1万人。", "behind",
                 reported_in="2022-10-20"),
         Example("2022年，力争城镇新增就业3万人以上。", "2022年1—9月，城镇新增就业2.1万人。", "no-result")),
    Rule("reached early", under_way.under_way,
         Example("2020年，高新技术企业168家。到2025年，高新技术企业达到420家。",
                 "2023年，高新技术企业达到478家。", "met", **_HALFWAY),
         Example("2020年，高新技术企业168家。到2025年，高新技术企业达到420家。",
                 "2023年，国家级专精特新“小巨人”企业达到478家。", "no-result", **_HALFWAY)),
    Rule("kept so far", under_way.under_way,
         Example("2020年，城镇登记失业率3.6%。到2025年，城镇登记失业率控制在4%以内。",
                 "2023年，城镇登记失业率3.4%。", "on-course", **_HALFWAY),
         Example("2020年，城镇登记失业率3.6%。到2025年，城镇登记失业率控制在4%以内。",
                 "2025年，城镇登记失业率3.4%。", "met", **_PLAN)),
    Rule("course", under_way.under_way,
         Example("2020年，常住人口城镇化率62.3%。到2025年，常住人口城镇化率达到68%。",
                 "2023年，常住人口城镇化率65.3%。", "behind", **_HALFWAY),
         Example("到2025年，常住人口城镇化率达到68%。",
                 "2023年，常住人口城镇化率65.3%。", "not-judgeable", **_HALFWAY)),
    Rule("no result", under_way.nothing,
         Example("2022年，力争粮食产量达到66万吨。", "2021年，粮食产量66.2万吨。", "no-result"),
         Example("2022年，力争粮食产量达到66万吨。", "2022年，粮食产量66.2万吨。", "met")),
)  # fmt: skip
"""Every name that a verdict can have as its rule. Several names may come from one function: a bound names its rule."""

JUDGES: tuple[Judge, ...] = tuple(dict.fromkeys(rule.judge for rule in RULES))
