"""What was found in a file, as it is shown before the document is filed: JSON, small, whatever the file's size."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from hefu.ledger.arrivals import CORRECTED
from hefu.ledger.prepare import Prepared
from hefu.ledger.rehearsal import Effect
from hefu.model import Document, Evidence, Statement

_FIRST = 12
"""So many statements are shown, and findings of each kind."""
_REACH = 60
"""Characters of a sentence before and after the words that matter."""
_LONGEST = 300
_LONGEST_NOTE = 1000
"""A note is cut where nobody would have read it to its end: a whole one can be told in another language."""
_END = re.compile(r"[。！？!?\n]")


def draft(prepared: Prepared, effect: Effect, targets: int) -> dict[str, Any]:
    """Fields with the sentences that they were taken from, numbers, first statements, findings, warnings.

    effect: what filing it does to the ledger.  targets: how many it has.
    """
    document, found = prepared.document, prepared.extraction
    return {
        "fields": {name: _field(document, name) for name in CORRECTED},
        "characters": len(document.text),
        "pages": len(document.pages),
        "tables": len(document.tables),
        "articles": len(document.articles),
        "statements": len(found.statements),
        "modalities": _counted(item.modality for item in found.statements),
        "numerals": _counted(item.cls for item in found.numerals),
        "targets": targets,
        "first": [_statement(document, item) for item in found.statements[:_FIRST]],
        "notes": [note[:_LONGEST_NOTE] for note in document.notes[:_FIRST]],
        "mapping": prepared.mapping,
        "told": prepared.told,
        "offer": list(prepared.offer),
        "doubts": len(document.doubts),
        "doubted": [_doubt(document, doubt.start, doubt.end, doubt.proposed) for doubt in document.doubts[:_FIRST]],
    } | in_short(effect)


def in_short(effect: Effect) -> dict[str, Any]:
    """The first findings that come and go, the first verdicts that change, and how many there are."""
    return {
        "come": [asdict(item) for item in effect.come[:_FIRST]],
        "come_all": len(effect.come),
        "gone": [asdict(item) for item in effect.gone[:_FIRST]],
        "gone_all": len(effect.gone),
        "verdicts": [asdict(item) for item in effect.verdicts[:_FIRST]],
        "verdicts_all": len(effect.verdicts),
    }


def _field(document: Document, name: str) -> dict[str, Any]:
    """A field with the rule that found it and the words around those it was taken from."""
    value = getattr(document, name) or ""
    evidence = next((item for item in document.evidence if item.field == name), None)
    around = ["", "", ""] if evidence is None else _around(document.text, evidence)
    return {"value": value, "rule": evidence.rule if evidence else "", "around": around}


def _around(text: str, evidence: Evidence) -> list[str]:
    if evidence.start is None or evidence.end is None:
        return ["", "", ""]
    return excerpt(text, evidence.start, evidence.end)


def excerpt(text: str, start: int, end: int) -> list[str]:
    """The words before, those from `start` to `end`, and those after, within the sentence and not too many."""
    before, after = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
    opening = [match.end() for match in _END.finditer(before)]
    closing = _END.search(after)
    stop = closing.end() if closing is not None and closing[0] != "\n" else closing.start() if closing else len(after)
    parts = before[opening[-1] if opening else 0 :], text[start : min(end, start + _LONGEST)], after[:stop]
    return [re.sub(r"\s+", " ", part) for part in parts]


def _statement(document: Document, item: Statement) -> dict[str, Any]:
    places = document.places(item.start, item.end)
    return {
        "cell": (places[0].cell or "") if places else "",
        "quote": item.quote[:_LONGEST],
        "indicator": item.indicator[:_LONGEST],
        "value": str(item.value),
        "value_max": str(item.value_max) if item.value_max is not None else "",
        "unit": item.unit,
        "bound": item.bound,
        "measure": item.measure,
        "area": item.area or "",
        "period": item.period or "",
        "modality": item.modality,
        "around": excerpt(document.text, item.start, item.end),
    }


def _doubt(document: Document, start: int, end: int, proposed: str) -> dict[str, Any]:
    return {"around": excerpt(document.text, start, end), "proposed": proposed or ""}


def _counted(kinds: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return counts
