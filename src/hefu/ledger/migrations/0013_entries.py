"""The chain of what people did; what they did before is taken into it as it is now."""

from typing import Any

from django.db import migrations, models

from hefu.ledger.models.chained import begin

LEFT_OUT = {
    ("ledger", "Decision"): (),
    ("ledger", "Correction"): ("lost",),
    ("ledger", "Review"): ("row", "lost"),
    ("ledger", "Link"): (),
    ("ledger", "Pairing"): (),
    ("ledger", "IndicatorEdit"): ("moved",),
    ("ledger", "IssuedReport"): ("snapshot",),
    ("ledger", "Rendering"): (),
    ("office", "Change"): (),
    ("office", "Body"): (),
    ("office", "Task"): (),
    ("office", "Assignment"): (),
    ("office", "ProgressReport"): (),
    ("office", "Problem"): (),
    ("office", "Project"): ("stage", "stage_on"),
    ("office", "Turn"): (),
    ("accounts", "Account"): ("password",),
    ("accounts", "Setting"): (),
}


def make(apps: Any, editor: Any) -> None:
    for name, left_out in LEFT_OUT.items():
        begin(apps.get_model(*name), left_out, entries=apps.get_model("ledger", "Entry"))


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0012_judgements"),
        ("office", "0001_initial"),
        ("accounts", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("row", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("when", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"indexes": [models.Index(fields=["kind", "row"], name="entries_of_row")]},
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
