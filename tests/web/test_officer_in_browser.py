"""A journey: an officer is invited, sees the tasks of the own body, brings one from assignment to done, no others."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

PASSWORD = "雨过天青云破处，这般颜色"
TASK = "开展消费券核销情况核查"


def invitation(boss: Any) -> str:
    """An administrator makes the account of an officer; the link for the first password."""
    boss.goto("/accounts/")
    boss.fill("#f-name", "swj")
    boss.fill("#f-shown", "沈听澜")
    boss.select_option("#f-role", "officer")
    boss.select_option("#f-body", label="市商务局（云澜市）")
    boss.click("button[value=add]")
    return str(boss.inner_text(".acc-secret"))


def assign(boss: Any) -> None:
    """The administrator gives a task to the officer's body."""
    boss.goto("/new/task/")
    given = {"title": TASK, "body": "市商务局", "goal": "12万张", "start_on": "2025-11-01", "due": "2025-12-31"}
    for field, words in given.items():
        boss.fill(f"[name={field}]", words)
    boss.click('main button:has-text("保存")')
    boss.wait_for_url("**/tasks/*/")


def test_an_officer_brings_a_task_of_the_own_body_to_its_end_and_touches_no_other(visit_office: Any) -> None:
    boss = visit_office().page
    link = invitation(boss)
    assign(boss)

    page = visit_office(signed=False).page
    page.goto(link)
    page.fill("#f-password", PASSWORD)
    page.fill("#f-again", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/tasks/?body=*")
    assert set(page.locator(".tasks [data-label=牵头单位]").all_inner_texts()) == {"市商务局"}

    page.click(f".tasks a:text-is('{TASK}')")
    page.fill("#report [name=figure]", "7")
    page.fill("#report [name=text]", "已核查七万张")
    page.click('main button:has-text("提交")')
    page.wait_for_selector("#reports li")
    assert "进行中" in page.inner_text(".standing")
    page.fill("#report [name=period]", "2025-12-17")
    page.fill("#report [name=figure]", "12万张")
    page.select_option("#report [name=state]", "done")
    page.click('main button:has-text("提交")')
    page.wait_for_selector("#reports li >> nth=1")
    assert "已完成" in page.inner_text(".standing")
    assert "沈听澜" in page.inner_text("#history")

    page.goto("/tasks/")
    page.click(".tasks a:has-text('建成三个中试基地')")
    assert page.locator("main form[method=post]").count() == 0, "another body's task is only read"
    address = page.url.partition("/tasks/")[2]
    assert page.goto(f"/edit/task/{address}").status == 403
    assert page.goto("/accounts/").status == 403
