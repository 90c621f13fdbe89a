"""The targets of an indicator are found by an index, however many others there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0017_statements_by_indicator")]
    operations = [
        migrations.AddIndex(
            model_name="target", index=models.Index(fields=["indicator"], name="targets_of_indicator")
        ),
    ]
