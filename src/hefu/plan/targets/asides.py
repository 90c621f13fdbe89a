"""What the text of a plan counts or plans besides its aims: its own parts 主要指标23项, sums of single projects.

A target is an aim for an indicator. How many indicators, works or tasks a plan has says how it is built, not what it
wants; what one project costs belongs to the project.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from hefu.model import Document, Statement
from hefu.plan.reading import reading

_END = re.compile(r"[。！？；\n]")
_LONGEST = 300
"""So many characters before a figure belong to its sentence at most."""
_PARTS = r"(?:指标|目标|工程|任务|项目|举措|措施|政策|行动|方面|领域|改革|事项|清单|要求)"
_COUNTED = frozenset(("项", "个", "方面", "条", "类", "张", "大"))
_OF_AIMS = re.compile(r"(?:指标|(?:以上|主要|发展|预期|约束)(?:性)?目标|(?:约束|预期)性)(?:共|共计|合计|总计|数)?$")
_SETS_OUT = re.compile(
    rf"(?:提出|设置|设定|设立|列出|列入|确定|明确|部署|细化|梳理|分解|凝练|提炼|策划提出|形成)(?:了|为|出)?[^，。；、]{{0,10}}"
    rf"[0-9]+(?:余|多)?(?:项|个|大|条|类|方面)(?:[0-9]+(?:项|个|大|条|类))?[^，。；、建完]{{0,8}}{_PARTS}(?![^，。；、]*(?:建成|投产|开工|竣工))"
)
"""Words that tell how a plan is divided: 提出6方面109项重大工程, but not 实施重点项目150项."""
_INVESTED = re.compile(r"投资(?:额|规模|总额)?(?:为|约|达到|达|近|超过|超)*$")
_ONE_PROJECT = re.compile(
    r"(?P<stem>[一-龥A-Za-z0-9“”·（）]{2,60}?)(?:项目|工程|生产线|产业园|基地)(?:[一二三四]期)?(?![0-9]|个|共|总数|储备|库|建设年)"
)
_SORTS = re.compile(
    r"(?:.*(?:推进|实施|安排|完成|抓好|建设|开工|谋划|储备|招引|引进|续建|新建|以上|个|项|[市省区县国]级))?"
    r"(?:重点|重大|民间|工业|产业|技改|技术改造|制造业|基础设施|亿元|投资|民生|水利|交通|建设|城建|招商|产业类|[类级的和、])*"
)
_MANY = re.compile(
    r"[0-9][,.]*\s?(?:余|多)?(?:个|项|条|座|家|处|批)|等[^，。；]{0,12}(?:项目|工程)|[每全]年|年均|全[市省县区国]"
)
_PROJECT_HEADS = re.compile(r"(?:项目|工程)名称|建设(?:内容|规模|地点|性质|起止)|总投资|起止年限")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its sentence, without blanks: what stands before its figure, and from its beginning on."""

    statement: Statement
    before: str
    whole: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What is no aim. example: a sentence with one such figure; near_miss: one whose figure is aimed at."""

    name: str
    applies: Callable[[Said], bool]
    example: str
    near_miss: str


def _own_parts(said: Said) -> bool:
    one = said.statement
    if one.unit not in _COUNTED or one.measure != "level":
        return False
    if _OF_AIMS.search(one.indicator) or _OF_AIMS.search(said.before):
        return True
    at = len(said.before)
    return any(found.start() <= at < found.end() for found in _SETS_OUT.finditer(said.whole))


def _one_project(said: Said) -> bool:
    one = said.statement
    if one.unit != "元" or one.measure != "level" or not _INVESTED.search(said.before) or _MANY.search(said.before):
        return False
    return any(_SORTS.fullmatch(found["stem"]) is None for found in _ONE_PROJECT.finditer(said.before))


RULES = (
    Rule(
        "count of the plan's own parts",
        _own_parts,
        "规划提出6方面109项重大工程",
        "到2030年，累计实施技术改造项目600项",
    ),
    Rule(
        "sum of one project",
        _one_project,
        "2026年，开工建设云芯电子铜箔项目，计划投资28亿元",
        "2026年，实施市级重点项目172个，计划投资295亿元",
    ),
)


class Asides:
    """The rules with the document that they look into."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._read = reading(document)
        self._starts = [table.start for table in document.tables]

    def why(self, one: Statement) -> str | None:
        """The name of the rule by which a statement is no aim of the plan; None where it may be one."""
        if self._of_projects(one.start):
            return "row of a table of projects"
        text, start, end = self._read.text, self._read.at(one.start), self._read.at(one.end)
        first = max(0, start - _LONGEST)
        left = max((found.end() for found in _END.finditer(text, first, start)), default=first)
        right = _END.search(text, end, end + _LONGEST)
        before = "".join(text[left:start].split())
        said = Said(one, before, before + "".join(text[start : right.start() if right else end + _LONGEST].split()))
        return next((rule.name for rule in RULES if rule.applies(said)), None)

    def _of_projects(self, at: int) -> bool:
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self.document.tables[number].end and self._projects[number]

    @cached_property
    def _projects(self) -> list[bool]:
        """Of each table whether it is one of projects, by the words of its first rows."""
        found = []
        for table in self.document.tables:
            heads = ["".join(self.document.text[one.start : one.end].split()) for one in table.cells if one.row < 3]
            found.append(len({head for head in heads if _PROJECT_HEADS.match(head)}) > 1)
        return found
