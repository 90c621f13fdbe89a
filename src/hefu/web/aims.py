"""Targets as rows of a table and as a page shows them: figures with units, links to their sentences, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from hefu.ledger.models import Target
from hefu.ledger.targets import Passage, Shown, shown
from hefu.plan.assessment import Stated
from hefu.web import periods, wording
from hefu.web.figures import figure
from hefu.web.reasons import named
from hefu.web.spark import Spark, spark
from hefu.web.track import Track, tracks
from hefu.web.verdicts import Mark
from hefu.web.views.rows import statement_address

BINDING = {"yes": True, "no": False, "unsaid": None}
"""Value of the filter `binding`: 约束性, 预期性, not said."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a row and its sentence. unit: empty where it is that of the row; lead: yearly, built up."""

    number: str
    unit: str
    sign: str
    lead: str
    period: str
    modality: str
    href: str
    doc: str
    in_words: bool = False

    @property
    def estimated(self) -> bool:
        return self.modality == "estimate"

    @property
    def whole(self) -> str:
        """As it is read aloud: `≥ 1,150 亿元`."""
        return " ".join(part for part in (self.lead, self.sign, f"{self.number}{self.unit}") if part)


def figure_of(passage: Passage, unit: str = "") -> Figure:
    """A figure as people read it; the unit is left out where the row has the same."""
    said = passage.stated
    number, own = numbers(said)
    sign = wording.SIGNS.get(said.bound or "=", "") if said.bound not in (None, "=") else ""
    return Figure(
        number=number, unit="" if own == unit else own, sign=sign if said.value is not None else "", lead=_lead(said),
        period=periods.words(said.period) if said.period else "", modality=said.modality,
        href=statement_address(said.doc, said.start), doc=passage.doc, in_words=said.value is None,
    )  # fmt: skip


def numbers(said: Stated) -> tuple[str, str]:
    """Number and unit; words that stand in their place have none."""
    if said.value is None:
        return said.text or said.quote, ""
    return figure(said.value, said.unit, said.value_max)


def _lead(said: Stated) -> str:
    if said.value is None:
        return ""
    if said.basis == "avg":
        return _("yearly")
    slot = periods.slot(said.period or "")
    if said.built_up and slot is not None and slot.shape == "years":
        return _("built up")
    return {"growth": _("growth"), "change": _("change")}.get(said.measure, "")


@dataclass(frozen=True, slots=True)
class Row:
    """A target in a table, or on its page."""

    shown: Shown
    track: Track | None

    @property
    def row(self) -> Target:
        return self.shown.row

    @property
    def href(self) -> str:
        return target_address(self.shown)

    @property
    def name(self) -> str:
        return self.shown.row.indicator or self.shown.row.name

    @property
    def unit(self) -> str:
        return numbers(self.shown.assessment.aim.stated)[1]

    @property
    def target(self) -> Figure:
        return figure_of(self.shown.target, self.unit)

    @property
    def base(self) -> Figure | None:
        return figure_of(self.shown.base, self.unit) if self.shown.base else None

    @property
    def latest(self) -> Figure | None:
        return figure_of(self.shown.results[0], self.unit) if self.shown.results else None

    @property
    def steps(self) -> list[str]:
        """The arithmetic, line by line."""
        return [step_words(step.strip()) for step in self.shown.assessment.formula.split(";") if step.strip()]

    @property
    def results(self) -> list[Figure]:
        """All that the verdict rests on, each with its unit."""
        return [figure_of(one) for one in self.shown.results]

    @property
    def due(self) -> str:
        return periods.words(self.shown.row.period) if self.shown.row.period else ""

    @property
    def mark(self) -> Mark:
        return Mark(self.shown.assessment.verdict, provisional=self.shown.assessment.provisional)

    @property
    def rule(self) -> str:
        """By which rule; why there is no verdict."""
        return named(self.shown.assessment.reason or self.shown.assessment.rule)

    @property
    def spark(self) -> Spark | None:
        return spark(self.track) if self.track else None

    @property
    def sources(self) -> int:
        """Passages that the verdict rests on, that of the target among them."""
        return 1 + len(self.shown.results) + (self.shown.base is not None)


def step_words(step: str) -> str:
    """A line of the arithmetic with its words in the language of the interface."""
    if step.endswith(" of the time"):
        return _("{share} of the time has passed").format(share=step.removesuffix(" of the time"))
    if step.startswith("line "):
        return _("on the straight line it would be {value}").format(value=step.removeprefix("line "))
    if step.startswith("required growth "):
        return _("with even growth it would be {value}").format(value=step.removeprefix("required growth "))
    return step


def rows(targets: Iterable[Target]) -> list[Row]:
    """Targets for a table; what is reported of them is asked for once."""
    every = list(shown(targets))
    return [Row(one, track) for one, track in zip(every, tracks(every), strict=True)]


def target_address(one: Shown) -> str:
    """Where a target has its page: its document and its place in it."""
    return address_of(one.target.stated.doc, one.row.start)


def address_of(sha256: str, start: int) -> str:
    """The same, by the hash of its document."""
    return reverse("target", args=[sha256, start])


def grouped(found: Iterable[Row], title: Callable[[Target], str]) -> list[tuple[str, list[Row]]]:
    """Rows under the titles of the items that they stand in."""
    return [(words, list(some)) for words, some in groupby(found, lambda one: title(one.row))]
