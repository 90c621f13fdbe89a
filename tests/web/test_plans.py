"""The pages of plans: the list, the tree with verdicts, one item, the page that holds a whole plan."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from hefu.ledger.models import Item
from web import planned
from web.pages import assert_queries, body, words


@pytest.fixture
def plan(ledger: Path, tmp_path: Path) -> str:
    """The address of a plan with its reports, in the open ledger."""
    return f"/plans/{planned.build(tmp_path)[:16]}/"


@pytest.mark.parametrize("address", ["/plans/", "/targets/", "/targets/changes/", "/targets/without-results/"])
def test_an_empty_ledger_says_what_to_do_next(address: str, ledger: Path, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert 'class="state"' in body(answer)


def test_the_list_tells_the_verdicts_of_each_plan_with_links(plan: str, client: Client) -> None:
    answer = client.get("/plans/")
    assert "5 项目标 已达成 1 进度正常 1 滞后 1 尚无结果 2" in words(answer)
    assert f'href="{plan}?verdict=behind"' in body(answer)


def test_a_year_of_targets_stands_below_the_plans_of_several_years(plan: str, client: Client) -> None:
    page = words(client.get("/plans/"))
    assert page.index("多年规划") < page.index("第十四个五年规划纲要") < page.index("年度目标") < page.index("2025年")


def test_the_list_can_be_limited_to_an_area(plan: str, client: Client) -> None:
    assert "第十四个五年规划纲要" in words(client.get("/plans/?area=云澜市"))
    assert "第十四个五年规划纲要" not in words(client.get("/plans/?area=青坪县"))


def test_a_plan_is_a_tree_that_counts_the_verdicts_of_its_parts(plan: str, client: Client) -> None:
    page = words(client.get(plan))
    assert "第一章 主要目标 3 已达成 1 进度正常 1 滞后 1 " in page
    assert "第二章 重点任务 2 尚无结果 2 " in page


def test_the_table_holds_base_aim_result_and_verdict(plan: str, client: Client) -> None:
    page = words(client.get(plan))
    assert "高新技术企业 家 168 2020 年 420 2025 年 478 2024 年 已达成 提前达到 3 处" in page
    assert "常住人口城镇化率 % 62.3 2020 年 68 2025 年 65.0 2024 年 滞后" in page


def test_every_figure_of_the_table_leads_to_its_sentence(plan: str, client: Client) -> None:
    html = body(client.get(plan))
    document = plan.replace("plans", "documents")
    start = planned.PLAN.index("420家")
    assert f'href="{document}?s={start}#s{start}"' in html


def test_a_filter_is_an_address(plan: str, client: Client) -> None:
    table = body(client.get(f"{plan}?verdict=behind")).split("<tbody>")[1]
    assert "常住人口城镇化率" in table and "高新技术企业" not in table
    table = body(client.get(f"{plan}?binding=yes")).split("<tbody>")[1]
    assert "森林覆盖率" in table and "城镇化率" not in table
    assert "没有符合条件的目标" in words(client.get(f"{plan}?verdict=missed"))
    assert client.get(f"{plan}?verdict=good").status_code == 400


def test_targets_without_a_result_are_said_to_be_so_and_count_as_nothing_else(plan: str, client: Client) -> None:
    page = words(client.get(plan))
    assert "没有结果的目标 本规划 2 项。不按零计，也不计入完成率" in page


def test_a_measure_has_its_words_targets_projects_bodies_and_neighbours(plan: str, client: Client) -> None:
    item = Item.objects.get(title="打造旅游名城")
    answer = client.get(f"{plan}items/{item.number}/")
    page = words(answer)
    assert "加快建设澜江大桥。到2025年，接待游客达到4500万人次以上。" in page
    assert "责任单位 市文化和旅游局 牵头" in page
    assert "项目 澜江大桥" in page
    assert 'data-key="k"' in body(answer) and 'data-key="j"' in body(answer)


def test_a_part_has_the_evidence_that_its_verdicts_rest_on(plan: str, client: Client) -> None:
    item = Item.objects.get(title="主要目标")
    page = words(client.get(f"{plan}items/{item.number}/"))
    assert "依据 2025年云澜市人民政府工作报告 高新技术企业 478家 2024 年" in page


def test_one_page_shows_every_target_as_a_mark_with_its_name(plan: str, client: Client) -> None:
    answer = client.get(f"{plan}summary/")
    html = body(answer)
    units = html.split('<div class="units">')[1].split("chart-note")[0]
    assert units.count('<a href="/plans/') == 5
    assert 'class="vh">森林覆盖率<' in units
    assert "约束性目标 森林覆盖率 43% 尚无结果" in words(answer)


def test_what_is_not_there_is_said_in_words(plan: str, client: Client) -> None:
    for address, said in (
        ("/plans/0123456789abcdef/", "台账中没有此哈希的规划。"),
        (f"{plan}items/99/", "规划中没有这一条。"),
        (f"{plan}items/{10**30}/", "规划中没有这一条。"),
        (f"{plan}targets/1/", "规划在此处没有提出目标。"),
        (f"{plan}targets/{10**30}/", "规划在此处没有提出目标。"),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert said in words(answer)


def test_a_plan_asks_few_questions(plan: str, client: Client) -> None:
    with assert_queries(15):
        client.get(plan)


def test_the_pages_are_there_in_english(plan: str, client: Client) -> None:
    client.get("/?lang=en")
    page = words(client.get(plan))
    assert "on course 1" in page and "no result 2" in page and "not said" in page
    assert "On one page" in page


def test_the_start_page_tells_targets_by_verdict(plan: str, client: Client) -> None:
    assert "规划 全部规划 云澜市国民经济和社会发展第十四个五年规划纲要" in words(client.get("/"))


def test_the_targets_of_a_plan_are_had_as_a_workbook(plan: str, client: Client) -> None:
    assert f'href="{plan}targets.xlsx"' in body(client.get(plan))
    answer = client.get(f"{plan}targets.xlsx")
    book = load_workbook(BytesIO(b"".join(answer)))
    head, *rows = book["targets 目标"].iter_rows(values_only=True)
    assert Counter(row[head.index("verdict")] for row in rows) == {
        "met": 1, "on-course": 1, "behind": 1, "no-result": 2,
    }  # fmt: skip
    [met] = [dict(zip(head, row, strict=True)) for row in rows if "met" in row]
    assert isinstance(met["target_value"], int | float)
    assert "/documents/" in met["result_link"]
    reported = [row for row in rows if row[head.index("result_quote")]]
    assert len(list(book["results 结果"].iter_rows())) > len(reported) == 3


def test_the_workbook_has_the_filter_of_the_page(plan: str, client: Client) -> None:
    book = load_workbook(BytesIO(b"".join(client.get(f"{plan}targets.xlsx?verdict=behind"))))
    assert book["targets 目标"].max_row == 2
