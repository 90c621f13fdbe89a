"""What of an answer may be shown to a reviewer: values of the right type, whose words stand in the text.

A proposal that fails any check is dropped and counted; nothing is mended or guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hefu.errors import HefuError
from hefu.lexicon import indicators, units
from hefu.lexicon.areas import Areas
from hefu.second.question import ASKED, Question

Given = Callable[..., str]
"""`given(field, text, unit=…)` writes a value as the ledger keeps it; UsageError when the field cannot have it."""

_DEFAULTS = {"bound": "=", "measure": "level", "modality": "actual", "basis": "", "holder": ""}
"""What holds when no words say otherwise: such a value needs no quote."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MOST_PIECES, _LONGEST = 5, 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another value for a field. spans: the words of the document that say so, half-open; () for a default."""

    field: str
    value: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader thinks of a statement.

    agrees: it would change nothing.  nothing: it takes the figure for one that counts nothing.
    refused: why parts of the answer are not shown, one sentence each.
    """

    proposals: tuple[Proposal, ...] = ()
    nothing: bool = False
    refused: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return not (self.proposals or self.nothing or self.refused)


def opinion(answer: str, question: Question, *, given: Given, areas: Areas) -> Opinion:
    """The answer, as far as it passes the checks against the question's text."""
    try:
        said = json.loads(_object(answer))
    except ValueError:
        return Opinion(refused=("the answer is no JSON object",))
    if said.get("not_a_statement") is True:
        return Opinion(nothing=True)
    fields = said.get("fields")
    if not isinstance(fields, dict) or len(fields) > len(ASKED):
        return Opinion(refused=("the answer has no fields",))
    made, refused = [], []
    for name, one in fields.items():
        try:
            made.append(_proposal(str(name), one, question, given=given, areas=areas))
        except (HefuError, _RefusedError) as error:
            refused.append(f"{str(name)[:20]}: {error}")
    return Opinion(tuple(p for p in made if p.value != question.fields.get(p.field, "")), refused=tuple(refused))


class _RefusedError(Exception):
    """A proposal that is not shown; the words say why."""


def _object(answer: str) -> str:
    """The JSON object of an answer, which some models wrap into a fence."""
    start, end = answer.find("{"), answer.rfind("}")
    if start < 0 or end < start:
        raise ValueError("no object")
    return answer[start : end + 1]


def _proposal(name: str, said: Any, question: Question, *, given: Given, areas: Areas) -> Proposal:
    if name not in ASKED:
        raise _RefusedError("no field that may be proposed")
    if not isinstance(said, dict) or not isinstance(said.get("value"), str):
        raise _RefusedError("no value")
    value = given(name, said["value"], unit=question.fields.get("unit", ""))
    if len(value) > _LONGEST or not value.isprintable():
        raise _RefusedError("no plain value")
    spans = _spans(said.get("from"), question)
    if not spans and _DEFAULTS.get(name) != value:
        raise _RefusedError("no words of the text are given for it")
    words = tuple(question.text[start - question.first : end - question.first] for start, end in spans)
    if spans:
        _CHECKS.get(name, _unchecked)(value, words, question, areas)
    return Proposal(name, value, spans)


def _spans(pieces: Any, question: Question) -> tuple[tuple[int, int], ...]:
    """Where the quoted words stand, each time the place nearest to the figure."""
    if not isinstance(pieces, list) or len(pieces) > _MOST_PIECES:
        raise _RefusedError("its words are no short list")
    found = []
    for piece in pieces:
        if not isinstance(piece, str) or not piece.strip():
            raise _RefusedError("its words are no text")
        at = _nearest(question.text, piece, len(question.before))
        if at is None:
            raise _RefusedError("its words do not stand in the text")
        found.append((question.first + at, question.first + at + len(piece)))
    return tuple(found)


def _nearest(text: str, piece: str, to: int) -> int | None:
    places = [match.start() for match in re.finditer(re.escape(piece), text)]
    return min(places, key=lambda place: abs(place - to), default=None)


# ---------------------------------------------------------------- fields

_Check = Callable[[str, tuple[str, ...], Question, Areas], None]


def _unchecked(value: str, words: tuple[str, ...], question: Question, areas: Areas) -> None:
    """Bound, measure, modality: one of a few values, with words that say so."""


def _indicator(value: str, words: tuple[str, ...], question: Question, areas: Areas) -> None:
    joined = "".join(words)
    known = indicators.load().find(joined)
    if value != joined and (known is None or known.name != value):
        raise _RefusedError("it is not put together from its words")


def _literal(value: str, words: tuple[str, ...], question: Question, areas: Areas) -> None:
    if value not in words:
        raise _RefusedError("it is not what its words say")


def _unit(value: str, words: tuple[str, ...], question: Question, areas: Areas) -> None:
    if units.load().get(value) is None:
        raise _RefusedError("no unit is known by that name")
    if not any(value in word for word in words):
        raise _RefusedError("it is not what its words say")


def _area(value: str, words: tuple[str, ...], question: Question, areas: Areas) -> None:
    wanted = areas.find(value)
    if not any(name in word for word in words for name in (*areas.names(wanted), wanted.name)):
        raise _RefusedError("its words do not name it")


def _period(value: str, words: tuple[str, ...], question: Question, areas: Areas) -> None:
    """A year must be printed, or be one that 去年, 今年 or 明年 can mean in a document of its day."""
    printed = {int(year) for year in _YEAR.findall(question.text + " " + question.title)}
    if question.published[:4].isdigit():
        day = int(question.published[:4])
        printed |= {day - 1, day, day + 1}
    if not {int(year) for year in _YEAR.findall(value)} <= printed:
        raise _RefusedError("its years are not those of the text")


_CHECKS: Mapping[str, _Check] = {
    "indicator": _indicator,
    "holder": _literal,
    "basis": _unchecked,
    "unit": _unit,
    "area": _area,
    "period": _period,
}
