"""What was promised and what became of it: plans, their items and targets, and the results laid beside them."""

from __future__ import annotations

from django.db import models

from hefu.ledger.models.chained import Chained
from hefu.ledger.models.read import Document, Statement


class Plan(models.Model):
    """A document that was looked through for targets; `title` and `period` where it is a plan.

    version: of the rules that did it.  period: `2026/2030`.  above: title of the plan that it carries out.
    """

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="plan")
    version = models.IntegerField()
    title = models.TextField(blank=True)
    issuer = models.TextField(blank=True)
    area_name = models.CharField(max_length=100, blank=True)
    period = models.CharField(max_length=25, blank=True)
    above = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """A part, chapter, section or measure of a plan: see `hefu.plan.model.Item`. parent: number of the one above."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items", db_index=False)
    number = models.IntegerField()
    parent = models.IntegerField(null=True)
    level = models.IntegerField()
    kind = models.CharField(max_length=10)
    mark = models.TextField(blank=True)
    title = models.TextField(blank=True)
    start = models.IntegerField()
    end = models.IntegerField()
    stop = models.IntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="item_identity")]


class Answer(models.Model):
    """A reported figure under the name, place and time by which it can answer targets."""

    statement = models.OneToOneField(Statement, primary_key=True, on_delete=models.CASCADE, related_name="answer")
    name = models.TextField()
    place = models.TextField(blank=True)
    period = models.CharField(max_length=25)

    class Meta:
        indexes = [models.Index(fields=["name", "place"], name="answers_of_name")]


class Target(models.Model):
    """An aim 目标 of a document with its verdict. Its identity: document and place of its figure.

    item: number of the item of its plan.  name, place: by which results are found.  due: last day of its time.
    aim: all of it, as `hefu.ledger.packing` writes it; base and results are those of the last assessment.
    gone: a new reading no longer finds it; it is kept for what people said of it.
    published: the date of its document.  folded: quote, indicator, name and area as `search.py` compares them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets", db_index=False)
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    item = models.IntegerField(null=True)
    indicator = models.TextField()
    name = models.TextField()
    place = models.TextField(blank=True)
    area_name = models.CharField(max_length=100, blank=True, db_index=True)
    period = models.CharField(max_length=25, blank=True)
    due = models.CharField(max_length=10, blank=True, db_index=True)
    binding = models.BooleanField(null=True)
    in_words = models.BooleanField()
    aim = models.JSONField()
    verdict = models.CharField(max_length=14, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    provisional = models.BooleanField(default=False)
    progress = models.TextField(blank=True)
    formula = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    base = models.JSONField(null=True)
    results = models.JSONField(default=list)
    gone = models.BooleanField(default=False)
    published = models.CharField(max_length=10, blank=True)
    folded = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "start"], name="target_identity")]
        indexes = [
            models.Index(fields=["name", "place"], name="targets_of_name"),
            models.Index(fields=["indicator"], name="targets_of_indicator"),
            models.Index(
                fields=["verdict", "due", "plan", "start"], name="targets_by_verdict", condition=models.Q(gone=False)
            ),
            models.Index(fields=["-published", "plan", "start"], name="targets_newest", condition=models.Q(gone=False)),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.quote}"


class Judgement(models.Model):
    """A target was judged for the first time, or otherwise than before 判定: never changed, the newest one holds.

    before: the verdict until then; empty for the first one.  rule: by which it was judged.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField(max_length=14)
    before = models.CharField(max_length=14, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    when = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]


class Use(models.Model):
    """A verdict rests on this statement (made by rule, anew with each assessment)."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="uses")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="uses")
    confidence = models.FloatField()  # of the statement, for the queue of those that are looked at first

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "statement"], name="use_identity")]
        indexes = [models.Index(fields=["confidence", "statement"], name="uses_by_confidence")]


class Link(Chained):
    """A person says that a statement answers a target (confirmed), does not (cut), or takes that back (undone).

    Never changed: the last one about a target and a statement holds. The statement is known by its document and the
    place of its numeral, so that what was said of it outlives a new reading.
    """

    CONFIRMED, CUT, UNDONE = KINDS = "confirmed", "cut", "undone"

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="links")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links")
    statement = models.IntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=10)
    who = models.CharField(max_length=150)
    when = models.DateTimeField()
    why = models.TextField()

    class Meta:
        ordering = ["pk"]


class Alignment(models.Model):
    """A plan laid beside one above it 上下衔接, as the rules do it; made anew when one of the two is read again.

    links: `hefu.plan.alignment.Link` as lists.  dropped: passages above that nothing takes up.  dropped_targets:
    places of such targets.
    """

    upper = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+", db_index=False)
    lower = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    version = models.IntegerField()
    links = models.JSONField()
    dropped = models.JSONField()
    dropped_targets = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upper", "lower"], name="alignment_identity")]


class Pairing(Chained):
    """A person says that a passage is taken up by one below (confirmed), is not (cut), or takes that back (undone).

    Never changed: the last one about two passages holds. They are known by place and words, so that what was said
    outlives a new reading.
    """

    CONFIRMED, CUT, UNDONE = KINDS = "confirmed", "cut", "undone"

    upper = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", db_index=False)
    lower = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    upper_start = models.IntegerField()
    upper_quote = models.TextField()
    lower_start = models.IntegerField()
    lower_quote = models.TextField()
    kind = models.CharField(max_length=10)
    who = models.CharField(max_length=150)
    when = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["upper", "lower"], name="pairings_of_plans")]
