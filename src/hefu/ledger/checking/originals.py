"""The bytes of the files: those whose hash they are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from hefu.ledger.checking.defects import RESTORE, TAMPERED, Defect
from hefu.ledger.models import IssuedReport, Original


def _bytes(content: object) -> bytes:
    """What a column of bytes has: SQLite lets anything be put there."""
    return content.encode() if isinstance(content, str) else bytes(content)  # type: ignore[call-overload]


def check() -> Iterator[Defect]:
    """Each original, and each report that was issued, one at a time."""
    for sha256, size, content in Original.objects.order_by("pk").values_list().iterator(chunk_size=1):
        if hashlib.sha256(kept := _bytes(content)).hexdigest() != sha256 or len(kept) != size:
            yield Defect(f"original {sha256[:12]}", "its bytes are not those that were added", RESTORE)
    for sha256, snapshot in IssuedReport.objects.values_list("pk", "snapshot").iterator(chunk_size=1):
        if hashlib.sha256(snapshot.encode()).hexdigest() != sha256:
            yield Defect(f"report {sha256[:12]}", "its snapshot is not the one that was issued", TAMPERED)
