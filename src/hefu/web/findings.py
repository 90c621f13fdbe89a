"""Findings as the pages show them: in the list, and opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hefu.ledger import telling
from hefu.ledger.findings import Record, Witness, witnesses
from hefu.ledger.models import Correction, Decision, Document, Finding, FindingFigure
from hefu.ledger.telling import Step
from hefu.web import calculation, periods, rules
from hefu.web.correcting import written
from hefu.web.passages import Passage, letter, passages
from hefu.web.telling import told
from hefu.web.views.rows import figure_of, statement_address
from hefu.web.wording import CORRECTABLE


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in a list. pair: what stands against each other, in short."""

    finding: Finding
    title: str
    where: str
    pair: str

    @property
    def state(self) -> str:
        return str(rules.STATES[self.finding.state])

    @property
    def sign(self) -> str:
        return rules.SEVERITIES[self.finding.severity][0]

    @property
    def word(self) -> str:
        """Of its severity."""
        return str(rules.SEVERITIES[self.finding.severity][1])


def steps_of(finding: Finding) -> list[Step]:
    """The lines of its arithmetic."""
    return [telling.unpacked_step(step) for step in finding.steps]


def listed(found: Iterable[Finding]) -> list[Listed]:
    """Findings in a list; their figures must be fetched."""
    return [_listed(finding) for finding in found]


def _listed(finding: Finding) -> Listed:
    figures = list(finding.figures.all())
    steps = steps_of(finding)
    where = " ".join(part for part in (finding.area_name, periods.words(finding.period)) if part)
    return Listed(finding, title(finding, figures, steps), where, _pair(finding, figures, steps))


def title(finding: Finding, figures: list[FindingFigure], steps: list[Step]) -> str:
    """A headline; the whole message where the rule has none."""
    order = [step.figure for step in steps if step.figure is not None and step.figure < len(figures)]
    last = [figures[at] for at in order] or figures
    indicators = [figure.stated["indicator"] for figure in last]
    said = rules.headline(finding.rule, indicators, last[-1].stated["measure"] if last else "")
    return said or message(finding)


def message(finding: Finding) -> str:
    """The sentence of a finding in the language of the interface."""
    return told(telling.unpacked(finding.words))


def in_words(finding: Finding) -> tuple[str, tuple[str, ...]]:
    """What a finding says, and the lines of its arithmetic: what it is, how it is come by, the interval."""
    lines = []
    for step, line in zip(steps_of(finding), finding.arithmetic, strict=False):
        interval = line.rsplit("  ", 1)[-1].strip() if step.interval is not None else ""
        lines.append("  ".join(filter(None, (told(step.what), told(step.how), interval))))
    return message(finding), tuple(lines)


def _pair(finding: Finding, figures: list[FindingFigure], steps: list[Step]) -> str:
    rows = calculation.rows(steps, figures)
    against = calculation.rivals(steps)
    if against is not None:
        one, other = (rows[at] for at in against)
        sign = "≠" if finding.severity == "conflict" else "→"
        same = one.unit == other.unit
        return f"{one.number if same else one.amount} {sign} {other.amount}"
    results = [row for row in rows if row.result]
    return f"= {results[-1].amount}" if results else " · ".join(row.amount for row in rows[-2:])


# ---------------------------------------------------------------- opened


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a finding: when, who, what, and in their words why.

    correction: the number of the correction that it was, while it holds.
    """

    when: datetime
    who: str
    what: str
    why: str = ""
    correction: int | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A figure of the ledger that speaks for one of the finding's, or for none of them."""

    said: str
    document: Document
    href: str
    fits: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure of a finding: what it would have to be, and what speaks for it or for that."""

    figure: FindingFigure
    letter: str
    quote: str
    needed: calculation.Needed | None
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A finding with all that there is to say of it."""

    finding: Finding
    title: str
    message: str
    passages: list[Passage]
    rows: list[calculation.Row]
    choices: list[Choice]
    events: list[Event]
    steps: list[Step]
    figures: list[FindingFigure]

    @property
    def judged(self) -> bool:
        """Whether something would have to be otherwise."""
        return any(choice.needed or choice.spoken for choice in self.choices)


def opened(finding: Finding) -> Opened:
    """A finding whose figures and decisions are fetched."""
    figures = list(finding.figures.all())
    steps = steps_of(finding)
    return Opened(
        finding, title(finding, figures, steps), message(finding), passages(figures),
        calculation.rows(steps, figures), _choices(finding, figures), events(finding, figures), steps, figures,
    )  # fmt: skip


def _choices(finding: Finding, figures: list[FindingFigure]) -> list[Choice]:
    needed = {one.letter: one for one in calculation.needed(figures)}
    spoken: dict[int, list[Spoken]] = {}
    for one in witnesses(finding):
        said, known = _spoken(one), spoken.setdefault(one.figure.pk, [])
        if not any((said.said, said.document) == (other.said, other.document) for other in known):
            known.append(said)  # what a document says twice stands here once
    return [
        Choice(row, letter(row.place), " ".join(row.quote.split()), needed.get(letter(row.place)), tuple(
            spoken.get(row.pk, ())
        ))
        for row in figures
    ]  # fmt: skip


def _spoken(one: Witness) -> Spoken:
    number, unit = figure_of(one.statement)
    document = one.statement.document
    address = statement_address(document.original_id, one.statement.start)
    return Spoken(f"{number} {unit}".strip(), document, address, one.fits)


def events(finding: Finding, figures: list[FindingFigure]) -> list[Event]:
    """The life of a finding, the oldest first, with the corrections of its figures."""
    found = [Event(finding.first_seen, "", _("found by the rule “{rule}”").format(rule=rules.rule(finding.rule)))]
    found += [_turn(one) for one in finding.decisions.all()]
    for figure in figures:
        for one in Correction.objects.filter(document=figure.document_id, start=figure.start):
            found += _corrected(one, letter(figure.place))
    return sorted(found, key=lambda event: event.when)


def _turn(one: Decision) -> Event:
    reason = str(rules.REASONS[one.reason]) if one.reason in rules.REASONS else one.reason
    why = " · ".join(part for part in (reason, one.note) if part)
    return Event(one.when, one.who, str(rules.TURNS.get(one.kind, one.kind)), why)


def _corrected(one: Correction, mark: str) -> list[Event]:
    number = one.field in ("value", "value_max")
    old, new = (written(value) if number else value for value in (one.old, one.new))
    said = {"letter": mark, "field": CORRECTABLE[one.field], "old": old or "—", "new": new or "—"}
    what = _("corrected {letter}, {field}: {old} → {new}").format(**said)
    made = Event(one.when, one.who, what, one.reason, one.pk if one.undone is None else None)
    if one.undone is None:
        return [made]
    what = _("took back the correction of {letter}, {field}").format(letter=mark, field=CORRECTABLE[one.field])
    return [made, Event(one.undone, one.undone_by, what)]


def dismissals(record: Record) -> str:
    """How often for which reason a rule's findings were dismissed, in words."""
    said = (f"{rules.REASONS.get(name, name)} {n}" for name, n in sorted(record.dismissed.items()))
    return _(", ").join(said)
