"""Every example of corpus/ is a test of its own; a failure says missed, partial, ambiguous or wrong.

corpus/README.md says how examples are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from hefu.extract import analyse
from hefu.model import FIELDS, Extraction, Statement

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = [path for path in sorted(CORPUS.glob("*.yml")) if path.stem != "audit"]
FIGURES = ("number", "unit", "bound", "period", "area", "indicator", "measure", "modality")
"""Files whose examples are one figure: some of its fields, all its spellings beneath, and near misses."""

CONTEXT = {"published", "document"}
"""With what a text is read: its day of publication, and the area that the document is about."""
FILE_KEYS = {"about", "in", "examples"} | CONTEXT
SPELLING_KEYS = {"text", "gap"} | CONTEXT
FIGURE_KEYS = {"spellings", "not", "in", "gap"} | CONTEXT
RECORD_KEYS = {"quote", *FIELDS}
WHOLE_KEYS = {"text", "records", "gap"} | CONTEXT
NAMED = {"indicator", "unit", "value", "quote"}
"""What every record of a whole text says; other fields have defaults."""

PARTICLES = str.maketrans("", "", '的“”‘’"（）()、，,·—-《》 \n\t')


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what is expected of it. `left` and `right` part off the figure that is judged."""

    file: str
    name: str
    text: str
    expected: dict[str, Any]
    context: dict[str, str]
    left: int = 0
    right: int = 0
    records: tuple[dict[str, Any], ...] = ()
    gap: str | None = None

    @property
    def marked(self) -> str:
        return self.text[self.left : self.right]


@dataclass(slots=True)
class Read:
    """The examples of the corpus by what is asked of them."""

    matches: list[Case] = field(default_factory=list)
    misses: list[Case] = field(default_factory=list)
    wholes: list[Case] = field(default_factory=list)
    nevers: list[Case] = field(default_factory=list)
    counted: list[Case] = field(default_factory=list)


def load(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict), f"{path.name} is no mapping"
    return content


def context_of(*sources: dict[str, Any]) -> dict[str, str]:
    """What the text is read with; the nearest source wins, `null` takes one away."""
    merged = {key: value for source in sources for key, value in source.items() if key in CONTEXT}
    return {key: str(value) for key, value in merged.items() if value is not None}


def marked_text(carrier: str, spelling: str) -> tuple[str, int, int]:
    """The text without its marks 【】, and the interval that they enclose."""
    text = carrier.replace("{}", spelling)
    assert text.count("【") == text.count("】") == 1, f"one figure must be marked: {text}"
    left, right = text.index("【"), text.index("】")
    return text[:left] + text[left + 1 : right] + text[right + 1 :], left, right - 1


def spelled(path: Path, file: dict[str, Any], example: dict[str, Any], key: str) -> Iterator[Case]:
    """The cases of an example's spellings, or of its near misses (`not`)."""
    carrier = example.get("in", file.get("in", "{}"))
    expected = {name: value for name, value in example.items() if name not in FIGURE_KEYS}
    for item in example.get(key, ()):
        one: dict[str, Any] = item if isinstance(item, dict) else {"text": str(item)}
        assert set(one) <= SPELLING_KEYS, f"{path.name}: unknown keys in {one}"
        text, left, right = marked_text(carrier, str(one["text"]))
        name = f"{path.stem}: {'not ' if key == 'not' else ''}{one['text']}"
        gap = one.get("gap", example.get("gap") if key == "spellings" else None)
        yield Case(path.name, name, text, expected, context_of(file, example, one), left, right, gap=gap)


def whole(path: Path, file: dict[str, Any], example: dict[str, Any]) -> Case:
    """A text with all its statements. In tables cells are parted by ` | ` for the eye, by tabs for hefu."""
    text = example["text"].replace(" | ", "\t") if path.stem == "table" else example["text"]
    name = f"{path.stem}: {' '.join(text.split())[:40]}"
    records = tuple(example["records"])
    return Case(path.name, name, text, {}, context_of(file, example), records=records, gap=example.get("gap"))


@cache
def corpus() -> Read:
    """All examples, read once."""
    read = Read()
    for path in FILES:
        file = load(path)
        for example in file["examples"]:
            if "records" in example:
                read.wholes.append(whole(path, file, example))
            elif path.stem == "never":
                read.nevers += spelled(path, file, example, "spellings")
                read.counted += spelled(path, file, example, "not")
            else:
                read.matches += spelled(path, file, example, "spellings")
                read.misses += spelled(path, file, example, "not")
    return read


def params(cases: list[Case]) -> list[Any]:
    """Known gaps are expected failures with their reason; one that is closed must be taken off."""
    return [
        pytest.param(case, id=case.name, marks=[pytest.mark.xfail(reason=case.gap, strict=True)] if case.gap else [])
        for case in cases
    ]


def found_in(case: Case) -> Extraction:
    return analyse(case.text, published=case.context.get("published"), area=case.context.get("document"))


def overlapping(case: Case, statements: tuple[Statement, ...]) -> list[Statement]:
    return [s for s in statements if s.start < case.right and case.left < s.end]


# ---------------------------------------------------------------- judging


def bare(words: str) -> str:
    return words.translate(PARTICLES)


def differs(name: str, expected: Any, statement: Statement) -> bool:
    """Whether a field is another than expected. Indicators agree when all but particles do; a list allows each."""
    got = getattr(statement, name)
    if name == "indicator":
        allowed = expected if isinstance(expected, list) else [expected]
        return bare(got) not in {bare(one) for one in allowed}
    if expected is None or got is None:
        return got is not expected
    if name in ("value", "value_max"):
        return bool(got != Decimal(str(expected)))
    return bool(got != str(expected))


def differences(expected: dict[str, Any], statement: Statement) -> str:
    return "; ".join(
        f"{name}: expected {value!r}, got {str(getattr(statement, name))!r}"
        for name, value in expected.items()
        if differs(name, value, statement)
    )


def verdict(case: Case, statements: tuple[Statement, ...]) -> str | None:
    """What is the matter with the figure that is marked; None when it is as expected."""
    found = overlapping(case, statements)
    if not found:
        return f"missed: no statement at {case.marked!r}"
    if len(found) > 1:
        return f"ambiguous: {[s.quote for s in found]} at {case.marked!r}"
    if found[0].quote != case.marked:
        return f"partial: {found[0].quote!r} instead of {case.marked!r}"
    wrong = differences(case.expected, found[0])
    return f"wrong: {wrong}" if wrong else None


def complete(record: dict[str, Any], case: Case) -> dict[str, Any]:
    """A record with the defaults: exact, a level, a fact, in the area that the text is about."""
    defaults = {"bound": "=", "measure": "level", "modality": "actual", "area": case.context.get("document")}
    unsaid = dict.fromkeys(("value_max", "basis", "period"))
    return {name: value for name, value in {**unsaid, **defaults, **record}.items() if name != "quote"}


def verdict_of_whole(case: Case, statements: tuple[Statement, ...]) -> list[str]:
    """What is the matter with each record of a text, and with statements that answer none."""
    problems: list[str] = []
    answered: set[int] = set()
    at = 0
    for record in case.records:
        at = case.text.find(record["quote"], at)
        assert at >= 0, f"{record['quote']!r} does not stand in the text where it should"
        part = replace(case, expected=complete(record, case), left=at, right=at + len(record["quote"]))
        problem = verdict(part, statements)
        if problem:
            problems.append(f"{record['quote']}: {problem}")
        answered.update(s.start for s in overlapping(part, statements))
        at = part.right
    unasked = [s.quote for s in statements if s.start not in answered]
    return problems + [f"wrong: a statement at {quote!r}, where none belongs" for quote in unasked]


# ---------------------------------------------------------------- tests


@pytest.mark.parametrize("case", params(corpus().matches))
def test_a_figure_is_read_as_the_corpus_says(case: Case) -> None:
    problem = verdict(case, found_in(case).statements)
    assert problem is None, f"{case.text}\n{problem}"


@pytest.mark.parametrize("case", params(corpus().misses))
def test_a_near_miss_is_something_else(case: Case) -> None:
    found = overlapping(case, found_in(case).statements)
    alike = [s for s in found if not differences(case.expected, s)]
    assert not alike, f"{case.text}\nwrong: {alike[0].quote!r} is taken for {case.expected}"


@pytest.mark.parametrize("case", params(corpus().wholes))
def test_a_text_gives_the_records_of_the_corpus_and_no_more(case: Case) -> None:
    problems = verdict_of_whole(case, found_in(case).statements)
    assert not problems, "\n".join([case.text, *problems])


@pytest.mark.parametrize("case", params(corpus().nevers))
def test_a_numeral_that_counts_nothing_has_its_class(case: Case) -> None:
    found = found_in(case)
    inside = [n for n in found.numerals if case.left <= n.start and n.end <= case.right]
    assert inside, f"{case.text}\nmissed: no numeral is filed in {case.marked!r}"
    wrong = [f"{case.text[n.start : n.end]}: {n.cls} ({n.reason})" for n in inside if n.cls != case.expected["class"]]
    assert not wrong, f"{case.text}\nwrong: expected {case.expected['class']}, got {wrong}"
    begun = [s for s in overlapping(case, found.statements) if case.expected["class"] != "part" or s.start >= case.left]
    assert not begun, f"{case.text}\nwrong: a statement at {case.marked!r}"


@pytest.mark.parametrize("case", params(corpus().counted))
def test_a_numeral_that_looks_like_a_name_but_counts_is_a_statement(case: Case) -> None:
    assert overlapping(case, found_in(case).statements), f"{case.text}\nmissed: no statement at {case.marked!r}"


# ---------------------------------------------------------------- the corpus itself


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_examples_have_no_unknown_keys(path: Path) -> None:
    file = load(path)
    assert set(file) <= FILE_KEYS
    for example in file["examples"]:
        if "records" in example:
            assert set(example) <= WHOLE_KEYS
            assert all(set(record) >= NAMED and set(record) <= RECORD_KEYS for record in example["records"]), example
        elif path.stem == "never":
            assert set(example) <= FIGURE_KEYS | {"class"}
        else:
            assert set(example) <= FIGURE_KEYS | set(FIELDS)


@pytest.mark.parametrize("name", FIGURES)
def test_every_example_of_a_figure_has_a_near_miss(name: str) -> None:
    file = load(CORPUS / f"{name}.yml")
    lonely = [example["spellings"][0] for example in file["examples"] if not example.get("not")]
    assert not lonely


def test_no_example_stands_twice() -> None:
    read = corpus()
    cases = [*read.matches, *read.misses, *read.wholes, *read.nevers, *read.counted]
    keys = [(case.file, case.text, case.left, str(case.expected), str(case.context)) for case in cases]
    assert len(keys) == len(set(keys)), sorted({key for key in keys if keys.count(key) > 1})
