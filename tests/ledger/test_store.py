"""What goes into the ledger comes back exactly, all of a document or nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hefu.errors import LedgerError
from hefu.ledger import sizes, store
from hefu.model import Document, Extraction
from hefu.places import Place, Segment
from ledger import examples
from ledger.examples import TEXT, document, extraction, growth, statement

SHARED_LEDGER = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""The examples of one property go into one ledger."""


def add(one: Document, found: Extraction | None = None) -> store.Added:
    return store.add(one, one.text.encode(), found or extraction())


def rows() -> dict[str, int]:
    """How many rows every table has."""
    from django.apps import apps

    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("ledger").get_models()}


@SHARED_LEDGER
@given(data=st.data())
def test_whatever_is_added_comes_back_field_for_field(any_ledger: str, data: st.DataObject) -> None:
    one = data.draw(examples.documents())
    found = data.draw(examples.extractions(one.text))
    already = store.find(one.source.sha256)
    added = add(one, found)
    assert added.created == (already is None)
    if added.created:
        assert store.load_document(added.pk) == one
        assert store.statements(added.pk) == found.statements
        assert [str(s.value) for s in store.statements(added.pk)] == [str(s.value) for s in found.statements]
        assert store.numerals(added.pk) == found.numerals


@pytest.mark.parametrize("value", ["3.8954E+10", "389.50", "-8", "0.00", "1E+3", "1000", "66.6667"])
def test_the_printed_precision_of_a_value_is_kept(ledger: Path, value: str) -> None:
    added = add(document(), extraction(statement(value=Decimal(value), value_max=Decimal(value))))
    [kept] = store.statements(added.pk)
    assert (str(kept.value), str(kept.value_max)) == (value, value)


def test_the_places_of_characters_may_be_left_out(ledger: Path) -> None:
    one = replace(document(), segments=(Segment(0, 4, Place(offset=0)),))
    pk = add(one).pk
    assert store.load_document(pk, segments=False) == replace(one, segments=())


def test_a_document_that_is_there_already_is_left_as_it_is(any_ledger: str) -> None:
    first = add(document(), extraction(statement(), growth()))
    before = rows()
    again = add(replace(document(), title="another title"), extraction(statement()))
    assert again == store.Added(first.pk, created=False, statements=2)
    assert rows() == before
    assert store.load_document(first.pk).title == "统计快报"


def test_the_file_itself_is_kept(any_ledger: str) -> None:
    from hefu.ledger.models import Original

    one = document()
    add(one)
    assert bytes(Original.objects.get().content) == one.text.encode()


def test_what_a_document_says_of_one_thing_is_one_series(any_ledger: str) -> None:
    from hefu.ledger.models import Series

    text = TEXT + "2022年12.40万吨。"
    add(document(text), extraction(statement(text), statement(text, "12.40万吨", period="2022")))
    assert Series.objects.get().statements.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "粮食播种面积"},
        {"area": "昌都市"},
        {"holder": "一号农场"},
        {"measure": "change"},
        {"basis": "yoy"},
        {"unit": "公斤"},
    ],
)
def test_what_differs_in_more_than_period_is_another_series(any_ledger: str, other: dict[str, Any]) -> None:
    from hefu.ledger.models import Series

    add(document(), extraction(statement(), replace(growth(), **{**_likeness(), **other})))
    assert Series.objects.count() == 2


def _likeness() -> dict[str, Any]:
    plain = statement()
    return {name: getattr(plain, name) for name in ("indicator", "area", "holder", "measure", "basis", "unit")}


def test_series_and_indicators_are_shared_by_documents(any_ledger: str) -> None:
    add(document(), extraction(statement()))
    before = rows()
    text = TEXT + "完。"
    add(document(text), extraction(statement(text)))
    after = rows()
    assert {name for name in after if after[name] != before[name]} == {
        "Original", "Document", "Folded", "Statement", "Numeral", "Claim",
    }  # fmt: skip


def test_an_area_is_the_one_that_had_the_name_then_with_those_above_it(any_ledger: str) -> None:
    from hefu.ledger.models import Series

    text = "襄樊市粮食产量12.50万吨。"
    add(document(text, published="2006", area="襄樊市"), extraction(statement(text, area="襄樊市", period="2005")))
    area = Series.objects.get().area
    assert area is not None and area.parent is not None
    assert (area.name, area.until, area.parent.name) == ("襄樊市", 2009, "湖北省")


def test_a_name_that_two_areas_share_is_the_one_inside_the_area_of_the_document(any_ledger: str) -> None:
    from hefu.ledger.models import Series

    text = "鼓楼区粮食产量12.50万吨。"
    add(document(text, area="南京市"), extraction(statement(text, area="鼓楼区", period="2023")))
    area = Series.objects.get().area
    assert area is not None and area.code == "320106"


def test_an_unknown_area_keeps_its_name_and_a_series_of_its_own(any_ledger: str) -> None:
    from hefu.ledger.models import Series

    added = add(
        document(area="无有市"),
        extraction(statement(area="无有市"), replace(growth(), **{**_likeness(), "area": "乌有市"})),
    )
    assert {(row.area_name, row.area) for row in Series.objects.all()} == {("无有市", None), ("乌有市", None)}
    assert store.load_document(added.pk).area == "无有市"
    assert [kept.area for kept in store.statements(added.pk)] == ["无有市", "乌有市"]


def test_names_of_one_indicator_are_one_concept(any_ledger: str) -> None:
    from hefu.ledger.models import Indicator

    add(document(), extraction(statement(indicator="GDP"), growth(indicator="地区生产总值")))
    concept = Indicator.objects.get()
    assert (concept.name, concept.kind, concept.names.filter(name="GDP").count()) == ("地区生产总值", "flow", 1)


def test_an_unknown_indicator_is_a_concept_of_its_own_whatever_its_spacing(any_ledger: str) -> None:
    from hefu.ledger.models import Indicator

    add(document(), extraction(statement(indicator="云杉 种植面积"), growth(indicator="云杉种植面积")))
    assert Indicator.objects.get().name == "云杉种植面积"


def test_an_indicator_too_long_for_a_concept_is_kept_whole_in_its_statement(any_ledger: str) -> None:
    long = "指" * 500
    added = add(document(), extraction(statement(indicator=long)))
    assert store.statements(added.pk)[0].indicator == long


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2023", "2023-12-31"),
        ("2023-01/2023-11", "2023-11-30"),
        ("2024-02", "2024-02-29"),
        ("2021/2025", "2025-12-31"),
        ("2023-12-21", "2023-12-21"),
        (None, ""),
    ],
)
def test_statements_are_sorted_by_the_last_day_of_their_period(ledger: Path, period: str | None, last: str) -> None:
    from hefu.ledger.models import Statement

    add(document(), extraction(statement(period=period)))
    assert Statement.objects.get().period_end == last


# ---------------------------------------------------------------- all or nothing


@pytest.mark.parametrize(
    "stage", ["Original", "Area", "Document", "Folded", "Indicator", "Series", "Statement", "Numeral"]
)
def test_a_failure_at_any_stage_leaves_the_ledger_as_it_was(
    any_ledger: str, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db.models import QuerySet

    add(document("另一份文件。"))
    before = rows()

    def failing(name: str) -> Any:
        real = getattr(QuerySet, name)

        def insert(self: Any, *arguments: Any, **options: Any) -> Any:
            result = real(self, *arguments, **options)
            if self.model.__name__ == stage:
                raise InterruptedError(stage)
            return result

        return insert

    for name in ("bulk_create", "get_or_create"):
        monkeypatch.setattr(QuerySet, name, failing(name))
    with pytest.raises(InterruptedError):
        add(document(), extraction(statement(), growth()))
    monkeypatch.undo()
    assert rows() == before
    assert add(document(), extraction(statement(), growth())).created


def test_two_statements_in_one_place_are_refused(any_ledger: str) -> None:
    before = rows()
    with pytest.raises(LedgerError, match="cannot be used"):
        add(document(), extraction(statement(), statement()))
    assert rows() == before


def test_a_quote_that_does_not_stand_in_the_text_is_refused(ledger: Path) -> None:
    with pytest.raises(LedgerError, match="quotes other words"):
        add(document(), extraction(replace(statement(), quote="12.51万吨")))


def test_a_file_that_changed_since_it_was_read_is_refused(ledger: Path) -> None:
    with pytest.raises(LedgerError, match="has changed since it was read"):
        store.add(document(), b"other bytes", extraction())


@pytest.mark.parametrize("text", ["零\0零", "半个\ud800"], ids=["NUL", "half of a pair"])
def test_characters_that_no_database_keeps_are_refused(any_ledger: str, text: str) -> None:
    one = replace(document(), title=text)
    with pytest.raises(LedgerError, match="title with NUL"):
        add(one)


def test_what_is_too_long_is_refused_by_both_kinds_of_database(any_ledger: str) -> None:
    before = rows()
    with pytest.raises(LedgerError, match="holder longer than 200"):
        add(document(), extraction(statement(holder="长" * 201)))
    assert rows() == before


def test_a_document_that_is_not_there_is_an_error(ledger: Path) -> None:
    with pytest.raises(LedgerError, match="no document 7"):
        store.load_document(7)


def test_the_ledger_can_be_counted(ledger: Path) -> None:
    add(document(), extraction(statement(), growth()))
    assert sizes.totals() == sizes.Totals(documents=1, statements=2, series=2, numerals={"quantity": 2, "time": 1})
