"""What was judged: claims and findings of the audit, and what people say of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hefu.ledger.models.chained import Chained
from hefu.ledger.models.read import Area, Document, Statement

KEY = 20
"""Characters of the key of a subject: see `hefu.ledger.claims.key_of`."""


class Claim(models.Model):
    """A statement with the words around it, as the audit looks at it: see `hefu.audit.claims.Claim`.

    key: of its subject, that is name, place and definition.  place: the area, so written that no other has its name.
    listed: it stands in a structure (10.4∶41.9∶47.7).  revised: its document tells of figures that were revised.
    """

    statement = models.OneToOneField(Statement, primary_key=True, on_delete=models.CASCADE, related_name="claim")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="claims", db_index=False)
    key = models.CharField(max_length=KEY, db_index=True)
    name = models.TextField()
    place = models.TextField(blank=True)
    definition = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    tail = models.TextField(blank=True)
    sentence = models.IntegerField()
    cell = models.BooleanField()
    head = models.BooleanField()
    printed = models.BooleanField()
    among = models.TextField(blank=True)
    tier = models.TextField(blank=True)
    period = models.CharField(max_length=25, blank=True)
    due = models.BooleanField()
    listed = models.BooleanField()
    revised = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["document", "sentence"], name="claims_of_sentence")]


class Ask(models.Model):
    """A sentence, or a subject, was held against another subject: to be judged anew when that one changes.

    document, sentence: who asked, or `by`: the key of the subject that asked.  key: of the subject asked for.
    """

    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="asks", db_index=False)
    sentence = models.IntegerField(null=True)
    by = models.CharField(max_length=KEY, blank=True, db_index=True)
    key = models.CharField(max_length=KEY, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["document", "sentence"], name="asks_of_sentence")]


class Finding(models.Model):
    """Figures that cannot all be true 矛盾, or deserve a look, with the arithmetic; and what became of it.

    identity: the same whenever the rule finds the same numerals of the same files.
    severity: conflict, notice, or revision (an estimate and the later result).
    arithmetic: its lines.  words, steps: message and lines to be laid out, see `hefu.ledger.telling`.
    area_name, area, period: of its first figure.
    places: of its numerals, whatever the rule; the same figures are told of once.
    document and sentence, or `by`: the sentence or the subject that was judged when it came out.
    state: open; confirmed or dismissed by a person; resolved: it came out no more.
    """

    OPEN, CONFIRMED, DISMISSED, RESOLVED = STATES = "open", "confirmed", "dismissed", "resolved"

    identity = models.CharField(max_length=16, unique=True)
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    message = models.TextField()
    arithmetic = models.JSONField()
    words = models.JSONField()
    steps = models.JSONField()
    area_name = models.CharField(max_length=100, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    period = models.CharField(max_length=25, blank=True)
    places = models.CharField(max_length=KEY, db_index=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    sentence = models.IntegerField(null=True)
    by = models.CharField(max_length=KEY, blank=True, db_index=True)
    state = models.CharField(max_length=10, default=OPEN)
    first_seen = models.DateTimeField(db_index=True)
    last_seen = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "severity", "rule"], name="finding_states"),
            models.Index(fields=["document", "sentence"], name="findings_of_sentence"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


class FindingFigure(models.Model):
    """A figure of a finding, in order; readable also when its statement has gone.

    stated: the fields of its statement when the finding was last seen.
    needed_low, needed_high: what its value would have to be if the others were true, in the statement's unit, half
    open; Infinity where it has no end, empty where nothing can be said.
    """

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="figures", db_index=False)
    place = models.IntegerField()  # among the figures, from 0
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="figures")
    statement = models.ForeignKey(Statement, null=True, on_delete=models.SET_NULL, related_name="figures")
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    stated = models.JSONField()
    needed_low = models.TextField(blank=True)
    needed_high = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["finding", "place"], name="figure_identity")]


class Decision(Chained):
    """A turn in the life of a finding: what somebody decided, or what hefu saw (`who` is empty then).

    reason: why it was dismissed: see REASONS.  figures: what they stated then.
    """

    CONFIRMED, DISMISSED, REOPENED, RESOLVED, RETURNED = KINDS = (
        "confirmed", "dismissed", "reopened", "resolved", "returned",
    )  # fmt: skip
    REASONS = "definition", "period", "extraction", "other"
    """口径不同, 期间不同, 抽取有误, 其他."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    who = models.CharField(max_length=150, blank=True)
    when = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        ordering = ["pk"]


class Correction(Chained):
    """A person's change of one field of the statement whose numeral starts here. Never changed but by undoing it.

    old, new: the field as it was shown before and is now; empty for none.
    expected: the field as extracted, which must stand there when the document is read again.
    lost: why it could not be replayed then; empty when all is well.
    """

    UNCHAINED = ("lost",)

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="corrections", db_index=False)
    start = models.IntegerField()
    quote = models.TextField()
    field = models.CharField(max_length=12)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    reason = models.TextField()
    who = models.CharField(max_length=150)
    when = models.DateTimeField()
    lost = models.TextField(blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["document", "start"], name="corrections_of_statement")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "start", "field"], condition=Q(undone=None), name="one_correction_of_a_field"
            )
        ]


class Review(Chained):
    """What a person says of a whole statement 复核: it is right, it counts nothing, or it was missed and is added.

    Never changed but by undoing it.  fields: what the statement stated then (`ledger.fields.stated`), for one that was
    added what it states.  row: the columns of a rejected one, so that it can come back.
    lost: why it could not be done again when the document was read again; empty when all is well.
    """

    UNCHAINED = ("row", "lost")

    ACCEPTED, REJECTED, ADDED = KINDS = "accepted", "rejected", "added"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="reviews", db_index=False)
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=10)
    fields = models.JSONField()
    row = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    who = models.CharField(max_length=150)
    when = models.DateTimeField(db_index=True)
    lost = models.TextField(blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "start"], condition=Q(undone=None), name="one_review_of_a_statement"
            )
        ]
