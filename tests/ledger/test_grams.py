"""The index of search is kept by the database itself, and comes back when it has gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from hefu.ledger import grams, search, store
from hefu.ledger.models import Document, Statement
from hefu.ledger.opening import open_ledger, turn_back
from ledger.examples import TEXT, document, extraction, statement


def add() -> int:
    return store.add(document(TEXT), TEXT.encode(), extraction(statement())).pk


@pytest.mark.parametrize("word", ["茶", "茶叶", "茶叶销售"])
def test_what_is_changed_is_found_by_its_new_words_only(any_ledger: str, word: str) -> None:
    add()
    Statement.objects.update(folded="茶叶销售")
    assert search.statements(word).count() == 1
    Statement.objects.update(folded="水泥")
    assert search.statements(word).count() == 0
    assert search.statements("水泥").count() == 1


@pytest.mark.parametrize("word", ["99.9", "99.9%", "1,234", "2-3", "12", "万9"])
def test_figures_are_found_by_their_triples(any_ledger: str, word: str) -> None:
    add()
    Statement.objects.update(folded="占99.9%的1,234户，12-34万9")
    assert search.statements(word).exists()
    Statement.objects.update(folded="占9.99%的99户1,2户,34户12户2-户-3户万户9")  # pairs of each, no triple
    assert search.statements(word).exists() == (word == "12")


@pytest.mark.parametrize("text", ["占99.9%的1,234户", "2026-2030年", "%(,/:;９９９", "a1b22c333", "9\n99"])
def test_the_database_makes_the_same_grams(any_ledger: str, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hefu_grams(%s)", [text])
        (found,) = cursor.fetchone()
    if connection.vendor == "sqlite":
        assert sorted(found.split()) == sorted(grams.tokens(grams.grams(text)).split())
    else:
        assert set(found) == grams.grams(text)


def test_what_is_deleted_is_found_no_more(any_ledger: str) -> None:
    pk = add()
    Document.objects.filter(pk=pk).delete()
    assert not search.documents("粮").exists()
    assert not search.statements("粮").exists()


def test_an_older_ledger_gets_its_index_when_it_is_opened(any_ledger: str) -> None:
    add()
    turn_back([("ledger", "0010")])
    assert not grams.is_kept(connection)
    Statement.objects.update(folded="茶叶")
    open_ledger(any_ledger)
    assert grams.is_kept(connection)
    assert search.statements("茶").count() == 1


@pytest.mark.parametrize("word", ["𠮷", "%", "a", "\U0001f600年"])
def test_any_character_is_a_gram_that_the_tokenizer_leaves_alone(any_ledger: str, word: str) -> None:
    add()
    Statement.objects.update(folded=f"甲{word}乙")
    assert search.statements(word).count() == 1


def test_ctrl_c_while_the_index_is_kept_is_not_lost(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(text: str) -> set[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(grams, "grams", interrupted)
    with pytest.raises(KeyboardInterrupt):
        add()
    monkeypatch.undo()
    assert not Statement.objects.exists()


def test_documents_are_found_by_the_index_however_many_hold_the_word(any_ledger: str) -> None:
    """Left to itself, PostgreSQL makes the grams of all texts anew for a word that most of them hold."""
    add()
    assert [row.pk for row in search.documents("拉萨")] == [Document.objects.get().pk]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'hefu_documents'")
            assert cursor.fetchone() == (["enable_seqscan=off"],)
        assert "hefu_documents(" in str(search.documents("拉萨").query)
