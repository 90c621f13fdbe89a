"""Reads the words around a figure: what stands between it and its indicator, and what before that.

Words are taken off a phrase one by one, longest first, by the classes of `lexicon/wording.toml`:
from the figure leftwards (同比增长, 达到, 为), and from the start of the clause rightwards (其中,
全市, 力争). What is left is the indicator's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from hefu.extract.tokens import Token
from hefu.lexicon.wording import classes

BARE = frozenset(classes("bare"))
"""Nouns that say how much of something, and need the something: 投资, 产量, 利润."""
_TAIL = dict(classes("tail"))
_TAIL.update(
    (word + arrives, "to")
    for word, cls in classes("tail").items()
    if cls in ("up", "down") and len(word) > 1
    for arrives in ("到", "至", "为", "到了", "至了")
    if word + arrives not in _TAIL
)
_HEAD = classes("head")


def _sizes(words: Iterable[str], place: int) -> dict[str, list[int]]:
    """How long the words are that have a character in a place (0 the first, -1 the last), longest first."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[place], set()).add(len(word))
    return {char: sorted(found, reverse=True) for char, found in sizes.items()}


_TAIL_SIZES = _sizes(_TAIL, -1)
_HEAD_SIZES = _sizes(_HEAD, 0)
_OWN_TIME = ("结转", "结余", "累计结余", "滚存", "收入", "支出")
"""What a time belongs to as part of its name: 上年结转收入, 当年收入, 年末累计结余."""
_COMPOUND = re.compile(
    r"还(?:本|款|贷|清)|在[校建职册园岗编贷读营研产役逃]|在[京津沪渝粤穗深浙杭苏鄂湘赣皖闽桂琼川黔滇陕陇青宁新藏蒙辽吉黑冀晋鲁豫港澳](?!建|设|开|举|召|全)|到[位账访期]|实际(?:使用|利用|到位)|使用"
    r"|共(?:同|产党|享|有产权|建房)|全部|全社会|全[员体民要球程职科]|全(?:日制|产业链|生命周期|口径|流程|周期|天候)|有[效力序色线机害轨氧偿]|和[美谐]"
    r"|全国(?:统筹|重点实验室|文明|示范|先进|民族团结|一流|双拥|[百千]强)|基本(?:支出|建设|养老|医疗|农田|公共|药物|保险)|再(?:生|贷款|融资|就业|制造)"
    r"|可(?:比产品|再生|支配|利用|用(?!于)|持续|降解|开采|采储量|回收)|就(?:业|医|读|诊|餐|地)|均(?:等|衡|价)|按[揭劳]|约束|要素|使领馆|并网|从业|份额|含[税氧碳糖水量]|主要(?:污染物|农产品|农作物)"
)
"""Words that begin like one that is taken off: 在校学生, 到位资金, 全社会研发投入."""
_NUMBERING = re.compile(r"\s*(?:[0-9]{1,2}[.．、](?![0-9])|（[0-9]{1,2}）|[①-⑳])\s*(?![0-9])")
_SUMMAND = re.compile(
    r"加(?:上(?!级|年|解|划|缴))?(?=[^，。；、0-9]{0,10}(?:收入|支出|资金|补助|结转|结余|基金|余额|转贷|上解)(?![^，。；、0-9]))"
)
"""加上级补助收入228亿元: one more of the sums that a total is made of."""
_PER_HEAD = ("人均", "户均", "亩均")
_COMPARED = "比较与同"
MOVES = (
    r"(?:为|呈|实现|保持)?(?:负增长|正增长)|由[负正降升]转[负正降升]"
    r"|(?:实现|保持|呈现?)?(?:小幅|大幅|持续|稳步|较快|平稳|快速|高速|迅速|强劲|稳定|高位|明显|显著|全面|恢复性|恢复)+的?"
    r"(?:下降|上涨|回落|增长|上升|下滑|回升|攀升)"
)
"""How something moves, where no figure says by how much: 快速增长, 为负增长."""


@dataclass(slots=True)
class Tail:
    """What was taken off the end of a phrase: word classes, where each stands, the base of comparison."""

    end: int
    classes: dict[str, tuple[int, int]] = field(default_factory=dict)
    since: Token | None = None
    time: Token | None = None

    def has(self, *names: str) -> bool:
        """Whether words of one of these classes were taken off."""
        return not self.classes.keys().isdisjoint(names)

    def stands_last(self, name: str, *others: str) -> bool:
        """Whether class `name` stands right of the `others`: 提高到 arrives, 达到了增长 does not."""
        at = self.classes.get(name)
        return at is not None and all(self.classes[c][0] <= at[0] for c in others if c in self.classes)

    def first_of(self, *names: str) -> tuple[int, int] | None:
        """Where the words of the first of these classes stand."""
        return next((self.classes[name] for name in names if name in self.classes), None)


def strip_tail(text: str, start: int, end: int, times: dict[int, Token]) -> Tail:
    """Takes words off the end of `text[start:end]`. `times` maps the end of a time to its token."""
    tail = Tail(end)
    while tail.end > start:
        at = tail.end
        if text[at - 1] == " ":
            tail.end -= 1
            continue
        if text[at - 1] == "）" and (tail.has("up", "down") or text[at - 4 : at] == "（下同）"):
            opened = text.rfind("（", start, at)
            if opened > start:
                tail.end = opened
                continue
        token = times.get(at)
        if token is not None and token.kind == "rel" and not tail.classes and _time_before(text, start, tail, times):
            continue
        word = None if text.endswith(_PER_HEAD, start, at) else _word_before(text, start, at)
        if word is not None and (token is None or token.start >= at - len(word)):
            cls = _TAIL[word]
            if cls == "keep":
                break
            tail.classes.setdefault(cls, (at - len(word), at))
            tail.end = at - len(word)
            continue
        if not _time_before(text, start, tail, times):
            break
    return tail


def _word_before(text: str, start: int, at: int) -> str | None:
    for size in _TAIL_SIZES.get(text[at - 1], ()):
        if at - size >= start:
            word = text[at - size : at]
            if word in _TAIL:
                return word
    return None


def _time_before(text: str, start: int, tail: Tail, times: dict[int, Token]) -> bool:
    """Takes off 较2020年, 到2010年的, 比“十五”末."""
    at = tail.end - 1 if text[tail.end - 1] == "的" else tail.end
    token = times.get(at)
    if token is None and text[at - 2 : at] in {"相比", "同期"}:
        token = times.get(at - 2)
    if token is None or token.start < start:
        return False
    first = token.start - 1 if text[token.start - 1] in '“‘"' else token.start
    if first > start and text[first - 1] in _COMPARED:
        tail.since, tail.end = token, first - 1
    elif first > start and text[first - 1] == "继":
        tail.time, tail.end = token, first - 1
    elif first > start or at < tail.end or tail.classes:
        tail.time, tail.end = token, first
    else:
        return False
    return True


def strip_head(text: str, start: int, end: int, times: dict[int, Token]) -> tuple[int, tuple[int, int] | None]:
    """Where the phrase begins after the words before it are taken off, and the word for the area if any."""
    area: tuple[int, int] | None = None
    numbering = _NUMBERING.match(text, start, end)
    start = numbering.end() if numbering else start
    while start < end:
        if end - start <= 8 and text[start:end] in BARE:
            break
        token = times.get(start)
        if token is None and text[start] in '“‘"':
            token = times.get(start + 1)
        if token is not None and text.startswith(_OWN_TIME, token.end):
            break
        if token is not None and token.end <= end:
            start = token.end
            continue
        summand = _SUMMAND.match(text, start, end)
        if summand:
            start = summand.end()
            continue
        if _COMPOUND.match(text, start, end):
            break
        for size in _HEAD_SIZES.get(text[start], ()):
            word = text[start : start + size]
            if start + size <= end and word in _HEAD:
                if _HEAD[word] == "area":
                    area = (start, start + size)
                start += size
                break
        else:
            break
    return start, area
