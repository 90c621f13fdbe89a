"""The review queue: accept, correct, reject, add what was missed; nobody's work is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from hefu.ledger import auditing, corrections
from hefu.ledger.models import Correction, Document, Review, Statement
from web import planned
from web.pages import body, words

TEXT = (
    "云澜市2024年统计公报\n\n全年社会消费品零售总额1086.5亿元，增长5.2%。全年社会消费品零售总额1186.5亿元。"
    "粮食产量66.8万吨左右。公园绿地面积又增三十余顷。"
)


@pytest.fixture
def document(ledger: Path, tmp_path: Path) -> Document:
    """A document two of whose figures contradict each other."""
    sha256 = planned.add(TEXT, "2025-02-20", tmp_path, "云澜市2024年统计公报")
    auditing.audit_new()
    return Document.objects.get(original=sha256)


def form(client: Client, address: str = "/review/", **changed: str) -> dict[str, str]:
    """The form of the statement in view, as it stands, with some fields changed."""
    html = body(client.get(address)).split('class="rv-form"')[1].split("</form>")[0]
    given = {}
    for piece in html.split("<input")[1:]:
        fields = dict(part.split('="', 1) for part in piece.split(">")[0].rstrip('"').split('" ') if '="' in part)
        fields = {name.strip(): value for name, value in fields.items()}
        given[fields["name"]] = fields.get("value", "")
    for piece in html.split("<select")[1:]:
        chosen = next((option for option in piece.split("<option ")[1:] if " selected" in option.split(">")[0]), "")
        given[piece.split('name="')[1].split('"')[0]] = chosen.split('value="')[1].split('"')[0] if chosen else ""
    return {"do": "accept", **given, **changed}


def test_the_statement_in_view_has_its_sentence_its_words_marked_and_why_it_waits(
    document: Document, client: Client
) -> None:
    page = words(client.get("/review/"))
    assert "在矛盾中" in page and "全年社会消费品零售总额" in page
    html = body(client.get("/review/"))
    assert 'class="rv-figure' in html or "rv-figure" in html
    assert "<kbd>A</kbd>" in html and 'data-key="1"' in html


def test_accepting_goes_on_to_the_next_and_can_be_taken_back(document: Document, client: Client) -> None:
    sent = form(client)
    answer = client.post("/review/decide/", sent, follow=True)
    assert "已接受" in words(answer)
    (made,) = Review.objects.all()
    assert (made.kind, made.start, made.who) == ("accepted", int(sent["start"]), "林芷")
    assert form(client)["start"] != sent["start"]
    client.post(f"/review/undo/{made.pk}/")
    assert form(client)["start"] == sent["start"]


def test_a_changed_field_is_corrected_and_accepted_at_once(document: Document, client: Client) -> None:
    sent = form(client, period="2023", why="标题有误")
    assert "已更正并接受" in words(client.post("/review/decide/", sent, follow=True))
    (one,) = Correction.objects.all()
    assert (one.field, one.new, one.reason) == ("period", "2023", "标题有误")
    assert Statement.objects.get(start=sent["start"]).period == "2023" and Review.objects.count() == 1


def test_what_is_no_statement_goes_and_comes_back(document: Document, client: Client) -> None:
    sent = form(client, do="reject")
    client.post("/review/decide/", sent)
    assert not Statement.objects.filter(start=sent["start"]).exists()
    client.post(f"/review/undo/{Review.objects.get().pk}/")
    assert Statement.objects.filter(start=sent["start"]).exists()


@pytest.mark.parametrize(("field", "value"), [("value", "许多"), ("period", "2024-13"), ("indicator", "")])
def test_what_a_field_cannot_be_is_told_and_what_was_typed_is_kept(
    document: Document, client: Client, field: str, value: str
) -> None:
    answer = client.post("/review/decide/", form(client, **{field: value, "holder": "某某"}))
    assert answer.status_code == 400 and 'role="alert"' in body(answer)
    assert 'value="某某"' in body(answer)
    assert not Review.objects.exists() and not Correction.objects.exists()


def test_two_reviewers_on_one_statement_neither_loses_work(
    document: Document, client: Client, signed_in: Callable[..., Client]
) -> None:
    other = signed_in("reviewer")
    mine, theirs = form(client, holder="我填的"), form(other, period="2022")
    client.post("/review/decide/", mine | {"holder": ""})
    answer = other.post("/review/decide/", theirs)
    assert answer.status_code == 409
    assert "其间林芷已改动这条陈述" in words(answer) and 'value="2022"' in body(answer)
    assert Statement.objects.get(start=theirs["start"]).period == "2024" and Review.objects.count() == 1


def test_a_correction_made_meanwhile_is_not_overwritten(document: Document, client: Client) -> None:
    sent = form(client)
    corrections.correct(document.pk, int(sent["start"]), "period", "2023", reason="标题", who="陈")
    assert client.post("/review/decide/", sent).status_code == 409
    assert Statement.objects.get(start=sent["start"]).period == "2023"


def test_the_queue_can_be_that_of_a_reason_or_a_document(document: Document, client: Client) -> None:
    assert "没有待复核" in words(client.get("/review/?of=target"))
    assert "云澜市2024年统计公报" in words(client.get(f"/review/?of=finding&doc={document.original_id[:16]}"))
    assert client.get("/review/?doc=0123456789").status_code == 404
    assert client.get("/review/?of=x").status_code == 400


def test_a_figure_that_was_missed_is_added_by_its_words(document: Document, client: Client) -> None:
    address = f"/review/add/?doc={document.original_id[:16]}&words=三十余顷"
    page = body(client.get(address))
    assert "<mark>三十余顷</mark>" in page
    given = {"indicator": "公园绿地面积", "value": "30", "unit": "公顷", "bound": ">=", "measure": "change",
             "modality": "actual", "area": "云澜市", "period": "2024"}  # fmt: skip
    start = TEXT.index("三十余顷")
    answer = client.post(f"{address}&start={start}", given)
    assert answer.status_code == 302 and answer["Location"].endswith(f"?s={start}#s{start}")
    row = Statement.objects.get(start=start)
    assert (row.quote, row.value) == ("三十余顷", "30")
    assert "没有这些文字" in words(client.get(f"/review/add/?doc={document.original_id[:16]}&words=无此"))


def test_a_visitor_may_not_review(document: Document, visitor: Client, signed_in: Callable[..., Client]) -> None:
    assert visitor.get("/review/").status_code == 302
    assert visitor.post("/review/decide/", {"do": "accept"}).status_code in (302, 403)
    assert signed_in("reader").get("/review/").status_code == 403
    assert "/review/" not in body(visitor.get(f"/documents/{document.original_id[:16]}/"))


def test_words_of_a_document_never_become_markup(ledger: Path, tmp_path: Path, client: Client) -> None:
    text = "全年<script>alert(1)</script>零售总额1086.5亿元。全年<script>alert(1)</script>零售总额1186.5亿元。"
    planned.add(text, "2025-02-20", tmp_path, "<img src=x onerror=alert(1)>公报")
    auditing.audit_new()
    html = body(client.get("/review/?of=low")) + body(client.get("/review/"))
    assert "<script>alert" not in html and "<img src=x" not in html
