"""A task from assignment to done, in a real browser, served as people serve it; and what its pages look like."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/tasks/", "/tasks/?by=section", "/tasks/3/", "/tasks/7/", "/problems/", "/problems/1/", "/projects/",
    "/projects/1/", "/bodies/", "/bodies/2/", "/new/task/", "/edit/problem/1/",
)  # fmt: skip


def test_a_task_goes_from_assignment_to_done(visit_office: Any) -> None:
    visitor = visit_office()
    page = visitor.page
    page.goto("/tasks/")
    page.click("text=新增任务")
    page.fill("[name=title]", "年内交付保交房项目剩余1260套")
    page.fill("[name=body]", "市住房城乡建设局")
    page.fill("[name=goal]", "1260套")
    page.fill("[name=start_on]", "2025-03-01")
    page.fill("[name=due]", "2025-12-31")
    page.select_option("[name=rhythm]", "monthly")
    page.fill("[name=document]", "2025年云澜市人民政府工作报告")
    page.fill("[name=quote]", "年内交付保交房项目剩余1260套")
    page.click('main button:has-text("保存")')
    page.wait_for_url("**/tasks/*/")
    assert "9 个月未报" in page.inner_text(".standing")  # it has run since March, and nothing was ever reported

    page.fill("#report [name=figure]", "980")
    page.fill("#report [name=text]", "剩余两个项目正在验收")
    page.click('main button:has-text("提交")')
    page.wait_for_selector("#reports li")
    assert "进行中" in page.inner_text(".standing") and "未报" not in page.inner_text(".standing")

    page.fill("#report [name=period]", "12月")
    page.click('main button:has-text("提交")')
    assert "不是报告期" in page.inner_text("#e-period")
    page.fill("#report [name=period]", "2025-12-16")
    page.fill("#report [name=figure]", "1260套")
    page.select_option("#report [name=state]", "done")
    page.click('main button:has-text("提交")')
    page.wait_for_selector("#reports li >> nth=1")
    assert "已完成" in page.inner_text(".standing")
    assert page.locator(".course circle").count() == 2
    assert "2025-12-16 完成" in page.inner_text(".facts")
    history = page.inner_text("#history")
    assert "未开始 → 进行中" in history and "进行中 → 已完成" in history

    page.click(".facts .passage a")
    assert "保交房项目剩余" in page.inner_text("#text [aria-current] >> xpath=..")
    page.goto("/tasks/?state=done")
    assert "年内交付保交房项目剩余1260套" in page.inner_text(".tasks")


def test_of_two_who_change_one_task_the_second_sees_both_values(visit_office: Any) -> None:
    first, second = visit_office().page, visit_office().page
    for page in (first, second):
        page.goto("/edit/task/10/")
    first.fill("[name=due]", "2026-03-31")
    first.click('main button:has-text("保存")')
    second.fill("[name=due]", "2026-04-30")
    second.click('main button:has-text("保存")')
    assert "2026-02-28 → 2026-03-31" in second.inner_text("[role=alert]")
    assert second.input_value("[name=due]") == "2026-04-30"
    second.click('main button:has-text("保存")')
    second.wait_for_url("**/tasks/10/")
    assert "2026-03-31 → 2026-04-30" in second.inner_text("#history").replace("\n", " ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_of_the_office_breaks_a_rule_or_scrolls_sideways(
    scheme: str, width: int, language: str, visit_office: Any
) -> None:
    visitor = visit_office(viewport={"width": width, "height": 844}, color_scheme=scheme)
    visitor.page.goto(f"/?lang={language}")
    for address in ADDRESSES:
        assert visitor.page.goto(address).status == 200
        assert not visitor.wide(), address


def test_a_bar_of_the_chart_leads_to_its_task(visit_office: Any) -> None:
    page = visit_office().page
    page.goto("/tasks/")
    page.click("svg a[aria-label*='建成三个中试基地'] rect >> nth=0")
    page.wait_for_url("**/tasks/3/")


def test_the_chart_is_printed_with_its_table_on_a3(visit_office: Any) -> None:
    page = visit_office().page
    page.goto("/tasks/")
    assert page.is_visible("[data-print]")
    page.emulate_media(media="print")
    assert page.is_visible(".ops svg") and page.is_visible(".ops .tbl") and not page.is_visible(".filters")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 1190" in pdf or b"/MediaBox [0 0 1191" in pdf
