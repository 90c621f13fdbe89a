"""What was read of invented yearbooks, layout by layout: figures right, wrong, and not taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from hefu.errors import HefuError
from imports.reading import document, taken
from imports.yearbooks import Book, Figure


@dataclass(slots=True)
class Score:
    """Figures that stand there, that were read as they are, and that were read as something else; files refused."""

    there: int = 0
    right: int = 0
    wrong: int = 0
    refused: int = 0

    def add(self, other: Score) -> None:
        """Adds another file's."""
        self.there += other.there
        self.right += other.right
        self.wrong += other.wrong
        self.refused += other.refused


def read(folder: Path, book: Book) -> tuple[set[Figure], list[str], Score]:
    """What is read of a book by the mapping that is proposed for it, what is unclear, and the score."""
    try:
        found = taken(document(folder, book.bytes(), "book.xlsx"))
    except HefuError as error:
        return set(), [str(error)], Score(len(book.figures), 0, 0, 1)
    got = {
        (s.indicator, s.area or "", s.period or "", s.value, s.unit, s.measure, s.basis, s.modality)
        for s in found.extraction.statements
    }
    score = Score(len(book.figures), len(got & book.figures), len(got - book.figures))
    return got, [f"{one.place} {one.words}: {one.reason}" for one in found.report.problems], score


def scores(folder: Path, make: Callable[[int], Book], seeds: Iterable[int]) -> dict[str, Score]:
    """The scores by layout."""
    found: dict[str, Score] = {}
    for seed in seeds:
        book = make(seed)
        found.setdefault(book.layout, Score()).add(read(folder, book)[2])
    return found
