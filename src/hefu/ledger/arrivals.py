"""The queue of files that came in: taken in, claimed by a worker, brought on, given up. Only here its rows are written.

A worker holds a file by a lease that it renews; what it held when it died is taken up by the next one. Whatever it
writes, it writes only while the lease is its own, so that a file is filed once however often it was begun.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from hefu.errors import LedgerError, QueueFullError, UsageError
from hefu.imports import from_text
from hefu.ledger import claims
from hefu.ledger.models import Arrival, Baggage, Document
from hefu.ledger.opening import clear_errors
from hefu.ledger.saving import check
from hefu.read.dates import parse_date
from hefu.read.files import LARGEST

FILES, MEGABYTES = "HEFU_QUEUE_FILES", "HEFU_QUEUE_MB"
_MOST_FILES, _MOST_MEGABYTES = 5000, 2000
LEASE, LONG = timedelta(seconds=60), timedelta(minutes=15)
"""So long nobody else takes a file; a worker renews it every few seconds, but not while it checks or files one."""
AGAIN = 10
"""Seconds after which whoever found the queue full does well to come again."""
MOST_TRIES = 3
"""A file over which so many workers died is given up."""
TOLD = "published", "area", "title", "issuer", "url", "licence", "areas", "mapping", "leave"
"""What is told of a file beforehand: fields of a job, and by `leave` that figures that are unclear may stay out."""
CORRECTED = "title", "issuer", "published", "area"
"""What may be corrected before a document is filed."""
_LONGEST_LABEL = 180  # bytes: the name of a file has at most 255, and a suffix may be added


class LostError(LedgerError):
    """The file is no longer this worker's: it was discarded, or another one has taken it."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much is waiting or being looked at: files, and bytes of them."""

    files: int
    size: int


def accept(
    name: str, content: bytes, *, origin: str, who: str = "", told: Mapping[str, str] | None = None,
    at_once: bool = False,
) -> Arrival:  # fmt: skip
    """Takes a file in. One that is in the queue is left as it is; one that the ledger has is known at once.

    name: only ever a label.  told: see TOLD.  QueueFullError when there is no room for it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    row = Arrival(
        sha256=sha256, name=label(name), size=len(content), origin=origin, who=who, came=timezone.now(),
        told={key: text for key, text in (told or {}).items() if text}, at_once=at_once,
    )  # fmt: skip
    check(row)
    with clear_errors(), transaction.atomic():
        known = Arrival.objects.filter(sha256=sha256).first()
        document = Document.objects.filter(original=sha256).values_list("pk", flat=True).first()
        if known is not None and known.state in Arrival.OPEN:
            return known
        if document is None:
            _room_for(len(content))
        row.pk = known.pk if known is not None else None
        row.document_id, row.state = document, Arrival.KNOWN if document is not None else Arrival.WAITING
        row.save()
        if document is None:
            Baggage.objects.update_or_create(arrival=row, defaults={"content": content, "prepared": b""})
    return row


def label(name: str) -> str:
    """What a file is called, as it can be shown and used as the name of a file: its last part, all of it visible."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(char for char in unicodedata.normalize("NFC", last) if char.isprintable() and char != "\ufffd")
    seen = seen.strip(" .") or "file"
    path = PurePosixPath(seen)
    suffix = path.suffix if len(path.suffix.encode()) <= 12 else ""
    stem = seen.removesuffix(suffix).encode()[: _LONGEST_LABEL - len(suffix.encode())].decode(errors="ignore")
    return stem + suffix


def load() -> Load:
    """How much the queue holds."""
    with clear_errors():
        found = Arrival.objects.filter(state__in=Arrival.OPEN)
        return Load(found.count(), found.aggregate(size=Sum("size"))["size"] or 0)


def limits() -> Load:
    """How much it may hold: HEFU_QUEUE_FILES, HEFU_QUEUE_MB."""
    return Load(_whole(FILES, _MOST_FILES), _whole(MEGABYTES, _MOST_MEGABYTES) * 1_000_000)


def largest() -> int:
    """Bytes of the largest file that is taken."""
    return min(max(LARGEST.values()), limits().size)


def fits(size: int) -> None:
    """QueueFullError for a file that is too large however empty the queue is."""
    if size > largest():
        raise QueueFullError(
            f"the file is too large: {size / 1e6:.0f} MB, at most {largest() / 1e6:.0f} MB are taken", "split it",
            later=False,
        )  # fmt: skip


def _room_for(size: int) -> None:
    fits(size)
    now, most = load(), limits()
    if now.files >= most.files:
        raise QueueFullError(f"{now.files} files are waiting already", "file or discard some, or wait until they are")
    if now.size + size > most.size:
        raise QueueFullError(
            f"files of {now.size / 1e6:.0f} MB are waiting already, and {most.size / 1e6:.0f} MB is the most",
            "file or discard some, or wait until they are",
        )


def _whole(setting: str, default: int) -> int:
    text = os.environ.get(setting, "")
    if text and not (text.isascii() and text.isdigit() and int(text) > 0):
        raise UsageError(f"{setting} is {text!r}: write a whole number above 0")
    return int(text) if text else default


# ---------------------------------------------------------------- what a worker does


def claim(worker: str) -> Arrival | None:
    """The next file to work on, now this worker's; what a dead one held before the others. None if there is none."""
    now = timezone.now()
    ready = Q(state=Arrival.WAITING) | Q(state=Arrival.READING, lease_until__lt=now)
    with clear_errors(), transaction.atomic():  # on SQLite nobody else writes from here on
        found: QuerySet[Arrival] = Arrival.objects.filter(ready).order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            found = found.select_for_update(skip_locked=True)
        for row in found[:1]:
            row.state, row.stage, row.done, row.total = Arrival.READING, "", 0, 0
            row.lease_by, row.lease_until, row.tries = worker, now + LEASE, row.tries + 1
            row.error = row.trace = ""
            row.save()
            return row
    return None


def waiting() -> bool:
    """Whether there is work, also such as another worker is at."""
    with clear_errors():
        return Arrival.objects.filter(state__in=(Arrival.WAITING, Arrival.READING)).exists()


def beat(row: Arrival, **seen: Any) -> None:
    """Renews the lease, and tells how far it is: stage, done, total, statements. LostError when it is lost."""
    length = LONG if seen.get("stage") in ("check", "file") else LEASE
    with clear_errors():
        _write(row, lease_until=timezone.now() + length, **seen)


def release(row: Arrival) -> None:
    """Gives it back as it was, for another worker: this one has been told to end."""
    with clear_errors():
        held = Arrival.objects.filter(pk=row.pk, state=Arrival.READING, lease_by=row.lease_by)
        held.update(**_FREE | {"state": Arrival.WAITING, "tries": row.tries - 1})


def take_from_the_dead(host: str) -> None:
    """Frees what workers of this machine held that run no more: nobody need wait for their leases to end."""
    with clear_errors():
        for row in Arrival.objects.filter(state=Arrival.READING, lease_by__startswith=f"{host}:"):
            pid = row.lease_by.split(":")[1]
            if pid.isdigit() and not _runs(int(pid)):
                held = Arrival.objects.filter(pk=row.pk, state=Arrival.READING, lease_by=row.lease_by)
                held.update(lease_until=timezone.now() - LEASE)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def found(row: Arrival, prepared: bytes, draft: dict[str, Any], statements: int) -> None:
    """Lays what was found before whoever looks at it."""
    with clear_errors(), transaction.atomic():
        _write(row, state=Arrival.FOUND, stage="", draft=draft, statements=statements, **_FREE)
        Baggage.objects.filter(arrival=row).update(prepared=prepared)


def filed(row: Arrival, document: int, *, created: bool, statements: int) -> None:
    """It is in the ledger. Part of the transaction that brought it there."""
    state = Arrival.FILED if created else Arrival.KNOWN
    _write(row, state=state, stage="", document=document, statements=statements, draft=None, **_FREE)
    Baggage.objects.filter(arrival=row).delete()


def failed(row: Arrival, reason: str, trace: str = "") -> None:
    """It cannot be read; its content is kept, so that it can be tried again."""
    with clear_errors():
        _write(row, state=Arrival.FAILED, stage="", error=_visible(reason), trace=_visible(trace), **_FREE)


_FREE: dict[str, Any] = {"lease_by": "", "lease_until": None, "tries": 0}


def _write(row: Arrival, **fields: Any) -> None:
    held = Arrival.objects.filter(pk=row.pk, state=Arrival.READING, lease_by=row.lease_by)
    if not held.update(**fields):
        raise LostError(f"{row.name} is worked on by nobody or by another worker")


def _visible(text: str) -> str:
    """No database keeps NUL characters and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


# ---------------------------------------------------------------- what people do


def file_it(pk: int, corrected: Mapping[str, str]) -> Arrival:
    """Has a document filed that was looked at. With something corrected it is read again first."""
    return _again(pk, corrected, at_once=True, states=(Arrival.FOUND,))


def read_again(pk: int, corrected: Mapping[str, str]) -> Arrival:
    """Has it read again with what is corrected, to be looked at once more; also one that failed."""
    return _again(pk, corrected, at_once=False, states=(Arrival.FOUND, Arrival.FAILED))


def retry(pk: int) -> Arrival:
    """Has one that failed tried again, as it was."""
    row = _get(pk)
    return _again(pk, row.told, at_once=row.at_once, states=(Arrival.FAILED,))


def discard(pk: int) -> Arrival:
    """Gives a file up: it is not read, or not filed. A worker that is at it stops."""
    with clear_errors(), transaction.atomic():
        row = _held(pk)
        if row.state not in (*Arrival.OPEN, Arrival.FAILED):
            raise _too_late(row)
        row.state, row.stage, row.draft = Arrival.DISCARDED, "", None
        row.lease_by, row.lease_until = "", None
        row.save()
        Baggage.objects.filter(arrival=row).delete()
    return row


def _again(pk: int, corrected: Mapping[str, str], *, at_once: bool, states: tuple[str, ...]) -> Arrival:
    told = checked(corrected)
    with clear_errors(), transaction.atomic():
        row = _held(pk)
        if row.state not in states:
            raise _too_late(row)
        if told != row.told or not at_once:
            Baggage.objects.filter(arrival=row).update(prepared=b"")
        row.told, row.at_once, row.state, row.tries, row.error = told, at_once, Arrival.WAITING, 0, ""
        row.save()
    return row


def checked(told: Mapping[str, str]) -> dict[str, str]:
    """What is known beforehand, without what is empty. UsageError for a date or an area that cannot be."""
    known = {name: told[name].strip() for name in told if name in TOLD and told[name].strip()}
    if known.get("published"):
        known["published"] = parse_date(known["published"])
    if known.get("mapping"):
        from_text(known["mapping"])
    if known.get("area") and not known.get("areas"):
        claims.areas().find(known["area"])
    return known


def unclear(told: Mapping[str, Any] | None) -> bool:
    """Whether something of an imported table stays out: see `prepare.told`."""
    return told is not None and bool(told["unclear"] or told["notes"] or not told["figures"])


def empty(told: Mapping[str, Any] | None) -> bool:
    """Whether an imported table gives no figure at all: then there is nothing to file."""
    return told is not None and not told["figures"]


def _held(pk: int) -> Arrival:
    """The row, locked until the transaction ends."""
    rows = Arrival.objects.filter(pk=pk)
    found = (rows.select_for_update() if connection.features.has_select_for_update else rows).first()
    if found is None:
        raise LedgerError("no such file has come in")
    return found


def _get(pk: int) -> Arrival:
    with clear_errors():
        found = Arrival.objects.filter(pk=pk).first()
    if found is None:
        raise LedgerError("no such file has come in")
    return found


def _too_late(row: Arrival) -> UsageError:
    return UsageError(f"{row.name} is {row.state} already: look at it again")


def counts() -> dict[str, int]:
    """How many files are in each state."""
    with clear_errors():
        return dict(Arrival.objects.values_list("state").annotate(n=Count("pk")).order_by())


def seen(sha256: str) -> bool:
    """Whether a file came in already, whatever became of it, or is in the ledger."""
    with clear_errors():
        return Arrival.objects.filter(sha256=sha256).exists() or Document.objects.filter(original=sha256).exists()
