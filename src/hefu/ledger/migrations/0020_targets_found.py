"""Targets are found by their words, by an index like that of statements, whose figures have triples now.

Two more are for lists of targets, by date and by verdict.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import F

from hefu.ledger import grams
from hefu.ledger.search import fold

_BATCH = 2_000


def fill(apps: Any, editor: Any) -> None:
    targets = apps.get_model("ledger", "Target")
    keys = list(targets.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        found = targets.objects.filter(pk__in=keys[start : start + _BATCH])
        some = list(found.annotate(day=F("plan__document__published")).only(*_WORDS))
        for row in some:
            row.folded, row.published = "\n".join(fold(getattr(row, name)) for name in _WORDS), row.day
        targets.objects.bulk_update(some, ["folded", "published"], batch_size=200)


_WORDS = ("quote", "indicator", "name", "area_name")


def make(apps: Any, editor: Any) -> None:
    grams.remove(editor)
    grams.create(editor)


def unmake(apps: Any, editor: Any) -> None:
    grams.remove(editor, functions=False)  # all: an older hefu has other grams, and makes its own as soon as it opens the ledger


class Migration(migrations.Migration):
    dependencies = [("ledger", "0019_confidence_of_uses")]
    operations = [
        migrations.AlterField(model_name="target", name="verdict", field=models.CharField(blank=True, max_length=14)),
        migrations.AddField(
            model_name="target", name="published", field=models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="target", name="folded", field=models.TextField(default=""), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(
                fields=["verdict", "due", "plan", "start"], name="targets_by_verdict", condition=models.Q(gone=False)
            ),
        ),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(
                fields=["-published", "plan", "start"], name="targets_newest", condition=models.Q(gone=False)
            ),
        ),
        migrations.RunPython(make, unmake),
    ]
