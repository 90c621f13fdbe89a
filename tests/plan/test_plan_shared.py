"""Plans as they are published: measures, promises and bodies of documents that lie beside the project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from hefu.model import Document
from hefu.plan.bodies import bodies
from hefu.plan.header import header
from hefu.plan.items import items
from hefu.plan.projects import projects
from hefu.plan.promises import promises
from hefu.plan.reading import Left
from hefu.read import read

SHARED = Path(__file__).parents[3] / "shared"
PLANS = SHARED / "plans"

pytestmark = pytest.mark.skipif(not PLANS.exists(), reason="needs the plans of ../shared")


@cache
def opened(name: str) -> Document:
    """A document of the shared folder, by the beginning of its path."""
    return read(next(SHARED.glob(name + "*")))


@pytest.mark.parametrize("name", sorted(path.name for path in PLANS.glob("*")))
def test_every_name_is_what_stands_at_its_place_without_the_marks_of_footnotes(name: str) -> None:
    document = opened(f"plans/{name}")
    tree = items(document)
    for number, item in enumerate(tree):
        assert item.start < item.end <= item.stop <= len(document.text)
        assert item.parent is None or (item.parent < number and tree[item.parent].stop >= item.stop)
    named = [(one.start, one.end, one.name) for one in (*projects(document, tree), *bodies(document, tree))]
    named += [(one.start, one.end, one.title) for one in promises(document, tree)]
    left = Left(document)
    for start, end, words in named:
        printed = "".join(document.text[at] for at in range(start, end) if not left.holds(at))
        assert "".join(printed.split()) == "".join(words.split())


@pytest.mark.parametrize(
    ("name", "measures", "deeds", "leading"),
    [("seeds/001", 51, 0, 0), ("corpus/g07", None, 10, 19), ("corpus/g10", None, 10, 0), ("corpus/g19", None, 33, 0)],
)
def test_as_many_are_found_as_a_person_counts(name: str, measures: int | None, deeds: int, leading: int) -> None:
    document = opened(name)
    tree = items(document)
    assert measures is None or sum(one.kind == "measure" for one in tree) == measures
    assert len(promises(document, tree)) == deeds
    assert sum(one.role == "lead" for one in bodies(document, tree)) == leading


def test_the_outlines_say_their_years_and_what_they_carry_out() -> None:
    for name in ("hz", "su", "gz"):
        head = header(opened(f"plans/{name}-15th-plan.txt"))
        assert head.period == "2026/2030"
        assert head.above is not None
        assert head.above.endswith("规划的建议")


def test_the_same_outline_has_the_same_items_as_a_page_and_as_text() -> None:
    page, text = opened("plans/gz-15th-plan.html"), opened("plans/gz-15th-plan.txt")
    assert [(one.level, one.kind) for one in items(page)] == [(one.level, one.kind) for one in items(text)]
