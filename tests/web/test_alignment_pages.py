"""Plans beside each other on the site: what is taken up, what is not, and what people decide about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from hefu.ledger import tracking
from hefu.ledger.models import Document, Pairing
from ledger.test_alignment import LOWER, UPPER, add
from web.pages import body, words


@pytest.fixture
def address(ledger: Path, tmp_path: Path) -> str:
    """Where a city's plan and that of one of its districts are laid beside each other."""
    keys = add(UPPER, "云澜市", tmp_path), add(LOWER, "澜东区", tmp_path)
    tracking.track_new()
    upper, lower = (Document.objects.get(pk=key).original_id[:16] for key in keys)
    return f"/plans/{upper}/beside/{lower}/"


def form(address: str, client: Client, *, show: str = "measures", do: str = "cut", **more: str) -> dict[str, str]:
    """The first form of a page that does this, filled in."""
    html = body(client.get(f"{address}?show={show}"))
    piece = html.split(f'name="do" value="{do}"')[1].split("</form>")[0]
    hidden = dict(part.split('" value="')[:2] for part in piece.split('type="hidden" name="')[1:])
    return {"do": do, "why": "只是配合", **{k: v.split('"')[0] for k, v in hidden.items()}, **more}


def test_two_plans_lie_beside_each_other_with_what_both_say(address: str, client: Client) -> None:
    html = body(client.get(f"{address}?show=measures"))
    assert "<mark>建设澜江古镇旅游度假区</mark>" in html
    page = words(client.get(address))
    assert "常住人口城镇化率 2025 68%" in page and "下级更高 同一指标" in page
    assert "下级更高" in words(client.get(f"{address}?show=differ"))


def test_a_plan_leads_to_the_plans_above_and_below_it(address: str, client: Client) -> None:
    upper, lower = address.split("/")[2], address.split("/")[4]
    for one in (upper, lower):
        assert f'href="{address}"' in body(client.get(f"/plans/{one}/"))


def test_a_link_is_cut_with_a_reason_and_taken_back(address: str, client: Client) -> None:
    sent = form(address, client)
    answer = client.post(f"{address}decide/?show=measures", sent, follow=True)
    assert "断开 林" in words(answer) and "只是配合" in words(answer)
    assert "人工确定 1" in words(answer)
    back = form(address, client, do="undo")
    client.post(f"{address}decide/?show=measures", back)
    assert [one.kind for one in Pairing.objects.all()] == ["cut", "undone"]


def test_a_link_is_added_by_hand(address: str, client: Client) -> None:
    cut = form(address, client)
    client.post(f"{address}decide/", cut)
    sent = form(address, client, show="dropped", do="add", words="矿区生态修复")
    assert "人工添加 林芷" in words(client.post(f"{address}decide/?show=said", sent, follow=True))
    assert Pairing.objects.filter(lower_quote__contains="矿区生态修复").exists()


def test_who_comes_second_sees_what_the_other_did(address: str, client: Client) -> None:
    sent = form(address, client)
    client.post(f"{address}decide/", {**sent, "do": "confirm"})
    answer = client.post(f"{address}decide/", sent)
    assert answer.status_code == 409 and "其间林芷已对这条对应作出决定：已确认" in words(answer)
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"do": "burn"}, {"upper": "x"}, {"lower": "999999"}, {"why": ""}])
def test_a_form_that_makes_no_sense_is_answered_in_words(address: str, client: Client, wrong: dict[str, str]) -> None:
    answer = client.post(f"{address}decide/", {**form(address, client), **wrong})
    assert answer.status_code == 400 and 'role="alert"' in body(answer)
    assert not Pairing.objects.exists()


def test_plans_that_are_not_there_are_said_to_be_so(address: str, client: Client) -> None:
    assert client.get("/plans/0123456789abcdef/beside/fedcba9876543210/").status_code == 404
    assert client.get(f"{address}?page=99").status_code == 404
    assert client.get(f"{address}?show=nothing").status_code == 400


def test_the_page_is_there_in_english(address: str, client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert "Plans laid beside each other" in words(client.get(address))
