"""The mark of a task: the two halves of the tally, and the word beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hefu.office import words
from hefu.office.judging import Judged

_SHAPES = {"done": "met", "active": "on", "overdue": "missed", "planned": "none", "dropped": "nj"}


def mark(row: Judged) -> tuple[str, str]:
    """The shape of the mark and its word."""
    if row.late:
        return "missed", _("overdue by {n} days").format(n=row.late)
    return _SHAPES[row.status], words.say("state", row.task.state)
