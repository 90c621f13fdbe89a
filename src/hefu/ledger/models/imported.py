"""Tables that came in by a mapping, and the mappings that are kept for the next ones."""

from __future__ import annotations

from django.db import models

from hefu.ledger.models.read import Document


class SavedMapping(models.Model):
    """A mapping 映射 under a name. heads: fingerprint of the headings that it is for.

    text: its file.  who: saved it."""

    name = models.CharField(max_length=100, unique=True)
    heads = models.CharField(max_length=32, db_index=True)
    text = models.TextField()
    who = models.TextField(blank=True)
    changed = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Imported(models.Model):
    """That the statements of a document came in by a mapping, and by which: it is read again by the same."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="imported")
    mapping = models.TextField()
