"""Whole texts with every numeral judged: how much of them is found, and how many records are right in every field.

`corpus/second/` was written for this project; the gold texts lie beside the project, where there are any. A
prediction answers the numeral that its quote covers. One that covers a time or a name is wrong; one on a numeral that
nobody judged is not counted. A record is right when all of FIELDS are.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from hefu.extract import extract
from hefu.model import Statement

SECOND = Path(__file__).parent.parent / "corpus" / "second"
Judged = dict[str, Any]

SAME_UNITS = {"个百分点": "百分点", "度": "千瓦时", "人民币": "元", "km": "公里", "千米": "公里", "㎡": "平方米"}
SAME_UNITS |= {"平米": "平方米", "周岁": "岁", "％": "%"}
UNPRINTED = {"个", "人"}
"""Units that stand for a measure word that is not printed: either will do."""

ALIKE = 0.6
"""So much of two indicators must be the same characters in the same order."""


# ---------------------------------------------------------------- one field


def near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-9)


def number(value: Any) -> float | None:
    return None if value is None else float(value)


def same_value(gold: Judged, got: Statement) -> bool:
    return near(gold["value"], number(got.value)) and near(gold["value_max"], number(got.value_max))


def same_unit(gold: Judged, got: Statement) -> bool:
    unit = gold["unit"]
    if unit in UNPRINTED and unit not in gold["quote"] and got.unit in UNPRINTED:
        return True
    return SAME_UNITS.get(unit, unit) == SAME_UNITS.get(got.unit, got.unit)


def bare(words: str) -> str:
    return re.sub(r"[\s的“”\"'《》（）()、，,·—\-]|其中", "", unicodedata.normalize("NFKC", words))


def same_indicator(gold: Judged, got: Statement) -> bool:
    """The same words but for particles, or most of them."""
    one, other = bare(gold["indicator"] or ""), bare(got.indicator or "")
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def same(name: str) -> Callable[[Judged, Statement], bool]:
    return lambda gold, got: (gold[name] or None) == (getattr(got, name) or None)


FIELDS: dict[str, Callable[[Judged, Statement], bool]] = {
    "value": same_value,
    "unit": same_unit,
    "indicator": same_indicator,
    **{name: same(name) for name in ("bound", "measure", "modality", "period", "area")},
}


# ---------------------------------------------------------------- whole texts


@dataclass(slots=True)
class Score:
    """Counts over texts: gold statements, those found, false ones, records right; and what is wrong."""

    gold: int = 0
    found: int = 0
    false: int = 0
    right: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall of so many hits."""
        return 2 * hits / (self.gold + self.found + self.false) if hits else 0.0

    @property
    def detection(self) -> float:
        return self.f1(self.found)

    @property
    def record(self) -> float:
        return self.f1(self.right)

    def __str__(self) -> str:
        fields = ", ".join(f"{name} {count}" for name, count in self.wrong.items() if count)
        return f"detection {self.detection:.3f}, record {self.record:.3f} of {self.gold}; wrong: {fields}"


def add(score: Score, judged: list[Judged], statements: list[Statement]) -> None:
    """Counts one text. A numeral that lies in several quotes is answered by the shortest."""
    used: set[int] = set()

    def answer(at: int) -> Statement | None:
        hits = [s for s in statements if s.start <= at < s.end]
        return min(hits, key=lambda s: s.end - s.start, default=None)

    for gold in (row for row in judged if row["class"] == "quantity"):
        score.gold += 1
        got = answer(gold["at"])
        if got is None:
            continue
        used.add(got.start)
        score.found += 1
        faults = [name for name, agrees in FIELDS.items() if not agrees(gold, got)]
        score.right += not faults
        for name in faults:
            score.wrong[name] += 1
    for other in (row for row in judged if row["class"] in ("time", "name")):
        got = answer(other["at"])
        if got is not None and got.start not in used:
            used.add(got.start)
            score.false += 1


def rows(path: Path) -> list[Judged]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def scored(texts: Iterator[tuple[Path, Path, dict[str, str]]]) -> Score:
    """The score over texts with their judged numerals, dates and areas."""
    score = Score()
    for text, judged, meta in texts:
        words = text.read_bytes().decode("utf-8")
        add(score, rows(judged), extract(words, published=meta["published"], area=meta["area"]))
    return score


def second() -> Iterator[tuple[Path, Path, dict[str, str]]]:
    for path in sorted(SECOND.glob("meta-*.json")):
        for key, meta in json.loads(path.read_text(encoding="utf-8")).items():
            if key != "about":
                yield SECOND / f"{key}.txt", SECOND / f"{key}.jsonl", meta


def gold(folder: Path) -> Iterator[tuple[Path, Path, dict[str, str]]]:
    for key, meta in json.loads((folder / "texts" / "meta.json").read_text(encoding="utf-8")).items():
        if key != "about":
            own = folder / "texts" / f"{key}.txt"
            text = own if own.is_file() else next((folder.parent / "seeds").glob(f"{key}_*.txt"))
            yield text, folder / f"{key}.jsonl", meta


# ---------------------------------------------------------------- tests


@pytest.fixture(scope="module")
def second_score() -> Score:
    return scored(second())


def test_nearly_every_statement_of_the_second_set_is_found(second_score: Score) -> None:
    assert second_score.detection >= 0.96, str(second_score)


def test_most_records_of_the_second_set_are_right_in_every_field(second_score: Score) -> None:
    assert second_score.record >= 0.75, str(second_score)


def test_the_gold_texts_are_read_at_least_as_well(shared: Path) -> None:
    folder = shared / "gold"
    if not (folder / "texts" / "meta.json").is_file():
        pytest.skip("needs the gold texts in ../shared/gold")
    score = scored(gold(folder))
    assert score.detection >= 0.99, str(score)
    assert score.record >= 0.85, str(score)


def test_the_second_set_judges_quotes_that_stand_in_its_texts() -> None:
    for text, judged, _ in second():
        words = text.read_bytes().decode("utf-8")
        for row in rows(judged):
            start = row["start"] if "start" in row else row["at"]
            assert words[start : start + len(row["quote"])] == row["quote"], (text.name, row)


# ---------------------------------------------------------------- the scorer itself

GOLD: Judged = {
    "class": "quantity", "at": 3, "start": 3, "quote": "12亿元", "indicator": "固定资产投资", "value": 1.2e9,
    "value_max": None, "unit": "元", "bound": "=", "measure": "level", "basis": None, "area": "武胜县", "holder": None,
    "period": "2023", "modality": "actual",
}  # fmt: skip


def predicted(**changes: Any) -> Statement:
    fields = {name: GOLD[name] for name in ("quote", "start", "indicator", "value", "value_max", "unit", "bound")}
    fields |= {name: GOLD[name] for name in ("measure", "basis", "area", "holder", "period", "modality")}
    return Statement(**{**fields, "end": 7, "confidence": 1.0, **changes})


def score_of(judged: list[Judged], *statements: Statement) -> Score:
    score = Score()
    add(score, judged, list(statements))
    return score


def test_a_record_that_agrees_is_right() -> None:
    score = score_of([GOLD], predicted())
    assert (score.detection, score.record) == (1.0, 1.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 1.3e9},
        {"unit": "美元"},
        {"bound": ">="},
        {"measure": "growth"},
        {"modality": "target"},
        {"period": "2022"},
        {"area": None},
        {"indicator": "出口"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_one_field_that_differs_makes_a_record_wrong(changes: dict[str, Any]) -> None:
    score = score_of([GOLD], predicted(**changes))
    assert (score.detection, score.record) == (1.0, 0.0)
    assert [name for name, count in score.wrong.items() if count] == list(changes)


def test_particles_do_not_make_another_indicator() -> None:
    assert score_of([GOLD], predicted(indicator="固定资产的投资")).record == 1.0


def test_a_statement_that_is_missed_counts_against_recall() -> None:
    assert score_of([GOLD, {**GOLD, "at": 20}], predicted()).detection == pytest.approx(2 / 3)


def test_a_statement_on_a_time_or_a_name_counts_against_precision() -> None:
    score = score_of([GOLD, {"class": "time", "at": 0}], predicted(), predicted(start=0, end=2))
    assert score.detection == pytest.approx(2 / 3)


def test_a_statement_on_a_numeral_that_nobody_judged_is_left_out() -> None:
    assert score_of([GOLD], predicted(), predicted(start=30, end=34)).detection == 1.0
