"""The members of a list, carried over the clauses of its sentence.

化工业、纺织业分别增长12%、8%，占比分别为9.7%、8.8%: the second pair is of them, too; of both together after 合计.
"""

from __future__ import annotations

import re

from hefu.extract import lists
from hefu.extract.frames import Clause, clean

_EACH = re.compile(r"^(?:分别|各自|各|均)+|(?:分别|各自|各|均)+$")
_JOINS = re.compile(r"[、，和及与]")
_HELD_AGAINST = re.compile(
    r"(?:分别|各){0,2}(?:高于|低于|高出|低出|快于|慢于|好于|优于|领先|(?:比|较)[^，；、0-9]{2,10}?[高低快慢](?=[出了]?$)).*$"
)
_PULLS = re.compile(r"拉动|带动|贡献|拉低|下拉|拖累|拉下")
_TOGETHER = re.compile(
    r"[，；、\s]*(?:(?:以上|上述|这)?[两二三四五六七八九]者)?(?:加总|相加|加起来)?(?:合计|共同|总共|一共|总计|共(?=占|拉|贡献|带|下))"
)
_SHARED = re.compile(r"(?:增加值)?(?:占比|比重)$")
_RATE = re.compile(r"(?:率|占比|比重|比例|份额|增速|增幅|涨幅)$")


def again(text: str, clause: Clause, members: list[str]) -> list[str] | None:
    """What further figures of a sentence are of, each member with what is said of it now; None: of others.

    A、B分别下降18%、9%，增加值占比分别为10%、9%，分别拉低增速2.6、1.1个百分点.
    """
    if clause.size != len(members) or clause.follows or clause.placed or clause.left > clause.start:
        return None
    end = clause.quantity.start if _PULLS.search(text, clause.core_start, clause.tail.end) else clause.tail.end
    words = _EACH.sub("", clean(text[clause.core_start : end]))
    words = _EACH.sub("", clean(_HELD_AGAINST.sub("", words)))
    if _JOINS.search(words):
        return None
    share = clause.tail.classes.get("share")
    words = words or (clean(text[slice(*share)]) if share else "")
    if not words and not clause.tail.has("dist", "up", "down") and not _HELD_AGAINST.search(clause.core):
        return None
    return [_said_of(member, words) for member in members]


def _said_of(member: str, words: str) -> str:
    """A member with what is said of it; its own last noun gives way to another share or rate."""
    if not words or member.endswith(words):
        return member
    return (_SHARED.sub("", member) if _RATE.search(words) else member) + words


def together(text: str, clause: Clause, members: list[str]) -> str:
    """A、B、C分别增长…，合计占比42.6%: all the members, as one would print them; empty where another thing is meant."""
    if clause.size != 1 or len(members) < 2 or not _TOGETHER.match(text, clause.left, clause.quantity.start):
        return ""
    heads = [lists.HEADS.search(member) for member in members]
    shared = heads[-1].group() if heads[-1] else ""
    if shared and all(head and head.group() == shared and head.start() for head in heads):
        return "、".join(member.removesuffix(shared) for member in members) + shared
    return "、".join(members)
