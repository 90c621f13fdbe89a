"""When a document was published, found where it says so. A wrong date is worse than none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from hefu.read.dates import find_date
from hefu.read.leaf import Leaf
from hefu.read.lines import Line

Found = tuple[str, int | None, int | None]
"""A date and where it stands; no place when it stands in what the format says of the document."""

_DASHES = re.compile(r"[—–－─-]{1,6}\s*|[（(]\s*|\s*")
_SUBTITLE = re.compile(r"(?<![—–－─-])[—–－─-]{2,}(?=\d)")
_HELD = re.compile(r"\s*在.{2,60}(?:会议|大会)", re.S)
_ADOPTED = re.compile(r".{0,60}?(?:通过|批准)", re.S)
_WRITTEN = re.compile(r"(?:成\s*文|印\s*发|发\s*文|签\s*发)\s*(?:日\s*期|时\s*间)\s*[：:\t]?\s*")
_LABEL = re.compile(
    r"(?<!更新)(?<!生成)(?<!截止)(?<!会议)(?:发\s*布\s*(?:日\s*期|时\s*间)|公布(?:日期|时间)|发稿(?:日期|时间)|(?<![一-鿿])时\s*间"
    r"|(?<![一-鿿])日\s*期)\s*[：:\t]\s*"
)
_BODY = re.compile(
    r".*(?:政府|统计局|财政局|委员会|办公[室厅]|[局厅部院委署队会]|研究室|中心|银行|大会)(?:[（(].*[）)])?$", re.S
)
_WEEKDAY = re.compile(r"\s*[（(]?星期[一二三四五六日天]")
_PRINTED = re.compile(r"《\s*.{2,12}(?:日报|晚报|时报|早报)\s*》\s*[（(]\s*")
_BESIDE = re.compile(r"(?:\s+\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?)?\s*(?:$|来源|稿源|作者|编辑|浏览|访问)")
_CLAIMS = ("pubdate", "publishdate", "article:published_time", "publishtime", "firstpublishedtime", "og:release_date")


@dataclass(frozen=True, slots=True)
class Rule:
    """A place where a document says its date. `own` rules are of one rank: what stands first counts."""

    name: str
    find: Callable[[Leaf, dict[str, str]], Iterator[Found]]
    own: bool = False


def published(leaf: Leaf, claims: dict[str, str]) -> tuple[str, str, int | None, int | None] | None:
    """The date of publication, the rule that found it and the place of the words; None when nothing says it."""
    own = [(rule.name, *found) for rule in RULES if rule.own for found in rule.find(leaf, claims)]
    if own:
        name, date, start, end = min(own, key=lambda found: found[2] or 0)
        return date, name, start, end
    for rule in RULES:
        if not rule.own:
            for date, start, end in rule.find(leaf, claims):
                return date, rule.name, start, end
    return None


def _dated(line: Line) -> tuple[str, int, int] | None:
    """The date that a line begins with, after dashes or a bracket: ISO 8601, its start and end in the line."""
    lead = _DASHES.match(line.words)
    found = find_date(line.words, lead.end() if lead else 0)
    return found if found and lead and found[1] == lead.end() else None


def _pairs(lines: list[Line]) -> Iterator[tuple[Line, str]]:
    """Each line, and its words with those of the next one: such remarks are often broken."""
    for number, line in enumerate(lines):
        yield line, line.words + "".join(following.words for following in lines[number + 1 : number + 2])


def _held(leaf: Leaf, _claims: dict[str, str]) -> Iterator[Found]:
    """——2024年1月20日在某市第十二届人民代表大会第三次会议上"""
    for line, words in _pairs(leaf.opening()):
        dash = _SUBTITLE.search(line.words, 0, 300)
        found = _dated(line) or (find_date(line.words, dash.end(), dash.end() + 20) if dash else None)
        if found and len(found[0]) == 10 and _HELD.match(words, found[2]):
            yield found[0], line.start + found[1], line.start + found[2]


def _adopted(leaf: Leaf, _claims: dict[str, str]) -> Iterator[Found]:
    """（2025年11月28日某市第十届委员会第十次全体会议通过）"""
    for line, words in _pairs(leaf.opening()):
        found = _dated(line) if line.words[0] in "（(" else None
        if found and len(found[0]) == 10 and _ADOPTED.match(words, found[2]):
            yield found[0], line.start + found[1], line.start + found[2]


def _signed(leaf: Leaf, _claims: dict[str, str]) -> Iterator[Found]:
    """The name of a public body on one line, a date on the next: under a title or at the end."""
    for lines in (leaf.opening(), leaf.tail):
        yield from _signatures(lines)


def _signatures(lines: list[Line]) -> Iterator[Found]:
    for body, line in pairwise(lines):
        found = _dated(line)
        if found and found[2] >= len(line.words.rstrip("）) ")) and body.width <= 60 and _BODY.match(body.words):
            yield found[0], line.start + found[1], line.start + found[2]


def _labelled(label: re.Pattern[str]) -> Callable[[Leaf, dict[str, str]], Iterator[Found]]:
    def find(leaf: Leaf, _claims: dict[str, str]) -> Iterator[Found]:
        for number, line in enumerate(leaf.all):
            for match in label.finditer(line.words) if line.width <= 200 else ():
                value, at = line, match.end()
                if at >= len(line.words) and number + 1 < len(leaf.all):
                    value, at = leaf.all[number + 1], 0
                found = find_date(value.words, at)
                if found and found[1] == at:
                    yield found[0], value.start + found[1], value.start + found[2]

    return find


def _masthead(leaf: Leaf, _claims: dict[str, str]) -> Iterator[Found]:
    """2023年12月22日 星期五, as a newspaper prints it; 《某报》（2015年11月04日02版）."""
    for line in (*leaf.own[:12], *leaf.tail):
        found = find_date(line.words) if line.width <= 120 else None
        if found and len(found[0]) == 10:
            printed = _PRINTED.search(line.words)
            if _WEEKDAY.match(line.words, found[2]) or (printed and printed.end() == found[1]):
                yield found[0], line.start + found[1], line.start + found[2]


def _claimed(_leaf: Leaf, claims: dict[str, str]) -> Iterator[Found]:
    """<meta name="PubDate">; not the time at which the page was made, which some sites write there."""
    made = claims.get("others", "")
    for name in _CLAIMS:
        value = claims.get(name, "")
        found = find_date(value) if value and value not in made else None
        if found and found[1] == 0:
            yield found[0], None, None


def _beside_source(leaf: Leaf, _claims: dict[str, str]) -> Iterator[Found]:
    """2026-05-15 10:20 来源：某报, or a line with nothing but a date beside such a line."""
    lines = leaf.all
    for number, line in enumerate(lines):
        found = _dated(line)
        if found and len(found[0]) == 10 and _BESIDE.match(line.words, found[2]):
            near = "".join(other.words[:20] for other in lines[max(number - 1, 0) : number + 2] if other.width < 120)
            if re.search("来源|稿源", near + line.words[found[2] :]):
                yield found[0], line.start + found[1], line.start + found[2]


RULES: tuple[Rule, ...] = (
    Rule("held at a congress", _held, own=True),
    Rule("adopted", _adopted, own=True),
    Rule("signed", _signed, own=True),
    Rule("masthead", _masthead, own=True),
    Rule("date of writing", _labelled(_WRITTEN)),
    Rule("date of publication", _labelled(_LABEL)),
    Rule("date beside the source", _beside_source),
    Rule("html meta", _claimed),
)
"""Where dates are looked for, the most trusted first."""
