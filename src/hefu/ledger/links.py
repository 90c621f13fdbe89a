"""What people say of a target and a statement: that one answers the other, or does not. Kept with who, when, why."""

from __future__ import annotations

from django.utils import timezone

from hefu.errors import LedgerError, UsageError
from hefu.ledger.models import Link, Statement, Target
from hefu.ledger.opening import writing
from hefu.ledger.tracking import judge_again


def confirm(target: int, statement: int, *, who: str, why: str) -> Link:
    """A person says that this statement is a result of this target; the verdict rests on it from now on."""
    return _say(Link.CONFIRMED, target, statement, who, why)


def cut(target: int, statement: int, *, who: str, why: str) -> Link:
    """A person says that this statement does not answer this target; it is left out of the verdict from now on."""
    return _say(Link.CUT, target, statement, who, why)


def undo(target: int, statement: int, *, who: str, why: str) -> Link:
    """Takes back what was said of this pair: the rules decide again."""
    return _say(Link.UNDONE, target, statement, who, why)


def _say(kind: str, target: int, statement: int, who: str, why: str) -> Link:
    if not who.strip() or not why.strip():
        raise UsageError("say who links them and why: both are kept with the link")
    with writing():
        row, said = Target.objects.filter(pk=target).first(), Statement.objects.filter(pk=statement).first()
        if row is None or said is None:
            raise LedgerError(f"the ledger has no target {target}, or no statement {statement}")
        link = Link.objects.create(
            target=row, document_id=said.document_id, statement=said.start, quote=said.quote, kind=kind,
            who=who.strip(), why=why.strip(), when=timezone.now(),
        )  # fmt: skip
        judge_again({(row.name, row.place)}, since="9999")
    return link
