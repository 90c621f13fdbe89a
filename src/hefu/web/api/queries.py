"""What lists can be asked for: parameters with their limits. The queries themselves are those of the pages."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from ninja import Schema
from pydantic import Field, ValidationInfo, model_validator

from hefu.ledger.listing import PERIOD
from hefu.web.params import LONGEST

Text = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")]
"""Free text."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
"""A document: its hash, or the first eight digits of it or more."""

Identity = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""What a finding is known by."""

Start = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""A place in a text."""

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of a row."""

Period = Annotated[str, Field(pattern=f"^{PERIOD.replace(chr(92) + 'd', '[0-9]')}$")]
Year = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


Measure = Literal["level", "growth", "change", "ratio", "gap", "multiple"]
Modality = Literal["actual", "estimate", "target"]
Sort = Literal[
    "period", "indicator", "area", "value", "document", "confidence", "place",
    "-period", "-indicator", "-area", "-value", "-document", "-confidence", "-place",
]  # fmt: skip
Severity = Literal["conflict", "notice", "revision"]
State = Literal["open", "confirmed", "dismissed", "resolved"]
Verdict = Literal["met", "missed", "on-course", "behind", "no-result", "not-judgeable"]
Binding = Literal["yes", "no", "unsaid"]
Standing = Literal["planned", "active", "done", "dropped", "overdue", "soon", "silent"]


class Paged(Schema):
    """What all lists know."""

    limit: int = Field(100, ge=1, le=500, description="rows of a page")
    cursor: str = Field(
        "", max_length=2000, pattern=r"^[A-Za-z0-9_-]*$", description="`next_cursor` of the page before"
    )
    format: Literal["json", "csv"] | None = Field(None, description="json or csv; else what Accept asks for")

    @model_validator(mode="after")
    def _knows_all(self, info: ValidationInfo) -> Self:
        """A filter with a slip in its name would give the whole list, and nobody would notice."""
        asked = info.context["request"].GET if info.context else ()
        if unknown := sorted(set(asked) - set(type(self).model_fields) - {"lang"}):
            raise ValueError(f"no such parameter: {', '.join(unknown)}; there are {', '.join(type(self).model_fields)}")
        return self


class Sent(Schema):
    """What is known of a document that is added."""

    published: Text = Field("", description="when it was published: YYYY, YYYY-MM or YYYY-MM-DD")
    area: Text = Field("", description="the area that it is about, by its name")
    at_once: bool = Field(True, description="file it as soon as it is read, without a look at what was found")


class StatementQuery(Paged):
    """The filter of the table of statements."""

    indicator: Text = Field("", description="words in the indicator's name")
    area: Text = Field("", description="words in the area's name")
    period: Period | None = Field(None, description="2023, 2023-11, 2021/2025; a year has its months, too")
    measure: Measure | None = None
    modality: Modality | None = None
    doc: Hash | None = Field(None, description="hash of the document, eight digits or more")
    title: Text = Field("", description="words in the document's title or name")
    q: Text = Field("", description="words in indicator, quote, area or holder")
    sort: Sort = "-period"


class DocumentQuery(Paged):
    """The filter of the list of documents."""

    area: Text = Field("", description="the area it is about, by its full name")
    year: Year | None = Field(None, description="when it was published")
    q: Text = Field("", description="words in its text")


class SeriesQuery(Paged):
    """Which series."""

    indicator: Text = Field("", description="words in the indicator's name")
    area: Text = Field("", description="words in the area's name")
    measure: Measure | None = None


class FindingQuery(Paged):
    """The filter of the list of findings."""

    state: State = "open"
    severity: Severity | None = None
    rule: Text = ""
    area: Text = Field("", description="the area of its first figure")
    year: Year | None = None


class PlanQuery(Paged):
    """Which plans."""

    area: Text = ""


class TargetQuery(Paged):
    """The filter of the table of targets."""

    verdict: Verdict | None = None
    binding: Binding | None = None
    area: Text = Field("", description="the area, by its full name")
    indicator: Text = Field("", description="words in the indicator's name")
    plan: Hash | None = Field(None, description="hash of the document that sets it")


class TaskQuery(Paged):
    """The filter of the table of tasks."""

    list: Text = ""
    body: Text = Field("", description="the body that leads, by its name")
    state: Standing | None = None
    q: Text = Field("", description="words in the title")
