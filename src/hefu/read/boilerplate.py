"""Which lines of a page are no part of the document: menus, footers, share bars, lists of links.

Nothing is left out of the text: such lines are marked, with the reason. Running text is never marked
unless it is hidden or stands twice on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hefu.model import Junk
from hefu.read.markup import Tree

RULES: tuple[tuple[str, str], ...] = (
    ("breadcrumb", r"crumbs?|breadcrumbs?|position|dqwz|curmb|location|site-?box|page-?address|weizhi"),
    ("menu", r"nav\w*|\w*nav|mainmenu|\w*menu|navlist|dropdown\w*"),
    ("footer", r"foot\w*|\w*footer|copyright|bottom|beian|page-?foot"),
    ("share bar", r"\w*share\w*|bds\w*|fenxiang|shoucang"),
    ("related links", r"\w*related\w*|xgxw\w*|xgyd|xgwz|relevant|recommend\w*|yqlj\w*|friend\w*|\w*links|hotnews"),
    ("beside the article", r"side|side-?bar|aside|left-?tool|right-?tool|action-?left"),
    ("page head", r"header\w*|head(?:top|box|bar|wrap|search|link)?|top(?:bar|box|nav|menu)?|tool-?bar\w*|\w*toolbar"),
    ("search or login", r"search\w*|login\w*|h_login"),
    ("code to scan", r"qr\w*|ewm|erweima|wechat\w*|weixin\w*"),
    ("previous and next", r"shangxiapian|prev\w*|next\w*|pager|pagination"),
    ("size of type", r"font-?size|zihao|fontsize\w*"),
    ("dialogue", r"modal|popup|dialog|tooltip|layer"),
)
"""What the words of an element's class and id say of the lines in it."""

TAGS = {
    "nav": "menu",
    "footer": "footer",
    "aside": "beside the article",
    "select": "form",
    "option": "form",
    "button": "form",
    "legend": "form",
}

WORDS: tuple[tuple[str, str], ...] = (
    ("breadcrumb", r"^(?:您?(?:现在的|当前的?)?位置\s*[：:]|首页\s*[>＞/»-])"),
    ("previous and next", r"^(?:上|下)一[篇条页则][：:\s]"),
    ("share bar", r"^分享(?:到)?[：:]?$|微信扫一扫|扫一扫(?:在|，|$)|分享至朋友圈"),
    ("tools", r"^[【\[]?(?:打印|关闭|收藏|字号|字体|大\s*中\s*小|返回顶部|我要纠错|纠错)|打印本页|关闭(?:本页|窗口)"),
    ("publication details", r"^责任?编辑[：:]|^(?:编辑|审核|校对|来源|稿源)[：:]|(?:浏览|访问|阅读)(?:次数|量)"),
    ("publication details", r"(?:索\s*引\s*号|发布机构|发文字号|主题分类|成文日期|公文时效)\s*[：:\t]?"),
    ("related links", r"^相关(?:阅读|新闻|链接|报道|附件|文章|解读)[：:]?$"),
    ("footer", r"ICP备|公网安备|网站标识码|版权所有|Copyright|^(?:主办|承办)(?:单位)?[：:]|技术支持[：:]|网站地图"),
)
"""What the words of a short line say of it."""

_CLASSES = tuple((reason, re.compile(rf"(?:^|[\s_#.-])(?:{words})(?:$|[\s_#.-])", re.I)) for reason, words in RULES)
_SAYINGS = tuple((reason, re.compile(words, re.I)) for reason, words in WORDS)
_CLASS = re.compile(r"""\b(?:class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*)""", re.I)
_HIDDEN = re.compile(r"""display\s*:\s*none|visibility\s*:\s*hidden|(?:^|\s)hidden(?:\s|=|$)""", re.I)
_SHORT, _PROSE, _TWICE = 80, 30, 40
_WHOLE = 0.3
"""An element with so much of the page's running text is the article, whatever its name."""


@dataclass(slots=True)
class PageLine:
    """A line of a page: its words, the element of its first words, its length and that of its links in the source."""

    start: int
    end: int
    element: int
    words: str
    length: int
    linked: int
    row: bool = False

    def is_linked(self) -> bool:
        return self.linked > 0.7 * self.length

    def is_prose(self) -> bool:
        """Whether a line is running text: no menu has sentences."""
        return len(self.words) >= _PROSE and ("。" in self.words or "；" in self.words) and not self.is_linked()


def find(
    tree: Tree, lines: Sequence[PageLine], titles: Sequence[str], headings: frozenset[int] = frozenset()
) -> tuple[Junk, ...]:
    """The lines that are no part of the document; lines that follow each other with one reason are one item.

    titles: what the page calls itself. headings: where the lines of its headings start.
    """
    twice = _stand_twice(lines)
    mass = _mass(tree, [line for line in lines if line.start not in twice])
    main = _main(tree, mass)
    reasons = _inherited(tree, mass)
    found: list[Junk] = []
    for line, place in zip(lines, _places(tree, lines, main, twice), strict=True):
        inherited = reasons[line.element]
        if place == "before" and (_is_title(line.words, titles) or (line.start in headings and inherited is None)):
            continue
        reason = _reason(line, place, inherited, twice)
        if reason is None:
            continue
        if found and found[-1].reason == reason and found[-1].end == line.start - 1:
            found[-1] = Junk(found[-1].start, line.end, reason)
        else:
            found.append(Junk(line.start, line.end, reason))
    return tuple(found)


def _reason(line: PageLine, place: str, inherited: str | None, twice: set[int]) -> str | None:
    if line.start in twice:
        return "stands on the page twice"
    if line.is_prose():
        return inherited if inherited == "hidden" else None
    if place == "before" and line.words.startswith("——"):
        return None
    if inherited:
        return inherited
    said = _said(line)
    if said and (place != "in" or said not in ("publication details", "tools") or len(line.words) < 30):
        return said
    if place == "in" or (line.row and place != "before"):
        return None
    if line.is_linked():
        return "links"
    return "before the article" if place == "before" else "after the article" if place == "after" else None


def _is_title(words: str, titles: Sequence[str]) -> bool:
    """Whether a line is what the page calls itself, with or without the site's name behind."""
    bare = re.sub(r"\s|\[\d+\]$", "", words)
    return len(bare) >= 6 and any(re.sub(r"\s", "", title).startswith(bare) for title in titles)


def _said(line: PageLine) -> str | None:
    if len(line.words) > 3 * _SHORT:
        return None
    return next((reason for reason, words in _SAYINGS if words.search(line.words)), None)


# ---------------------------------------------------------------- elements


def _inherited(tree: Tree, mass: list[int]) -> list[str | None]:
    """For each element why what is in it is no part of the document, by its own name or that of one around it."""
    whole = _WHOLE * mass[0]
    known: dict[str, str | None] = {}
    reasons: list[str | None] = [None] * len(tree.tags)
    for element in range(1, len(tree.tags)):
        if mass[element] <= whole or mass[0] == 0:
            reasons[element] = reasons[tree.parents[element]] or _own(tree, element, known)
    return reasons


def _own(tree: Tree, element: int, known: dict[str, str | None]) -> str | None:
    start, end = tree.attributes[element]
    words = tree.source[start : min(end, start + 400)]
    if ("none" in words or "hidden" in words) and _HIDDEN.search(words):
        return "hidden"
    reason = TAGS.get(tree.tags[element])
    if reason or not ("class" in words or "id" in words):
        return reason
    names = " ".join(match[1].strip("\"'") for match in _CLASS.finditer(words))[:100]
    if names not in known:
        known[names] = next((reason for reason, pattern in _CLASSES if pattern.search(names)), None)
    return known[names]


def _mass(tree: Tree, lines: Sequence[PageLine]) -> list[int]:
    """How many characters of running text each element holds."""
    mass = [0] * len(tree.tags)
    for line in lines:
        if line.is_prose():
            mass[line.element] += len(line.words)
    for element in range(len(mass) - 1, 0, -1):
        mass[tree.parents[element]] += mass[element]
    return mass


def _main(tree: Tree, mass: list[int]) -> int | None:
    """The innermost element with nearly all running text of the page; None when there is next to none."""
    if mass[0] < 5 * _PROSE:
        return None
    return max(element for element in range(len(mass)) if mass[element] >= 0.7 * mass[0])


# ---------------------------------------------------------------- lines


def _places(tree: Tree, lines: Sequence[PageLine], main: int | None, twice: set[int]) -> Iterator[str]:
    """Where each line stands: `in` the article, `before` it, `after` it, or `` when no article was found."""
    if main is None:
        yield from ("" for _ in lines)
        return
    inside = [False] * len(tree.tags)
    inside[main] = True
    for element in range(main + 1, len(tree.tags)):
        inside[element] = inside[tree.parents[element]]
    prose = [line.start for line in lines if inside[line.element] or (line.is_prose() and line.start not in twice)]
    first, last = min(prose), max(prose)
    for line in lines:
        if inside[line.element]:
            yield "in"
        else:
            yield "before" if line.start < first else "after" if line.start > last else "between"


def _stand_twice(lines: Sequence[PageLine]) -> set[int]:
    """The starts of the lines of a second copy of the article (one for phones, say)."""
    seen: set[str] = set()
    again: list[int] = []
    for number, line in enumerate(lines):
        if len(line.words) >= _TWICE:
            if line.words in seen:
                again.append(number)
            seen.add(line.words)
    if len(again) < 3:
        return set()
    first, last = again[0], again[-1]
    copy = lines[first : last + 1]
    known = {line.words for line in lines[:first]}
    repeated = [line for line in copy if line.words in known]
    if sum(len(line.words) for line in repeated) < 0.8 * sum(len(line.words) for line in copy):
        return {lines[number].start for number in again}
    return {line.start for line in copy}
