"""The unsure statements behind verdicts are found in the order in which they are looked at."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def copy(apps: Any, editor: Any) -> None:
    uses, statements = apps.get_model("ledger", "Use"), apps.get_model("ledger", "Statement")
    said = statements.objects.filter(pk=OuterRef("statement")).values("confidence")
    uses.objects.update(confidence=Subquery(said))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0018_targets_of_indicator")]
    operations = [
        migrations.AddField(
            model_name="use", name="confidence", field=models.FloatField(default=1.0), preserve_default=False
        ),
        migrations.RunPython(copy, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="use", index=models.Index(fields=["confidence", "statement"], name="uses_by_confidence")
        ),
    ]
