"""A cell of a table of indicators: a figure with its bound, brackets and words, or words that stand for one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hefu.extract.headings import read_unit
from hefu.model import Bound
from hefu.plan.targets.cells import Cell, Where

BLANKS = frozenset({"—", "——", "———", "-", "--", "/", "…", "……", "无", "空", "*", "－"})
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (">=", r"≥|＞=?|>=?|≧|不低于|不少于|不小于|超过|大于|高于|突破|达到?|至少|力争达到|保持在?|稳定在|维持在?"),
    ("<=", r"≤|＜=?|<=?|≦|不超过|不高于|不大于|小于|低于|少于|控制在|低至"),
    ("≈", r"约|近|大约|≈"),
)
_EXACT = frozenset({"达", "达到", "力争达到", "保持", "保持在", "稳定在", "维持", "维持在"})
_TAILS: dict[str, Bound] = {
    **dict.fromkeys(("以上", "及以上", "（含）以上", "余", "+"), ">="),
    **dict.fromkeys(("以内", "以下", "之内", "及以下"), "<="),
    **dict.fromkeys(("左右", "上下"), "≈"),
}
_SIGN = "|".join(pattern for _, pattern in _BOUNDS)
_NUM = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_ERA = r"[“\"]十[一二三四五六七八]?五[”\"]|20[0-9]{2}(?:年?[—-]20[0-9]{2})?年"
FIGURE = re.compile(
    rf"(?P<era>{_ERA})?(?P<span>(?:时期|期间|末|五年)*)(?P<how>年均|平均|累计|五年)?"
    r"(?P<verb>增长|增加|新增|提高|提升|上升|下降|降低|减少|增幅|净增)?(?:到|至|为)?"
    rf"(?P<open>[\[〔［【（]?)(?P<sign>{_SIGN})?(?P<num>(?:^[-—]|(?<=[\[〔［【（])[-—]|-)?(?:{_NUM}))(?P<pct>%?)"
    rf"(?:(?:—|-|至)(?:{_SIGN})?(?P<max>{_NUM}))?(?P<unit>%|[^0-9\[\]〔〕［］（）【】，、；/*＊#＃①-⑩以左余上]{{1,10}}?)?"
    r"(?P<tail>（含）以上|及以上|及以下|以上|以内|以下|之内|左右|上下|余|\+)?(?P<close>[\]〕］】）]?)(?P<tail2>以上|以内|以下|左右)?"
    r"(?P<star>[*＊#＃①②③④⑤⑥⑦⑧⑨⑩]*)(?:（(?P<year>20[0-9]{2})年?[^（）0-9]{0,4}）)?"
    r"(?P<rest>[、，；].*|（[^（）]*）)?"
)
_NO_GROUP = (
    r"(?!(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
    r"|(?:经济|社会|民生|生态|环境|质量|效益|人民|生活|城乡|安全|结构|动能|服务|能力|文化){1,2}[一-龥]{2}$)"
)
"""What begins the heading of a group: 一、经济提升, 民生改善 stand for no figure."""
_NO_NAME = r"(?!基本(?:医疗|养老|公共|农田|社会|生活)|.*(?:率|人数|面积|数量|年限|能力)(?:（[^（）]*）)?$)"
"""What is the name of an indicator though it begins like words for a figure: 基本医疗保险参保率."""
WORDS = re.compile(
    r"[与和同].*(?:同步|持平|相当|一致|匹配|协调)|(?:高于|低于|快于|不低于|不高于|优于|大于|超过|略高于|不超过|好于).*"
    r"|(?:完成|达到|控制在|达|按照?|落实|执行|以|根据).*(?:目标|任务|要求|指标|标准|以内|下达|水平|范围|为准|确定)"
    rf"|{_NO_NAME}(?:稳[步中定]|持续|逐[年步]|基本|保持|明显|大幅|显著|进一步|不断|有所|力争|合理|巩固|全面|动态).*"
    rf"|.*(?:下达|考核|省定|市定|国家)(?:的)?(?:目标|任务|指标|要求|数).*|{_NO_GROUP}.{{0,8}}(?:提高|提升|改善|下降|降低|增加|优化|稳定|消除|达标|全覆盖|领先|前列|清零|减少|增长)"
    r"|.*视情.*|不(?:降低|下降|减少|增加|突破).*|只[增升]不[减降]|只[减降]不[增升]|待定|(?:[国省市]家?)?(?:下达|要求)"
)
"""What is said where a figure would stand."""
TAIL = re.compile(
    r"以上|以内|以下|左右|上下|及以上|之内|同步|目标|任务|要求|增长|提高|提升|下降|降低|稳定|改善|(?:平均)?水平|增速|增幅|（20[0-9]{2}年?.{0,4}）|[）\]〕］】]"
)
"""A piece that goes on with the cell before it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell says.

    value: as printed, None for words.  at: where the figure stands with its bound, sign and unit.
    summed: in brackets or said to be built up 累计; average: said to be a yearly one 年均.  verb: 提高, 下降 before it.
    era: the words of the time that it is of (“十四五”, 2021-2024年); year: of data of another year （2024年）.
    starred: the mark of a note that it carries.
    """

    at: Where
    value: Decimal | None = None
    value_max: Decimal | None = None
    bound: Bound | None = None
    unit: tuple[str, int] | None = None
    bracketed: bool = False
    summed: bool = False
    average: bool = False
    verb: str = ""
    era: str = ""
    year: int | None = None
    starred: str = ""
    words: Cell | None = None


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing: —, /."""
    return not text or text in BLANKS


def match(text: str) -> re.Match[str] | None:
    """The parts of a figure, when the cell is one."""
    found = FIGURE.fullmatch(text)
    if found is None or (found["open"] and not found["close"] and not found["rest"]):
        return None
    unit = found["unit"]
    if found["open"] == "（" and unit not in (None, "%"):  # （7项） counts the rows of a group
        return None
    return found if not unit or unit in ("个", "%") or read_unit(unit) is not None else None


def pair(text: str) -> list[str] | None:
    """The figures of several indicators in one cell: 8358/244."""
    parts = re.split("[/、]", text)
    return parts if len(parts) > 1 and all(FIGURE.fullmatch(part) for part in parts) else None


def is_figure(text: str) -> bool:
    """Whether a cell has a figure, or several with strokes between."""
    return match(text) is not None or pair(text) is not None


def is_words(text: str) -> bool:
    """Whether a cell has words that stand for a figure."""
    return WORDS.fullmatch(text) is not None


def figure(cell: Cell) -> Figure | None:
    """What a cell says; None when it is empty."""
    if is_blank(cell.text):
        return None
    found = match(cell.text)
    if found is None:
        words = cell.trimmed("*＊①②③④⑤")
        return Figure(words.span(0, len(words.text)), words=words) if words else None
    start = min(found.start(group) for group in ("open", "sign", "num") if found[group])
    if found["verb"] and not (found["era"] or found["how"]):
        start = found.start("verb")
    end = max(found.end(group) for group in ("num", "max", "unit", "tail", "close", "tail2", "pct") if found[group])
    unit = found["unit"] or found["pct"]
    return Figure(
        cell.span(start, end),
        _number(found["num"]),
        _number(found["max"]) if found["max"] else None,
        _bound(found),
        read_unit(unit) if unit else None,
        bracketed=bool(found["open"]),
        summed=bool(found["open"]) or found["how"] in ("累计", "五年") or "五年" in found["span"],
        average=found["how"] in ("年均", "平均"),
        verb=found["verb"] or "",
        era=found["era"] or "",
        year=int(found["year"]) if found["year"] else None,
        starred=found["star"][:1],
    )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("—", "-"))


def _bound(found: re.Match[str]) -> Bound:
    tail = found["tail"] or found["tail2"]
    if tail:
        return _TAILS[tail]
    sign = found["sign"]
    if not sign or sign in _EXACT:
        return "="
    return next(bound for bound, pattern in _BOUNDS if re.fullmatch(pattern, sign))
