"""What the API answers with. Numbers are texts in their printed precision; every span has its document and its link."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

Names = list[str]


class Problem(Schema):
    """What is wrong, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None


class Evidence(Schema):
    """What a field was taken from: words at a place, or the rule that supplied it."""

    field: str
    rule: str
    start: int | None
    end: int | None


class Statement(Schema):
    """A quantity that a document states: `text[start:end] == quote`."""

    doc: str = Field(description="SHA-256 of the document's file")
    start: int
    end: int
    quote: str
    indicator: str
    concept: str | None = Field(description="the indicator's preferred name")
    value: str = Field(description="in base units, with exactly the digits that are printed: 3.8954E+10")
    value_max: str | None = Field(description="upper end of a range")
    unit: str
    bound: str
    measure: str
    basis: str | None
    area: str | None
    area_code: str | None
    holder: str | None
    period: str | None
    modality: str
    confidence: float
    sentence: str
    title: str | None
    published: str | None
    file: str
    link: str = Field(description="to its sentence")
    findings: list[str]
    evidence: list[Evidence]


class Document(Schema):
    """A document, known by the hash of its file."""

    doc: str
    file: str
    media_type: str
    size: int
    title: str | None
    issuer: str | None
    published: str | None
    area: str | None
    url: str | None
    publisher: str | None
    licence: str | None
    accessed: str | None
    added: datetime
    statements: int
    link: str
    text: str = Field(description="address of its text, to which all places belong")


class Series(Schema):
    """Statements of one indicator, area, holder, measure, basis and unit."""

    id: int
    indicator: str
    area: str | None
    area_code: str | None
    holder: str | None
    measure: str
    basis: str | None
    unit: str
    statements: int
    first: str | None = Field(description="last day of the earliest period")
    last: str | None = Field(description="last day of the latest period")
    link: str


class FindingFigure(Schema):
    """A figure of a finding. needed: what it would have to be if the others were true, half open."""

    doc: str
    start: int
    end: int
    quote: str
    stated: dict[str, Any]
    needed: list[str] | None
    link: str


class Finding(Schema):
    """Figures that cannot all be true, or deserve a look."""

    identity: str
    rule: str
    severity: str
    state: str
    message: str
    arithmetic: list[str]
    area: str | None
    period: str | None
    first_seen: datetime
    last_seen: datetime
    figures: list[FindingFigure]
    link: str


class Item(Schema):
    """A part, chapter or measure of a plan. It goes from start to stop; its heading ends at end."""

    number: int
    parent: int | None
    level: int
    kind: str
    mark: str
    title: str
    start: int
    end: int
    stop: int
    link: str


class Plan(Schema):
    """A document that sets targets, with how many of them have which verdict."""

    doc: str
    title: str | None
    issuer: str | None
    area: str | None
    period: str | None
    published: str | None
    above: str | None = Field(description="title of the plan that it carries out")
    verdicts: dict[str, int]
    link: str


class PlanDetail(Plan):
    """A plan with its items."""

    items: list[Item]


class Passage(Schema):
    """A figure where a document states it."""

    doc: str
    start: int
    end: int
    quote: str
    indicator: str
    value: str | None
    value_max: str | None
    unit: str
    bound: str | None
    measure: str
    basis: str | None
    period: str | None
    modality: str
    text: str | None
    link: str


class Target(Schema):
    """A target with its verdict and all that it rests on."""

    doc: str
    start: int
    indicator: str
    area: str | None
    period: str | None
    due: str | None
    binding: bool | None
    target: Passage
    base: Passage | None
    results: list[Passage]
    verdict: str
    rule: str
    provisional: bool
    progress: str | None
    formula: str | None
    reason: str | None
    link: str


class TaskReport(Schema):
    """What was reported last."""

    period: str
    until: date
    figure: str | None
    unit: str | None
    state: str
    text: str


class TaskPassage(Schema):
    """The words that a task serves."""

    doc: str
    start: int | None
    quote: str
    link: str


class Task(Schema):
    """A task as it stands today. status: its state, or overdue; late, left: days; silent: periods without report."""

    id: int
    list: str | None
    code: str | None
    section: str | None
    title: str
    body: str
    support: Names
    goal: str | None
    unit: str | None
    start_on: date | None
    due: date | None
    done_on: date | None
    rhythm: str
    state: str
    status: str
    late: int
    left: int | None
    silent: int
    share: str | None
    last_report: TaskReport | None
    serves: str | None
    passage: TaskPassage | None
    link: str


class Job(Schema):
    """A file on its way into the ledger.

    state: waiting, reading, found (somebody is to look at it), filed, known, failed, discarded.
    """

    id: int
    file: str
    size: int
    state: str
    stage: str | None
    done: int = Field(description="pages that are done, of total")
    total: int
    statements: int | None
    error: str | None
    doc: str = Field(description="SHA-256 of the file, the document's once it is filed")
    link: str


class Page(Schema):
    """A page of a list. next: the address of the next one; next_cursor: its cursor alone."""

    next_cursor: str | None
    next: str | None


class Statements(Page):
    items: list[Statement]


class Documents(Page):
    items: list[Document]


class AllSeries(Page):
    items: list[Series]


class Findings(Page):
    items: list[Finding]


class Plans(Page):
    items: list[Plan]


class Targets(Page):
    items: list[Target]


class Tasks(Page):
    items: list[Task]
