"""What was read: files, documents, statements, and what they are about."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


class Secret(models.Model):
    """A key that was made for this ledger and that its site signs with."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200)


class Original(models.Model):
    """The bytes of a file as it was added, known by their hash, so that any figure can be checked years later."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    content = models.BinaryField()


class Area(models.Model):
    """An administrative area or functional zone 行政区划, as it was in its years (both included)."""

    code = models.CharField(max_length=24)  # GB/T 2260, with letters behind it for zones, or a user's own
    name = models.CharField(max_length=100, db_index=True)
    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    since = models.IntegerField(null=True, blank=True)
    until = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "name"], name="area_code_name")]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """A concept 指标 that is measured, under its preferred name."""

    name = models.CharField(max_length=200, unique=True)
    unit_family = models.CharField(max_length=40, blank=True)  # dimension of its level: money, people, ratio
    kind = models.CharField(max_length=12, blank=True)  # flow, stock, rate, index
    price_basis = models.CharField(max_length=12, blank=True)  # nominal, constant
    direction = models.CharField(max_length=12, blank=True)  # up, down, none

    def __str__(self) -> str:
        return self.name


class IndicatorName(models.Model):
    """Another name under which an indicator stands in documents."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200, unique=True)


class Document(models.Model):
    """A document of the ledger, known by the hash of its file.

    Its text and layout may be large: lists leave them out with `Document.cards`.
    """

    LARGE = ("text", "layout", "places")

    original = models.OneToOneField(Original, on_delete=models.PROTECT, related_name="document")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=40, blank=True)
    url = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    accessed = models.CharField(max_length=10, blank=True)
    title = models.TextField(blank=True)
    issuer = models.TextField(blank=True)
    published = models.CharField(max_length=10, blank=True, db_index=True)
    area_name = models.CharField(max_length=100, blank=True)  # as extracted, also when no Area has it
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    text = models.TextField()
    layout = models.BinaryField()  # compressed JSON: outline, tables, junk, evidence, notes, articles
    places = models.BinaryField()  # compressed JSON: segments
    added = models.DateTimeField(auto_now_add=True)
    audited = models.IntegerField(null=True, blank=True)  # see hefu.ledger.auditing

    class Meta:
        indexes = [
            models.Index(fields=["area_name", "published"], name="documents_of_area"),
            models.Index(fields=["added"], name="documents_added"),
            models.Index(fields=["audited"], condition=models.Q(audited=0), name="documents_not_audited"),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @classmethod
    def cards(cls) -> models.QuerySet[Document]:
        """The documents without their large columns."""
        return cls.objects.defer(*cls.LARGE)


class Article(models.Model):
    """An article of a document, as far as other documents need to know it: by its number among the articles.

    goes_on: its next part, on another page of the same paper.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="articles", db_index=False)
    number = models.IntegerField()
    title = models.TextField(blank=True)
    page = models.IntegerField(null=True, blank=True)
    continued_on = models.IntegerField(null=True, blank=True, db_index=True)
    continued_from = models.IntegerField(null=True, blank=True, db_index=True)
    goes_on = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="comes_from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="article_identity")]


class Folded(models.Model):
    """The text of a document as `search.py` compares it."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="folded")
    text = models.TextField()


class Series(models.Model):
    """Statements of one indicator, place, holder, measure, basis and unit, by period.

    The place is the name as extracted and, where one has it, the area: the places of unknown areas stay apart.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    area_name = models.CharField(max_length=100, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="series")
    holder = models.CharField(max_length=200, blank=True)  # what the figures are about, where not the area as a whole
    measure = models.CharField(max_length=10, db_index=True)
    basis = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=40)

    class Meta:
        constraints = [
            # An index over an expression, because SQLite takes every NULL for distinct.
            models.UniqueConstraint(
                "indicator", "area_name", Coalesce("area", 0), "holder", "measure", "basis", "unit", name="series_key"
            )
        ]
        indexes = [models.Index(fields=["area_name"], name="series_of_area")]


class Statement(models.Model):
    """One quantity asserted about one thing, place and period. Its identity: document and place of its numeral."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="statements", db_index=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="statements", db_index=False)
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    indicator_text = models.TextField()
    value = models.TextField()  # str(Decimal), its exponent keeps the printed precision
    value_max = models.TextField(blank=True)
    number = models.FloatField(db_index=True)  # of value, for sorting only
    bound = models.CharField(max_length=2)
    period = models.CharField(max_length=25, blank=True)
    period_end = models.CharField(max_length=10, blank=True, db_index=True)  # last day, for sorting
    modality = models.CharField(max_length=8)
    confidence = models.FloatField()
    evidence = models.JSONField()
    folded = models.TextField()  # quote, indicator, area and holder as `search.py` compares them

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "start"], name="statement_identity"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="statement_is_not_empty"),
        ]
        indexes = [
            models.Index(fields=["series", "period_end"], name="statement_of_series"),
            models.Index(fields=["modality", "period_end"], name="statement_modality"),
            # An order with all that it sorts by: a page of it is read off the index, however many there are.
            models.Index(fields=["confidence", "document", "start"], name="statement_by_confidence"),
            models.Index(fields=["-period_end", "-period", "document", "start"], name="statement_by_period"),
            models.Index(fields=["indicator_text", "document", "start"], name="statement_by_indicator"),
        ]


class Numeral(models.Model):
    """A numeral of a document with its class and the reason for it, whether it became a statement or not."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="numerals", db_index=False)
    start = models.IntegerField()
    end = models.IntegerField()
    cls = models.CharField(max_length=8)
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "start"], name="numeral_identity")]
        indexes = [models.Index(fields=["document", "cls"], name="numeral_classes")]
