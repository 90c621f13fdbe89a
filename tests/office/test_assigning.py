"""Items of a plan are assigned to the bodies that the plan itself names."""

from __future__ import annotations

import hashlib

import pytest

from hefu.extract import analyse
from hefu.ledger import store as ledger
from hefu.office import store
from hefu.office.assigning import assign
from hefu.office.models import Assignment, Body
from hefu.office.passages import shown
from hefu.office.writing import Writer
from hefu.read import read

PLAN = """云澜市2025年促消费行动方案

二、主要任务

（一）发放消费券。全年发放消费券1.2亿元。（牵头单位：市商务局；配合单位：市财政局）

（二）建设县域商业网点。商业网点覆盖率达到100%。（责任单位：市商务局、市农业农村局）
"""


@pytest.fixture
def plan(any_ledger: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A plan in the open ledger: its hash."""
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    document = read(path, published="2025-02")
    ledger.add(document, path.read_bytes(), analyse(document))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_bodies_get_the_items_that_name_them(plan: str) -> None:
    done = assign("plan.txt", Writer(who="李一", why=""))
    assert (done.new, done.known) == (4, 0)
    found = {(row.body.name, row.role, row.quote[:8]) for row in Assignment.objects.select_related("body")}
    assert {(name, role) for name, role, _ in found} == {
        ("市商务局", "lead"), ("市财政局", "support"), ("市商务局", "responsible"), ("市农业农村局", "responsible"),
    }  # fmt: skip
    for row in Assignment.objects.all():
        assert PLAN[row.start : row.start + len(row.quote)] == row.quote
        passage = shown(row)
        assert passage is not None and passage.stands


def test_again_nothing_is_added_and_what_a_person_took_away_stays_away(plan: str) -> None:
    assign(plan[:12], Writer(who="李一", why=""))
    gone = Assignment.objects.first()
    assert gone is not None
    store.change(gone, {"removed": True}, who="王二", why="职能调整")
    done = assign(plan[:12], Writer(who="李一", why=""))
    assert (done.new, done.known) == (0, 4)
    assert Assignment.objects.filter(removed=False).count() == 3


def test_other_names_of_a_body_are_that_body(plan: str) -> None:
    store.create(Body(name="市商业和商务局", names="市商务局"), who="李一")
    assign(plan[:12], Writer(who="李一", why=""))
    assert not Body.objects.filter(name="市商务局").exists()
