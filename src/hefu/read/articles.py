"""The articles of a document: a newspaper page has several, every other document is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hefu.model import Article, ArticleState
from hefu.read.blocks import Block, blocks
from hefu.read.drafts import Draft, Drafter
from hefu.read.lines import Line
from hefu.read.press import comes_from, goes_to, is_dateline, page_number, page_of
from hefu.read.whole import whole

Where = tuple[int, int]

_SENDER = re.compile(r"[（(]([^（()）]*(?:记者|通讯员)[^（()）]*)[）)]")
_CLAUSE = re.compile(r"\S{1,8}(?:主持(?:会议)?|出席(?:并讲话)?|(?:并)?讲话|作报告|致辞|参加)")
_PRESS = re.compile(
    r"记者|通讯员|评论员|编辑部|本[报网刊台]|新华社|日报|晚报|时报|晨报|早报|第.{1,3}版|[接转].{1,3}版|[讯电]\s?[（(]|星期[一二三四五六日天]"
)
"""No page of a newspaper is without one of these words."""
_STUTTER = re.compile(r"(?<=[，；。])(?=([^，；。]{8,60})[，；。]\1)(?:[^，；。]+[，；。])")
_PAGE = 300_000
"""No page of a newspaper has more characters."""
_LONGEST = 50_000
"""No article of a newspaper is longer; in a longer text nothing is said of repetitions."""
_AGAIN = 24
"""So many characters that stand in an article twice are no chance."""


def articles(
    lines: Sequence[Line],
    *,
    titles: frozenset[int] = frozenset(),
    title: str | None = None,
    title_at: Where | None = None,
) -> tuple[Article, ...]:
    """The articles of a document in reading order, and among them what belongs to none (state `none`).

    lines: its lines, column by column, as a reader or a page's layout orders them, furniture left out.
    titles: where the lines begin that are printed in large type, if the layout tells.
    title, title_at: of the whole document; they count when it is one article.
    """
    short = not lines or lines[-1].end - lines[0].start <= _PAGE
    made = list(_of_page(lines, titles)) if short and any(_PRESS.search(line.words) for line in lines) else []
    alone = [number for number, article in enumerate(made) if article.state != "none"]
    if title and len(alone) == 1 and made[alone[0]].title is None:
        made[alone[0]] = replace(made[alone[0]], title=title)
    return tuple(made or whole(lines, title, title_at))


def _of_page(lines: Sequence[Line], titles: frozenset[int]) -> Iterator[Article]:
    """The articles of a newspaper page; nothing when the lines are none."""
    found = blocks(list(lines), titles)
    drafts = Drafter(found).run()
    if _is_page(drafts, found):
        yield from _articles(found, drafts, next(filter(None, (page_of(block.words) for block in found)), None))


def _is_page(drafts: Sequence[Draft], found: Sequence[Block]) -> bool:
    """Whether a document is a page of a newspaper: articles are signed, or the paper is named and has several."""
    signed = sum(draft.sure or draft.goes_on for draft in drafts)
    heads = sum(block.kind == "head" for block in found)
    titled = sum(bool(draft.titles) for draft in drafts)
    return signed > 1 or (signed == 1 and (heads > 0 or titled > 2)) or (heads > 1 and len(drafts) > 1)


def _articles(found: list[Block], drafts: list[Draft], page: int | None) -> Iterator[Article]:
    place = {id(block): number for number, block in enumerate(found)}
    owned = {place[id(block)] for draft in drafts for block in (*draft.titles, *draft.bylines, *draft.body)}
    left = [Article(None, None, (span,), "none") for span in _runs(found, sorted(set(place.values()) - owned))]
    made = [(_first(draft), _article(found, place, draft, page)) for draft in drafts]
    for _, article in sorted([*made, *((item.spans[0][0], item) for item in left)], key=lambda pair: pair[0]):
        yield article


def _first(draft: Draft) -> int:
    return (
        (draft.body or draft.titles)[0].start
        if draft.closed
        else min(block.start for block in (*draft.titles[:1], *draft.body[:1]))
    )


def _article(found: list[Block], place: dict[int, int], draft: Draft, page: int | None) -> Article:
    last = draft.last
    jump = goes_to(last.words) if last is not None else None
    begins = [block.words for block in (*draft.bylines, *draft.titles, *draft.body[:1])]
    origin = next((name for words in begins if (name := comes_from(words)) is not None), None)
    return Article(
        title=joined(line for block in draft.titles for line in block.lines) or None,
        byline=_byline(draft),
        spans=tuple(_runs(found, [place[id(block)] for block in draft.body])),
        state=_state(draft),
        titles=tuple((block.start, block.end) for block in draft.titles),
        repeated=tuple(_repeated(draft.body)),
        page=page,
        continued_on=page_number(jump[1]) if jump else None,
        continued_from=page_number(origin) if origin else None,
    )


def _state(draft: Draft) -> ArticleState:
    if draft.goes_on:
        return "continued"
    return "complete" if draft.whole and draft.body else "cut"


def _byline(draft: Draft) -> str | None:
    """Who wrote it: the line that says so, else the remark at the head of the text."""
    lines = [block.words for block in draft.bylines if block.kind not in ("from", "adopted")]
    if lines:
        return " ".join(" ".join(lines).split())
    text = next((block.words for block in draft.body if block.kind == "text"), "")
    sender = _SENDER.search(text[:60]) if is_dateline(text) else None
    return " ".join(sender[1].split()) if sender else None


def joined(lines: Iterable[Line]) -> str:
    """The lines of a title as one; who presided or spoke stands apart."""
    words = ""
    for line in lines:
        own = " ".join(re.sub(r"^#{1,6}\s+", "", line.words).replace("**", "").split())
        words += (" " if words and _CLAUSE.fullmatch(own) else "") + own
    return words


def _runs(found: Sequence[Block], numbers: Iterable[int]) -> Iterator[Where]:
    """The spans of blocks; those that follow one another are one."""
    start: int | None = None
    last = 0
    for number in numbers:
        if start is not None and number != last + 1:
            yield found[start].start, found[last].end
            start = None
        start, last = number if start is None else start, number
    if start is not None:
        yield found[start].start, found[last].end


def _repeated(body: Sequence[Block]) -> Iterator[Where]:
    """The passages of a body that are printed in it a second time: sentences, or a clause at once again."""
    lines = [line for block in body for line in block.lines]
    text = "".join(line.words for line in lines)
    if len(text) > _LONGEST:
        return
    at = [line.start + n for line in lines for n in range(len(line.words))]
    found = [(match.end(1) + 1, 2 * match.end(1) + 1 - match.start(1)) for match in _STUTTER.finditer(text)]
    seen: dict[str, int] = {}
    here = 0
    while here + _AGAIN <= len(text):
        before = seen.setdefault(text[here : here + _AGAIN], here)
        size = _common(text, before, here) if before + _AGAIN <= here else 0
        if size and "。" in text[here : here + size]:
            found.append((here, here + size))
        here += max(size, 1)
    yield from ((at[start], at[end - 1] + 1) for start, end in sorted(found))


def _common(text: str, before: int, at: int) -> int:
    """How many characters are the same from two places on."""
    size = 0
    while at + size < len(text) and before + size < at and text[before + size] == text[at + size]:
        size += 1
    return size
