"""A page of the statements sorted by indicator is read off an index, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_documents_with_a_word")]
    operations = [
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["indicator_text", "document", "start"], name="statement_by_indicator"),
        ),
    ]
