"""What was issued: reports, frozen, and the files that were made of them."""

from __future__ import annotations

from django.db import models

from hefu.ledger.models.chained import Chained


class IssuedReport(Chained):
    """A report 报告 once issued, never changed: its snapshot, known by the sha256 of it.

    plan: sha256 of the plan's file; no foreign key, so that a report outlives what it was made of.
    snapshot: canonical JSON, see `hefu.report.snapshot`.
    """

    UNCHAINED = ("snapshot",)  # the key is its hash

    sha256 = models.CharField(max_length=64, primary_key=True)
    plan = models.CharField(max_length=64, db_index=True)
    title = models.TextField()
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    as_of = models.CharField(max_length=10)
    who = models.CharField(max_length=150)
    when = models.DateTimeField()
    snapshot = models.TextField()

    class Meta:
        ordering = ["-when", "sha256"]

    def __str__(self) -> str:
        return f"{self.title} {self.as_of}"


class Rendering(Chained):
    """The file that was first made of a report in a format: its hash, and with what it was made (libraries, font)."""

    report = models.ForeignKey(IssuedReport, on_delete=models.CASCADE, related_name="renderings")
    format = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    made_with = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "format"], name="rendering_identity")]
