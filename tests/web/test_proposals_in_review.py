"""What the second reader proposes is taken over or refused by a person, with one key, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from hefu.ledger import opinions
from hefu.ledger.models import Correction, Opinion, Review, Statement
from web import planned
from web.pages import body
from web.test_review import form

TEXT = "云澜市2024年统计公报\n\n粮食产量66.8万吨左右。"
ESTIMATE = {"fields": {"modality": {"value": "estimate", "from": ["左右"]}}}


@pytest.fixture
def waiting(ledger: Path, tmp_path: Path) -> Statement:
    """The only statement of the ledger, of low confidence."""
    planned.add(TEXT, "2025-02-20", tmp_path, "云澜市2024年统计公报")
    Statement.objects.update(confidence=0.3)
    return Statement.objects.get()


def proposed(row: Statement, answer: object) -> None:
    key, said = opinions.question_of(row).key("small-model"), json.dumps(answer)
    Opinion.objects.create(key=key, document=row.document, start=row.start, model="small-model", answer=said, tokens=9)


def test_a_proposal_that_is_taken_over_is_a_correction_with_its_model_in_the_reason(
    client: Client, waiting: Statement
) -> None:
    proposed(waiting, ESTIMATE)
    assert 'data-key="p"' in body(client.get("/review/"))
    answer = client.post("/review/decide/", {**form(client), "do": "propose", "why": "左右"})
    assert answer.status_code == 302
    (made,) = Correction.objects.filter(undone=None)
    assert (made.field, made.new, made.who) == ("modality", "estimate", "林芷")
    assert "small-model" in made.reason and "左右" in made.reason
    assert Statement.objects.get().modality == "estimate"
    assert Review.objects.filter(undone=None).count() == 1


def test_a_figure_that_is_said_to_count_nothing_is_rejected_when_a_person_agrees(
    client: Client, waiting: Statement
) -> None:
    proposed(waiting, {"not_a_statement": True})
    client.post("/review/decide/", {**form(client), "do": "propose"})
    assert not Statement.objects.exists()
    assert "small-model" in Review.objects.get().why


def test_a_refused_proposal_is_gone_until_that_is_taken_back(client: Client, waiting: Statement) -> None:
    proposed(waiting, ESTIMATE)
    place = {"document": str(waiting.document_id), "start": str(waiting.start)}
    after = client.post("/review/refuse/", {**place, "aside": "1"}, follow=True)
    assert 'data-key="p"' not in body(after) and Statement.objects.get().modality == "actual"
    assert 'action="/review/refuse/' in body(after)
    assert 'data-key="p"' in body(client.post("/review/refuse/", place, follow=True))


def test_what_is_proposed_no_more_cannot_be_taken_over(client: Client, waiting: Statement) -> None:
    answer = client.post("/review/decide/", {**form(client), "do": "propose"})
    assert answer.status_code == 400
    assert not Correction.objects.exists() and not Review.objects.exists()


def test_what_somebody_changed_meanwhile_is_not_overwritten_by_a_proposal(client: Client, waiting: Statement) -> None:
    proposed(waiting, ESTIMATE)
    old = {**form(client), "seen": "0" * 8, "do": "propose"}
    assert client.post("/review/decide/", old).status_code == 409
    assert Statement.objects.get().modality == "actual"
