"""Indexes for the orders and filters of large ledgers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0013_entries"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="statement",
            name="statement_confidence",
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["area_name", "published"], name="documents_of_area"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["added"], name="documents_added"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(condition=models.Q(("audited", 0)), fields=["audited"], name="documents_not_audited"),
        ),
        migrations.AddIndex(
            model_name="series",
            index=models.Index(fields=["area_name"], name="series_of_area"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["confidence", "document", "start"], name="statement_by_confidence"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["-period_end", "-period", "document", "start"], name="statement_by_period"),
        ),
    ]
