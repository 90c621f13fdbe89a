"""The problems that the report of a plan has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hefu.ledger.models import Document
from hefu.office import store
from hefu.office.models import Body, Problem, Task
from hefu.office.reporting import problems_of
from web import planned


@pytest.fixture
def plan(ledger: Path, tmp_path: Path) -> str:
    """The hash of a plan in the open ledger."""
    return planned.build(tmp_path)


def problem(title: str, serves: str) -> Problem:
    body, _ = Body.objects.get_or_create(name="市文化和旅游局", area="云澜市")
    task = store.create(Task(title=f"{title}的任务", body=body, sha256=serves), who="李一")
    kept = Problem(title=title, body=body, task=task, found=date(2024, 5, 6), due=date(2024, 6, 30))
    return store.create(kept, who="李一")


def test_where_no_problems_are_kept_the_report_is_told_so(plan: str) -> None:
    assert problems_of(plan) is None


def test_problems_of_tasks_that_serve_the_plan_are_its_own(plan: str) -> None:
    row = problem("大桥用地未批", plan)
    problem("别处的事", "0" * 64)
    found = problems_of(plan)
    assert found is not None and [one.title for one in found] == ["大桥用地未批"]
    (one,) = found
    assert one.row == ("problem", row.pk, 1) and one.body == "市文化和旅游局"
    assert (one.found, one.due, one.solved) == ("2024-05-06", "2024-06-30", "")


def test_so_are_those_of_a_report_that_carries_the_plan_out(plan: str, tmp_path: Path) -> None:
    from hefu.ledger import tracking

    text = (
        "2025年目标：地区生产总值增长6%，粮食产量达到66万吨，城镇新增就业3万人，"
        "森林覆盖率达到43%，高新技术企业达到420家，接待游客达到4500万人次。"
    )
    report = planned.add(text, "2025-01-14", tmp_path, "2025年云澜市人民政府工作报告")
    tracking.track_new()
    problem("石料不足", report)
    found = problems_of(plan)
    assert Document.objects.filter(original=report).exists()
    assert found is not None and [one.title for one in found] == ["石料不足"]


def test_what_was_struck_off_counts_nowhere(plan: str) -> None:
    row = problem("记错了", plan)
    store.change(row, {"void": True}, who="李一")
    assert problems_of(plan) is None
