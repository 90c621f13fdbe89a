"""The evidence: every document and every passage that the report rests on, numbered."""

from __future__ import annotations

from hefu.report.compose import Draft, flat
from hefu.report.ink import Heading, Runs, Table, date, mark, record, words
from hefu.report.snapshot import Passage

_SHORT = 12
"""Digits of a hash beside each passage; the whole of it stands with its document."""


def write(draft: Draft) -> None:
    """Both lists."""
    draft.section("appendix")
    _documents(draft)
    _passages(draft)


def _documents(draft: Draft) -> None:
    draft.blocks.append(Heading(2, (draft.say("documents"),)))
    rows, anchors = [], []
    for n, one in enumerate(draft.snapshot.sources, 1):
        ref = f"d{n}"
        anchors.append(ref)
        day = (date(one.published),) if one.published else draft.dash
        named = (record(one.title or one.name, ref), words("\n"), record(one.name, ref, style="faint"))
        rows.append(((mark(ref),), named, day, (record(one.sha256, ref, style="mono"),)))
    draft.blocks.append(Table(draft.heads("no", "document", "published", "hash"), tuple(rows), (2, 9, 4, 10),
                              tuple(anchors), "list"))  # fmt: skip


def _passages(draft: Draft) -> None:
    draft.blocks.append(Heading(2, (draft.say("evidence_list"),)))
    rows, anchors = [], []
    for n, one in enumerate(draft.snapshot.passages, 1):
        ref = f"e{n}"
        anchors.append(ref)
        source = draft.snapshot.sources[one.source]
        place = (mark(f"d{one.source + 1}"), words(" "), record(source.sha256[:_SHORT], ref, style="mono"))
        span = (record(f"{one.start}–{one.end}", ref), *_place(draft, one, ref))
        quoted = (record(flat(one.before), ref, style="faint"), record(flat(one.quote), ref, style="strong"),
                  record(flat(one.after), ref, style="faint"))  # fmt: skip
        rows.append(((mark(ref),), place, span, quoted))
    draft.blocks.append(Table(draft.heads("no", "document", "span", "quoted"), tuple(rows), (2, 5, 4, 14),
                              tuple(anchors), "list"))  # fmt: skip


def _place(draft: Draft, passage: Passage, ref: str) -> Runs:
    """Page, paragraph, or cell, below the span."""
    if not passage.place:
        return ()
    runs: Runs = (words("\n"),)
    for name, value in passage.place:
        runs = (*runs, draft.say(name, "faint"), words(" "), record(value, ref, style="faint"), words(" "))
    return runs
