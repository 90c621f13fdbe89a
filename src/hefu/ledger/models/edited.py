"""What people changed about indicators. The file of the lexicon is never touched."""

from __future__ import annotations

from django.db import models

from hefu.ledger.models.chained import Chained


class IndicatorEdit(Chained):
    """A change of an indicator, see `hefu.lexicon.indicators.Edit`. Never changed but by undoing it.

    old: of a field, what it was before.  moved: how many statements changed their series by it.
    """

    UNCHAINED = ("moved",)

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    other = models.CharField(max_length=200)
    value = models.CharField(max_length=100, blank=True)
    old = models.CharField(max_length=100, blank=True)
    moved = models.IntegerField(default=0)
    why = models.TextField()
    who = models.CharField(max_length=150)
    when = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True)
    undone = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.other}"
