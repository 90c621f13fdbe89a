"""The course of a task: what was reported against its goal, over its time. Nothing is drawn before the first report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from hefu.office.models import ProgressReport, Task

WIDE, HIGH = 640.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 560.0, 26.0, 158.0


@dataclass(frozen=True, slots=True)
class Point:
    """A report in the chart: where, its figure, its full name, the anchor of its row."""

    x: float
    y: float
    words: str
    name: str
    key: int


@dataclass(frozen=True, slots=True)
class Course:
    """The drawing. even: the way that would reach the goal evenly.  goal: the height of the goal and its words."""

    points: tuple[Point, ...]
    path: str
    even: tuple[float, float, float, float] | None
    goal: float
    goal_words: str
    first: str
    last: str
    today: float | None
    today_words: str
    name: str


def course(task: Task, reports: Sequence[ProgressReport], today: date) -> Course | None:
    """The course, None without a goal or without two figures of its unit."""
    said = [one for one in reports if one.figure and one.unit == task.unit]
    if not task.goal or Decimal(task.goal) <= 0 or len(said) < 2:
        return None
    goal = Decimal(task.goal)
    first = min(task.start_on or said[0].until, said[0].until)
    last = max(task.due or today, said[-1].until, today if task.state == Task.ACTIVE else said[-1].until)
    top = max(goal, *(Decimal(one.figure) for one in said)) * Decimal("1.12")

    def x(day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - first).days / max((last - first).days, 1)

    def y(value: Decimal) -> float:
        return BOTTOM - float(max(value, Decimal(0)) / top) * (BOTTOM - TOP)

    points = tuple(
        Point(x(one.until), y(Decimal(one.figure)), one.figure, f"{one.period} {one.figure} {one.unit}", one.pk)
        for one in said
    )
    even = (x(task.start_on), BOTTOM, x(task.due), y(goal)) if task.start_on and task.due else None
    return Course(
        points, "M" + "L".join(f"{p.x:.1f} {p.y:.1f}" for p in points), even, y(goal),
        _("goal {goal}").format(goal=f"{task.goal} {task.unit}"), first.isoformat(), last.isoformat(),
        x(today) if first <= today <= last else None, _("Today {day}").format(day=f"{today:%m-%d}"),
        _("What was reported, against the goal"),
    )  # fmt: skip
