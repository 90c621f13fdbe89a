"""The rows of a table of indicators, whatever it was printed as: what each cell of a row holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hefu.extract.headings import read_unit
from hefu.plan.targets.cells import EMPTY, Cell

UNIT_BRACKET = re.compile(r"（(?P<unit>[^（）]*(?:（[^（）]*）[^（）]*)?)）$")
GROUP_MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.、](?!\d))")
GROUP_SIZE = re.compile(r"（共?[0-9]+[项个]）$")
GROUP = re.compile(
    r"(?![与和高低不完])[一-龥]{0,8}(?:发展|驱动|福祉|生态|保障|安全|结构|质量|效益|效率|开放|协调|共享|创新|创造|活力|文明|富裕|富足|治理|环境|建设|改善|民生|友好"
    r"|低碳|绿色|法治|文化|动能|实力|集约|策源|能级|合作|体系|支撑|宜居|事业|服务|提升|共富|和谐|幸福|振兴|融合|转型|资源|节约|社会|经济|科技|教育)"
    r"|[一-龥]{1,7}[强富美高]"
)
"""What the heading of a group of rows looks like: 经济发展, 创新驱动, 百姓富."""
NUMBER = re.compile(
    r"^(?:(?P<dot>[0-9]{1,3})[.、](?:(?![0-9])|(?=[0-9]{1,2}(?:—[0-9]{1,2})?[岁年个分小公][一-龥]{3}|[0-9]G[一-龥]))|（(?P<paren>[0-9]{1,3})）|(?P<ring>[①-⑳])|(?P<bare>[0-9]{1,3})$)"
)
BINDING = re.compile(r"(?:约束|预期|指导|引导|监测|控制|参考)(?:性|型)?(?:指标)?")


MARK = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_RATES = re.compile(r"[1人]?/(?:10|十|百)?万人?")
"""What deaths are counted by: 1/10万, 人/十万."""
PART = re.compile(r"^(?:#|其中[：:]?|其中，)")


@dataclass(slots=True)
class Row:
    """A row. names: that of the whole that it is a part of, if any, and its own; figures: one cell a column of figures.

    glued: its figures were run together, and cut where they fit best.
    """

    no: int | None = None
    group: str | None = None
    names: list[Cell] = field(default_factory=list)
    unit: Cell = EMPTY
    figures: list[Cell] = field(default_factory=list)
    binding: Cell = EMPTY
    glued: bool = False

    @property
    def filled(self) -> bool:
        """Whether it says something of an indicator."""
        return bool(self.names) and any(self.figures)


def is_part(row: Row) -> bool:
    """Whether a row says that it is a part of the one before: 其中."""
    return bool(row.names) and PART.match(row.names[-1].text) is not None


def unit_of(name: Cell) -> tuple[Cell, Cell]:
    """A name without the unit in brackets at its end, and that unit: 粮食产量（万吨）."""
    bare = name.trimmed()
    found = UNIT_BRACKET.search(bare.text)
    if found and is_unit(found["unit"]):
        return bare.part(0, found.start()).trimmed(), bare.part(*found.span("unit"))
    return bare, EMPTY


def is_unit(text: str) -> bool:
    """Whether words are a unit, or several with strokes between: 万人次/万吨; 个百分点 and 1 count, too."""
    parts = text.strip("/").split("/")
    return (
        _RATES.fullmatch(text) is not None
        or read_unit(text) is not None
        or (len(parts) > 1 and all(read_unit(part) for part in parts))
        or text == "1"
    )


def group_name(text: str) -> str:
    """The name of a group without its mark and the number of its rows: 一、经济发展（7项）."""
    bare = GROUP_SIZE.sub("", text)
    return GROUP_MARK.sub("", bare).strip("：:") or bare


def read(text: str) -> tuple[str, int] | None:
    """A unit and its power of ten; 1/10万 is kept as it is printed."""
    return (text.removeprefix("1"), 0) if _RATES.fullmatch(text) else read_unit(text)
