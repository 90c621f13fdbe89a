"""What the tables are drawn from: indicators with their figures, and words for headings.

Every list of words is cut in two by a checksum: rules may be made with the first half (`seen`) before one's eyes; the
other half is for measuring only.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal, cast

Sort = Literal["growth", "level", "share", "fall", "flow", "words", "index"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator. unit, exponent: base unit and power of ten of `printed`; base and aim as printed, rate besides."""

    group: str
    name: str
    printed: str
    unit: str
    exponent: int
    sort: Sort
    base: str
    aim: str
    rate: str
    binding: bool


def _of(group: str, *rows: str) -> tuple[Indicator, ...]:
    found = []
    for row in rows:
        name, printed, unit, exponent, sort, base, aim, rate, binding = row.split("|")
        kind = cast(Sort, sort)
        found.append(Indicator(group, name, printed, unit, int(exponent), kind, base, aim, rate, binding == "约束"))
    return tuple(found)


INDICATORS = (
    *_of(
        "经济发展",
        "地区生产总值增长|%|%|0|growth|5.6|6左右|6左右|预期",
        "地区生产总值|亿元|元|8|level|862.4|1150|6左右|预期",
        "全员劳动生产率|万元/人|元/人|4|level|16.8|22.5|>6|预期",
        "规模以上工业增加值增长|%|%|0|growth|7.2|8以上|8以上|预期",
        "常住人口城镇化率|%|%|0|share|61.3|66|[4.7]|预期",
        "社会消费品零售总额|亿元|元|8|level|355|480左右|6.2|预期",
        "数字经济核心产业增加值占GDP比重|%|%|0|share|7.8|12|[4.2]|预期",
        "服务业增加值占地区生产总值比重|%|%|0|share|48.6|52左右|[3.4]|预期",
        "外贸进出口总额|亿美元|美元|8|level|36.5|52|7.3|预期",
        "固定资产投资增长|%|%|0|growth|4.8|7左右|7左右|预期",
    ),
    *_of(
        "创新驱动",
        "研发经费投入强度|%|%|0|share|2.06|3以上|[0.94]|预期",
        "全社会研发经费投入增长|%|%|0|growth|9.4|>10|>10|预期",
        "每万人口高价值发明专利拥有量|件|件|0|level|4.2|9.5|—|预期",
        "技术合同成交额|亿元|元|8|level|28.7|60|15.9|预期",
        "高新技术企业数量|家|家|0|level|412|800|—|预期",
    ),
    *_of(
        "民生福祉",
        "居民人均可支配收入增长|%|%|0|words|6.1|与经济增长基本同步|与经济增长基本同步|预期",
        "城镇新增就业|万人|人|4|flow|3.1|[15]|[15]|预期",
        "劳动年龄人口平均受教育年限|年|年|0|level|10.6|11.3|[0.7]|约束",
        "每千人口拥有执业（助理）医师数|人|人|0|level|2.71|3.2|—|预期",
        "基本养老保险参保率|%|%|0|share|92.5|95以上|[2.5]|预期",
        "每千人口拥有3岁以下婴幼儿托位数|个|个|0|level|1.9|4.6|—|预期",
        "人均预期寿命|岁|岁|0|level|78.2|79.4|[1.2]|预期",
        "城镇调查失业率|%|%|0|share|5.1|<5.5|—|预期",
        "养老机构护理型床位占比|%|%|0|share|48|65|[17]|约束",
    ),
    *_of(
        "绿色生态",
        "单位GDP能源消耗降低|%|%|0|fall|—|[13.5]|[13.5]|约束",
        "单位GDP二氧化碳排放降低|%|%|0|fall|—|完成省下达任务|完成省下达任务|约束",
        "森林覆盖率|%|%|0|share|43.6|45|[1.4]|约束",
        "地表水达到或好于Ⅲ类水体比例|%|%|0|share|88.9|90以上|—|约束",
        "城市空气质量优良天数比率|%|%|0|share|91.2|完成省下达目标|—|约束",
        "细颗粒物（PM2.5）年均浓度|微克/立方米|微克/立方米|0|level|29|26以下|—|约束",
    ),
    *_of(
        "安全保障",
        "粮食综合生产能力|万吨|吨|4|level|118.6|≥120|—|约束",
        "能源综合生产能力|万吨标准煤|吨标准煤|4|level|860|1020|—|约束",
        "单位地区生产总值生产安全事故死亡率|人/亿元|人/亿元|0|share|0.021|0.015|—|约束",
    ),
)


def _words(text: str) -> list[str]:
    return text.split()


NAME = _words(
    "指标名称 指标 主要指标 指标项 指标内容 评价指标 规划指标 发展指标 具体指标 核心指标 监测指标 考核指标 主要目标 "
    "项目 目标名称 名称"
)
GROUP = _words("类别 指标类别 领域 分类 目标领域 一级指标 维度 大类 板块 目标类别 发展领域 指标分类 方面 类型")
UNIT = _words("单位 计量单位 指标单位 度量单位")
NO = _words("序号 编号 序")
BASE = _words(
    "{b}年 {b}年现状 {b}年现状值 {b}年基期值 {b}年（基期） 基期值（{b}年） {b}年实际 {b}年实际值 "
    "{b}年完成情况 {b}年底 基准年（{b}年） {b}年末 {b} “{B}”末 {b}年基数 现状值 基期 {b}年实现 "
    "{b}年实绩 {b}年基础值 现状（{b}年） {b}年指标值 {b}年水平 {b}年完成数 {b}年完成值 {b}年基准值 "
    "{b}年达到值 {b}年实际完成 {b}年现状水平"
)
ESTIMATED = _words(
    "{b}年预计 {b}年预计完成 {b}年（预计） {b}年预计数 {b}年初步数 {b}年预计值 {b}年（预计值） 预计{b}年"
)
TARGET = _words(
    "{t}年 {t}年目标 {t}年目标值 {t}年规划值 目标值（{t}年） 规划目标（{t}年） {t}年规划目标 "
    "{t}年预期目标 {t}年预期值 “{T}”末 “{T}”末目标 “{T}”目标 目标年（{t}年） {t}年（目标） "
    "{t} {t}年末 {t}年底目标 到{t}年 到{t}年目标 {t}年达到 {t}年计划 {t}年计划值 目标 "
    "{t}年发展目标 规划目标值 {t}年控制目标 “{T}”规划目标 “{T}”时期目标 {t}年规划 {t}年目标数 "
    "“{T}”末目标值 {t}年预期"
)
RATE = _words(
    "年均增速 年均增长 年均/累计 年均增速[累计] 年均增长（%） 年均增速（%） 年均[累计] “{T}”年均增长 "
    "五年年均/累计 累计/年均 年均增长〔累计〕 年平均增长 年均增幅 规划期年均/累计 年均增长率 平均增速 五年年均增长 "
    "年均增速/累计 年均〔累计〕值 年均增速或累计数 “{T}”年均/累计 年均增长或[累计]"
)
BINDING = _words(
    "属性 指标属性 性质 指标性质 约束性/预期性 指标类型 类型 目标属性 目标性质 管理属性 指标属性（约束性/预期性） "
    "属性要求"
)
OTHER = _words("责任单位 牵头部门 备注 数据来源 牵头责任单位 责任部门 指标解释 统计口径 来源部门 牵头单位")
TITLES = [
    "专栏1 “{T}”时期云澜市经济社会发展主要指标",
    "表1 云澜市“{T}”规划主要指标",
    "“{T}”时期主要发展指标",
    "专栏2 云澜市“{T}”发展目标指标体系",
    "附表 “{T}”规划指标体系",
]


def halves(words: list[str]) -> tuple[list[str], list[str]]:
    """The words that rules may be made with, and those for measuring; the commonest stands in both."""
    known = [words[0]] + [word for word in words[1:] if zlib.crc32(word.encode()) % 2]
    held = [words[0]] + [word for word in words[1:] if not zlib.crc32(word.encode()) % 2]
    return known, held
