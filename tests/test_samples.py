"""The sample documents: made the same to the byte, coherent but for what is planted."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2
import pytest

from hefu.errors import UnknownAreaError
from hefu.lexicon.areas import load

SAMPLES = Path(__file__).parent.parent / "samples"
SCAN = "later/daily-2023-12-22.pdf"
D = Decimal
Rows = list[dict[str, str]]

CONSTANT_PRICES = {"地区生产总值", "第一产业增加值", "第二产业增加值", "第三产业增加值"}
SPLITS = {
    "地区生产总值": ("第一产业增加值", "第二产业增加值", "第三产业增加值"),
    "货物进出口总额": ("出口", "进口"),
    "常住人口": ("城镇常住人口", "乡村常住人口"),
    "粮食产量": ("夏粮产量", "秋粮产量"),
}
PRINTED_AS = {f"第{n}产业比重": "三次产业" for n in "一二三"}
SHARES = {
    "税收收入占一般公共预算收入比重": ("税收收入", "一般公共预算收入"),
    "民生支出占一般公共预算支出比重": ("民生支出", "一般公共预算支出"),
    "工业增加值占地区生产总值比重": ("全部工业增加值", "地区生产总值"),
    "数字经济核心产业增加值占地区生产总值比重": ("数字经济核心产业增加值", "地区生产总值"),
    "研发经费投入强度": ("研发经费支出", "地区生产总值"),
    "常住人口城镇化率": ("城镇常住人口", "常住人口"),
    "第一产业比重": ("第一产业增加值", "地区生产总值"),
    "第二产业比重": ("第二产业增加值", "地区生产总值"),
    "第三产业比重": ("第三产业增加值", "地区生产总值"),
}


def rows(name: str) -> Rows:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TRUTH, PLANTED, MANIFEST, AREAS = (rows(f"{name}.csv") for name in ("truth", "planted", "manifest", "areas"))
FILES = [row["file"] for row in MANIFEST]


# ---------------------------------------------------------------- the texts, read without hefu


@cache
def text_of(name: str) -> str:
    """The document without line breaks; paragraphs stand in lines where the form keeps them, cells between tabs."""
    path = SAMPLES / name
    match path.suffix:
        case ".docx":
            return "\n".join(paragraphs_of_word(path))
        case ".pdf":
            with pypdfium2.PdfDocument(path) as pages:
                return joined("".join(page.get_textpage().get_text_range() for page in pages))
        case ".html":
            return text_of_page(path.read_bytes())
    content = path.read_bytes()
    body = content.decode("gb18030" if name == "work-report-2023.txt" else "utf-8")
    return joined(body) if name.startswith("daily") else body


def joined(text: str) -> str:
    return re.sub(r"[\r\n]+|^[#*]+ ?|\*+$", "", text, flags=re.MULTILINE)


def paragraphs_of_word(path: Path) -> Iterable[str]:
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, docx.table.Table):
            yield "\t".join(cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def text_of_page(content: bytes) -> str:
    charset = re.search(rb'charset="([\w-]+)"', content)
    assert charset
    page = content.decode("gb18030" if charset[1] == b"gb2312" else charset[1].decode())
    cells = re.sub(r"</t[dh]>", "\t", re.sub(r"</tr>\n", "\t", page))
    return unescape(re.sub(r"<[^>]+>", "", cells))


def stands_in(text: str, indicator: str, value: str) -> bool:
    """Whether the number, whole, stands in a paragraph (or table) that has most of the indicator's characters."""
    number = re.compile(rf"(?<![\d.]){re.escape(value.lstrip('-'))}(?!\d|\.\d)")
    wanted = set(PRINTED_AS.get(indicator, indicator))
    return any(len(wanted & set(line)) >= 0.6 * len(wanted) for line in text.splitlines() if number.search(line))


# ---------------------------------------------------------------- arithmetic


def values(indicator: str, measure: str, area: str = "云澜市") -> dict[str, Decimal]:
    """Value by period; each is stated once or always alike."""
    found: dict[str, Decimal] = {}
    for row in TRUTH:
        if (row["indicator"], row["measure"], row["area"]) == (indicator, measure, area):
            assert found.setdefault(row["period"], D(row["value"])) == D(row["value"]), row
    return found


def half(value: Decimal) -> Decimal:
    """Half a unit of the last printed place."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return D(5).scaleb(exponent - 1)


def fits_growth(before: Decimal, after: Decimal, growth: Decimal) -> bool:
    low = (after - half(after)) / (before + half(before)) * 100 - 100
    high = (after + half(after)) / (before - half(before)) * 100 - 100
    return low - half(growth) <= growth <= high + half(growth)


def fits_share(part: Decimal, whole: Decimal, share: Decimal) -> bool:
    return abs(part / whole * 100 - share) <= half(share) + 100 * half(part) / whole


def earlier(period: str) -> str:
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), period)


GROWING = sorted(
    {
        (row["indicator"], row["area"], row["period"])
        for row in TRUTH
        if row["measure"] == "growth"
        and row["indicator"] not in CONSTANT_PRICES
        and {row["period"], earlier(row["period"])} <= values(row["indicator"], "level", row["area"]).keys()
    }
)


@pytest.mark.parametrize(("indicator", "area", "period"), GROWING)
def test_a_growth_rate_fits_the_levels(indicator: str, area: str, period: str) -> None:
    levels = values(indicator, "level", area)
    assert fits_growth(levels[earlier(period)], levels[period], values(indicator, "growth", area)[period])


def test_enough_growth_rates_are_checked() -> None:
    assert len(GROWING) > 45


@pytest.mark.parametrize("indicator", sorted({row["indicator"] for row in TRUTH if row["measure"] == "change"}))
def test_a_change_is_the_difference_of_the_levels(indicator: str) -> None:
    levels = values(indicator, "level")
    for period, change in values(indicator, "change").items():
        if {period, earlier(period)} <= levels.keys():
            assert levels[period] - levels[earlier(period)] == change


@pytest.mark.parametrize("whole", SPLITS)
def test_the_parts_add_to_the_whole(whole: str) -> None:
    levels = [values(part, "level") for part in SPLITS[whole]]
    common = [period for period in values(whole, "level") if all(period in level for level in levels)]
    assert common
    for period in common:
        assert sum(level[period] for level in levels) == values(whole, "level")[period]


@pytest.mark.parametrize("share", SHARES)
def test_a_share_is_part_by_whole(share: str) -> None:
    part, whole = (values(name, "level") for name in SHARES[share])
    common = [period for period in values(share, "ratio") if period in part and period in whole]
    assert common
    for period in common:
        assert fits_share(part[period], whole[period], values(share, "ratio")[period]), period


def test_the_shares_of_the_industries_add_to_100() -> None:
    industries = [values(f"第{n}产业比重", "ratio") for n in "一二三"]
    assert {sum(shares) for shares in zip(*(industry.values() for industry in industries), strict=True)} == {D("100.0")}


@pytest.mark.parametrize(
    ("indicator", "rest"), [("地区生产总值", "0"), ("社会消费品零售总额", "0"), ("一般公共预算收入", "48.7")]
)
def test_the_districts_add_to_the_city(indicator: str, rest: str) -> None:
    districts = [values(indicator, "level", area) for area in ("澜东区", "鹤汀区", "青坪县", "石棹县")]
    for period in districts[0]:
        assert sum(district[period] for district in districts) + D(rest) == values(indicator, "level")[period]


@pytest.mark.parametrize(
    "indicator", ["社会消费品零售总额", "货物进出口总额", "一般公共预算收入", "接待游客", "城镇新增就业"]
)
@pytest.mark.parametrize("year", ["2023", "2024"])
def test_a_running_total_rises_through_the_year(indicator: str, year: str) -> None:
    levels = values(indicator, "level")
    running = [levels[period] for period in (f"{year}-01/{year}-06", f"{year}-01/{year}-11", year) if period in levels]
    assert len(running) > 1
    assert all(before < after for before, after in pairwise(running))


@pytest.mark.parametrize(
    "indicator", ["城镇新增就业", "招商引资实际到位资金", "改造城镇老旧小区", "新改建农村公路", "新增学位"]
)
def test_a_sum_over_years_grows_by_the_year(indicator: str) -> None:
    levels = values(indicator, "level")
    assert levels["2021/2024"] - levels["2021/2023"] == levels["2024"]


def test_farmland_built_up_is_the_sum_of_the_years() -> None:
    stock, new = values("高标准农田", "level"), values("新建高标准农田", "level")
    assert all(stock[str(year)] - stock[str(year - 1)] == new[str(year)] for year in (2023, 2024))


def test_gdp_per_head_fits_gdp_and_people() -> None:
    people = (D("321.3") + D("320.9")) / 2  # 0.4万人 more than at the end of 2022
    assert round(D("2484.6") / people * 10000) == values("人均地区生产总值", "level")["2023"]


def test_urban_and_rural_incomes_stand_in_the_printed_ratio() -> None:
    urban, rural = (values(f"{who}居民人均可支配收入", "level") for who in ("城镇", "农村"))
    for year, ratio in values("城乡居民收入比", "ratio").items():
        assert round(urban[year] / rural[year], 2) == ratio


# ---------------------------------------------------------------- the documents


@pytest.mark.parametrize("name", FILES)
def test_the_true_values_stand_in_the_document(name: str) -> None:
    stated = [row for row in TRUTH if row["document"] == name]
    assert not [row for row in stated if not stands_in(text_of(name), row["indicator"], row["value"])]


def test_truth_names_only_published_files() -> None:
    assert {row["document"] for row in TRUTH} <= set(FILES)


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: f"{row['number']}-{row['document']}")
def test_a_planted_sentence_stands_in_its_document_and_in_the_readme(row: dict[str, str]) -> None:
    assert text_of(row["document"]).count(row["sentence"]) == 1
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert row["sentence"] in readme
    assert f"\n{row['number']}. **" in readme


def test_there_are_twelve_contradictions_of_twelve_kinds() -> None:
    assert len({row["number"] for row in PLANTED}) == len({row["rule"] for row in PLANTED}) == 12


def test_planted_values_are_not_among_the_true_ones() -> None:
    stated = {(row["document"], row["indicator"], row["value"]) for row in TRUTH}
    assert ("work-report-2024.pdf", "社会消费品零售总额", "1005.1") not in stated
    assert ("work-report-2025.txt", "货物进出口总额", "18.5") not in stated


PRINTED_AND_COMPUTED = {
    "same": ("1005.1", D("978.8")),
    "growth-level": ("18.5", D("262.4") / D("241.9") * 100 - 100),
    "parts": ("52", D(24 + 16 + 9 + 7)),
    "share": ("100.0", D("10.4") + D("41.9") + D("49.7")),
    "magnitude": ("46.0", D("0.58e8") / D("1.26e4") * 100),
    "per-head": ("72049", D("2638.3e8") / ((D("321.3e4") + D("321.8e4")) / 2)),
    "gap": ("2.4", D("6.3") - D("4.4")),
    "target-changed": ("1100", D("1150")),
    "average": ("12.4", ((D(18420) / D(11260)) ** D("0.2") - 1) * 100),
}


@pytest.mark.parametrize("rule", PRINTED_AND_COMPUTED)
def test_a_planted_figure_is_far_from_what_it_should_be(rule: str) -> None:
    printed, computed = PRINTED_AND_COMPUTED[rule]
    assert abs(D(printed) - computed) > 3 * half(D(printed))


def test_the_manifest_lists_every_document_and_nothing_for_later() -> None:
    published = {
        path.name for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md", ".docx", ".html", ".pdf", ".xlsx"}
    }
    assert published - {"README.md"} == set(FILES)


def test_areas_stand_below_the_area_that_they_name() -> None:
    above = {"000000"}
    for row in AREAS:
        assert row["parent"] in above
        above.add(row["code"])
    assert {row["area"] for row in MANIFEST} <= {row["name"] for row in AREAS}


@pytest.mark.parametrize("row", AREAS, ids=lambda row: row["name"])
def test_an_area_of_the_samples_is_no_real_one(row: dict[str, str]) -> None:
    real = load()
    assert row["name"] not in real
    with pytest.raises(UnknownAreaError):
        real.get(row["code"])


def test_the_gazetteer_takes_the_areas_of_the_samples() -> None:
    areas = load(SAMPLES / "areas.csv")
    names = {area.name for area in areas.children(areas.find("云澜市"), 2023)}
    assert names == {"澜东区", "鹤汀区", "青坪县", "石棹县"}


def test_the_scan_is_one_picture_without_text() -> None:
    path = SAMPLES / SCAN
    assert path.stat().st_size < 600_000
    with pypdfium2.PdfDocument(path) as pages:
        assert len(pages) == 1
        assert pages[0].get_textpage().get_text_range() == ""
        assert [item.type for item in pages[0].get_objects()] == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def test_the_pdf_reads_back_as_it_was_written() -> None:
    source = (SAMPLES / "sources" / "work-report-2024.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    written = re.sub(r"[\s#]", "", source)
    read = re.sub(r"\s|— \d+ —", "", text_of("work-report-2024.pdf"))
    assert read == written


def test_the_documents_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 3_000_000


# ---------------------------------------------------------------- the build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    build(folder)
    return folder


def build(folder: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "build.py"), "--out", str(folder)], check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FILES, "manifest.csv"])
def test_the_committed_file_is_what_its_source_makes(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (SAMPLES / name).read_bytes()


@pytest.mark.slow
def test_the_picture_is_the_same_on_the_same_machine(built: Path, tmp_path: Path) -> None:
    build(tmp_path)
    assert (tmp_path / SCAN).read_bytes() == (built / SCAN).read_bytes()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_a_word_file_keeps_no_time_of_its_making(name: str) -> None:
    with zipfile.ZipFile(SAMPLES / name) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
