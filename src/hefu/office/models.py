"""Rows of what people do about plans.

A row that people write is `Kept`: it has a version, and each of its versions a `Change` with who, when and why.
A passage of a document is held by the document's hash and the place where it begins, with its words: no foreign key,
so that it outlives re-extraction, and says what it meant where the document is gone. Sums and figures are decimals
as text, with their unit beside them. An empty text stands for not known. Dates are days without a zone.

There are no rows about private persons: a body may name as contact one who uses this system, and `who` is such a name.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from hefu.ledger.models.chained import Chained


class Kept(Chained):
    """A row of which nothing is overwritten: `hefu.office.store` alone writes it, and each time a `Change`.

    FIELDS: what people write, in the order in which forms and histories show it.
    KIND: its name in the history and in addresses.
    """

    FIELDS: ClassVar[tuple[str, ...]]
    KIND: ClassVar[str]

    version = models.IntegerField(default=1)

    class Meta:
        abstract = True


class Change(Chained):
    """A version of a row: what somebody wrote, when and why. Never changed.

    fields: name of each field that became another: [before, after] as text; before is empty in version 1.
    """

    kind = models.CharField(max_length=12)
    row = models.BigIntegerField()
    version = models.IntegerField()
    fields = models.JSONField()
    who = models.CharField(max_length=150)
    when = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "row", "version"], name="change_identity")]


class Body(Kept):
    """A responsible body 责任单位: a government, a department, an enterprise.

    area: the area that it acts for; two areas may each have a body of one name.  names: other names, parted by 、.
    contact: a user of this system who answers for it.
    """

    KIND = "body"
    FIELDS = ("name", "area", "names", "kind", "contact")
    KINDS = "government", "department", "zone", "institution", "company", "other"
    """人民政府, 部门, 开发区管委会, 事业单位, 企业, 其他."""

    name = models.CharField(max_length=100)
    area = models.CharField(max_length=100, blank=True)
    names = models.TextField(blank=True)
    kind = models.CharField(max_length=12, blank=True)
    contact = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "area"], name="body_identity")]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """Words of a document that a row serves or is proved by: hash of the document, where they begin, the words."""

    sha256 = models.CharField(max_length=64, blank=True)
    start = models.IntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        abstract = True


class Task(Passage, Kept):
    """A task 任务 of a list (2025年重点任务), with one body that leads. Its passage is what it serves.

    code: its number in the list.  section: the heading that it stands under.  serves: in words, where it has none.
    goal, unit: the figure that it is to reach.  start_on, due, done_on: days.  support: names of further bodies.
    """

    KIND = "task"
    FIELDS = (
        "list", "code", "section", "title", "body", "support", "goal", "unit", "start_on", "due", "rhythm", "state",
        "done_on", "serves", "sha256", "start", "quote",
    )  # fmt: skip
    PLANNED, ACTIVE, DONE, DROPPED = STATES = "planned", "active", "done", "dropped"
    RHYTHMS = "weekly", "monthly", "quarterly", "none"

    list = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40, blank=True)
    section = models.CharField(max_length=200, blank=True)
    title = models.TextField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="tasks")
    support = models.ManyToManyField(Body, related_name="supported", blank=True)
    goal = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    start_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True, db_index=True)
    rhythm = models.CharField(max_length=10, default="none")
    state = models.CharField(max_length=10, default=PLANNED, db_index=True)
    done_on = models.DateField(null=True, blank=True)
    serves = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Assignment(Passage, Kept):
    """A body answers for an item or a target of a plan, whose heading or figure is the passage. removed: no longer."""

    KIND = "assignment"
    FIELDS = ("body", "role", "what", "sha256", "start", "quote", "removed")
    ROLES = "lead", "responsible", "support"
    """牵头单位, 责任单位, 配合单位, as in `hefu.plan.model.Role`."""
    ITEM, TARGET = WHATS = "item", "target"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=12)
    what = models.CharField(max_length=10, default=ITEM)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "role", "sha256", "start"], condition=Q(removed=False), name="assigned_once"
            )
        ]
        indexes = [models.Index(fields=["sha256", "start"], name="assignments_of_passage")]

    def __str__(self) -> str:
        return self.quote


class ProgressReport(Passage, Kept):
    """What a body reports 进展 of a task for a period. Its passage is the evidence.

    period: 2025-11, 2025-W47, 2025-Q3 or a day.  until: the last day of it.  figure, unit: what is reached by then.
    withdrawn: it was wrong and counts no more; another one may stand for the period.
    """

    KIND = "report"
    FIELDS = ("period", "figure", "unit", "state", "text", "sha256", "start", "quote", "withdrawn")
    STATES = "on-course", "slow", "stuck", "done"
    """正常推进, 进度滞后, 受阻, 已完成."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    period = models.CharField(max_length=25)
    until = models.DateField()
    figure = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "period"], condition=Q(withdrawn=False), name="one_report_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.text}".strip()


class Problem(Kept):
    """A problem 问题 of a list, from being found to being checked.

    origin: where or by which inspection it was found.  measure: what is done about it.  solution: what was done.
    checked_by: who looked whether it is solved.  void: struck off, with the reason in the history; counts nowhere.
    """

    KIND = "problem"
    FIELDS = (
        "list", "code", "title", "origin", "found", "body", "task", "measure", "due", "solved", "solution", "checked",
        "checked_by", "void",
    )  # fmt: skip

    list = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    origin = models.TextField(blank=True)
    found = models.DateField(db_index=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="problems")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="problems")
    measure = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    solved = models.DateField(null=True, blank=True)
    solution = models.TextField(blank=True)
    checked = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)
    void = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title


class Project(Passage, Kept):
    """A project 项目 of the register: sums as they were written, each in its own unit. Its passage is the plan's words.

    stage, stage_on: the latest of its turns, kept here for lists.
    """

    KIND = "project"
    FIELDS = (
        "code", "name", "kind", "body", "place", "planned", "planned_unit", "signed", "signed_unit", "arrived",
        "arrived_unit", "due", "sha256", "start", "quote",
    )  # fmt: skip
    STAGES = "talks", "signed", "begun", "building", "done", "running", "ended"
    """在谈, 签约, 开工, 在建, 竣工, 投产, 终止."""
    SUMS = "planned", "signed", "arrived"
    UNCHAINED = ("stage", "stage_on")

    code = models.CharField(max_length=40, blank=True)
    name = models.TextField()
    kind = models.CharField(max_length=100, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="projects")
    place = models.CharField(max_length=100, blank=True)
    planned = models.TextField(blank=True)
    planned_unit = models.CharField(max_length=40, blank=True)
    signed = models.TextField(blank=True)
    signed_unit = models.CharField(max_length=40, blank=True)
    arrived = models.TextField(blank=True)
    arrived_unit = models.CharField(max_length=40, blank=True)
    due = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, blank=True)
    stage_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Turn(Kept):
    """A project reaches a stage on a day. void: it was written by mistake."""

    KIND = "turn"
    FIELDS = ("stage", "day", "void")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="turns")
    stage = models.CharField(max_length=10)
    day = models.DateField()
    void = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "pk"]


class Heading(models.Model):
    """What a column of somebody's sheets means: told once with --map, known from then on."""

    kind = models.CharField(max_length=12)
    words = models.CharField(max_length=100)
    field = models.CharField(max_length=20)
    who = models.CharField(max_length=150)
    when = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "words"], name="heading_identity")]


KINDS: dict[str, type[Kept]] = {
    model.KIND: model for model in (Body, Task, Assignment, ProgressReport, Problem, Project, Turn)
}
"""Name of a kind of rows: its model."""


def as_text(value: Any) -> str:
    """A field as histories keep it: days as 2025-11-30, bodies and tasks by their names, empty for none."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return value.isoformat() if isinstance(value, date) else str(value)
