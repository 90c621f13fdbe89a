"""Units: every row works, no spelling means two units, compounds are made by rule."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.lexicon.units import Unit, Units, load

MULTIPLIERS = {"": 1, "万": 10**4, "亿": 10**8}
EXAMPLE = re.compile(r"(?P<number>[\d.]+)(?P<scale>[万亿]?)余?(?P<unit>.+) = (?P<value>[\d.]+)")


@pytest.fixture(scope="module")
def units() -> Units:
    return load()


def rows(units: Units) -> list[Unit]:
    return sorted(set(units.spellings.values()), key=lambda unit: unit.name)


@pytest.mark.parametrize("unit", rows(load()), ids=lambda unit: unit.name)
def test_the_worked_example_of_every_unit_works(units: Units, unit: Unit) -> None:
    match = EXAMPLE.fullmatch(unit.example)
    assert match, unit.example
    assert Decimal(match["number"]) * MULTIPLIERS[match["scale"]] == Decimal(match["value"])
    assert units.at(unit.example, match.start("unit")) == (unit, match.end("unit"))


def test_every_spelling_is_read_as_its_unit_and_no_other(units: Units) -> None:
    for spelling, unit in units.spellings.items():
        assert units.get(spelling) is unit, spelling
        assert spelling == spelling.strip()


def test_every_base_is_a_unit_of_its_own_dimension_with_factor_one(units: Units) -> None:
    for unit in rows(units):
        if unit.base != unit.name and unit.base != "1":
            base = units.get(unit.base)
            assert base is not None, unit
            assert (base.dimension, base.factor) == (unit.dimension, Decimal(1)), unit


def test_there_are_several_hundred_spellings_in_known_dimensions(units: Units) -> None:
    assert len(units.spellings) > 350
    assert units.dimensions >= {"money", "people", "ratio", "count", "area", "mass", "energy", "power", "time", "data"}


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("㎡", "平方米"),
        ("km", "公里"),
        ("千米", "公里"),
        ("度", "千瓦时"),
        ("kWh", "千瓦时"),
        ("％", "%"),
        ("个百分点", "百分点"),
        ("港币", "港元"),
        ("TEU", "标箱"),
        ("台(套)", "台（套）"),
        ("吨标煤", "吨标煤"),
        ("P", "PFLOPS"),
    ],
)
def test_a_spelling_becomes_the_name_that_the_ledger_keeps(units: Units, spelling: str, name: str) -> None:
    found = units.get(spelling)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("text", "name", "dimension", "factor"),
    [
        ("元/吨", "元/吨", "money/mass", "1"),
        ("元/人·月", "元/人·月", "money/people·time", "0.0328549"),
        ("元/（人·月）", "元/人·月", "money/people·time", "0.0328549"),
        ("元/人•年", "元/人·年", "money/people·time", "0.0027379"),
        ("吨/日", "吨/日", "mass/time", "1"),
        ("立方米/秒", "立方米/秒", "volume/time", "86400"),
        ("微克/立方米", "微克/立方米", "mass/volume", "1E-12"),
        ("μg/m³", "微克/立方米", "mass/volume", "1E-12"),
        ("吨标准煤/万元", "吨标准煤/万元", "coal_equivalent/money", "0.0001"),
        ("件/万人", "件/万人", "count/people", "0.0001"),
        ("人/百平方公里", "人/百平方公里", "people/area", "1E-8"),
        ("元/千瓦时", "元/千瓦时", "money/energy", "1"),
        ("毫克/升", "毫克/升", "mass/volume", "0.000001"),
        ("公里/小时", "公里/小时", "length/time", "24000"),
        ("元/月", "元/月", "money/time", "0.0328549"),
        ("m/s", "米", "length", "1"),
    ],
)
def test_compounds_are_made_by_rule(units: Units, text: str, name: str, dimension: str, factor: str) -> None:
    found = units.at(text, 0)
    assert found is not None
    unit, end = found
    assert (unit.name, unit.dimension) == (name, dimension)
    assert abs(unit.factor - Decimal(factor)) <= abs(Decimal(factor)) * Decimal("0.0001")
    if dimension != "length":
        assert end == len(text)


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        ("元，增长", "元", 1),
        ("千瓦时电", "千瓦时", 3),
        ("平方公里", "平方公里", 4),
        ("个百分点", "百分点", 4),
        ("个学位", "个", 1),
        ("个人才项目", "个", 1),
        ("人次", "人次", 2),
        ("户/", "户", 1),
        ("元/", "元", 1),
        ("元/（人", "元", 1),
        ("元/某", "元", 1),
    ],
)
def test_the_longest_unit_is_taken(units: Units, text: str, name: str, end: int) -> None:
    found = units.at(text, 0)
    assert found is not None
    assert (found[0].name, found[1]) == (name, end)


@pytest.mark.parametrize("text", ["", "亿", "MBA", "GDP", "Pro", "kWhx", "某", "/人", " 元"])
def test_other_words_are_no_units(units: Units, text: str) -> None:
    assert units.at(text, 0) is None
    assert units.get(text) is None


def test_nothing_is_read_past_the_end_that_was_given(units: Units) -> None:
    found = units.at("千瓦时", 0, 2)
    assert found is not None
    assert found[0].name == "千瓦"
    found = units.at("元/人·月", 0, 3)
    assert found is not None
    assert found[0].name == "元/人"
    assert units.at("元", 0, 0) is None


def test_areas_and_lengths_can_be_compared(units: Units) -> None:
    mu, hectare = units.get("亩"), units.get("公顷")
    assert mu is not None
    assert hectare is not None
    assert mu.base == hectare.base == "平方米"
    assert round(15 * mu.factor / hectare.factor, 4) == 1


def test_things_that_are_counted_cannot_be_added(units: Units) -> None:
    homes, firms = units.get("户"), units.get("家")
    assert homes is not None
    assert firms is not None
    assert homes.base != firms.base


def test_the_pattern_prefers_the_longest_and_stops_before_latin_words(units: Units) -> None:
    pattern = re.compile(units.pattern)
    assert pattern.match("千瓦时").group() == "千瓦时"  # type: ignore[union-attr]
    assert pattern.match("kmx") is None
    assert pattern.groups == 0


@given(st.text(alphabet="元人月·/（）千瓦时万亩个百分点kWhm2³%", max_size=12), st.integers(0, 12))
def test_a_unit_always_ends_inside_the_text(text: str, start: int) -> None:
    found = load().at(text, start)
    if found:
        assert start < found[1] <= len(text)
        assert found[0].factor > 0
