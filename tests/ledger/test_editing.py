"""Indicators are merged, split and described; the effect is seen first, holds from then on, and can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from hefu.cli import main
from hefu.errors import LedgerError, UsageError
from hefu.ledger import editing, intake
from hefu.ledger.editing import Change
from hefu.ledger.jobs import Job
from hefu.ledger.models import (
    Answer,
    Claim,
    Finding,
    Indicator,
    IndicatorEdit,
    IndicatorName,
    Series,
    Statement,
    Target,
)
from hefu.ledger.opening import writing
from hefu.lexicon.indicators import Edit, Indicators, built_in, load, unknown, using

FIRST = """拉萨市政府工作报告

（2024年1月9日在拉萨市人民代表大会上）

2023年，全市高原特色菌菇产量12.5万吨，民宿床位8000张。2024年，力争高原特色菌菇产量达到14万吨以上。
"""
SECOND = """拉萨市统计公报

（2025年3月9日）

2023年全市特色菌菇总产量15.1万吨。2024年全市特色菌菇总产量15.6万吨，农产品电商渗透率140%。
"""
ONE, OTHER = "高原特色菌菇产量", "特色菌菇总产量"


@pytest.fixture
def fungi(ledger: Path, tmp_path: Path) -> Path:
    """Two documents that call one thing by two names, and what it was aimed at."""
    for number, text in enumerate((FIRST, SECOND)):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
    assert main(["add", *map(str, sorted(tmp_path.glob("[01].txt")))]) == 0
    assert set(Series.objects.values_list("indicator__name", flat=True)) >= {ONE, OTHER}
    return tmp_path


def change(kind: Any, name: str, other: str, value: str = "") -> Change:
    return Change(Edit(kind, name, other, value), who="李工", why="同一指标")


MERGE = change("merge", OTHER, ONE)


def state() -> dict[str, Any]:
    """All that the ledger says, but for keys, times and what happened."""
    names = dict(Indicator.objects.values_list("pk", "name"))
    return {
        "statements": sorted(
            Statement.objects.values_list("document", "start", "series__indicator__name", "series__measure")
        ),
        "claims": sorted(Claim.objects.values_list("document", "statement__start", "key", "name", "definition")),
        "answers": sorted(Answer.objects.values_list("name", "place", "period")),
        "targets": sorted(Target.objects.filter(gone=False).values_list("start", "name", "verdict")),
        "findings": sorted(Finding.objects.exclude(state="resolved").values_list("identity", "state")),
        "indicators": sorted(names.values()),
        "names": sorted(IndicatorName.objects.values_list("indicator__name", "name")),
    }


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("ledger").get_models()}


def test_merged_names_are_one_series_in_the_audit_and_of_targets_too(fungi: Path) -> None:
    assert not Finding.objects.exists()
    assert Target.objects.get(name=ONE).verdict == "no-result"
    effect = editing.make(MERGE)
    assert set(Series.objects.filter(indicator__name=ONE).values_list("statements__value", flat=True)) == {
        "1.25E+5", "1.4E+5", "1.51E+5", "1.56E+5",
    }  # fmt: skip
    assert not Indicator.objects.filter(name=OTHER).exists()
    assert IndicatorName.objects.get(name=OTHER).indicator.name == ONE
    assert Finding.objects.get().rule == "same"
    assert Target.objects.get(name=ONE).verdict == "met"
    assert effect.statements == 2
    [moved] = effect.moved
    assert (moved.before, moved.after, moved.statements, moved.beside) == (OTHER, ONE, 2, 2)
    assert [one.rule for one in effect.ledger.come] == ["same"]
    assert [(one.before, one.after) for one in effect.ledger.verdicts] == [("no-result", "met")]


def test_the_effect_is_seen_before_and_nothing_is_kept(fungi: Path) -> None:
    before, numbers = state(), counts()
    effect = editing.rehearse(MERGE)
    assert (state(), counts()) == (before, numbers)
    assert effect == editing.make(MERGE)


def test_what_was_merged_is_undone_without_a_trace_but_in_its_history(fungi: Path) -> None:
    before = state()
    editing.make(MERGE)
    row = IndicatorEdit.objects.get()
    assert (row.who, row.why, row.moved) == ("李工", "同一指标", 2)
    seen = editing.rehearse_undo(row.pk)
    assert [one.rule for one in seen.ledger.gone] == ["same"]
    effect = editing.undo(row.pk, who="王工")
    assert state() == before
    assert effect == seen
    row.refresh_from_db()
    assert row.undone_by == "王工"
    with pytest.raises(LedgerError, match="is undone already"):
        editing.undo(row.pk, who="王工")


def test_a_change_holds_for_documents_that_come_later_and_are_read_again(fungi: Path) -> None:
    editing.make(MERGE)
    before = state()
    assert main(["add", "--again", *map(str, sorted(fungi.glob("[01].txt")))]) == 0
    assert state() == before
    third = fungi / "third.txt"
    third.write_text(SECOND.replace("2024年", "2025年").replace("2025年3月", "2026年3月"), encoding="utf-8")
    [outcome] = intake.add_all([Job(third)])
    assert outcome.status == "added"
    assert not Indicator.objects.filter(name=OTHER).exists()


def test_a_name_that_the_lexicon_puts_with_others_is_split_off(fungi: Path) -> None:
    path = fungi / "gdp.txt"
    text = "拉萨市统计公报\n\n（2025年3月1日）\n\n2024年全市地区生产总值900亿元。2024年全市经济总量910亿元。\n"
    path.write_text(text, encoding="utf-8")
    assert main(["add", str(path)]) in (0, 1)
    before = state()
    effect = editing.make(change("split", "地区生产总值", "经济总量"))
    assert [(one.before, one.after) for one in effect.moved] == [("地区生产总值", "经济总量")]
    assert Indicator.objects.get(name="经济总量").unit_family == "money"
    assert not IndicatorName.objects.filter(name="经济总量").exists()
    editing.undo(IndicatorEdit.objects.get().pk, who="李工")
    assert state()["statements"] == before["statements"]
    assert state()["findings"] == before["findings"]


def test_a_limit_that_is_set_is_held_against_the_figures(fungi: Path) -> None:
    name = Indicator.objects.get(name__contains="渗透率").name
    effect = editing.make(change("set", name, "max", "100"))
    assert [one.rule for one in effect.ledger.come] == ["impossible"]
    assert effect.moved == ()
    editing.undo(IndicatorEdit.objects.get().pk, who="李工")
    assert not Finding.objects.exclude(state="resolved").exists()


def test_properties_stand_in_the_row_of_the_indicator(fungi: Path) -> None:
    for field, value in (("unit", "mass"), ("kind", "flow"), ("direction", "up")):
        editing.make(change("set", ONE, field, value))
    row = Indicator.objects.get(name=ONE)
    assert (row.unit_family, row.kind, row.direction) == ("mass", "flow", "up")
    assert [one.old for one in editing.edits(ONE)] == ["none", "", ""]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("merge", ONE, ONE), "is one indicator"),
        (("merge", "没有", ONE), "the ledger has no indicator '没有'"),
        (("merge", ONE, "没有"), "the ledger has no indicator '没有'"),
        (("split", ONE, "民宿床位"), "is no name of"),
        (("set", ONE, "colour", "red"), "an indicator has no 'colour'"),
        (("set", ONE, "unit", "parsecs"), "no unit is of the kind"),
        (("set", ONE, "max", "NaN"), "cannot be the max"),
        (("set", ONE, "max", "hundred"), "cannot be the max"),
        (("set", ONE, "direction", "sideways"), "cannot be the direction"),
        (("set", "地区生产总值", "direction", "up"), "is up already"),
        (("merge", "", ONE), "between 1 and 200 characters"),
    ],
)
def test_changes_that_make_no_sense_are_refused(fungi: Path, wrong: tuple[str, ...], said: str) -> None:
    with pytest.raises((UsageError, LedgerError), match=said):
        editing.make(change(*wrong))
    assert not IndicatorEdit.objects.exists()


def test_a_change_needs_a_name_and_a_reason(fungi: Path) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        editing.make(Change(MERGE.edit, who="李工", why=" "))
    with pytest.raises(UsageError, match="needs a reason"):
        editing.make(Change(MERGE.edit, who="", why="x"))


def test_other_ledgers_and_commands_without_one_know_nothing_of_it(fungi: Path) -> None:
    editing.make(MERGE)
    assert load() is built_in()
    with writing():
        assert load().key(OTHER) == ONE


def test_edits_of_a_lexicon_leave_it_as_it_is() -> None:
    base = Indicators((unknown("甲"), unknown("乙")))
    edits = [
        Edit("merge", "甲", "乙"),
        Edit("merge", "乙", "丙"),
        Edit("split", "丙", "甲"),
        Edit("set", "丙", "min", "0"),
    ]
    found = base.edited(edits)
    assert {one.name: one.names for one in found} == {"丙": ("丙", "乙"), "甲": ("甲",)}
    assert len(base) == 2
    with using(lambda: found):
        assert load() is found
