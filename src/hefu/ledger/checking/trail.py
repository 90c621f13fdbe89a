"""The chain of what people did: unbroken, and each row as its last entry has it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max

from hefu.errors import UsageError
from hefu.ledger.checking.defects import TAMPERED, Defect
from hefu.ledger.models.chained import BEGINNING, Chained, Entry, contents, digest_of

_BATCH = 500
_HEAD = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: whoever noted it down elsewhere can prove later that nothing before it was changed."""

    number: int = 0
    digest: str = BEGINNING

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> Head:
        """As `hefu check` prints it. UsageError for what is none."""
        found = _HEAD.fullmatch(text.strip())
        if found is None:
            raise UsageError(f"{text[:80]!r} is no end of a chain: give what `hefu check` has printed, NUMBER:HASH")
        return cls(int(found[1]), found[2])


def head() -> Head:
    """The end of the chain now."""
    last = Entry.objects.order_by("-number").first()
    return Head(last.number, last.digest) if last is not None else Head()


def check() -> Iterator[Defect]:
    """The links of the chain, and every row that must have one."""
    yield from _links()
    for model in apps.get_models():
        if issubclass(model, Chained):
            yield from _rows(model)
            yield from _gone(model)


def holds(noted: Head) -> Iterator[Defect]:
    """Whether the chain still has the entry that was noted down. The chain from there to its end is for `check`."""
    found = Entry.objects.filter(pk=noted.number).values_list("digest", flat=True).first()
    if found is None:
        yield Defect("audit trail", f"it ends before entry {noted.number}, which was noted down", TAMPERED)
    elif found != noted.digest:
        yield Defect("audit trail", f"entry {noted.number} is not the one that was noted down", TAMPERED)


def _links() -> Iterator[Defect]:
    """Entry by entry: the number is the next one, and the hash is that of the entry behind the one before."""
    before = Head()
    for entry in Entry.objects.order_by("number").iterator(chunk_size=_BATCH):
        where = f"audit trail, entry {entry.number}"
        if entry.number != before.number + 1:
            yield Defect(where, f"the entries behind {before.number} are missing", TAMPERED)
        elif digest_of(entry, before.digest) != entry.digest:
            yield Defect(where, "it is not what was written, or not where it was written", TAMPERED)
        before = Head(entry.number, entry.digest)


def _rows(model: type[models.Model]) -> Iterator[Defect]:
    for keys in _batches(model._base_manager.order_by("pk").values_list("pk", flat=True)):
        last = _last(model, [str(key) for key in keys])
        for key, content in contents(model, keys):
            where = f"{model._meta.verbose_name} {key}"
            if key not in last:
                yield Defect(where, "no entry of the audit trail tells of it: it was put in past hefu", TAMPERED)
            elif differs := _differences(json.loads(last[key]), json.loads(content)):
                yield Defect(where, f"{differs} since it was written", TAMPERED)


def _gone(model: type[models.Model]) -> Iterator[Defect]:
    kind, key = model._meta.label_lower, model._meta.pk
    assert key is not None
    every = Entry.objects.filter(kind=kind).order_by("row").values_list("row", flat=True).distinct()
    for rows in _batches(every):
        there = set(map(str, model._base_manager.filter(pk__in=rows).values_list("pk", flat=True)))
        for row in rows:
            if row not in there:
                yield Defect(f"{model._meta.verbose_name} {row}", "it was taken out of the ledger", TAMPERED)


def _last(model: type[models.Model], rows: Sequence[str]) -> dict[str, str]:
    """Of each of these rows the content of its last entry."""
    of_kind = Entry.objects.filter(kind=model._meta.label_lower, row__in=rows)
    numbers = of_kind.values("row").annotate(last=Max("number")).values("last")
    return dict(
        Entry.objects.filter(number__in=list(numbers.values_list("last", flat=True))).values_list("row", "content")
    )


def _differences(kept: dict[str, Any], now: dict[str, Any]) -> str:
    """Which columns are others, in words. Columns that another version of hefu has or had are no difference."""
    differs = [name for name in kept if name in now and kept[name] != now[name]]
    return "; ".join(f"{name} was changed from {_short(kept[name])} to {_short(now[name])}" for name in differs)


def _short(value: object, most: int = 60) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else text[: most - 1] + "…"


def _batches(found: Any) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for one in found.iterator(chunk_size=_BATCH):
        batch.append(one)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
