"""Two plans side by side, as JSON Lines and as text to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hefu.model import Document
from hefu.plan.alignment import Alignment, Link, Passage
from hefu.plan.model import Plan

_SHOWN = 90
"""So many characters of a passage are shown to read; JSON Lines has all of them."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans, with the name of its document."""

    name: str
    document: Document
    plan: Plan

    def span(self, passage: Passage) -> dict[str, Any]:
        """A passage with its words."""
        words = self.document.text[passage.start : passage.end]
        return {"doc": self.name, "start": passage.start, "end": passage.end, "quote": words, "item": passage.item}

    def words(self, passage: Passage) -> str:
        """The words of a passage on one line, shortened."""
        return shortened(self.document.text[passage.start : passage.end])

    def aim(self, number: int) -> str:
        """A target in a line."""
        target = self.plan.targets[number]
        return f"{target.part or target.indicator} {target.target.period or ''} {' '.join(target.target.quote.split())}"


def shortened(words: str) -> str:
    """Words on one line, of bounded length."""
    line = "".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def as_jsonl(found: Alignment, upper: Side, lower: Side) -> Iterator[str]:
    """One object a line: `link`s, then the targets and the passages above that nothing below takes up (`missing`)."""
    for link in found.links:
        kind = "target" if link.targets else "passage"
        spans = {"upper": upper.span(link.upper), "lower": lower.span(link.lower)}
        row = {"type": "link", "of": kind, **spans, "why": list(link.why), "likeness": link.likeness}
        yield _line({**row, "figures": link.figures})
    for number in found.dropped_targets:
        one = upper.plan.targets[number]
        yield _line({"type": "missing", "of": "target", "upper": upper.span(Passage(one.start, one.end, one.item))})
    for passage in found.dropped:
        yield _line({"type": "missing", "of": "passage", "upper": upper.span(passage)})


def tied(
    ties: Iterable[tuple[tuple[int, int], str, str, str, Link, str | None]],
    dropped: Iterable[tuple[int, str]],
    dropped_targets: Iterable[tuple[int, str]],
) -> Iterator[str]:
    """Of the ledger: one object a line, a `link` with its state and who said so, then what nothing takes up."""
    for (above, below), state, upper, lower, link, who in ties:
        sides = {"upper": {"start": above, "quote": upper}, "lower": {"start": below, "quote": lower}}
        told = {"why": list(link.why), "likeness": link.likeness, "figures": link.figures}
        yield _line({"type": "link", "state": state, "by": who, **sides, **told})
    for of, rows in (("target", dropped_targets), ("passage", dropped)):
        for start, words in rows:
            yield _line({"type": "missing", "of": of, "upper": {"start": start, "quote": words}})


def as_text(found: Alignment, upper: Side, lower: Side) -> Iterator[str]:
    """The targets, then the passages item by item, each with what takes it up below; what nothing takes up has a –."""
    linked = {link.targets[0] for link in found.links if link.targets}
    yield f"targets: {len(linked)} of {len(upper.plan.targets)} are found below"
    for link in found.links:
        if link.targets:
            yield f"  {upper.aim(link.targets[0])}"
            yield f"    → {lower.aim(link.targets[1])}  ({link.figures})"
    yield from (f"  – {upper.aim(number)}" for number in found.dropped_targets)
    passages = [link for link in found.links if not link.targets]
    taken = {link.upper.start for link in passages}
    yield f"passages: {len(taken)} of {len(taken) + len(found.dropped)} are taken up below"
    yield from _by_item(passages, found, upper, lower)


def _by_item(passages: list[Link], found: Alignment, upper: Side, lower: Side) -> Iterator[str]:
    rows: list[tuple[int, Passage, Link | None]] = [(link.upper.start, link.upper, link) for link in passages]
    rows += [(passage.start, passage, None) for passage in found.dropped]
    item: int | None = None
    above: int | None = None
    for start, passage, link in sorted(rows, key=lambda row: row[0]):
        if passage.item != item and passage.item is not None:
            item = passage.item
            yield f"  {upper.plan.items[item].mark} {upper.plan.items[item].title}"
        if link is None:
            yield f"    – {upper.words(passage)}"
            continue
        if start != above:
            above = start
            yield f"    {upper.words(passage)}"
        yield f"      → {lower.words(link.lower)}  ({'、'.join(link.why)})"


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
