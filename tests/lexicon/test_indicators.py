"""Indicators as concepts: one name, one concept; what stands around a name does not count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hefu.lexicon import indicators, units
from hefu.lexicon.indicators import Indicators, load


@pytest.fixture(scope="module")
def lexicon() -> Indicators:
    return load()


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("GDP", "地区生产总值"),
        ("gdp", "地区生产总值"),
        ("ＧＤＰ", "地区生产总值"),
        ("生产总值", "地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("社零", "社会消费品零售总额"),
        ("社会消费品零售总额增速", "社会消费品零售总额"),
        ("全市社会消费品零售总额", "社会消费品零售总额"),
        ("全年实现地区生产总值", "地区生产总值"),
        ("2023年拉萨市固定资产投资", "固定资产投资"),
        ("西藏自治区地区生产总值", "地区生产总值"),
        ("1-11月规模以上工业增加值", "规模以上工业增加值"),
        ("1至11月 规模以上工业增加值", "规模以上工业增加值"),
        ("其中：出口", "出口总额"),
        ("年末常住人口", "常住人口"),
        ("消费对经济增长的贡献率", "消费对经济增长贡献率"),
        ("R＆D经费投入强度", "研究与试验发展经费投入强度"),
        ("“三公”经费", "三公经费"),
        ("每千人口执业(助理)医师数", "每千人口执业（助理）医师数"),
        ("CPI", "居民消费价格"),
    ],
)
def test_an_indicator_is_found_by_its_names(lexicon: Indicators, asked: str, name: str) -> None:
    found = lexicon.find(asked)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "增长",
        "完成",
        "全市",
        "市区居民收入",
        "市本级一般公共预算收入",
        "脱贫县农村居民人均可支配收入",
        "签约",
        "某某指数",
        "的" * 99,
    ],
)
def test_a_narrower_or_unknown_name_is_no_indicator(lexicon: Indicators, asked: str) -> None:
    assert lexicon.find(asked) is None


def test_there_are_a_few_hundred_and_every_name_belongs_to_one(lexicon: Indicators) -> None:
    assert len(lexicon) > 250
    owners: dict[str, str] = {}
    for indicator in lexicon:
        assert indicator.names[0] == indicator.name
        for name in indicator.names:
            assert owners.setdefault(indicators.plain(name), indicator.name + name) == indicator.name + name


def test_every_name_finds_its_own_indicator(lexicon: Indicators) -> None:
    for indicator in lexicon:
        for name in indicator.names:
            assert lexicon.find(name) is indicator, name


def test_the_unit_of_every_indicator_is_a_known_dimension(lexicon: Indicators) -> None:
    known = set(units.load().dimensions)
    for indicator in lexicon:
        assert set(indicator.unit_family.split("/")) <= known, indicator


def test_growth_of_output_is_at_constant_prices_and_its_level_at_current_ones(lexicon: Indicators) -> None:
    for name in ("地区生产总值", "规模以上工业增加值", "第三产业增加值", "人均地区生产总值"):
        found = lexicon.find(name)
        assert found is not None
        assert (found.price_basis, found.growth_basis) == ("nominal", "constant")
    retail = lexicon.find("社会消费品零售总额")
    assert retail is not None
    assert retail.growth_basis == "nominal"


def test_only_money_has_a_price(lexicon: Indicators) -> None:
    for indicator in lexicon:
        assert (indicator.price_basis is not None) <= ("money" in indicator.unit_family), indicator


def test_shares_end_at_a_hundred_and_limits_are_in_order(lexicon: Indicators) -> None:
    coverage = lexicon.find("森林覆盖率")
    assert coverage is not None
    assert (coverage.minimum, coverage.maximum) == (Decimal(0), Decimal(100))
    assert coverage.direction == "up"
    for indicator in lexicon:
        if indicator.minimum is not None and indicator.maximum is not None:
            assert indicator.minimum < indicator.maximum
        if indicator.name.endswith(("覆盖率", "普及率", "参保率", "合格率")):
            assert indicator.maximum == 100, indicator.name


def test_what_is_wanted_is_told(lexicon: Indicators) -> None:
    wanted = {"城镇调查失业率": "down", "单位GDP能耗": "down", "常住人口城镇化率": "up", "居民消费价格": "none"}
    for name, direction in wanted.items():
        found = lexicon.find(name)
        assert found is not None
        assert found.direction == direction
