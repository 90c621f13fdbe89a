"""The gazetteer: names and the years in which they held."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from hefu.errors import LexiconError, UnknownAreaError
from hefu.lexicon.areas import Area, Areas, load, words, zone_kinds

HEADER = "code,name,level,parent,since,until\n"


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load()


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("西藏", "西藏自治区"),
        ("拉萨", "拉萨市"),
        ("内蒙古", "内蒙古自治区"),
        ("新疆", "新疆维吾尔自治区"),
        ("香港", "香港特别行政区"),
        ("中国", "全国"),
        ("我国", "全国"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("巴州", "巴音郭楞蒙古自治州"),
        ("石河子", "石河子市"),
        ("浦东", "浦东新区"),
        ("雄安", "雄安新区"),
        (" 拉萨 市 ", "拉萨市"),
    ],
)
def test_a_short_name_finds_the_full_official_name(areas: Areas, asked: str, full: str) -> None:
    assert areas.find(asked).name == full


@pytest.mark.parametrize(
    ("asked", "year", "full", "code"),
    [
        ("达孜", 2010, "达孜县", "540126"),
        ("达孜", 2020, "达孜区", "540104"),
        ("达孜县", 2010, "达孜县", "540126"),
        ("海拉尔", 1995, "海拉尔市", "152101"),
        ("海拉尔", 2012, "海拉尔区", "150702"),
        ("海拉尔市", 2012, "海拉尔市", "152101"),
        ("那曲", 2010, "那曲地区", "542400"),
        ("那曲", None, "那曲市", "540600"),
        ("重庆", 1990, "重庆市", "510200"),
        ("重庆", 2000, "重庆市", "500000"),
        ("恩施", 1985, "鄂西土家族苗族自治州", None),
        ("崇文区", 2005, "崇文区", "110103"),
    ],
)
def test_an_area_is_found_by_the_name_that_it_had_then(
    areas: Areas, asked: str, year: int | None, full: str, code: str | None
) -> None:
    if asked == "恩施":
        asked = "鄂西"
    found = areas.find(asked, year=year)
    assert found.name == full
    assert code is None or found.code == code


@pytest.mark.parametrize(
    ("asked", "within", "code"),
    [
        ("城关区", "拉萨市", "540102"),
        ("城关区", "兰州市", "620102"),
        ("朝阳区", "北京市", "110105"),
        ("朝阳", "北京市", "110105"),
        ("朝阳区", "长春市", "220104"),
        ("鼓楼区", "南京市", "320106"),
        ("曲水", "拉萨市", "540124"),
        ("曲水", "城关区 of 拉萨", "540124"),
        ("海南", "青海省", "632500"),
        ("西藏", "拉萨市", "540000"),
    ],
)
def test_a_name_of_many_areas_is_settled_by_where_the_document_is(
    areas: Areas, asked: str, within: str, code: str
) -> None:
    frame = areas.get("540102") if " of " in within else within
    assert areas.find(asked, within=frame).code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("拉萨市城关区", "540102"),
        ("江苏省南京市鼓楼区", "320106"),
        ("江苏徐州鼓楼区", "320302"),
        ("北京市朝阳区", "110105"),
        ("西藏自治区拉萨市曲水县", "540124"),
    ],
)
def test_a_name_after_the_names_above_it_is_understood(areas: Areas, asked: str, code: str) -> None:
    assert areas.find(asked).code == code


def test_the_higher_area_is_meant_when_only_a_shared_short_name_is_given(areas: Areas) -> None:
    assert areas.find("吉林").name == "吉林省"
    assert areas.find("海南").name == "海南省"
    assert areas.find("朝阳").name == "朝阳市"


@pytest.mark.parametrize("asked", ["拉萨高新区", "拉萨高新技术产业开发区", "拉萨市高新区", "拉萨国家高新区"])
def test_a_zone_is_known_by_a_place_and_its_kind(areas: Areas, asked: str) -> None:
    zone = areas.find(asked)
    assert (zone.name, zone.level, zone.parent) == ("拉萨高新区", "zone", "540100")


def test_a_bare_zone_is_that_of_the_place(areas: Areas) -> None:
    assert areas.find("经开区", within="拉萨市").name == "拉萨经开区"
    with pytest.raises(UnknownAreaError):
        areas.find("经开区")


def test_the_nineteen_national_new_areas_are_known(areas: Areas) -> None:
    names = """浦东 滨海 两江 舟山群岛 兰州 南沙 西咸 贵安 西海岸 金普 天府 湘江 江北 福州 滇中 哈尔滨 长春 赣江 雄安"""
    assert len(names.split()) == 19
    for name in names.split():
        assert areas.find(f"{name}新区").name == f"{name}新区"


def test_an_unknown_name_is_an_error_that_lists_names_like_it(areas: Areas) -> None:
    with pytest.raises(UnknownAreaError) as error:
        areas.find("拉撒市")
    assert "拉萨市" in error.value.near
    assert "did you mean" in str(error.value)


@pytest.mark.parametrize("asked", ["", "   ", "哈哈哈", "市", "x" * 500, "拉萨市" * 5000, "\x00", "市高新区"])
def test_nonsense_is_an_unknown_area(areas: Areas, asked: str) -> None:
    with pytest.raises(UnknownAreaError):
        areas.find(asked)


def test_a_name_of_several_equals_is_an_error_that_names_them(areas: Areas) -> None:
    with pytest.raises(UnknownAreaError) as error:
        areas.find("鼓楼区")
    assert set(error.value.near) == {"南京市鼓楼区", "徐州市鼓楼区", "福州市鼓楼区", "开封市鼓楼区"}
    assert {areas.find(name).name for name in error.value.near} == {"鼓楼区"}


def test_a_code_gives_the_name_of_the_year(areas: Areas) -> None:
    assert areas.get("632323").name == "泽库县"
    assert areas.get("110000", 1990).level == "province"
    with pytest.raises(UnknownAreaError):
        areas.get("999999")


def test_ancestors_go_up_to_the_nation(areas: Areas) -> None:
    quxu = areas.find("曲水", within="拉萨市")
    assert [area.name for area in areas.ancestors(quxu)] == ["拉萨市", "西藏自治区", "全国"]
    assert [area.name for area in areas.ancestors(areas.find("朝阳区", within="北京市"))] == ["北京市", "全国"]


def test_an_area_lies_in_those_above_it_and_in_no_other(areas: Areas) -> None:
    quxu, lhasa, jiangsu = areas.find("曲水", within="拉萨市"), areas.find("拉萨市"), areas.find("江苏")
    assert areas.within(quxu, lhasa)
    assert areas.within(lhasa, lhasa)
    assert not areas.within(quxu, jiangsu)


def test_children_are_those_of_the_year(areas: Areas) -> None:
    lhasa = areas.find("拉萨市")
    assert {area.name for area in areas.children(lhasa, 2010)} >= {"达孜县", "堆龙德庆县", "城关区"}
    assert {area.name for area in areas.children(lhasa)} >= {"达孜区", "堆龙德庆区", "城关区"}
    assert len(areas.children(areas.get("000000"))) == 34


def test_there_are_as_many_areas_as_the_official_count_of_2024(areas: Areas) -> None:
    levels = [area.level for area in areas.below(areas.get("000000"))]
    assert levels.count("city") == 333
    assert levels.count("county") == 2846


def test_every_parent_exists(areas: Areas) -> None:
    nation = areas.get("000000")
    for line in areas._lines:
        area = areas.get(line.split(",")[0])
        assert areas.within(area, nation), area


def test_short_names(areas: Areas) -> None:
    for full, short in {
        "西藏自治区": "西藏",
        "拉萨市": "拉萨",
        "雄县": "雄县",
        "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    }.items():
        assert areas.short_name(areas.find(full)) == short
    assert areas.province_short_names()["内蒙古"].code == "150000"
    assert len(areas.province_short_names()) == 34


def test_names_within_are_those_below_and_beside(areas: Areas) -> None:
    names = areas.names_within(areas.find("拉萨市"), 2020)
    assert names["曲水"].name == "曲水县"
    assert names["日喀则"].name == "日喀则市"
    assert "南京" not in names


# ---------------------------------------------------------------- users' areas


def test_users_add_areas_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(
        HEADER + "990000,安澜市,city,000000,,\n990101,安澜县,county,990000,,2015\n990102,安澜区,county,990000,2016,\n",
        encoding="utf-8",
    )
    areas = load(file)
    assert areas.find("安澜").level == "city"
    assert areas.find("安澜区").parent == "990000"
    assert [area.name for area in areas.children(areas.find("安澜市"), 2010)] == ["安澜县"]
    assert areas.find("安澜高新区").level == "zone"
    assert [(s.name, s.level) for s in areas.spotter("安澜市", 2020).find("全市和安澜区")] == [
        ("安澜市", "city"),
        ("安澜区", "county"),
    ]
    with pytest.raises(UnknownAreaError):
        load().find("安澜市")


def test_a_users_zone_keeps_its_whole_name(tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(HEADER + "990000,安澜市,city,000000,,\n990071,安澜高新区,zone,990000,,\n", encoding="utf-8")
    areas = load(file)
    assert areas.short_name(areas.find("安澜高新区")) == "安澜高新区"
    spotted = areas.spotter("安澜市").find("安澜高新技术产业开发区、安澜高新区、高新区")
    assert [spot.name for spot in spotted] == ["安澜高新区"] * 3


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    import os

    file = tmp_path / "areas.csv"
    file.write_text(HEADER + "990000,安澜市,city,000000,,\n", encoding="utf-8")
    assert load(file).find("安澜市")
    file.write_text(HEADER + "990000,静波市,city,000000,,\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert load(file).find("静波市")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name,code\n", 1, "level"),
        ("", 1, "header"),
        (HEADER + "990000,,city,000000,,\n", 2, "must be given"),
        (HEADER + "990000,甲市,town hall,000000,,\n", 2, "town hall"),
        (HEADER + "990000,甲市,city,123,,\n", 2, "123"),
        (HEADER + "990000,甲市,city,000000,,\n990001,乙县,county,990000,199,\n", 3, "four digits"),
        (HEADER + "990000,甲市,city,000000,2020,2010\n", 2, "before"),
        (HEADER + "9900000000000,甲市,city,000000,,\n", 2, "longer"),
        (HEADER + '990000,"甲,乙",city,000000,,\n', 2, "comma"),
    ],
)
def test_a_bad_row_is_an_error_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load(file)
    assert error.value.line == line
    assert words in str(error.value)
    assert "areas.csv" in str(error.value)


def test_a_missing_or_foreign_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such file"):
        load(tmp_path / "none.csv")
    (tmp_path / "gbk.csv").write_bytes("安澜市".encode("gb18030"))
    with pytest.raises(LexiconError, match="UTF-8"):
        load(tmp_path / "gbk.csv")


# ---------------------------------------------------------------- the lists


def test_the_lists_of_words_name_areas_only(areas: Areas) -> None:
    lists = words()
    for key in ("stop", "stop_cities", "stop_away"):
        for name in str(lists[key]).split():
            assert name in areas._by_name, (key, name)
    for word in str(lists["inside"]).split():
        assert word[word.index("[") + 1 : word.index("]")] in areas._by_name, word


def test_kinds_of_zones_have_their_own_codes() -> None:
    codes = {kind: code for kind, code, _ in zone_kinds().values()}
    assert len(set(codes.values())) == len(codes)
    assert all(len(code) == 2 for code in codes.values())


def test_a_gazetteer_with_the_same_areas_is_made_once_and_what_was_found_out_about_it_goes_with_it() -> None:
    """A process that reads for long would else keep one, with all its names, of each file that it read."""
    known, more = load(), (Area("990100", "云澜市", "city", "000000"),)
    assert known.with_more(more) is known.with_more(list(more))
    other = Areas(["000000,中华人民共和国,中国,nation,,,", "990200,青坪市,,city,000000,,"])
    spotter = other.spotter("青坪市", 2024)
    assert other.spotter("青坪市", 2024) is spotter and other.found
    gone = weakref.ref(other)
    del other, spotter
    gc.collect()
    assert gone() is None
