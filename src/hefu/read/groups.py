"""What stands between two texts of a newspaper page: titles, bylines, rubrics, captions, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hefu.read.blocks import Block, BlockKind
from hefu.read.press import is_numbered, is_signature

_SIGNED: set[BlockKind] = {"byline", "from", "adopted"}


@dataclass(slots=True)
class Group:
    """A title with its byline, as far as each is there.

    above: rubrics and page heads before it. after: short lines between byline and text.
    captions: photographs below the title.
    """

    above: list[Block] = field(default_factory=list)
    titles: list[Block] = field(default_factory=list)
    bylines: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.above or self.titles or self.bylines or self.captions)

    def has(self, *kinds: str) -> bool:
        """Whether a block of one of the kinds is in it."""
        return any(block.kind in kinds for block in (*self.above, *self.titles, *self.bylines))

    @property
    def large(self) -> bool:
        return any(block.large for block in self.titles)

    @property
    def tells(self) -> bool:
        """Whether it is a title for certain: by its byline, its subtitle or its type."""
        return bool(self.titles) and (bool(self.bylines) or self.has("subtitle") or self.large)


def groups(gap: Sequence[Block], *, news: bool, open_title: bool) -> list[Group]:
    """The groups of a gap, in order; captions before the first title are a group of their own.

    news: the text below begins with a dateline. open_title: the text above waits for its title.
    """
    found = [Group()]
    last = {block.kind: number for number, block in enumerate(gap)}
    for number, block in enumerate(gap):
        group, below = found[-1], {kind for kind, at in last.items() if at > number}
        if _begins(block, group, below, news=news, open_title=open_title):
            found.append(group := Group())
        if block.kind in ("head", "editors", "rubric", "rule"):
            (group.after if group.bylines else group.above).append(block)
        elif block.kind in ("caption", "credit"):
            group.captions.append(block)
        elif block.kind in ("byline", "from", "adopted") or _signs(block, group, below):
            group.bylines.append(block)
        else:
            (group.after if group.bylines else group.titles).append(block)
    return [group for group in found if not group.empty]


def _begins(block: Block, group: Group, below: set[BlockKind], *, news: bool, open_title: bool) -> bool:
    """Whether a block begins a new group; below: the kinds of blocks that follow in the gap."""
    if block.kind in ("head", "editors", "rule"):
        return not group.empty and bool(group.titles or group.bylines or group.captions)
    if block.kind == "rubric":
        return bool(group.captions or group.titles) and (not group.bylines or bool(below & {"short", *_SIGNED}))
    if block.kind in ("caption", "credit"):
        return False
    if group.captions:
        return True
    if block.kind in ("short", "subtitle") and group.bylines:
        if block.large or news or (open_title and block.kind == "short" and group.titles):
            return True
        return bool(below & _SIGNED)
    return block.kind == "byline" and bool(group.bylines) and bool(group.after)


def _signs(block: Block, group: Group, below: set[BlockKind]) -> bool:
    """Whether a short line below a title names its author."""
    if block.kind != "short" or block.large or not group.titles or group.bylines or is_numbered(block.words):
        return False
    return is_signature("".join(line.words for line in block.lines)) and "subtitle" not in below
