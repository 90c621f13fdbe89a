"""A ledger about an invented city, 云澜市, with what the pages must show: all kinds of claims, claims that
contradict each other, a table, headings, junk, broken lines; and hostile documents."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from hefu.extract import analyse
from hefu.ledger import store
from hefu.model import Cell, Document, Evidence, Extraction, Heading, Junk, Numeral, Source, Statement, Table
from hefu.read import read
from read.drawing import Drawn, draw

RETAIL = "社会消费品零售总额"

_SCALES = {"万": 4, "亿": 8, "": 0}
_QUOTE = re.compile(r"\D*?(-?[\d.]+)(?:%?—([\d.]+))?(万|亿|)(元|%|人次|人|亩|个百分点|倍|条|公里|)")

Said = dict[str, Any]


def said(quote: str, indicator: str, **fields: Any) -> Said:
    """A statement to be found by its quote; a field that is not given is taken from the quote or the document."""
    return {"quote": quote, "indicator": indicator, **fields}


def add(
    text: str,
    found: Sequence[Said] = (),
    *,
    title: str,
    published: str,
    area: str | None = "云澜市",
    name: str = "a.txt",
    media_type: str = "text/plain",
    numerals: Sequence[Numeral] = (),
    source: dict[str, str] | None = None,
    **parts: Any,
) -> str:
    """Adds a document to the open ledger and gives back its hash."""
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    origin = Source(name=name, sha256=sha256, size=len(data), media_type=media_type, **(source or {}))
    document = Document(text=text, source=origin, title=title, published=published, area=area, **parts)
    statements = tuple(_statements(text, found, published, area))
    counted = tuple(Numeral(s.start, s.end, "quantity", "a unit follows") for s in statements)
    store.add(document, data, Extraction(statements, tuple(sorted((*counted, *numerals), key=lambda n: n.start))))
    return sha256


def _statements(text: str, found: Sequence[Said], published: str, area: str | None) -> Iterator[Statement]:
    position = 0
    for item in found:
        quote = item["quote"]
        start = text.index(quote, position)
        position = start + len(quote)
        yield _statement(text, start, {"area": area, "period": published[:4], **item})


def _statement(text: str, start: int, item: Said) -> Statement:
    quote, match = item["quote"], _QUOTE.match(item["quote"])
    assert match
    scale = _SCALES[match[3]]
    growing = item.get("measure", "level") == "growth"
    return Statement(
        start=start,
        end=start + len(quote),
        quote=quote,
        indicator=item["indicator"],
        value=item.get("value", Decimal(match[1]).scaleb(scale)),
        value_max=Decimal(match[2]).scaleb(scale) if match[2] else None,
        unit=item.get("unit", match[4] or "个"),
        bound=item.get("bound", _bound(quote)),
        measure=item.get("measure", "level"),
        basis=item.get("basis", "yoy" if growing else None),
        area=item["area"],
        holder=item.get("holder"),
        period=item["period"],
        modality=item.get("modality", "actual"),
        confidence=item.get("confidence", 0.97),
        evidence=tuple(_evidence(text, start, item)),
    )


def _bound(quote: str) -> str:
    words = {"左右": "≈", "以上": ">=", "以内": "<=", "近": "≈", "突破": ">="}
    return next((sign for word, sign in words.items() if word in quote), "=")


def _evidence(text: str, start: int, item: Said) -> Iterator[Evidence]:
    """The words that stand before the quote, where there are such; rules for the rest."""
    quote = item["quote"]
    for field, words in {"indicator": item["indicator"], **item.get("from", {})}.items():
        place = text.rfind(words, 0, start)
        if place >= 0:
            yield Evidence(field, "words before the figure", place, place + len(words))
        else:
            yield Evidence(field, "carried subject")
    yield Evidence("value", "numeral", start, start + len(quote))
    yield Evidence("unit", "printed", start, start + len(quote))
    yield Evidence("bound", "none printed: exact")
    yield Evidence("measure", "a rule without a name")
    yield Evidence("modality", "reported as fact")


# ---------------------------------------------------------------- the city

YEARS = {  # year: published, retail sales, growth
    2019: ("2020-03-26", "812.4", "7.6"),
    2020: ("2021-03-29", "787.2", "-3.1"),
    2021: ("2022-03-25", "897.4", "14.0"),
    2022: ("2023-03-24", "905.5", "0.9"),
    2023: ("2024-03-22", "978.8", "8.1"),
    2024: ("2025-03-21", "1032.6", "5.5"),
}

DAILY = "\n".join(
    [
        "前11个月全市经济运行稳中有进",
        "",
        "本报记者 沈听澜 2023年12月22日 第02版",
        "",
        "本报讯 12月21日，市政府新闻办召开新闻发布会，通报今年以来全市经济运行情况。1至11月，全市规模以上工业增加"
        "值同比增长7.6%，固定资产投资同比增长9.2%，其中工业投资增长14.8%。",
        "消费市场持续恢复。1至11月，全市社会消费品零售总额完成889.2亿元，同比增长8.3%，增速比上年同期提高7."
        "1个百分点；其中限额以上单位零售额312.5亿元，增长10.4%。预计全年社会消费品零售总额达到990亿元左右，"
        "增长9%以上。",
        "文旅市场加快回暖。1至11月，全市接待游客3486万人次，实现旅游收入301.7亿元，分别增长17.9%和22.6%。",
        "市发展改革委负责人表示，2024年，全市地区生产总值力争增长6.5%左右，社会消费品零售总额突破1080亿元；到"
        "2025年，高标准农田面积达到126万亩。",
        "版权所有 未经许可不得转载",
        "",
    ]
)

PLAN = """云澜市国民经济和社会发展第十四个五年规划纲要

第一章 发展环境
过去五年，全市上下奋力前行。全市新建农村公路1420公里，服务业增加值占比提高到48.6%。

第二章 主要目标
到2025年，社会消费品零售总额达到1150亿元以上，年均增长8%左右。
第一节 居民生活
——城镇调查失业率控制在5.5%以内，居民收入增长5%—6%。五年新增城镇就业18万人以上。
"""

TABLE = """云澜市2024年主要指标

单位：亿元
指标\t2024年\t比上年增长（%）
社会消费品零售总额\t1032.6\t5.5
进出口总额\t86.3\t-8.4
注：增长速度按可比价格计算。
"""


def build() -> dict[str, str]:
    """Fills the open ledger; the hashes of its documents by a short name."""
    hashes = {f"communique-{year}": _communique(year) for year in YEARS}
    hashes["report-2023"] = _report_2023()
    hashes["report-2025"] = _report_2025()
    hashes["daily"] = _daily()
    hashes["plan"] = _plan()
    hashes["table"] = _table()
    hashes["broken"] = _broken_lines()
    hashes["county"] = _county()
    return hashes


def _communique(year: int) -> str:
    published, level, rate = YEARS[year]
    verb = "下降" if rate.startswith("-") else "增长"
    growth = rate.removeprefix("-")
    people = f"{326 + year - 2019}.4万人"
    text = (
        f"云澜市{year}年国民经济和社会发展统计公报\n\n"
        f"全年社会消费品零售总额{level}亿元，比上年{verb}{growth}%。年末常住人口{people}。"
    )
    found = [
        said(f"{level}亿元", RETAIL, period=str(year), **{"from": {"period": f"{year}年", "area": "云澜市"}}),
        said(f"{growth}%", RETAIL, measure="growth", period=str(year), value=Decimal(rate)),
        said(people, "常住人口", period=str(year)),
    ]
    return add(
        text,
        found,
        title=f"云澜市{year}年国民经济和社会发展统计公报",
        published=published,
        name=f"communique-{year}.txt",
        issuer="云澜市统计局",
        evidence=(Evidence("title", "first line", 0, 22),),
        source={"licence": "公开发布", "publisher": "云澜市统计局", "accessed": "2025-11-03"},
    )


def _report_2023() -> str:
    text = "社会消费品零售总额完成1005.1亿元、增长11%，消费活力不断释放。"
    found = [
        said("1005.1亿元", RETAIL, period="2023", confidence=0.91),
        said("11%", RETAIL, measure="growth", period="2023"),
    ]
    return add(
        text, found, title="关于云澜市2023年计划执行情况的报告", published="2024-01-20", issuer="云澜市发展和改革委员会"
    )


def _report_2025() -> str:
    text = "预计全年社会消费品零售总额1085亿元左右，增长5.1%。2025年目标为增长6%以上。"
    found = [
        said("1085亿元左右", RETAIL, period="2025", modality="estimate"),
        said("5.1%", RETAIL, measure="growth", period="2025", modality="estimate"),
        said("6%以上", RETAIL, measure="growth", period="2025", modality="target"),
    ]
    return add(
        text, found, title="关于云澜市2025年计划执行情况的报告", published="2025-12-16", media_type="application/pdf"
    )


def _daily() -> str:
    months = {"period": "2023-01/2023-11"}
    found = [
        said("7.6%", "规模以上工业增加值", measure="growth", **months),
        said("9.2%", "固定资产投资", measure="growth", **months),
        said("14.8%", "工业投资", measure="growth", **months),
        said("889.2亿元", RETAIL, **months, **{"from": {"period": "1至11月", "area": "全市"}}),
        said("8.3%", RETAIL, measure="growth", **months),
        said("7.1个百分点", f"{RETAIL}增速", measure="change", basis="yoy", **months),
        said("312.5亿元", "限额以上单位零售额", **months),
        said("10.4%", "限额以上单位零售额", measure="growth", **months),
        said("990亿元左右", RETAIL, period="2023", modality="estimate"),
        said("9%以上", RETAIL, measure="growth", period="2023", modality="estimate"),
        said("3486万人次", "接待游客", **months),
        said("301.7亿元", "旅游收入", **months),
        said("17.9%", "接待游客", measure="growth", **months),
        said("22.6%", "旅游收入", measure="growth", **months),
        said("6.5%左右", "地区生产总值", measure="growth", period="2024", modality="target"),
        said("突破1080亿元", RETAIL, period="2024", modality="target"),
        said("126万亩", "高标准农田面积", period="2025", modality="target"),
    ]
    junk = DAILY.index("版权所有")
    return add(
        DAILY,
        found,
        title="前11个月全市经济运行稳中有进",
        published="2023-12-22",
        name="daily-2023-12-22.txt",
        issuer="云澜日报",
        evidence=(Evidence("title", "first line", 0, 15),),
        junk=(Junk(junk, len(DAILY) - 1, "copyright notice"),),
        numerals=[
            Numeral(1, 3, "time", "months"),
            Numeral(DAILY.index("02版"), DAILY.index("02版") + 2, "name", "number of a page"),
        ],
    )


def _plan() -> str:
    target = {"modality": "target"}
    found = [
        said("1420公里", "新建农村公路", period="2016/2020"),
        said("48.6%", "服务业增加值占比", measure="ratio", period="2020"),
        said("1150亿元以上", RETAIL, period="2025", **target),
        said("8%左右", RETAIL, measure="growth", basis="avg", period="2021/2025", **target),
        said("5.5%以内", "城镇调查失业率", measure="ratio", period="2025", **target),
        said("5%—6%", "居民收入", measure="growth", basis="avg", period="2021/2025", **target),
        said("18万人以上", "新增城镇就业", period="2021/2025", **target),
    ]
    outline = [_heading(PLAN, 1, "第一章", "发展环境"), _heading(PLAN, 1, "第二章", "主要目标")]
    outline.append(_heading(PLAN, 2, "第一节", "居民生活"))
    return add(
        PLAN,
        found,
        title="云澜市“十四五”规划纲要",
        published="2021-02-08",
        issuer="云澜市人民政府",
        outline=tuple(outline),
    )


def _heading(text: str, level: int, mark: str, title: str) -> Heading:
    start = text.index(f"{mark} {title}")
    return Heading(level, mark, title, start, start + len(f"{mark} {title}"))


def _table() -> str:
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]*\t[^\n]*", TABLE)]
    cells = []
    for row, (start, line) in enumerate(lines):
        for column, words in enumerate(line.split("\t")):
            place = start + sum(len(cell) + 1 for cell in line.split("\t")[:column])
            cells.append(Cell(place, place + len(words), row, column))
    end = lines[-1][0] + len(lines[-1][1])
    found = [
        said("1032.6", RETAIL, unit="元", value=Decimal("1.0326E+11"), period="2024"),
        said("5.5", RETAIL, unit="%", measure="growth", period="2024"),
        said("86.3", "进出口总额", unit="元", value=Decimal("8.63E+9"), period="2024"),
        said("-8.4", "进出口总额", unit="%", measure="growth", period="2024"),
    ]
    table = Table(lines[0][0], end, tuple(cells))
    return add(
        TABLE, found, title="云澜市2024年主要指标", published="2025-02-01", tables=(table,), media_type="text/html"
    )


def _broken_lines() -> str:
    """A newspaper column: lines end at its margin, a figure is broken in two."""
    text = (
        "全市上下坚持稳中求进工作总基调，经济运行总体平稳，主要指标好于\n预期，民生保障有力有效，社会大局保持和谐稳定。全年接待游客41\n"
        "20万人次，实现旅游收入355.8亿元，文化旅游产业成为带动就业和\n增收的重要力量，城乡面貌焕然一新，人民生活水平稳步提高，社会\n"
        "各项事业全面进步，为全面建设现代化城市奠定了坚实的基础。今后一\n个时期，要继续保持定力，把各项工作做得更实更好，不断开创新局面。\n"
    )
    found = [
        said("41\n20万人次", "接待游客", value=Decimal("4.120E+7"), unit="人次"),
        said("355.8亿元", "旅游收入"),
    ]
    return add(text, found, title="云澜市2023年文化和旅游发展情况", published="2024-02-02")


def paper_file() -> bytes:
    """A PDF of two pages; a word in it is misread."""
    pages: list[list[Drawn]] = [
        [(72.0, 90.0, "青坪县供水简报", 24.0), (72.0, 140.0, "2024年青坪县供水量完成38.6万吨。", 14.0)],
        [(72.0, 100.0, "2024年青坪县农村自來水普及率达到92.5%。", 14.0)],
    ]
    return draw(*pages)


def paper() -> str:
    """Adds the PDF, read and extracted as any file is."""
    data = paper_file()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(data)
        document = read(path, published="2025-02-12", title="青坪县供水简报")
    store.add(document, data, analyse(document))
    return document.source.sha256


def _county() -> str:
    text = "青坪县全年粮食产量18.6万吨，公司员工36253人。"
    found = [
        said("18.6万吨", "粮食产量", value=Decimal("1.86E+5"), unit="吨"),
        said("36253人", "员工", holder="青坪粮食集团"),
    ]
    return add(text, found, title="青坪县2024年运行简报", published="2025-02-11", area="青坪县")


# ---------------------------------------------------------------- hostile

SCRIPT = "<script>alert(1)</script>"


def hostile() -> str:
    """A document whose every word tries to be something else."""
    text = f'{SCRIPT}粮食产量12万吨<img src=x onerror=alert(1)>\n"><b>{{{{ 7 }}}}'
    found = [said("12万吨", f'=HYPERLINK("x"){SCRIPT}', unit="吨", area=f"'\"{SCRIPT}", holder=f"@{SCRIPT}")]
    quoted = text.index(SCRIPT)
    return add(
        text,
        found,
        title=f"{SCRIPT}</title>",
        published="2024",
        area=f"'\"{SCRIPT}",
        name='x"; filename=evil.html\r\nX: y<script>.html',
        issuer=f"{SCRIPT}",
        junk=(Junk(quoted, quoted + 8, f'"{SCRIPT}'),),
        outline=(Heading(1, SCRIPT, SCRIPT, 0, 5),),
        source={"url": "javascript:alert(1)", "licence": SCRIPT, "publisher": SCRIPT},
        notes=(SCRIPT,),
    )


def large(characters: int = 90_000, statements: int = 3_000) -> str:
    """A document as long as the longest that are published."""
    sentences = [
        f"第{n}项工作扎实推进，全年实现增加值{n + 100}亿元，各项任务圆满完成并继续向前。" for n in range(statements)
    ]
    room = characters // statements
    sentences = [sentence.ljust(room, "好")[:room] if len(sentence) < room else sentence for sentence in sentences]
    text = "\n".join("".join(sentences[n : n + 6]) for n in range(0, statements, 6))
    found = [said(f"{n + 100}亿元", "增加值", **{"from": {"period": "全年"}}) for n in range(statements)]
    return add(text, found, title="很长的规划", published="2024-01-01")
