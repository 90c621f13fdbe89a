"""Statistical sheets of the invented 云澜市 as bureaus publish them, and what their cells say.

A row is a line, its cells parted by `|`; `<` belongs to the merged cell on its left, `^` to the one above. A figure
is stored as a number; `12.3%%` is 0.123 shown as 12.3%, `1,234.5` is 1234.5 shown with its separators.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl


@dataclass(frozen=True)
class Sheet:
    """A sheet and what must be read of it.

    said: `cell: indicator | value | unit | measure | basis | area | period | modality`, a line each. An empty basis
    is None; an indicator may have other right names behind `/`.
    """

    name: str
    rows: str
    said: str
    published: str = "2025-02-20"


def workbook(*sheets: tuple[str, str], hidden: tuple[str, ...] = ()) -> bytes:
    """An XLSX file of sheets, each by its name and rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name in hidden else "visible"
        _fill(page, [[cell.strip() for cell in line.split("|")] for line in rows.strip("\n").split("\n")])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(page: Any, rows: list[list[str]]) -> None:
    for row, line in enumerate(rows, 1):
        for column, words in enumerate(line, 1):
            if words and words not in "<^":
                _write(page.cell(row, column), words.replace("\\n", "\n"))
                wide, high = _covered(rows, row - 1, column - 1)
                if wide > 1 or high > 1:
                    page.merge_cells(
                        start_row=row, start_column=column, end_row=row + high - 1, end_column=column + wide - 1
                    )


def _covered(rows: list[list[str]], row: int, column: int) -> tuple[int, int]:
    wide = 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == "<":
        wide += 1
    high = 1
    while row + high < len(rows) and column < len(rows[row + high]) and rows[row + high][column] == "^":
        high += 1
    return wide, high


def _write(cell: Any, words: str) -> None:
    number = re.fullmatch(r"(-?[0-9][0-9,]*)((?:\.[0-9]+)?)(%%)?", words)
    if number is None:
        cell.value = words
        return
    value = Decimal(words.replace(",", "").rstrip("%"))
    places = "." + "0" * (len(number[2]) - 1) if number[2] else ""
    cell.value = float(value / 100) if number[3] else float(value) if places else int(value)
    if number[3]:
        cell.number_format = f"0{places}%"
    elif "," in words or (places and words.endswith("0")):
        cell.number_format = f"#,##0{places}" if "," in words else f"0{places}"


MONTHLY = Sheet(
    "月报",
    """
2024年11月云澜市主要经济指标 | < | < | < | < | <
指标名称 | 计量单位 | 11月 | < | 1-11月 | <
^ | ^ | 绝对量 | 同比增长（%） | 绝对量 | 同比增长（%）
一、规模以上工业增加值 | 亿元 | - | 6.2 | - | 7.1
二、社会消费品零售总额 | 亿元 | 92.35 | 6.1 | 948.20 | 5.4
    其中：限额以上零售额 | 亿元 | 31.8 | 8.4 | 322.7 | 7.9
三、一般公共预算收入 | 万元 | 118,420 | -2.3 | 1,263,705 | 3.0
    # 税收收入 | 万元 | 80,115 | -4.1 | 852,960 | 1.2
四、全社会用电量 | 万千瓦时 | 162,300 | 5.5 | 1,774,800 | 6.8
    注：规模以上工业增加值增速按可比价格计算。
""",
    """
D4: 规模以上工业增加值 | 6.2 | % | growth | yoy | 云澜市 | 2024-11 | actual
F4: 规模以上工业增加值 | 7.1 | % | growth | yoy | 云澜市 | 2024-01/2024-11 | actual
C5: 社会消费品零售总额 | 9235000000 | 元 | level | | 云澜市 | 2024-11 | actual
D5: 社会消费品零售总额 | 6.1 | % | growth | yoy | 云澜市 | 2024-11 | actual
E5: 社会消费品零售总额 | 94820000000 | 元 | level | | 云澜市 | 2024-01/2024-11 | actual
F5: 社会消费品零售总额 | 5.4 | % | growth | yoy | 云澜市 | 2024-01/2024-11 | actual
C6: 限额以上零售额 | 3180000000 | 元 | level | | 云澜市 | 2024-11 | actual
E6: 限额以上零售额 | 32270000000 | 元 | level | | 云澜市 | 2024-01/2024-11 | actual
C7: 一般公共预算收入 | 1184200000 | 元 | level | | 云澜市 | 2024-11 | actual
D7: 一般公共预算收入 | -2.3 | % | growth | yoy | 云澜市 | 2024-11 | actual
E7: 一般公共预算收入 | 12637050000 | 元 | level | | 云澜市 | 2024-01/2024-11 | actual
F8: 税收收入 | 1.2 | % | growth | yoy | 云澜市 | 2024-01/2024-11 | actual
E9: 全社会用电量 | 17748000000 | 千瓦时 | level | | 云澜市 | 2024-01/2024-11 | actual
""",
)

QUARTER = Sheet(
    "完成情况",
    """
云澜市2025年1-3月主要指标完成情况
制表单位：云澜市统计局 | | | | | 2025年4月
指标名称 | 计量单位 | 本期累计 | 上年同期 | 同比±% | 占比%
货物进出口总额 | 亿元 | 61.2 | 57.4 | 6.6 | 100.0
    出口额 | 亿元 | 42.9 | 39.8 | 7.8 | 70.1
    进口额 | 亿元 | 18.3 | 17.6 | 4.0 | 29.9
实际使用外资 | 万美元 | 2150 | 2480 | -13.3 |
新登记经营主体 | 户 | 8612 | 7940 | 8.5 |
""",
    """
C4: 货物进出口总额 | 6120000000 | 元 | level | | 云澜市 | 2025-01/2025-03 | actual
D4: 货物进出口总额 | 5740000000 | 元 | level | | 云澜市 | 2024-01/2024-03 | actual
E4: 货物进出口总额 | 6.6 | % | growth | yoy | 云澜市 | 2025-01/2025-03 | actual
C5: 出口额 | 4290000000 | 元 | level | | 云澜市 | 2025-01/2025-03 | actual
F5: 出口额比重 | 70.1 | % | ratio | | 云澜市 | 2025-01/2025-03 | actual
D6: 进口额 | 1760000000 | 元 | level | | 云澜市 | 2024-01/2024-03 | actual
C7: 实际使用外资 | 21500000 | 美元 | level | | 云澜市 | 2025-01/2025-03 | actual
E7: 实际使用外资 | -13.3 | % | growth | yoy | 云澜市 | 2025-01/2025-03 | actual
C8: 新登记经营主体 | 8612 | 户 | level | | 云澜市 | 2025-01/2025-03 | actual
""",
    "2025-04-25",
)

YEARS_DOWN = Sheet(
    "2-1",
    """
2-1  地区生产总值\\nGross Regional Product | < | < | < | < | <
（按当年价格计算） | | | | 单位：亿元 (100 million yuan) | <
年 份\\nYear | 地区生产总值\\nGross Regional\\nProduct | 第一产业\\nPrimary\\nIndustry \
| 第二产业\\nSecondary\\nIndustry | 第三产业\\nTertiary\\nIndustry \
| 人均地区生产总值（元）\\nPer Capita GRP (yuan)
2021 | 2,096.3 | 231.8 | 1,009.6 | 854.9 | 63,118
2022 | 2,199.1 | 240.4 | 1,047.2 | 911.5 | 66,402

2023 | 2,318.7 | 238.1 | 974.5 | 1,106.1 | 70,215
2024 | 2,466.0 | 245.0 | 1,021.0 | 1,200.0 | 74,820
注：本表绝对数按当年价格计算，2024年为初步核算数。 | < | < | < | < | <
""",
    """
B4: 地区生产总值 | 209630000000 | 元 | level | | 云澜市 | 2021 | actual
C4: 第一产业增加值 | 23180000000 | 元 | level | | 云澜市 | 2021 | actual
D5: 第二产业增加值 | 104720000000 | 元 | level | | 云澜市 | 2022 | actual
F5: 人均地区生产总值 | 66402 | 元 | level | | 云澜市 | 2022 | actual
B7: 地区生产总值 | 231870000000 | 元 | level | | 云澜市 | 2023 | actual
E8: 第三产业增加值 | 120000000000 | 元 | level | | 云澜市 | 2024 | actual
F8: 人均地区生产总值 | 74820 | 元 | level | | 云澜市 | 2024 | actual
""",
    "2025-09-30",
)

YEARS_ACROSS = Sheet(
    "1-2",
    """
1-2 云澜市国民经济和社会发展主要指标 | < | < | < | <
Main Indicators of National Economic and Social Development | < | < | < | <
指标 Item | 单位 Unit | 2022 | 2023 | 2024
人口 Population | | | |
年末常住人口 Permanent Population (year-end) | 万人 | 331.2 | 330.1 | 329.6
#城镇 Urban | 万人 | 211.0 | 214.8 | 218.2
城镇化率 Urbanization Rate | % | 63.7 | 65.1 | 66.2
农业 Agriculture | | | |
粮食产量 Grain Output | 万吨 | 65.2 | 66.8 | 67.1
耕地面积 Cultivated Land | 千公顷 | 148.6 | 148.9 | 149.0

财政 Finance | | | |
一般公共预算收入 General Public Budget Revenue | 亿元 | 121.4 | 128.9 | 132.0
规模以上工业企业单位数 Number of Industrial Enterprises | 个 | 812 | 846 | 871
""",
    """
C5: 年末常住人口 | 3312000 | 人 | level | | 云澜市 | 2022 | actual
E5: 年末常住人口 | 3296000 | 人 | level | | 云澜市 | 2024 | actual
D6: 城镇/城镇人口/城镇常住人口 | 2148000 | 人 | level | | 云澜市 | 2023 | actual
D7: 城镇化率 | 65.1 | % | ratio | | 云澜市 | 2023 | actual
C9: 粮食产量 | 652000 | 吨 | level | | 云澜市 | 2022 | actual
E10: 耕地面积 | 149000 | 公顷 | level | | 云澜市 | 2024 | actual
E13: 一般公共预算收入 | 13200000000 | 元 | level | | 云澜市 | 2024 | actual
C14: 规模以上工业企业单位数 | 812 | 个 | level | | 云澜市 | 2022 | actual
""",
    "2025-09-30",
)

REGIONS = Sheet(
    "分县区",
    """
2024年各县区主要经济指标 | < | < | < | < | < | <
地区 | 地区生产总值 | < | < | 固定资产投资 | 社会消费品零售总额 | <
^ | 总量（亿元） | 增长（%） | 位次 | 增长（%） | 总量（亿元） | 增长（%）
全市 | 2466.0 | 6.4 | | 5.1 | 1032.6 | 5.5
澜东区 | 812.4 | 7.0 | 1 | 6.2 | 421.3 | 6.1
鹤汀区 | 640.9 | 6.6 | 2 | 8.0 | 288.0 | 5.8
青坪县 | 388.2 | 5.1 | 4 | -3.4 | 141.9 | 4.4
""",
    """
B4: 地区生产总值 | 246600000000 | 元 | level | | 云澜市 | 2024 | actual
E4: 固定资产投资 | 5.1 | % | growth | yoy | 云澜市 | 2024 | actual
B5: 地区生产总值 | 81240000000 | 元 | level | | 澜东区 | 2024 | actual
C5: 地区生产总值 | 7.0 | % | growth | yoy | 澜东区 | 2024 | actual
E7: 固定资产投资 | -3.4 | % | growth | yoy | 青坪县 | 2024 | actual
F6: 社会消费品零售总额 | 28800000000 | 元 | level | | 鹤汀区 | 2024 | actual
G7: 社会消费品零售总额 | 4.4 | % | growth | yoy | 青坪县 | 2024 | actual
""",
)

BUDGET = Sheet(
    "收入决算",
    """
2024年云澜市一般公共预算收入决算表 | < | < | < | < | <
 | | | | | 单位：万元
项目 | 预算数 | 调整预算数 | 决算数 | 决算数为调整预算数的% | 决算数为上年决算数的%
一、税收收入 | 930,000 | 900,000 | 882,430 | 98.0 | 101.2
    增值税 | 352,000 | 340,000 | 336,900 | 99.1 | 102.4
    企业所得税 | 141,000 | 138,000 | 139,806 | 101.3 | 97.0
二、非税收入 | 390,000 | 420,000 | 437,570 | 104.2 | 106.9
本年收入合计 | 1,320,000 | 1,320,000 | 1,320,000 | 100.0 | 103.0
""",
    """
B4: 税收收入 | 9300000000 | 元 | level | | 云澜市 | 2024 | target
C4: 税收收入 | 9000000000 | 元 | level | | 云澜市 | 2024 | target
D4: 税收收入 | 8824300000 | 元 | level | | 云澜市 | 2024 | actual
E4: 税收收入为调整预算数的比重/税收收入完成预算的比重 | 98.0 | % | ratio | | 云澜市 | 2024 | actual
D5: 增值税/增值税收入 | 3369000000 | 元 | level | | 云澜市 | 2024 | actual
F6: 企业所得税为上年决算数的比重/企业所得税收入为上年决算数的比重 | 97.0 | % | ratio | | 云澜市 | 2024 | actual
D7: 非税收入 | 4375700000 | 元 | level | | 云澜市 | 2024 | actual
D8: 本年收入合计 | 13200000000 | 元 | level | | 云澜市 | 2024 | actual
""",
    "2025-07-10",
)

PROJECTS = Sheet(
    "项目",
    """
云澜市2025年重点建设项目计划表 | < | < | < | < | < | <
单位：万元 | | | | | |
序号 | 项目名称 | 建设地点 | 建设起止年限 | 总投资 | 2025年计划投资 | 责任单位
1 | 云澜港区三期工程 | 澜东区 | 2023-2026 | 186,000 | 42,000 | 市交通运输局
2 | 青坪县城乡供水一体化 | 青坪县 | 2024-2027 | 73,500 | 21,000 | 市水务局
3 | 鹤汀区人民医院迁建 | 鹤汀区 | 2025-2027 | 58,200 | 12,600 | 市卫生健康委
合计 | | | | 317,700 | 75,600 |
""",
    """
E4: 云澜港区三期工程总投资 | 1860000000 | 元 | level | | 澜东区 | 2025 | actual
F4: 云澜港区三期工程计划投资 | 420000000 | 元 | level | | 澜东区 | 2025 | target
E5: 青坪县城乡供水一体化总投资 | 735000000 | 元 | level | | 青坪县 | 2025 | actual
F6: 鹤汀区人民医院迁建计划投资 | 126000000 | 元 | level | | 鹤汀区 | 2025 | target
E7: 合计总投资/总投资/总投资合计 | 3177000000 | 元 | level | | 云澜市 | 2025 | actual
""",
)

PLAN = Sheet(
    "指标",
    """
云澜市国民经济和社会发展第十五个五年规划主要指标 | < | < | < | < | <
类别 | 指标 | 2025年 | 2030年 | 年均增长/累计 | 属性
经济发展 | 1.地区生产总值（亿元） | 2620 | 3600左右 | 6.5%左右 | 预期性
^ | 2.全员劳动生产率（万元/人） | 15.8 | 21 | 6% | 预期性
^ | 3.常住人口城镇化率（%） | 67.1 | 71 | - | 预期性
创新驱动 | 4.全社会研发经费投入增长（%） | - | - | ＞8 | 预期性
^ | 5.每万人口高价值发明专利拥有量（件） | 6.4 | 10 | - | 预期性
绿色生态 | 6.单位地区生产总值能耗降低（%） | - | - | [10] | 约束性
^ | 7.森林覆盖率（%） | 43.0 | ≥43.6 | - | 约束性
""",
    """
C3: 地区生产总值 | 262000000000 | 元 | level | | 云澜市 | 2025 | actual
D3: 地区生产总值 | 360000000000 | 元 | level | | 云澜市 | 2030 | target
E3: 地区生产总值 | 6.5 | % | growth | avg | 云澜市 | 2026/2030 | target
C4: 全员劳动生产率 | 158000 | 元/人 | level | | 云澜市 | 2025 | actual
D5: 常住人口城镇化率 | 71 | % | ratio | | 云澜市 | 2030 | target
E6: 全社会研发经费投入 | 8 | % | growth | avg | 云澜市 | 2026/2030 | target
D7: 每万人口高价值发明专利拥有量 | 10 | 件 | level | | 云澜市 | 2030 | target
E8: 单位地区生产总值能耗 | -10 | % | growth | avg/yoy/prev | 云澜市 | 2026/2030 | target
D9: 森林覆盖率 | 43.6 | % | ratio | | 云澜市 | 2030 | target
""",
    "2026-03-01",
)

MONTHS_DOWN = Sheet(
    "用电",
    """
2024年云澜市用电情况 | < | < | <
月份 | 全社会用电量（亿千瓦时） | 同比增长（%） | 工业用电量（亿千瓦时）
1-2月 | 30.12 | 5.60%% | 19.4
1-3月 | 45.80 | 6.00%% | 30.1
4月 | 15.01 | 6.20%% | 10.5
1-12月 | 191.60 | 6.70%% | 128.9
""",
    """
B3: 全社会用电量 | 3012000000 | 千瓦时 | level | | 云澜市 | 2024-01/2024-02 | actual
C3: 全社会用电量 | 5.60 | % | growth | yoy | 云澜市 | 2024-01/2024-02 | actual
D3: 工业用电量 | 1940000000 | 千瓦时 | level | | 云澜市 | 2024-01/2024-02 | actual
B5: 全社会用电量 | 1501000000 | 千瓦时 | level | | 云澜市 | 2024-04 | actual
C6: 全社会用电量 | 6.70 | % | growth | yoy | 云澜市 | 2024-01/2024-12 | actual
""",
)

SEVERAL = Sheet(
    "民生",
    """
2024年云澜市城乡居民收支 | < | <
表1 居民人均可支配收入 | < | < | | 表2 居民人均消费支出 | < | <
单位：元 | | | | 单位：元 | |
项目 | 2024年 | 比上年增长（%） | | 项目 | 2024年 | 比上年增长（%）
城镇居民 | 46,820 | 5.1 | | 城镇居民 | 29,300 | 4.6
农村居民 | 23,415 | 7.2 | | 农村居民 | 17,260 | 6.3
注：数据来自住户调查。 | | | | | |

表3 年末医疗卫生机构数 | < | <
指标 | 单位 | 2024年 | 2023年
医院 | 个 | 62 | 60
社区卫生服务中心（站） | 个 | 41 | 41
""",
    """
B5: 城镇居民人均可支配收入/城镇居民可支配收入 | 46820 | 元 | level | | 云澜市 | 2024 | actual
C6: 农村居民人均可支配收入/农村居民可支配收入 | 7.2 | % | growth | yoy | 云澜市 | 2024 | actual
F5: 城镇居民人均消费支出/城镇居民消费支出/城镇居民支出 | 29300 | 元 | level | | 云澜市 | 2024 | actual
G6: 农村居民人均消费支出/农村居民消费支出/农村居民支出 | 6.3 | % | growth | yoy | 云澜市 | 2024 | actual
C11: 医院/医院数/医院机构数 | 62 | 个 | level | | 云澜市 | 2024 | actual
D12: 社区卫生服务中心（站）/社区卫生服务中心（站）数 | 41 | 个 | level | | 云澜市 | 2023 | actual
""",
)

PRICES = Sheet(
    "物价",
    """
附表1 | < | < | <
2024年11月份居民消费价格主要数据 | < | < | <
 | 环比涨跌幅（%） | 同比涨跌幅（%） | 1-11月同比涨跌幅（%）
居民消费价格 | -0.6 | 0.2 | 0.3
  食品烟酒 | -1.8 | 0.9 | -0.2
""",
    """
B4: 居民消费价格 | -0.6 | % | growth | month | 云澜市 | 2024-11 | actual
C4: 居民消费价格 | 0.2 | % | growth | yoy | 云澜市 | 2024-11 | actual
D5: 食品烟酒/食品烟酒价格 | -0.2 | % | growth | yoy | 云澜市 | 2024-01/2024-11 | actual
""",
    "2024-12-15",
)

PRODUCTS = Sheet(
    "产品",
    """
2024年11月规模以上工业主要产品产量 | < | < | < | < | <
产品名称 | 计量单位 | 本月 | 本月止累计 | 本月同比±% | 累计同比±%
甲 | 乙 | 1 | 2 | 3 | 4
水泥 | 万吨 | 41.2 | 477.1 | -8.1 | -7.4
发电量 | 亿千瓦时 | 9.1 | 87.3 | 4.0 | 5.7
""",
    """
C4: 水泥产量 | 412000 | 吨 | level | | 云澜市 | 2024-11 | actual
D4: 水泥产量 | 4771000 | 吨 | level | | 云澜市 | 2024-01/2024-11 | actual
E4: 水泥产量 | -8.1 | % | growth | yoy | 云澜市 | 2024-11 | actual
F5: 发电量 | 5.7 | % | growth | yoy | 云澜市 | 2024-01/2024-11 | actual
""",
)

DRAFT = Sheet(
    "支出",
    """
云澜市2024年一般公共预算支出执行情况及2025年预算草案表 | < | < | < | <
 | | | | 单位：万元
科  目 | 2024年预算数 | 2024年执行数 | 执行数为预算的% | 2025年预算数
一般公共服务支出 | 210,300 | 205,410 | 97.7 | 208,000
教育支出 | 605,000 | 611,240 | 101.0 | 630,000
""",
    """
B4: 一般公共服务支出 | 2103000000 | 元 | level | | 云澜市 | 2024 | target
C4: 一般公共服务支出 | 2054100000 | 元 | level | | 云澜市 | 2024 | actual
D5: 教育支出为预算的比重 | 101.0 | % | ratio | | 云澜市 | 2024 | actual
E5: 教育支出 | 6300000000 | 元 | level | | 云澜市 | 2025 | target
""",
    "2025-01-20",
)

BASES = Sheet(
    "规划",
    """
专栏1 “十四五”时期云澜市经济社会发展主要指标 | < | < | < | < | <
序号 | 指标名称 | 单位 | 2020年基数 | 2025年目标值 | 年均增速 | 指标属性
1 | 地区生产总值 | 亿元 | 1921.4 | 2700 | 7%左右 | 预期性
2 | 常住人口城镇化率 | % | 61.5 | 68 | [6.5] | 预期性
3 | 单位GDP能源消耗降低 | % | — | — | [13.5] | 约束性
4 | 新增城镇就业人数 | 万人 | [12.6] | [13] | — | 预期性
""",
    """
D3: 地区生产总值 | 192140000000 | 元 | level | | 云澜市 | 2020 | actual
F3: 地区生产总值 | 7 | % | growth | avg | 云澜市 | 2021/2025 | target
E4: 常住人口城镇化率 | 68 | % | ratio | | 云澜市 | 2025 | target
F4: 常住人口城镇化率 | 6.5 | 百分点 | change | yoy | 云澜市 | 2021/2025 | target
F5: 单位GDP能源消耗 | -13.5 | % | growth | yoy | 云澜市 | 2021/2025 | target
D6: 新增城镇就业人数 | 126000 | 人 | level | | 云澜市 | 2016/2020 | actual
E6: 新增城镇就业人数 | 130000 | 人 | level | | 云澜市 | 2021/2025 | target
""",
    "2021-03-10",
)

PLACES_ACROSS_YEARS = Sheet(
    "粮食",
    """
各县区历年粮食产量 | < | < | <
单位：万吨 | | |
县区 | 2022年 | 2023年 | 2024年
全市 | 65.2 | 66.8 | 67.1
青坪县 | 22.6 | 23.1 | 23.5
""",
    """
B4: 粮食产量 | 652000 | 吨 | level | | 云澜市 | 2022 | actual
D5: 粮食产量 | 235000 | 吨 | level | | 青坪县 | 2024 | actual
""",
)

TRANSPOSED = Sheet(
    "转置",
    """
云澜市2020-2024年主要指标 | < | < | < | <
年度 | 地区生产总值 | < | 一般公共预算收入 | <
^ | 总量(亿元) | 增速(%) | 总量(亿元) | 增速(%)
2020年 | 1921.4 | 2.6 | 101.2 | -3.1
2021年 | 2096.3 | 9.1 | 110.6 | 9.3
""",
    """
B4: 地区生产总值 | 192140000000 | 元 | level | | 云澜市 | 2020 | actual
C5: 地区生产总值 | 9.1 | % | growth | yoy | 云澜市 | 2021 | actual
E4: 一般公共预算收入 | -3.1 | % | growth | yoy | 云澜市 | 2020 | actual
""",
)

LISTED = Sheet(
    "清单",
    """
云澜市2025年市级重点项目清单 | < | < | < | < | <
序号 | 项目名称 | 建设单位 | 主要建设内容 | 总投资（万元） | 年度投资计划（万元）
一 | 续建项目 | | | |
1 | 高新区电子元件产业园 | 市城投公司 | 新建厂房 | 126,000 | 30,000
2 | 石棹县茶叶加工园 | 石棹县政府 | 建设加工线 | 41,000 | 15,000
二 | 新开工项目 | | | |
3 | 云澜大桥 | 市交通局 | 跨江大桥 | 259,000 | 60,000
""",
    """
E4: 高新区电子元件产业园总投资 | 1260000000 | 元 | level | | 云澜高新区 | 2025 | actual
F5: 石棹县茶叶加工园年度投资 | 150000000 | 元 | level | | 石棹县 | 2025 | target
E7: 云澜大桥总投资 | 2590000000 | 元 | level | | 云澜市 | 2025 | actual
""",
)

SHEETS = (
    MONTHLY, QUARTER, YEARS_DOWN, YEARS_ACROSS, REGIONS, BUDGET, PROJECTS, PLAN, MONTHS_DOWN, SEVERAL, PRICES,
    PRODUCTS, DRAFT, BASES, PLACES_ACROSS_YEARS, TRANSPOSED, LISTED,
)  # fmt: skip
