"""The sentences that the figures of a finding stand in, each with its figures marked A, B, C."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hefu.ledger.models import Document, FindingFigure
from hefu.web.sentences import REACH, excerpt
from hefu.web.views.rows import document_address, statement_address

MOVES = {"growth", "change"}
_NEAR = 240
"""Characters between figures that are still shown in one passage, when no sentence ends between them."""
_END = re.compile(r"[。！？!?\n]")
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document, as HTML with its figures marked."""

    document: Document
    html: SafeString

    @property
    def href(self) -> str:
        return document_address(self.document.original_id)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A place of a text that is marked: a figure with its letter, or the words that name the indicator."""

    start: int
    end: int
    figure: FindingFigure | None = None


def letter(place: int) -> str:
    """The letter of a figure: A, B … Z, then by number."""
    return chr(ord("A") + place) if place < 26 else f"№{place + 1}"


def passages(figures: Sequence[FindingFigure]) -> list[Passage]:
    """The sentences of these figures, in their order; one query for all texts."""
    wanted = {figure.document_id for figure in figures}
    texts = dict(Document.objects.filter(pk__in=wanted).values_list("pk", "text"))
    found = []
    for group in _together(figures, texts):
        text = texts[group[0].document_id]
        found.append(Passage(group[0].document, _html(text, _marks(text, group))))
    return found


def _together(figures: Sequence[FindingFigure], texts: dict[int, str]) -> list[list[FindingFigure]]:
    """Figures that are shown in one passage."""
    groups: list[list[FindingFigure]] = []
    for figure in sorted(figures, key=lambda one: (_first(figures, one), one.start)):
        last = groups[-1][-1] if groups else None
        if last is not None and last.document_id == figure.document_id:
            between = texts[figure.document_id][last.end : figure.start]
            if len(between) <= _NEAR and not _END.search(between.strip()):
                groups[-1].append(figure)
                continue
        groups.append([figure])
    return groups


def _first(figures: Sequence[FindingFigure], figure: FindingFigure) -> int:
    """Documents stay in the order in which the finding names them."""
    return min(one.place for one in figures if one.document_id == figure.document_id)


def _marks(text: str, group: Sequence[FindingFigure]) -> list[_Marked]:
    """The figures, and between or right before them the words that they were named by."""
    marks = {figure.start: _Marked(figure.start, figure.end, figure) for figure in group}
    free = group[0].start
    for figure in group:
        for start, end in _names(figure):
            before = text[end : group[0].start]
            near = start >= free or (len(before) < REACH // 2 and not _END.search(before))
            if near and not any(one.start < end and start < one.end for one in marks.values()):
                marks[start] = _Marked(start, end)
    return [marks[start] for start in sorted(marks)]


def _names(figure: FindingFigure) -> list[tuple[int, int]]:
    evidence = figure.statement.evidence if figure.statement is not None else []
    return [
        (start, end)
        for field, _, start, end in evidence
        if field == "indicator" and start is not None and end is not None
    ]


def _html(text: str, marks: Sequence[_Marked]) -> SafeString:
    around = excerpt(text, marks[0].start, marks[-1].end)
    pieces: list[SafeString] = [format_html("{}", around.before)]
    for number, mark in enumerate(marks):
        if number:
            pieces.append(format_html("{}", _flat(text[marks[number - 1].end : mark.start])))
        pieces.append(_mark(text, mark))
    pieces.append(format_html("{}", around.after))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _mark(text: str, mark: _Marked) -> SafeString:
    words, figure = _flat(text[mark.start : mark.end]), mark.figure
    if figure is None:
        return format_html('<span class="ev">{}</span>', words)
    kind = f"st--{figure.stated['modality']}" + (" st--growth" if figure.stated["measure"] in MOVES else "")
    address = statement_address(figure.document.original_id, figure.start)
    html = '<span class="nowrap"><a class="st {}" href="{}">{}</a><sup>{}</sup></span>'
    return format_html(html, kind, address, words, letter(figure.place))


def _flat(words: str) -> str:
    return _SPACE.sub(" ", _BROKEN.sub("", words))
