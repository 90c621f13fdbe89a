"""What came in and is not filed yet: files that wait to be read, and what was found in them."""

from __future__ import annotations

from django.db import models

from hefu.ledger.models.read import Document


class Arrival(models.Model):
    """A file that came in by the page or from a watched folder 来件, known by the hash of its bytes.

    name: what it was called, as a label only.  origin: page or folder.  who: who sent it, or the folder.
    told: what is known of it beforehand, fields of `hefu.ledger.jobs.Job` by name.
    at_once: to be filed as soon as it is read, without a look at what was found.
    state: see STATES.  stage: what is being done just now: read, extract, check, file.
    done, total: pages.  statements: how many were found.
    draft: what was found, to be shown before it is filed, see `hefu.ledger.drafts`.
    error: why it failed, in one sentence.  trace: the traceback where hefu itself is at fault.
    document: what it became, or what the ledger had of it already.
    lease_by, lease_until: the worker that is at it, and until when nobody else takes it.  tries: how often begun.
    """

    WAITING, READING, FOUND, FILED, KNOWN, FAILED, DISCARDED = STATES = (
        "waiting", "reading", "found", "filed", "known", "failed", "discarded",
    )  # fmt: skip
    OPEN = WAITING, READING, FOUND
    """The states in which its content is kept and something is still to be done."""
    PAGE, FOLDER = "page", "folder"

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    origin = models.CharField(max_length=10)
    who = models.TextField(blank=True)
    came = models.DateTimeField(db_index=True)
    told = models.JSONField(default=dict)
    at_once = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=WAITING)
    stage = models.CharField(max_length=10, blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    statements = models.IntegerField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)
    trace = models.TextField(blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lease_by = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.IntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="arrival_states")]

    def __str__(self) -> str:
        return self.name


class Baggage(models.Model):
    """What an arrival carries as long as it is open: its bytes, and what was read of them.

    prepared: empty, or the document with all that was found, see `hefu.ledger.carrying`.
    """

    arrival = models.OneToOneField(Arrival, primary_key=True, on_delete=models.CASCADE, related_name="baggage")
    content = models.BinaryField()
    prepared = models.BinaryField(default=b"")
