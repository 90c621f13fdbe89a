"""Names of areas in text: what is recognised, and the near misses that are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.lexicon.areas import Areas, load


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load()


def spots(areas: Areas, area: str | None, text: str, year: int | None = 2023) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.name) for s in areas.spotter(area, year).find(text)]


@pytest.mark.parametrize(
    ("area", "text", "found"),
    [
        ("拉萨市", "全市和我区", [("全市", "拉萨市"), ("我区", "西藏自治区")]),
        ("西藏自治区", "全区和全市", [("全区", "西藏自治区")]),
        ("海拉尔区", "全区和全市", [("全区", "海拉尔区"), ("全市", "呼伦贝尔市")]),
        ("日土县", "我县、全区、全地区", [("我县", "日土县"), ("全区", "西藏自治区"), ("全地区", "阿里地区")]),
        ("上海市", "本市经济", [("本市", "上海市")]),
        ("克孜勒苏柯尔克孜自治州", "全州", [("全州", "克孜勒苏柯尔克孜自治州")]),
        ("拉萨市", "落户达孜，曲水、林周两县", [("达孜", "达孜区"), ("曲水", "曲水县"), ("林周", "林周县")]),
        ("拉萨市", "高于全国、低于四川和南京", [("全国", "全国"), ("四川", "四川省"), ("南京", "南京市")]),
        ("拉萨市", "拉萨市城关区", [("拉萨市城关区", "城关区")]),
        ("拉萨市", "西藏拉萨曲水县", [("西藏拉萨曲水县", "曲水县")]),
        ("拉萨市", "南京市鼓楼区", [("南京市鼓楼区", "鼓楼区")]),
        ("拉萨市", "江苏南通", [("江苏南通", "南通市")]),
        ("拉萨市", "拉萨高新技术产业开发区", [("拉萨高新技术产业开发区", "拉萨高新区")]),
        ("拉萨市", "入驻高新区，经开区", [("高新区", "拉萨高新区"), ("经开区", "拉萨经开区")]),
        ("拉萨市", "曲水县工业园区", [("曲水县工业园区", "曲水工业园区")]),
        ("拉萨市", "中国经济", [("中国", "全国")]),
        ("铜川市", "上海浦东新区", [("上海浦东新区", "浦东新区")]),
        (None, "西藏和拉萨市", [("西藏", "西藏自治区"), ("拉萨市", "拉萨市")]),
    ],
)
def test_a_name_is_recognised(areas: Areas, area: str | None, text: str, found: list[tuple[str, str]]) -> None:
    assert spots(areas, area, text) == found


@pytest.mark.parametrize(
    ("area", "text"),
    [
        ("拉萨市", "吉林大学"),
        ("拉萨市", "中国银行、中国移动、中国特色"),
        ("拉萨市", "西藏宁算科技集团有限公司"),
        ("拉萨市", "西藏日报"),
        ("拉萨市", "升级为国家高新区，两个经开区"),
        ("拉萨市", "朝阳产业、和平、新城、城区、开发区、建设"),
        ("拉萨市", "大同小异，长治久安，重大理论，重大连片"),
        ("拉萨市", "长江西岸，南海南部，黄河南岸"),
        ("拉萨市", "西南通道，制定西部规划"[:4]),
        ("拉萨市", "全国人大代表，全国文明城市，全国劳动模范"),
        ("拉萨市", "全市场，全区域"),
        ("拉萨市", "隆重庆祝，经济南北，结合肥料"),
        ("拉萨市", "年平均日照时数"),
        ("拉萨市", "鼓楼区"),
        ("怀化市", "关怀化解，通道建设，会同有关部门"),
        ("铜川市", "创新乡村治理"),
        ("全国", "寄宿制学校和县城学校，清理县级"),
        ("苏州市", "浒墅关经济技术开发区"),
    ],
)
def test_a_word_that_only_looks_like_a_name_is_left_alone(areas: Areas, area: str, text: str) -> None:
    assert spots(areas, area, text) == []


def test_the_longest_name_is_taken_and_none_inside_another(areas: Areas) -> None:
    assert spots(areas, "拉萨市", "上海南部") == [("上海", "上海市")]
    assert spots(areas, "拉萨市", "山西安排") == [("山西", "山西省")]


def test_a_short_name_of_a_county_counts_only_in_its_own_area(areas: Areas) -> None:
    assert spots(areas, "拉萨市", "在曲水") == [("曲水", "曲水县")]
    assert spots(areas, "苏州市", "在曲水") == []


def test_a_short_name_shared_with_an_own_county_does_not_mean_the_other_city(areas: Areas) -> None:
    assert spots(areas, "大庆市", "大同棚室") == []
    assert spots(areas, "太原市", "大同、太原") == [("大同", "大同市"), ("太原", "太原市")]


def test_names_are_those_of_the_year_and_of_the_year_before(areas: Areas) -> None:
    assert spots(areas, "拉萨市", "达孜", 2010) == [("达孜", "达孜县")]
    assert spots(areas, "拉萨市", "达孜县、达孜区", 2017) == [("达孜县", "达孜县"), ("达孜区", "达孜区")]
    assert spots(areas, "呼伦贝尔盟", "海拉尔", 1995) == [("海拉尔", "海拉尔市")]


def test_only_the_asked_part_of_the_text_is_searched(areas: Areas) -> None:
    spotter = areas.spotter("拉萨市", 2023)
    text = "拉萨市、曲水县、西藏"
    assert [s.start for s in spotter.find(text, 3, 8)] == [4]
    assert [s.name for s in spotter.find(text, 0, 2)] == ["拉萨市"]
    assert spotter.find(text, 1, 3) == []


@given(st.text(alphabet="拉萨市西藏自治区城关全我国中高新开发上海南京大学银行、。，a1 ", max_size=60))
def test_spots_are_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for spot in load().spotter("拉萨市", 2023).find(text):
        assert last <= spot.start < spot.end <= len(text)
        last = spot.end


def test_other_peoples_texts_are_read_without_names_of_far_counties() -> None:
    corpus = Path(__file__).parents[2].parent / "shared" / "corpus" / "g05_national_work_report_2024.txt"
    if not corpus.exists():
        pytest.skip("the shared texts are not here")
    text = corpus.read_text(encoding="utf-8")
    found = load().spotter("全国", 2024).find(text)
    assert {s.name for s in found if s.level in ("county", "zone")} <= {"上海浦东新区", "雄安新区"}
    assert {s.name for s in found} >= {"全国", "海南省", "香港特别行政区"}
