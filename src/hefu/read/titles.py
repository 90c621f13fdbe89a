"""The title of a document: what the format calls so, or the lines that read like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hefu.read.dates import find_date
from hefu.read.leaf import Leaf, is_running, without_spaces
from hefu.read.lines import Line

_KIND = re.compile(
    r"(?:报告|公报|纲要|规划|决定|决议|建议|通知|方案|意见|综述|分析|说明|讲话|解读|回眸|要点|办法|条例|公告|简报|总结|计划|清单|情况)"
    r"(?:的(?:报告|通知|说明|决议))?(?:全文)?(?:[（(].{0,20}[）)])?$"
)
_NO_TITLE = re.compile(
    r"首页|当前位置|[>＞|｜]|[：:]\s*$|^各位|记者|通讯员|^来源|时间[：:]|^[一二三四五六七八九十]+、|^[（(]|^\d{1,3}$|^第.{1,4}版"
    r"|搜索|登录|^图|^表\s*\d|[。！；]$|@|ICP|主任|[省市区县州]长\s|^附"
)
_DASH = re.compile(r"[—–－─-]{2,}\s*")
_MARKS = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+)")
_SITE = re.compile(
    r"(?<!\s)\s*(?:[-_|－—–]|\s-\s)\s*[^-_|－—–]*(?:政府|门户|网站|网|信息港|新闻中心|公报|资讯)[^-_|]*$"
)
_GOES_ON = re.compile(r"(?:[和与及的、暨]|发展|关于[^。]{0,12})$")
_FOLLOWS = re.compile(r"第[一二三四五六七八九十]+个五年|[和与及的]|\d{4}年")
_FOOTNOTE = re.compile(r"\[\d+\]$")
_LONGEST = 120


def title(leaf: Leaf, claims: dict[str, str]) -> tuple[str, str, int | None, int | None] | None:
    """The title, the rule that found it and the place of the words; None when nothing reads like one."""
    for name, rule in (("articletitle", "html meta"), ("style", "title style"), ("og:title", "html meta")):
        if claims.get(name):
            return _placed(leaf, claims[name], rule)
    bare = _bare(claims.get("title", ""))
    written = _written(leaf)
    if bare and len(bare) >= 8 and (written is None or _placed(leaf, bare, "")[2] is not None):
        return _placed(leaf, bare, "html title")
    return written


def _bare(words: str) -> str:
    """A page's title without the names of the column and the site."""
    words = " ".join(words.split())
    for _ in range(4):
        shorter = _SITE.sub("", words)
        if shorter == words or len(shorter) < 6:
            break
        words = shorter
    return words.strip()


def _placed(leaf: Leaf, words: str, rule: str) -> tuple[str, str, int | None, int | None]:
    """A title with the place of the line, or two lines, that print it."""
    wanted = without_spaces(words)
    lines = leaf.opening()
    for number, line in enumerate(lines):
        found = ""
        for end in range(number, min(number + 3, len(lines))):
            found += _FOOTNOTE.sub("", without_spaces(lines[end].words))
            if found == wanted:
                return words, rule, line.start, lines[end].end
    return words, rule, None, None


def _written(leaf: Leaf) -> tuple[str, str, int | None, int | None] | None:
    lines, before = leaf.opening(), len(leaf.head())
    scores = [_score(lines, number, leaf.headings) - (number >= before) for number in range(len(lines))]
    best = max(scores, default=0)
    if best < 2:
        return None
    number = scores.index(best)
    first = number - 1 if number and _breaks_between(lines[number - 1], lines[number]) else number
    last = number
    while last + 1 < len(lines) and last - number < 2 and _breaks_between(lines[last], lines[last + 1]):
        last += 1
    last += _subtitle(lines, last)
    words = "".join(_join(lines[first : last + 1]))
    return words, "title line", lines[first].start, lines[last].end


def _score(lines: list[Line], number: int, headings: frozenset[int]) -> int:
    """How much a line reads like a title."""
    line = lines[number]
    words = _MARKS.sub("", line.words)
    bare = without_spaces(words)
    if not 5 <= len(bare) <= _LONGEST or is_running(line) or _NO_TITLE.search(words) or _DASH.match(words):
        return 0
    if find_date(bare) and len(bare) < 14:
        return 0
    following = lines[number + 1] if number + 1 < len(lines) else None
    score = 2 * bool(_KIND.search(bare)) + (line.words.startswith("#") or line.bold) + 2 * (line.start in headings)
    score += 2 * bool(_subtitle(lines, number)) + _printed_again(lines, number, bare)
    if following and number == 0 and (is_running(following) or following.marked):
        score += 2
    return score + (len(bare) >= 10 and score > 0)


def _printed_again(lines: list[Line], number: int, bare: str) -> int:
    """3 for words that stood above with the site's name behind them, 2 for words that are printed again below."""
    if len(bare) < 8:
        return 0
    above = (without_spaces(line.words) for line in lines[max(number - 40, 0) : number])
    if any(words.startswith(bare) and len(words) > len(bare) for words in above):
        return 3
    return 2 * any(without_spaces(line.words) == bare for line in lines[number + 1 : number + 40])


def _breaks_between(line: Line, following: Line) -> bool:
    """Whether a title was broken between two lines."""
    words = without_spaces(line.words)
    if len(words) < 6 or _NO_TITLE.search(line.words) or find_date(words) or _KIND.search(words):
        return False
    if "。" in following.words or following.width > _LONGEST:
        return False
    return bool(_GOES_ON.search(words) or _FOLLOWS.match(without_spaces(following.words)))


def _subtitle(lines: list[Line], number: int) -> int:
    """How many of the next lines belong to the title: 1 for a subtitle after a dash that is no date."""
    if number + 1 >= len(lines):
        return 0
    line = lines[number + 1]
    words = _MARKS.sub("", line.words)
    dash = _DASH.match(words)
    if dash is None or is_running(line) or "。" in words or find_date(words, dash.end(), dash.end() + 12):
        return 0
    return int(len(words) - dash.end() >= 4)


def _join(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        words = _MARKS.sub("", line.words)
        yield without_spaces(words) if re.search(r"(?:[一-鿿][ \u3000]+){4}", words) else " ".join(words.split())
