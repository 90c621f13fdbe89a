"""The pages of findings: list, one of them, decisions and corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ledger.city import ABOVE, BEFORE, NOW, add
from web.pages import assert_queries, body, words

TABLE = "2021年全市接待游客920万人次，比上年增长8.5%。\n"


@pytest.fixture
def found(ledger: Path) -> Any:
    """The finding that 104.5 after 86.2 is no growth of 12.1 %."""
    from hefu.ledger.models import Finding

    add(BEFORE + NOW + TABLE)
    return Finding.objects.get()


@pytest.fixture
def address(found: Any) -> str:
    return f"/findings/{found.identity}/"


def state(found: Any) -> str:
    found.refresh_from_db()
    return str(found.state)


# ---------------------------------------------------------------- reading


def test_an_empty_ledger_says_what_to_do(ledger: Path, client: Client) -> None:
    assert "hefu add samples" in words(client.get("/findings/"))


def test_a_ledger_without_findings_says_so(ledger: Path, client: Client) -> None:
    add(TABLE)
    assert "没有发现矛盾" in words(client.get("/findings/"))


def test_the_list_shows_title_place_and_what_stands_against_each_other(found: Any, client: Client) -> None:
    said = words(client.get("/findings/"))
    assert "旅游总收入：总量与增速不能同时成立" in said
    assert "拉萨市 2020 年" in said
    assert "21.2 ≠ 12.1%" in said


@pytest.mark.parametrize("gone", ["resolved", "deleted"])
def test_what_is_decided_while_the_list_is_made_does_not_break_it(
    found: Any, client: Client, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    """A page asks several questions; between two of them somebody else may end the only finding of a rule."""
    from hefu.ledger import findings as ledger
    from hefu.ledger.models import Finding

    complete = ledger.complete

    def meanwhile(rows: Any) -> Any:
        if gone == "deleted":
            Finding.objects.filter(pk=found.pk).delete()
        answer = list(complete(rows))
        Finding.objects.filter(pk=found.pk).update(state=Finding.RESOLVED)
        return answer

    monkeypatch.setattr(ledger, "complete", meanwhile)
    assert client.get("/findings/?rule=" + found.rule).status_code == 200


def test_a_finding_shows_sentences_arithmetic_and_what_each_figure_would_be(address: str, client: Client) -> None:
    page = client.get(address)
    said, html = words(page), body(page)
    assert "86.2亿元 A。" in said
    assert "<sup>C</sup>" in html
    assert "[86.15, 86.25)" in said
    assert "本期 ÷ 上期 − 1" in said
    assert "由86.2亿元到104.5亿元，增速应为" in said
    assert "93.2 亿元" in said
    assert 'role="img"' in html


def test_a_finding_can_be_read_in_english(address: str, client: Client) -> None:
    client.cookies["django_language"] = "en"
    said = words(client.get(address))
    assert "旅游总收入: the levels and the growth cannot all be true" in said
    assert "If the others are true" in said


def test_a_filter_is_an_address_and_an_empty_one_says_how_to_go_on(found: Any, client: Client) -> None:
    assert "旅游总收入" in words(client.get("/findings/?rule=growth-level&year=2020&area=拉萨市"))
    assert "没有符合条件的发现" in words(client.get("/findings/?rule=parts"))
    assert client.get("/findings/?state=lost").status_code == 400


def test_a_finding_that_is_not_there_is_not_found(ledger: Path, client: Client) -> None:
    assert client.get("/findings/0123456789abcdef/").status_code == 404


def test_the_pages_ask_few_questions(address: str, client: Client) -> None:
    with assert_queries(14):
        client.get("/findings/")
    with assert_queries(32):
        client.get(address)


def test_figures_of_a_contradiction_are_marked_in_their_document(found: Any, address: str, client: Client) -> None:
    document = found.figures.first().document
    html = body(client.get(f"/documents/{document.original_id[:16]}/"))
    assert html.count(f'class="ne" href="{address}"') == 3
    assert "旅游总收入：总量与增速不能同时成立" in words(client.get("/"))
    assert "旅游总收入：总量与增速不能同时成立" in words(client.get("/indicator/?name=旅游总收入"))


def test_what_a_document_says_is_never_markup(ledger: Path, client: Client) -> None:
    from hefu.ledger.models import Finding

    add(BEFORE + NOW.replace("。", "，<script>x</script>。"))
    html = body(client.get(f"/findings/{Finding.objects.get().identity}/"))
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<script>x" not in html


# ---------------------------------------------------------------- deciding


def test_a_confirmed_finding_is_signed_with_the_name_of_the_account(found: Any, address: str, client: Client) -> None:
    client.post(f"{address}decide/", {"do": "confirm"})
    assert state(found) == "confirmed"
    assert "林芷 确认" in words(client.get(address))
    client.post(f"{address}decide/", {"do": "reopen"})
    assert state(found) == "open"
    assert found.decisions.last().who == "林芷"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"do": "dismiss", "note": "见统计局说明"}, "驳回须选择理由"),
        ({"do": "dismiss", "reason": "other"}, "请写明其他理由"),
        ({"note": "见统计局说明"}, "没有说明要做什么"),
    ],
)
def test_what_is_missing_is_said_in_place_and_the_input_is_kept(
    given: dict[str, str], said: str, found: Any, address: str, client: Client
) -> None:
    answer = client.post(f"{address}decide/", given)
    assert answer.status_code == 400
    assert said in words(answer)
    assert given.get("note", 'value="other" selected') in body(answer)
    assert state(found) == "open"


def test_a_dismissal_has_a_reason_and_tells_in_the_record_of_the_rule(found: Any, address: str, client: Client) -> None:
    client.post(f"{address}decide/", {"do": "dismiss", "reason": "definition", "note": "含一日游"})
    assert state(found) == "dismissed"
    assert "口径不同 · 含一日游" in words(client.get(address))
    assert "口径不同 1" in words(client.get("/findings/"))


def test_after_a_decision_the_next_finding_comes_and_the_last_can_be_taken_back(
    found: Any, address: str, client: Client
) -> None:
    from hefu.ledger.models import Finding

    add(ABOVE + "2021年，全市电视节目综合人口覆盖率为101.6%。\n")
    first, then = [row.identity for row in Finding.objects.filter(severity="conflict").order_by("-first_seen")]
    answer = client.post(f"/findings/{first}/decide/", {"do": "confirm"})
    assert answer["Location"] == f"/findings/{then}/?done={first}"
    html = body(client.get(answer["Location"]))
    assert f'action="/findings/{first}/decide/"' in html
    assert html.count('data-key="u"') == 1


def test_decisions_are_made_by_post_and_with_a_token_only(address: str, found: Any) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert strict.get(f"{address}decide/").status_code == 405
    assert strict.post(f"{address}decide/", {"do": "confirm"}).status_code == 403
    assert state(found) == "open"


# ---------------------------------------------------------------- correcting


def test_a_corrected_figure_resolves_the_finding_and_the_correction_can_be_taken_back(
    found: Any, address: str, client: Client
) -> None:
    from hefu.ledger.models import Correction

    editor = body(client.get(f"{address}correct/2/"))
    assert 'name="value" value="12.1"' in editor
    client.post(f"{address}correct/2/", {"value": "21.2", "unit": "%", "reason": "原文为21.2%"})
    assert state(found) == "resolved"
    said = words(client.get(address))
    assert "更正 C 的数值：12.1 → 21.2" in said
    assert "原文为21.2%" in said
    client.post(f"{address}undo/{Correction.objects.get().pk}/", {})
    assert state(found) == "open"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": "21.2"}, "更正须写明理由"),
        ({"value": "12.1", "reason": "x"}, "没有改动"),
        ({"value": "许多", "reason": "x"}, "“许多”不是数"),
    ],
)
def test_a_correction_that_cannot_be_made_keeps_what_was_written(
    given: dict[str, str], said: str, found: Any, address: str, client: Client
) -> None:
    answer = client.post(f"{address}correct/2/", given)
    assert answer.status_code == 400
    assert said in words(answer)
    assert f'value="{given["value"]}"' in body(answer)
    assert state(found) == "open"


def test_what_somebody_else_changed_meanwhile_is_said(found: Any, address: str, client: Client) -> None:
    from hefu.ledger.models import Correction

    client.post(f"{address}correct/2/", {"value": "21.2", "unit": "%", "reason": "原文为21.2%"})
    assert client.post(f"{address}decide/", {"do": "confirm"}).status_code == 409
    number = Correction.objects.get().pk
    client.post(f"{address}undo/{number}/", {})
    answer = client.post(f"{address}undo/{number}/", {})
    assert answer.status_code == 409
    assert "在此期间已有变动" in words(answer)


def test_several_fields_are_corrected_together_or_not_at_all(found: Any, address: str, client: Client) -> None:
    from hefu.ledger.models import Correction

    given = {"value": "21.2", "period": "不知", "reason": "x"}
    assert client.post(f"{address}correct/2/", given).status_code == 400
    assert not Correction.objects.exists()
