"""The invented plan and reports of `chain/`: each target's verdict, as it was written down by hand before any rule."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import hefu
from hefu.audit.claims import claims
from hefu.lexicon.areas import load
from hefu.plan.assessment import Aim, Assessment
from hefu.plan.pairing import Book
from hefu.plan.stating import aims, concept_of, results
from hefu.plan.tracking import assess

HERE = Path(__file__).parent / "chain"
ROOT = Path(__file__).parents[2]
FILES = {
    "plan-2016-2020": ("plan-2016-2020.md", "2016-02-20"),
    "report-2018": ("report-2018.txt", "2018-01-16"),
    "report-2019": ("report-2019.txt", "2019-01-15"),
    "report-2021": ("report-2021.txt", "2021-01-18"),
}
TRUTH = list(csv.DictReader((HERE / "truth.csv").read_text(encoding="utf-8").splitlines()))


@cache
def assessed() -> tuple[Assessment, ...]:
    areas = load(ROOT / "samples" / "areas.csv")
    found_aims: list[Aim] = []
    book = Book()
    every = []
    for name, (file, published) in FILES.items():
        document = hefu.read(HERE / file, published=published, area="云澜市", areas=areas)
        held = list(claims(name, document, hefu.extract(document, areas=areas)))
        found_aims += aims(name, document, held)
        every += list(results(held, published))
    book = Book.of(every)
    return tuple(assess(aim, book, now="2021-01-18") for aim in found_aims)


def found(row: dict[str, str]) -> list[Assessment]:
    return [
        one
        for one in assessed()
        if (one.aim.stated.doc, one.aim.stated.quote, one.aim.stated.period)
        == (row["doc"], row["quote"], row["period"])
        and one.aim.stated.name == concept_of(row["indicator"])
    ]


CARRIED = "the extraction carries 市本级 from the end of one section into the next"
GAPS = {("report-2018", "200亿元"): CARRIED}


def marked(row: dict[str, str]) -> ParameterSet:
    gap = GAPS.get((row["doc"], row["quote"]))
    marks = pytest.mark.xfail(reason=gap, strict=True) if gap else ()
    return pytest.param(row, id=f"{row['doc']} {row['indicator']} {row['quote']}", marks=marks)


@pytest.mark.parametrize("row", list(map(marked, TRUTH)))
def test_a_target_of_the_invented_chain_gets_the_verdict_written_down_by_hand(row: dict[str, str]) -> None:
    [one] = found(row)
    assert one.verdict == row["verdict"], (one.rule, one.formula, one.reason, one.results)
    wanted = set(filter(None, row["results"].split("|")))
    assert wanted <= {result.quote for result in (*one.results, *([one.base] if one.base else []))}
    if not wanted:
        assert not one.results
    assert one.provisional == ("provisional" in row["why"])
