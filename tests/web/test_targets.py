"""The page of a target, what people say of its links, the table of targets, the queues and the changes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from hefu.ledger.models import Answer, Link, Statement, Target
from hefu.web.chart import Course, draw
from hefu.web.claims import Claim, stands
from hefu.web.periods import Slot
from web import planned
from web.pages import body, chart, words

FIRMS, CITIES, FOREST = (planned.PLAN.index(quote) for quote in ("420家", "68%", "43%"))


WAY = ((2020, Decimal("1921.4")), (2035, Decimal(5000)))


def claim(year: int, value: str) -> Claim:
    """What was reported of a year."""
    slot = Slot("year", year, year)
    return Claim(Decimal(value), None, "=", "actual", slot, str(year), "2025-01-13", 1, "/")


@pytest.fixture
def plan(ledger: Path, tmp_path: Path) -> str:
    """The address of a plan with its reports, in the open ledger."""
    return f"/plans/{planned.build(tmp_path)[:16]}/"


def result_of(start: int) -> int:
    """The key of the statement that a target's verdict rests on."""
    return int(Target.objects.get(start=start, plan__period="2021/2025").uses.get().statement_id)


def test_a_target_has_its_verdict_rule_and_arithmetic(plan: str, client: Client) -> None:
    page = words(client.get(f"{plan}targets/{CITIES}/"))
    assert "滞后 依规则 走势与直线" in page
    assert "(65% − 62.3%) ÷ (68% − 62.3%) = 47.4% 时间已过 80.0% 按直线应为 66.86%" in page


def test_what_was_promised_stands_beside_what_was_reported(plan: str, client: Client) -> None:
    page = words(client.get(f"{plan}targets/{FIRMS}/"))
    assert "承诺 420家 云澜市国民经济和社会发展第十四个五年规划纲要 2021-02-08 到2025年，高新技术企业由" in page
    assert "结果 478家 2024 年 2025年云澜市人民政府工作报告 2025-01-13 2024年，高新技术企业 478家" in page


def test_the_course_is_drawn_from_the_base_to_the_target_and_every_point_is_a_link(plan: str, client: Client) -> None:
    html = body(client.get(f"{plan}targets/{FIRMS}/"))
    drawn = chart(html)
    assert 'class="course"' in drawn
    for said in ("2020 年，实际 168 家", "2022 年，实际 270 家", "2024 年，实际 478 家", "2025 年，目标 420 家"):
        assert f'aria-label="{said}' in drawn
    assert '<ol class="sources">' in html


def test_no_year_of_a_straight_way_is_left_out() -> None:
    course = Course("year", "亿元", "%", level=stands([claim(2020, "1921.4"), claim(2024, "2638.3")]), way=WAY)
    drawn = draw(course)
    assert drawn is not None and not drawn.torn
    (way,) = [line for line in drawn.lines if line.css == "course"]
    first, last = (one.x for one in drawn.claims)
    assert (last - first) / (way.x2 - way.x1) == pytest.approx(4 / 15)


def test_nothing_reported_is_said_and_not_drawn_as_zero(plan: str, client: Client) -> None:
    answer = client.get(f"{plan}targets/{FOREST}/")
    assert "尚无结果" in words(answer) and "不按零计" in words(answer)
    assert 'class="chart"' not in body(answer)


def test_the_neighbours_of_a_target_have_keys(plan: str, client: Client) -> None:
    html = body(client.get(f"{plan}targets/{CITIES}/"))
    assert f'data-key="k" rel="prev" href="{plan}targets/{FIRMS}/"' in html


# ---------------------------------------------------------------- links


def test_a_person_cuts_a_link_and_it_is_judged_again(plan: str, client: Client) -> None:
    statement = result_of(CITIES)
    answer = client.post(
        f"{plan}targets/{CITIES}/link/",
        {"do": "cut", "statement": statement, "why": "口径不同"},
        follow=True,
    )
    page = words(answer)
    assert "已记录，并已重新评判。" in page
    assert "(64.8% − 62.3%)" in page
    assert "已断开 65.0% 2024 年 林" in page and "口径不同" in page
    link = Link.objects.get()
    assert (link.kind, link.who, link.why) == ("cut", "林芷", "口径不同")


def test_the_name_is_remembered_and_what_was_said_can_be_taken_back(plan: str, client: Client) -> None:
    statement = result_of(CITIES)
    client.post(f"{plan}targets/{CITIES}/link/", {"do": "cut", "statement": statement, "why": "口径"})
    answer = client.post(
        f"{plan}targets/{CITIES}/link/", {"do": "undone", "statement": statement, "why": "看错了"}, follow=True
    )
    assert "已撤回" in words(answer) and "(65% − 62.3%)" in words(answer)
    assert [link.who for link in Link.objects.all()] == ["林芷", "林芷"]


def test_a_person_confirms_another_figure_as_the_result(plan: str, client: Client) -> None:
    statement = Answer.objects.get(statement__quote="350家").statement_id
    client.post(f"{plan}targets/{FIRMS}/link/", {"do": "confirmed", "statement": statement, "why": "同一口径"})
    assert "已确认 350家" in words(client.get(f"{plan}targets/{FIRMS}/"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "cut"}, "请说明理由"),
        ({"do": "delete", "why": "口径"}, "没有选定操作"),
    ],
)
def test_a_link_without_reason_or_act_is_refused(fields: dict[str, str], said: str, plan: str, client: Client) -> None:
    answer = client.post(f"{plan}targets/{CITIES}/link/", {"statement": result_of(CITIES), **fields})
    assert answer.status_code == 400
    assert said in words(answer)
    assert not Link.objects.exists()


def test_a_statement_that_is_not_there_is_said(plan: str, client: Client) -> None:
    answer = client.post(f"{plan}targets/{CITIES}/link/", {"do": "cut", "statement": "999999999", "why": "口径"})
    assert answer.status_code == 400
    assert client.get(f"{plan}targets/{CITIES}/link/").status_code == 405


# ---------------------------------------------------------------- table, queues, changes


def test_the_table_of_all_targets_is_filtered_by_its_address(plan: str, client: Client) -> None:
    assert "6 项目标" in words(client.get("/targets/"))
    assert "1 项目标" in words(client.get("/targets/?verdict=behind"))
    assert "2 项目标" in words(client.get("/targets/?indicator=接待游客&area=云澜市"))
    assert "没有符合条件的目标" in words(client.get("/targets/?area=青坪县"))


def test_targets_without_results_are_a_queue(plan: str, client: Client) -> None:
    page = words(client.get("/targets/without-results/"))
    assert "3 项目标" in page and "森林覆盖率" in page and "高新技术企业" not in page


def test_results_without_targets_are_a_queue(plan: str, client: Client) -> None:
    page = words(client.get("/targets/without-targets/"))
    assert "粮食产量" in page and "66.8" in page and "1 项结果" in page


def test_a_change_shows_both_passages(plan: str, client: Client) -> None:
    page = words(client.get("/targets/changes/"))
    assert "当时 ≥ 4,500万人次 云澜市国民经济和社会发展第十四个五年规划纲要 2021-02-08" in page
    assert "后来 ≥ 4,600万人次 2025年云澜市人民政府工作报告 2025-01-13" in page


def test_a_target_shows_its_own_changes_only(plan: str, client: Client) -> None:
    visitors = planned.PLAN.index("4500万人次以上")
    assert "本目标的变化 接待游客 2025 年 当时 ≥ 4,500万人次" in words(client.get(f"{plan}targets/{visitors}/"))
    assert "本目标的变化" not in words(client.get(f"{plan}targets/{FIRMS}/"))


def test_an_indicators_page_leads_to_its_targets(plan: str, client: Client) -> None:
    html = body(client.get("/indicator/?name=高新技术企业"))
    assert f'href="{plan}targets/{FIRMS}/"' in html


def test_what_was_said_of_a_figure_that_is_read_no_more_is_still_shown(plan: str, client: Client) -> None:
    statement = result_of(CITIES)
    client.post(f"{plan}targets/{CITIES}/link/", {"do": "cut", "statement": statement, "why": "口径"})
    Statement.objects.get(pk=statement).delete()
    assert "已断开 65.0%" in words(client.get(f"{plan}targets/{CITIES}/"))


def test_results_that_no_target_asks_for_are_told_apart_by_their_place_too(plan: str, client: Client) -> None:
    """However many things are aimed at: they were once all named in one query, which broke at a thousand of them."""
    first = Target.objects.get(start=FIRMS, plan__period="2021/2025")
    asked, before = words(client.get("/targets/without-targets/")), Target.objects.count()
    assert "478家" not in asked
    Target.objects.bulk_create(
        Target(plan=first.plan, start=-n, end=0, in_words=False, name=first.name, place=f"第{n}县", aim={}, quote="")
        for n in range(1, 1200)
    )
    assert Target.objects.count() == before + 1199
    assert words(client.get("/targets/without-targets/")) == asked
    Target.objects.filter(name=first.name, place=first.place).update(place="别处")
    assert "478家" in words(client.get("/targets/without-targets/"))
