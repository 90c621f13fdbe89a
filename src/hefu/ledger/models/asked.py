"""What a second reader was asked, and what it answered."""

from __future__ import annotations

from django.db import models

from hefu.ledger.models.read import Document


class Opinion(models.Model):
    """The answer of a model to one question about a statement, as it came; it is checked whenever it is shown.

    key: of the question and the model, so that nothing is asked twice.  start: of the statement's figure.
    set_aside: a person has looked at it and does not want it shown again.
    """

    key = models.CharField(max_length=64, unique=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="opinions", db_index=False)
    start = models.IntegerField()
    model = models.CharField(max_length=100)
    answer = models.TextField()
    tokens = models.IntegerField()
    asked = models.DateTimeField(auto_now_add=True)
    set_aside = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["document", "start"], name="opinions_of_statement")]
