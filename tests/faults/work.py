"""What people do in a ledger, as tests of its faults need it."""

from __future__ import annotations

from datetime import date

from hefu.accounts import store as accounts
from hefu.ledger import corrections, decisions, editing, reviews, store
from hefu.ledger.checking import Defect, check, trail
from hefu.ledger.models import Finding
from hefu.lexicon.indicators import Edit
from hefu.office import checking as office_checking
from hefu.office import store as office
from hefu.office.models import Body, Task
from ledger.city import BEFORE, FARMS, NOW, add


def work() -> None:
    """A correction, one that was undone, a review, a decision, an edit of an indicator, a task, an account."""
    add(BEFORE, "2021-02-10")
    pk = add(NOW.replace("12.1", "21.2"))
    farms = add(FARMS)
    at = {one.quote: one.start for one in (*store.statements(pk), *store.statements(farms))}
    corrections.correct(farms, at["5.3%"], "value", "2.1", reason="原件如此", who="林芷")
    taken_back = corrections.correct(pk, at["21.2%"], "value", "12.1", reason="原件如此", who="林芷")
    corrections.undo(taken_back.pk, who="周衡")
    corrections.correct(pk, at["21.2%"], "value", "22.2", reason="原件如此", who="林芷")
    reviews.accept(farms, at["96万吨"], who="林芷")
    decisions.confirm(Finding.objects.filter(state="open")[0].identity, who="周衡")
    editing.make(editing.Change(Edit("set", "旅游收入", "direction", "none"), who="周衡", why="不分好坏"))
    body = office.create(Body(name="市商务局", area="云澜市"), who="李一")
    helps = office.create(Body(name="市财政局", area="云澜市"), who="李一")
    task = Task(title="发放消费券", code="5", body=body, due=date(2025, 12, 31))
    office.create(task, who="李一", support=[helps])
    office.change(task, {"due": date(2026, 3, 31)}, who="李一", why="设备到货推迟")
    accounts.add("lin", role="reviewer")
    accounts.set_public(False)


def defects(*noted: trail.Head) -> list[Defect]:
    """What a check of the open ledger tells."""
    parts = [("office", office_checking.check)]
    heads = [(f"head {head.number}", lambda head=head: trail.holds(head)) for head in noted]
    return list(check([*parts, *heads], tell=lambda part: None))
