"""What points at something must find it: by keys that the database holds, and by those that it knows nothing of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, ForeignKey, OuterRef, QuerySet

from hefu.ledger import auditing
from hefu.ledger.checking.defects import AUDIT, REPAIR, REREAD, RESTORE, Defect
from hefu.ledger.fields import stated
from hefu.ledger.models import (
    Arrival,
    Baggage,
    Correction,
    Document,
    Finding,
    FindingFigure,
    Folded,
    Item,
    Original,
    Review,
    Statement,
    Target,
)

_MOST, _BATCH = 20, 500
"""Defects of one kind that are told of one by one."""


def check() -> Iterator[Defect]:
    """All keys, then what no key holds together."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey):
                yield from _keys(model, field)
    for look in _LOOKS:
        yield from look()


def _keys(model: type[Any], field: ForeignKey[Any, Any]) -> Iterator[Defect]:
    target = field.related_model
    there = target._default_manager.filter(**{field.target_field.attname: OuterRef(field.attname)})
    lost = model._base_manager.filter(~Exists(there), **{f"{field.name}__isnull": False})
    for pk, key in _first(lost.values_list("pk", field.attname)):
        what = f"its {field.name} {key} is not there"
        yield Defect(f"{model._meta.verbose_name} {pk}", what, RESTORE)


def _first(found: QuerySet[Any, Any]) -> Any:
    """Of many the first ones: the advice is the same for all."""
    return found.order_by("pk")[:_MOST]


def _documents() -> Iterator[Defect]:
    bare = Original.objects.filter(~Exists(Document.objects.filter(original=OuterRef("pk"))))
    for pk in _first(bare.values_list("pk", flat=True)):
        yield Defect(f"original {pk[:12]}", "no document was read from it", RESTORE)
    unread = Document.objects.filter(~Exists(Folded.objects.filter(document=OuterRef("pk"))))
    for pk in _first(unread.values_list("pk", flat=True)):
        yield Defect(f"document {pk}", "its text for searching is missing", REREAD)


def _audit() -> Iterator[Defect]:
    """Of each statement the audit keeps what it compares; of each finding, its figures."""
    bare = Statement.objects.filter(claim=None, document__audited=auditing.VERSION)
    for pk in _first(bare.values_list("document", flat=True).distinct().order_by("document")):
        yield Defect(f"document {pk}", "the audit does not know all its statements", REPAIR, AUDIT)
    figures = FindingFigure.objects.filter(finding=OuterRef("pk"))
    for identity in _first(Finding.objects.filter(~Exists(figures)).values_list("identity", flat=True)):
        yield Defect(f"finding {identity}", "it has no figures", REPAIR, AUDIT)


def _plans() -> Iterator[Defect]:
    above = Item.objects.filter(plan=OuterRef("plan"), number=OuterRef("parent"))
    for plan, number in _first(Item.objects.exclude(parent=None).exclude(Exists(above)).values_list("plan", "number")):
        yield Defect(f"document {plan}, item {number} of the plan", "the item above it is missing", REREAD)
    own = Item.objects.filter(plan=OuterRef("plan"), number=OuterRef("item"))
    lost = Target.objects.filter(gone=False).exclude(item=None).exclude(Exists(own))
    for plan, start in _first(lost.values_list("plan", "start")):
        yield Defect(f"document {plan}, target at {start}", "the item of the plan that it stands in is missing", REREAD)


def _corrections() -> Iterator[Defect]:
    """What people corrected, struck out or added is what the ledger shows."""
    for one in Correction.objects.filter(undone=None, lost="").iterator(chunk_size=_BATCH):
        row = Statement.objects.select_related("series").filter(document=one.document_id, start=one.start).first()
        where = f"correction {one.pk} (document {one.document_id}, figure at {one.start})"
        if row is None:
            yield Defect(where, "the statement that it corrects is missing", REREAD)
        elif stated(row)[one.field] != one.new:
            yield Defect(where, f"the statement does not show the corrected {one.field}", REREAD)


def _reviews() -> Iterator[Defect]:
    statements = Statement.objects.filter(document=OuterRef("document"), start=OuterRef("start"))
    every = Review.objects.filter(undone=None, lost="").annotate(there=Exists(statements))
    for pk, kind, there in every.values_list("pk", "kind", "there").iterator(chunk_size=_BATCH):
        if there == (kind == Review.REJECTED):
            yield Defect(f"review {pk}", f"the statement is {'there' if there else 'missing'}", REREAD)


def _arrivals() -> Iterator[Defect]:
    packed = Baggage.objects.filter(arrival=OuterRef("pk"))
    for pk, name in _first(Arrival.objects.filter(~Exists(packed), state__in=Arrival.OPEN).values_list("pk", "name")):
        yield Defect(f"file {pk} that came in ({name})", "its content is missing", "discard it and send it again")


_LOOKS: tuple[Callable[[], Iterator[Defect]], ...] = (_documents, _audit, _plans, _corrections, _reviews, _arrivals)
