"""Whether the office's rows and their histories fit together: what `hefu check` looks at besides the ledger itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hefu.ledger.checking.defects import TAMPERED, Defect
from hefu.office.models import KINDS, Change

_BATCH = 500


def check() -> Iterator[Defect]:
    """Each row has a change for each of its versions, and each change its row."""
    for kind, model in KINDS.items():
        versions = dict(model._default_manager.values_list("pk", "version"))
        changes = Change.objects.filter(kind=kind).order_by("row", "version").values_list("row", "version")
        for row, found in groupby(changes.iterator(chunk_size=_BATCH), key=lambda one: one[0]):
            kept = [version for _, version in found]
            if kept != list(range(1, versions.pop(row, 0) + 1)):
                yield Defect(f"{kind} {row}", "its versions are not those that its history tells of", TAMPERED)
        for row in versions:
            yield Defect(f"{kind} {row}", "no history tells of it", TAMPERED)
