"""The operations chart 作战图: bodies × time, with due days and states, drawn on the server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hefu.office import rhythm
from hefu.office.judging import Judged
from hefu.web.shapes import Line, Rect, Text, width

LEFT, RIGHT, WIDE = 150.0, 890.0, 899.0
TOP, ROW, BAR = 32.0, 36.0, 10.0
"""The plot lies between LEFT and RIGHT; a task takes ROW, its bar BAR units of height."""

MONTHS_AT_MOST = 18
"""Longer spans are divided into quarters, and above 72 months into years."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A task: a link with its full name, its bar, and marks on it.

    css: of the bar.  fill: how much of it is reported, in units of width.  over: where its dashes end.
    due: where its diamond stands.  label, note: its words, note_css how the second are set.
    """

    href: str
    name: str
    css: str
    y: float
    x: float
    width: float
    fill: float
    over: float | None
    due: float | None
    label: Text
    note: str
    note_css: str


@dataclass(slots=True)
class Chart:
    """The drawing. left_out: tasks without any day stand in the table only."""

    height: float = 0.0
    tints: list[Rect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    today: float | None = None
    today_words: str = ""
    left_out: int = 0
    first: date = date.min
    last: date = date.min


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from LEFT to RIGHT."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day begins; one beyond the plot stands at its edge."""
        share = (day - self.first).days / max((self.last - self.first).days + 1, 1)
        return LEFT + min(max(share, 0.0), 1.0) * (RIGHT - LEFT)

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.x(day + timedelta(1))


Groups = Sequence[tuple[str, Sequence[Judged]]]


def chart(groups: Groups, today: date) -> Chart:
    """The chart of tasks in groups, each under its name."""
    drawn = [(name, [row for row in rows if row.task.start_on or row.task.due]) for name, rows in groups]
    drawn = [(name, rows) for name, rows in drawn if rows]
    made = Chart(left_out=sum(len(rows) for _, rows in groups) - sum(len(rows) for _, rows in drawn))
    if not drawn:
        return made
    scale = _scale([row for _, rows in drawn for row in rows], today)
    made.first, made.last = scale.first, scale.last
    y = TOP
    for name, rows in drawn:
        made.lines.append(Line("sep", 0, y, RIGHT, y))
        made.texts += _names(name, y, len(rows))
        for row in _in_order(rows):
            made.bars.append(_bar(row, scale, y, today))
            y += ROW
    made.height = y
    _ticks(made, scale, y)
    if scale.first <= today <= scale.last:
        made.today = scale.x(today) + 0.5 * (scale.end(today) - scale.x(today))
        made.today_words = _("Today {day}").format(day=f"{today:%m-%d}")
    return made


def _in_order(rows: Iterable[Judged]) -> list[Judged]:
    return sorted(rows, key=lambda row: (row.task.start_on or row.task.due or date.max, row.task.due or date.max))


def _names(name: str, y: float, rows: int) -> list[Text]:
    """The name of a group beside its rows, over as many lines as they have room for."""
    lines, rest = list[str](), name or _("without")
    room = LEFT - 14
    while rest and len(lines) < 2 * rows:
        taken = len(rest)
        while width(rest[:taken]) * 1.04 > room and taken > 1:
            taken -= 1
        lines.append(rest[:taken])
        rest = rest[taken:]
    return [Text("body", 0, y + 23 + 16 * number, line) for number, line in enumerate(lines)]


def _scale(rows: Sequence[Judged], today: date) -> Scale:
    """Whole months around all days; at least today's where the tasks run on."""
    days = [day for row in rows for day in (row.task.start_on, row.task.due, row.task.done_on) if day]
    if any(row.late or row.status == "active" for row in rows):
        days.append(today)
    first, last = min(days), max(days)
    return Scale(first.replace(day=1), rhythm.month(last.year, last.month).last)


def _ticks(made: Chart, scale: Scale, bottom: float) -> None:
    """Names of months, quarters or years above the plot, and every second one tinted."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    unit = "monthly" if months <= MONTHS_AT_MOST else "quarterly" if months <= 72 else "yearly"
    day, number = scale.first, 0
    while day <= scale.last:
        last = date(day.year, 12, 31) if unit == "yearly" else rhythm.period_of(unit, day).last
        x, end = scale.x(day), scale.end(min(last, scale.last))
        if number % 2 == 0:
            made.tints.append(Rect("tint", x, TOP - 2, end - x, bottom - TOP + 2))
        if end - x > 24:
            made.texts.append(Text("month mid", (x + end) / 2, TOP - 10, _tick(unit, day, first=number == 0)))
        day, number = last + timedelta(1), number + 1


def _tick(unit: str, day: date, *, first: bool) -> str:
    if unit == "yearly":
        return str(day.year)
    if unit == "quarterly":
        return f"{day.year} Q{(day.month + 2) // 3}"
    if first or day.month == 1:
        return f"{day.year}.{day.month}"
    return f"{day:%b}" if (get_language() or "").startswith("en") else f"{day.month} 月"


_CSS = {"done": "t-done", "overdue": "t-late", "active": "t-run", "planned": "t-wait", "dropped": "t-wait"}


def _bar(row: Judged, scale: Scale, y: float, today: date) -> Bar:
    task = row.task
    end_day = (task.done_on or task.due if row.status == "done" else task.due) or scale.last
    start_day = min(task.start_on or end_day, end_day)
    x, end = scale.x(start_day), max(scale.end(end_day), scale.x(start_day) + 4)
    fill = float(row.share or Decimal(0)) * (end - x) if row.status == "active" else 0.0
    note, css = note_of(row, today)
    due = scale.end(task.due) if task.due and row.status != "done" else None
    title = task.title
    room = RIGHT - x
    wide = (width(title) + width(note)) * 0.98 + 8
    label = Text("", x, y + 14, title) if wide <= room else Text("end", RIGHT, y + 14, title)
    name, address = f"{task.body.name}：{title}：{note}", reverse("task", args=[task.pk])
    return Bar(
        address, name, _CSS[row.status], y + 19, x, end - x, fill,
        scale.x(today) if row.late else None, due, label, note, css,
    )  # fmt: skip


def note_of(row: Judged, today: date) -> tuple[str, str]:
    """What is told of a task beside its title, and how it is set."""
    task = row.task

    def day(one: date) -> str:
        return f"{one.month}-{one.day:02}" if one.year == today.year else f"{one.year}-{one.month}-{one.day:02}"

    if row.status == "done":
        return (_("done {day}").format(day=day(task.done_on)) if task.done_on else _("done")), "ax"
    if row.late and task.due:
        return _("due {day}, overdue by {n} days").format(day=day(task.due), n=row.late), "c-miss strong"
    if row.silent:
        return silence(row), "c-behind strong"
    if row.share is not None and row.last:
        return f"{row.last.figure} / {task.goal} {task.unit}", "ax"
    if row.status == "planned" and task.start_on and task.start_on > today:
        return _("from {day}").format(day=day(task.start_on)), "ax"
    return (_("due {day}").format(day=day(task.due)) if task.due else ""), "ax"


def silence(row: Judged) -> str:
    """For how long nothing was reported."""
    units = {
        "weekly": _("{n} weeks without a report"),
        "monthly": _("{n} months without a report"),
        "quarterly": _("{n} quarters without a report"),
    }
    return units[row.task.rhythm].format(n=row.silent) if row.silent else ""
