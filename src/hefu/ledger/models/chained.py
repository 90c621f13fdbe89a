"""The chain of what people did: an entry for each row that they write, bound to all entries before it.

A row whose history must show that nobody tampered with it is `Chained`. Whenever one is written, in the same
transaction an `Entry` is added that holds the row as it is now, and a hash over that and over the hash of the entry
before. What is changed past hefu then fits its entry no more, and an entry that is changed, taken out, put in or moved
fits its hash, or the one behind it, no more. `hefu.ledger.checking` looks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.db.models.signals import m2m_changed
from django.utils import timezone

from hefu.ledger import opening

BEGINNING = "0" * 64
"""What stands before the first entry."""
_BATCH = 500
_Row = TypeVar("_Row", bound=models.Model)


class Entry(models.Model):
    """A row as it was when it was written. Never changed, never removed; numbers go up by one, from 1.

    kind: the model of the row.  content: its columns, canonical JSON.  digest: see `digest_of`.
    """

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    row = models.CharField(max_length=64)
    content = models.TextField()
    when = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["kind", "row"], name="entries_of_row")]


def digest_of(entry: Any, before: str) -> str:
    """The hash of an entry behind one whose hash is `before`."""
    parts = [before, entry.number, entry.kind, entry.row, entry.content, _plain(entry.when)]
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class ChainedRows(models.QuerySet[_Row]):
    """Rows that are written one by one, or made together: never past the chain."""

    def bulk_create(self, objs: Iterable[_Row], *args: Any, **options: Any) -> list[_Row]:
        """Makes them, with their entries."""
        with transaction.atomic(using=self.db):
            made = super().bulk_create(objs, *args, **options)
            append(self.model, [row.pk for row in made])
        return made

    def update(self, **values: Any) -> int:
        """Only what the chain leaves out can be changed so. TypeError for anything else: save the rows."""
        if told := set(values) - set(getattr(self.model, "UNCHAINED", ())):
            raise TypeError(f"{self.model.__name__} is chained: save its rows to change {', '.join(sorted(told))}")
        return super().update(**values)


class Chained(models.Model):
    """A row whose every state is an entry of the chain.

    UNCHAINED: columns that hefu works out anew by itself, that say nothing of what people did, or must not be copied.
    """

    UNCHAINED: ClassVar[tuple[str, ...]] = ()

    objects = models.Manager.from_queryset(ChainedRows)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Writes the row, and its entry."""
        fields = options.get("update_fields")
        if fields is not None and set(fields) <= set(self.UNCHAINED):
            super().save(*args, **options)
            return
        with transaction.atomic():
            super().save(*args, **options)
            append(type(self), [self.pk])


def append(
    model: type[models.Model], keys: Sequence[Any], *, left_out: Sequence[str] | None = None, entries: Any = Entry
) -> None:
    """Adds entries for these rows as they are in the ledger now. Part of a transaction.

    left_out, entries: for migrations, whose models know neither.
    """
    opening.take_turn()
    last = entries.objects.order_by("-number").first()
    number, digest = (last.number, last.digest) if last is not None else (0, BEGINNING)
    now = timezone.now()
    for start in range(0, len(keys), _BATCH):
        new = []
        for key, content in contents(model, keys[start : start + _BATCH], left_out=left_out):
            number += 1
            entry = entries(number=number, kind=model._meta.label_lower, row=key, content=content, when=now)
            entry.digest = digest = digest_of(entry, digest)
            new.append(entry)
        entries.objects.bulk_create(new)


def begin(model: type[models.Model], left_out: Sequence[str], *, entries: Any) -> None:
    """For migrations: takes the rows of a model that was not chained before into the chain, as they are."""
    append(model, list(model._base_manager.order_by("pk").values_list("pk", flat=True)), left_out=left_out,
           entries=entries)  # fmt: skip


def contents(
    model: type[models.Model], keys: Sequence[Any], *, left_out: Sequence[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Of each of these rows its key and its columns as the chain keeps them, in the order of the keys."""
    left_out = getattr(model, "UNCHAINED", ()) if left_out is None else left_out
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    found = model._base_manager.filter(pk__in=keys).values_list("pk", *(field.attname for field in fields))
    rows = {pk: dict(zip((field.name for field in fields), values, strict=True)) for pk, *values in found}
    for many in model._meta.local_many_to_many:
        _name_others(many, rows)
    for key in keys:
        if key in rows:
            yield str(key), json.dumps(rows[key], ensure_ascii=False, sort_keys=True, default=_plain)


def _name_others(many: models.ManyToManyField[Any, Any], rows: dict[Any, dict[str, Any]]) -> None:
    own, other = many.m2m_field_name(), many.m2m_reverse_field_name()
    for values in rows.values():
        values[many.name] = []
    pairs = many.remote_field.through._base_manager.filter(**{f"{own}__in": list(rows)})  # type: ignore[union-attr]
    for pk, one in pairs.order_by(other).values_list(own, other):
        rows[pk][many.name].append(one)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a column of type {type(value).__name__} has no form in the chain")


def _others_changed(instance: Any, action: str, reverse: bool, pk_set: set[Any] | None, **told: Any) -> None:
    """Rows that a row names many of, such as the bodies that support a task, are part of what it says."""
    if action in ("post_add", "post_remove", "post_clear") and issubclass(type(instance), Chained):
        if not reverse:
            append(type(instance), [instance.pk])
        elif pk_set:
            append(told["model"], sorted(pk_set))


m2m_changed.connect(_others_changed)
