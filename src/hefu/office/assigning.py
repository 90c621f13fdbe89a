"""Assignments 任务分工 that a plan makes itself: the items that it names bodies for."""

from __future__ import annotations

from dataclasses import dataclass

from hefu.ledger import store as ledger
from hefu.ledger.opening import writing
from hefu.office import passages, store
from hefu.office.models import Assignment
from hefu.office.writing import Writer
from hefu.plan.bodies import bodies
from hefu.plan.items import items


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of a plan: its title, how many assignments are new, how many were known."""

    title: str
    new: int
    known: int


def assign(document: str, writer: Writer) -> Assigned:
    """Assigns the items of a document of the ledger to the bodies that it names for them.

    An item is known by the place of its heading. An assignment that a person has removed is not made again.
    """
    row = passages.named(document)
    read = ledger.load_document(row.pk, segments=False)
    tree = items(read)
    new = known = 0
    with writing():
        for one in bodies(read, tree):
            if one.item is None:
                continue
            item = tree[one.item]
            body = writer.body(one.name)
            key = {"body": body, "role": one.role, "sha256": row.original_id, "start": item.start}
            if Assignment.objects.filter(**key).exists():
                known += 1
                continue
            quote = read.text[item.start : item.end].rstrip()
            store.create(
                Assignment(quote=quote, **key),
                who=writer.who,
                why=writer.why or (one.name if one.name != body.name else ""),
            )
            new += 1
    return Assigned(str(row), new, known)
