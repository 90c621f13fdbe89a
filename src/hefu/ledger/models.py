"""Rows of the ledger. Values are exact: decimals are kept as text beside a float for sorting only."""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """The bytes of a file as it was added, known by their hash, so that any figure can be checked years later."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    content = models.BinaryField()


class Area(models.Model):
    """An administrative area or functional zone 行政区划, as it was in its years."""

    code = models.CharField(max_length=12)  # GB/T 2260, or a user's own
    name = models.CharField(max_length=64, db_index=True)
    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    since = models.IntegerField(null=True, blank=True)
    until = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "name"], name="area_code_name")]


class Indicator(models.Model):
    """A concept 指标 that is measured, under its preferred name."""

    name = models.CharField(max_length=200, unique=True)
    unit_family = models.CharField(max_length=40, blank=True)  # dimension of its level: money, people, ratio
    kind = models.CharField(max_length=12, blank=True)  # flow, stock, rate, index
    price_basis = models.CharField(max_length=12, blank=True)  # nominal, constant
    direction = models.CharField(max_length=4, blank=True)  # up, down


class IndicatorName(models.Model):
    """A name under which an indicator stands in documents."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200, unique=True)


class Document(models.Model):
    """A document of the ledger, known by the hash of its file."""

    original = models.OneToOneField(Original, on_delete=models.PROTECT, related_name="document")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    accessed = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=500)
    issuer = models.CharField(max_length=200, blank=True)
    published = models.CharField(max_length=10, blank=True, db_index=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    text = models.TextField()
    layout = models.BinaryField()  # compressed JSON: outline, tables, junk, segments, evidence, notes
    added = models.DateTimeField(auto_now_add=True)


class Series(models.Model):
    """Statements of one indicator, area, measure, basis and unit, by period."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="series")
    measure = models.CharField(max_length=10)
    basis = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "measure", "basis", "unit"], name="series_key", nulls_distinct=False
            )
        ]


class Statement(models.Model):
    """One quantity asserted about one thing, place and period. Its identity: document and place of its numeral."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="statements")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="statements")
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.CharField(max_length=400)
    indicator_text = models.CharField(max_length=400)
    value = models.CharField(max_length=80)  # str(Decimal), its exponent keeps the printed precision
    value_max = models.CharField(max_length=80, blank=True)
    number = models.FloatField(db_index=True)  # of value, for sorting only
    bound = models.CharField(max_length=2)
    area_name = models.CharField(max_length=100, blank=True)  # as extracted, also when no Area has it
    holder = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=25, blank=True, db_index=True)
    period_end = models.CharField(max_length=10, blank=True, db_index=True)  # last day, for sorting
    modality = models.CharField(max_length=8, db_index=True)
    confidence = models.FloatField()
    evidence = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "start"], name="statement_identity")]


class Numeral(models.Model):
    """A numeral that is no statement, with its class and the reason."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="numerals")
    start = models.IntegerField()
    end = models.IntegerField()
    cls = models.CharField(max_length=8)
    reason = models.CharField(max_length=100)
