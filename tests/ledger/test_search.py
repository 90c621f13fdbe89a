"""Search finds terms of any length, in both kinds of ledger, whatever the lines and widths of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.ledger import search, store
from ledger.examples import KEPT, TEXT, document, extraction, growth, statement


def add(text: str, *statements: object, **fields: object) -> int:
    one = document(text, **fields)
    return store.add(one, text.encode(), extraction(*statements)).pk  # type: ignore[arg-type]


def found(term: str) -> list[int]:
    return [row.pk for row in search.documents(term)]


@pytest.mark.parametrize("term", ["粮", "粮食", "粮食产量", "产", "12.5", "２０２３", "8%左右。", "食产\n量 12"])
def test_terms_of_any_length_are_found_also_across_lines(any_ledger: str, term: str) -> None:
    pk = add(TEXT)
    assert found(term) == [pk]


@pytest.mark.parametrize("term", ["稻", "粮草", "%", "_", "", " ", "\u200b", "粮食 稻谷"])
def test_what_does_not_stand_there_is_not_found(any_ledger: str, term: str) -> None:
    add("粮食产量。")
    assert found(term) == []
    assert not search.statements(term).exists()


def test_signs_of_patterns_stand_for_themselves(any_ledger: str) -> None:
    pk = add("增长8%。")
    add("增长8倍。")
    assert found("8%") == [pk]


def test_every_word_must_be_there_in_any_order(any_ledger: str) -> None:
    pk = add("粮食和油料。")
    add("粮食。")
    assert found("油料 粮食") == [pk]


def test_case_and_width_do_not_matter(any_ledger: str) -> None:
    pk = add("ＧＤＰ与Gdp")
    assert found("gdp") == [pk]
    assert search.matches("ＧＤＰ与Gdp", "GDP") == ((0, 3), (4, 7))


def test_newest_documents_come_first_and_those_without_a_date_last(any_ledger: str) -> None:
    dates = {add(f"粮{date}", published=date): date for date in ("2021", "2023-12-01", None, "2023-02")}
    assert [dates[pk] for pk in found("粮")] == ["2023-12-01", "2023-02", "2021", None]


@pytest.mark.parametrize("term", ["粮", "粮食", "12.50万", "拉萨", "昌都", "一号农场", "GDP 昌都"])
def test_statements_are_found_by_indicator_quote_area_and_holder(any_ledger: str, term: str) -> None:
    add(TEXT, statement(holder="一号农场"), growth(indicator="GDP", area="昌都市"))
    kept = [str(row.value) for row in search.statements(term)]
    assert kept == (["8"] if "昌都" in term else ["1.250E+5"])


def test_statements_are_found_by_the_other_names_of_their_indicator(any_ledger: str) -> None:
    add(TEXT, growth(indicator="地区生产总值"))
    assert search.statements("GDP").count() == 1


def test_a_quote_broken_by_a_line_end_is_found(any_ledger: str) -> None:
    text = "粮食产量12.50\n\n万吨。"
    add(text, statement(text, "12.50\n\n万吨"))
    assert search.statements("12.50万吨").count() == 1


def test_words_of_different_fields_are_not_run_together(any_ledger: str) -> None:
    add(TEXT, statement())
    assert not search.statements("万吨粮食").exists()


def test_a_snippet_shows_the_first_match_in_the_untouched_text() -> None:
    text = "前" * 100 + "粮\n食" + "后" * 30 + "粮食" + "末" * 100
    snippet = search.snippet(text, "粮食", around=40)
    assert snippet is not None
    assert snippet.text == "前" * 40 + "粮\n食" + "后" * 30 + "粮食" + "末" * 8
    assert (snippet.start, snippet.matches) == (60, ((100, 103), (133, 135)))


def test_there_is_no_snippet_without_a_match() -> None:
    assert search.snippet("粮食", "稻") is None


@given(text=st.text(KEPT), start=st.integers(0, 50), length=st.integers(1, 5))
def test_any_piece_of_any_text_is_matched_where_it_stands(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    if len(piece.split()) == 1 and search.fold(piece):
        intervals = search.matches(text, piece)
        assert intervals
        assert all(search.fold(piece) in search.fold(text[first:end]) for first, end in intervals)
