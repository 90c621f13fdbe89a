"""Articles in the making: which text belongs to which title of a newspaper page."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from hefu.read.blocks import Block
from hefu.read.groups import Group, groups
from hefu.read.kinship import pairs, share
from hefu.read.press import comes_from, goes_to, is_dateline, is_news_lead, is_notice, is_numbered

_TEXTS = ("text", "item")
_UNSAID = ("caption", "credit", "signature")
_ENOUGH = 2
"""The evidence that makes a short line a title."""
_SHORT = 9
"""Shorter titles look like the headings inside an article."""
_NEW, _KNOWN = 0.2, 0.35
"""A title names what the text below speaks of and the text above does not."""
_COLUMN = 0.1
"""So much of the words of a column, and twice what is above it, the article has that the column belongs to."""
_TALLEST = 12
"""A column that was printed before its title has at most so many texts."""
_PART = 0.3
"""So much of the words of a title that was printed below its body comes up first where the body begins."""
_NEAR = 20
_FILLED = 0.85
_KIN = 0.2
"""A caption belongs to the article that has so much of its words."""


@dataclass(slots=True)
class Draft:
    """An article in the making. sure: it began with words that only an article begins with.

    closed: its title was printed after its body. lost: blocks between its lines that are no part of it.
    """

    titles: list[Block] = field(default_factory=list)
    bylines: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    sure: bool = False
    closed: bool = False
    picture: bool = False
    _pairs: set[str] = field(default_factory=set)
    _seen: int = 0

    @property
    def pairs(self) -> AbstractSet[str]:
        """The pairs of characters of its body; each block is looked at once, as long as blocks only come to it."""
        if self._seen > len(self.body):
            self._pairs, self._seen = set(), 0
        for block in self.body[self._seen :]:
            self._pairs |= pairs(block.words)
        self._seen = len(self.body)
        return self._pairs

    @property
    def last(self) -> Block | None:
        """The last block of running text."""
        return next((block for block in reversed(self.body) if block.kind not in _UNSAID), None)

    @property
    def whole(self) -> bool:
        """Whether the body does not break off in a sentence, or goes on elsewhere."""
        return self.last is None or self.last.ended or self.goes_on

    @property
    def goes_on(self) -> bool:
        return self.last is not None and goes_to(self.last.words) is not None


class Drafter:
    """Goes through the blocks of a page in their order and begins an article where enough speaks for it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.drafts: list[Draft] = []
        self.captions: list[tuple[int, list[Block]]] = []
        self._levels = {0, *(block.level for at, block in enumerate(blocks) if block.level and self._is_news(at))}

    def run(self) -> list[Draft]:
        """The articles of the page, as their first words come."""
        at = 0
        while at < len(self.blocks):
            stop = self._text(at)
            gap, text = self.blocks[at:stop], self.blocks[stop] if stop < len(self.blocks) else None
            self._gap(gap, text, stop)
            if text is not None:
                self._draft(text, stop).body.append(text)
            at = stop + 1
        for number, captions in self.captions:
            self._give(number, captions)
        return settle(self.drafts)

    @property
    def current(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _text(self, at: int) -> int:
        """The place of the next text from `at` on."""
        while at < len(self.blocks) and self.blocks[at].kind not in _TEXTS:
            at += 1
        return at

    def _is_news(self, at: int) -> bool:
        """Whether a byline or a dateline follows a title."""
        for block in self.blocks[at + 1 : at + 5]:
            if block.kind in ("byline", "from") or (block.kind == "text" and is_dateline(block.words)):
                return True
            if block.kind == "text":
                break
        return False

    # ------------------------------------------------------------ texts

    def _draft(self, text: Block, at: int) -> Draft:
        """The draft that a text belongs to."""
        current = self.current
        if current is None:
            self.drafts.append(current := Draft(sure=is_dateline(text.words)))
        elif current.body and (current.goes_on or is_dateline(text.words) or self._is_picture_news(current, text, at)):
            picture = not is_dateline(text.words) and not current.goes_on
            self.drafts.append(current := Draft(sure=is_dateline(text.words) or picture, picture=picture))
        return current

    def _is_picture_news(self, current: Draft, text: Block, at: int) -> bool:
        """Whether a text tells of the photographs that follow it, and not what the article above is about."""
        following = self.blocks[at + 1 : at + 8]
        captions = next((n for n, block in enumerate(following) if block.kind != "caption"), len(following))
        credited = captions < len(following) and following[captions].kind == "credit"
        if not (captions and credited and is_news_lead(text.words) and current.whole):
            return False
        return share(text.words, current.pairs) < _KNOWN

    # ------------------------------------------------------------ gaps

    def _gap(self, gap: Sequence[Block], text: Block | None, at: int) -> None:
        """Reads what stands before a text (None: the end of the page)."""
        current = self.current
        signed = _signatures(gap) if current is not None and current.body and not current.closed else 0
        if current is not None:
            current.body += gap[:signed]
        gap = gap[signed:]
        waits = current is not None and not current.titles
        found = groups(gap, news=text is not None and is_dateline(text.words), open_title=waits)
        for number, group in enumerate(found):
            if number + 1 < len(found) or text is None:
                self._without_text(group)
            elif self._evidence(group, text, at) >= _ENOUGH:
                self._begin(group, text)
            else:
                self._inside(group)

    def _evidence(self, group: Group, text: Block, at: int) -> int:
        """How much speaks for an article that begins with a group and the text below."""
        current, title = self.current, "".join(block.words for block in group.titles)
        if current is None or not (current.body or current.titles):
            return 9
        if group.titles and is_numbered(title) and not group.bylines:
            return 0
        points = 3 * bool(group.bylines) + 3 * is_dateline(text.words) + 3 * (comes_from(text.words) is not None)
        points += 3 * group.has("head") + 2 * group.has("rubric") + 2 * current.goes_on
        if not group.titles:
            return points
        listed = text.kind == "item" and not (current.last and current.last.kind == "item")
        points += 2 * group.has("subtitle") + listed + (current.closed and current.whole)
        points += group.has("rule") + 2 * is_notice(title)
        known = group.large and group.titles[0].level in self._levels
        if "，" in title or len(title) < _SHORT:  # so do headings inside an article look
            return points + (group.large and known) + (group.large and not group.titles[0].level)
        return points + is_news_lead(text.words) + group.large + known + self._is_new(title, current, at)

    def _is_new(self, title: str, current: Draft, at: int) -> bool:
        """Whether a title speaks of what comes below and not of what stands above."""
        stop = next((n for n in range(at, len(self.blocks)) if self.blocks[n].kind not in _TEXTS), len(self.blocks))
        below = frozenset[str]().union(*(pairs(block.words) for block in self.blocks[at:stop]))
        return share(title, below) - share(title, current.pairs) >= _NEW

    def _begin(self, group: Group, text: Block) -> None:
        """Begins an article with a group; plain lines above a title in large type are not part of it."""
        titles = group.titles
        if group.large:
            first = next(n for n, block in enumerate(titles) if block.large)
            self._tail(titles[:first])
            titles = titles[first:]
        elif is_dateline(text.words) and any(block.lines[0].bold for block in titles):
            first = next(n for n, block in enumerate(titles) if block.lines[0].bold)
            self._tail(titles[:first])
            titles = titles[first:]
        rest: list[Block] = []
        if group.large and text.kind == "item":  # Between the title of a table and its rows stands its caption.
            stop = next((n for n, block in enumerate(titles) if not block.large), len(titles))
            titles, rest = titles[:stop], titles[stop:]
        sure = group.has("byline", "from") or is_dateline(text.words) or comes_from(text.words) is not None
        body = [*rest, *group.captions, *_first_lines(group.after, text)]
        self.drafts.append(Draft(list(titles), list(group.bylines), body, sure=sure))

    def _tail(self, lines: Sequence[Block]) -> None:
        """Lines above a title: the end of the article before, when that breaks off, and they read so."""
        current = self.current
        for block in lines:
            if current is not None and not current.closed and "，" in block.words:
                current.body.append(block)

    def _inside(self, group: Group) -> None:
        """A group that begins nothing: headings inside the article, and its photographs."""
        if self.current is not None:
            self.current.body += [*group.titles, *group.bylines, *group.after]
            self._captions(group.captions)

    def _without_text(self, group: Group) -> None:
        """A group with no text below: a title printed after its body, or lines that belong to nothing."""
        current = self.current
        if group.tells and current is not None and current.body and not current.closed:
            part = current if not current.titles else _parted(current, group)
            if part is not None:
                if part is not current:
                    self.drafts.append(part)
                part.titles, part.bylines, part.closed = group.titles, group.bylines, True
                part.sure = group.has("byline")
                return
        if group.tells and group.bylines:
            self.drafts.append(Draft(list(group.titles), list(group.bylines), sure=True, closed=True))
        elif group.titles and current is not None and not current.whole and not group.large:
            current.body += group.titles
        self._captions(group.captions)

    def _give(self, number: int, captions: list[Block]) -> None:
        """Gives photographs to the article above, if that and no other near it is about what they show."""
        draft, near = self.drafts[number], self.drafts[max(number - _NEAR, 0) : number + _NEAR]
        words = "".join(block.words for block in captions if block.kind == "caption")
        own = share(words, draft.pairs)
        if own >= _KIN and all(own >= share(words, other.pairs) for other in near):
            draft.body = sorted([*draft.body, *captions], key=lambda block: block.start)

    def _captions(self, captions: Sequence[Block]) -> None:
        """Photographs below an article: whose they are is judged when the whole page is known."""
        current = self.current
        if current is None or current.closed or not captions:
            return
        if current.picture or all(block.kind == "credit" for block in captions):
            current.body += captions
        else:
            self.captions.append((len(self.drafts) - 1, list(captions)))


def _first_lines(after: Sequence[Block], text: Block) -> list[Block]:
    """What stands between a byline and the text and belongs to it: a label (开栏的话：), lines that fill the column."""
    wide = _FILLED * max(line.width for line in text.lines)
    first = len(after)
    while first and after[first - 1].kind == "short" and after[first - 1].lines[-1].width >= wide > 0:
        first -= 1
    return [*(block for block in after[:first] if block.words.endswith(("：", ":"))), *after[first:]]


def _signatures(gap: Sequence[Block]) -> int:
    """How many of the first blocks of a gap sign the text above: in brackets, with a title below."""
    titled = any(block.kind == "short" for block in gap)
    signed = (
        number
        for number, block in enumerate(gap)
        if block.kind != "signature" and not (titled and block.kind == "byline" and block.words[0] in "（(")
    )
    return next(signed, len(gap))


def _parted(current: Draft, group: Group) -> Draft | None:
    """The second half of a body that is really two, the second with its title printed below; None when it is one.

    The words of that title come up where the second half begins, and hardly before.
    """
    title = pairs("".join(block.words for block in group.titles))
    words = [pairs(block.words) & title for block in current.body]
    first = {pair: number for number, found in reversed(list(enumerate(words))) for pair in found}
    last = {pair: number for number, found in enumerate(words) for pair in found}
    begun, over = Counter(first.values()), Counter(last.values())
    above, below, best, place = 0, len(last), 0, 0
    for at in range(1, len(current.body)):
        above, below = above + begun[at - 1], below - over[at - 1]
        starts = current.body[at - 1].ended and current.body[at].kind in ("text", "caption")
        if starts and below - above > best and below >= _PART * len(title):
            best, place = below - above, at
    if best < _PART * len(title) or not place:
        return None
    part = Draft(body=current.body[place:])
    del current.body[place:]
    return part


def settle(drafts: list[Draft]) -> list[Draft]:
    """Puts right what only the whole page shows: columns before their title, texts that have none."""
    for above, below in itertools.pairwise(drafts):
        _fetch_column(above, below)
    found: list[Draft] = []
    for draft in drafts:
        if found and not draft.titles and not draft.sure and not found[-1].goes_on:
            found[-1].body += draft.body
        elif draft.body or draft.titles:
            found.append(draft)
    return found


def _fetch_column(above: Draft, below: Draft) -> None:
    """Moves the last texts of an article to the next one, when that breaks off and they speak of the same things."""
    if below.whole or not below.titles:
        return
    own, start = below.pairs, len(above.body)
    for place in range(start - 1, max(start - _TALLEST, 0 if above.titles else -1), -1):
        block, rest = above.body[place], pairs("".join(other.words for other in above.body[:place]))
        if block.kind != "text" or share(block.words, own) < max(_COLUMN, 2 * share(block.words, rest)):
            break
        if place == 0 or above.body[place - 1].ended:
            start = place
    below.body += above.body[start:]
    del above.body[start:]
