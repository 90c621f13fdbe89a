"""What titles, bylines and headings say of the figures below them."""

from __future__ import annotations

import pytest

from hefu.extract.context import Profile, profile


def known(title: str, published: str | None = "2024-01-18", body: str = "") -> Profile:
    return profile(f"{title}\n\n{body}", published)


def years(facts: Profile) -> tuple[str | None, str | None]:
    """Periods of results and of aims."""
    return facts.review.iso if facts.review else None, facts.aims.iso if facts.aims else None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("武胜县人民政府工作报告", "work report"),
        ("2024年鹤壁市国民经济和社会发展统计公报", "communiqué"),
        ("关于定西市2021年财政预算执行情况和2022年财政预算草案的报告", "budget"),
        ("关于赤峰市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告", "execution"),
        ("咸宁市国民经济和社会发展第十三个五年规划纲要", "plan"),
        ("大庆市2017年一季度经济运行情况", "analysis"),
        ("尼木县藏香产业富民增收", "news"),
    ],
)
def test_a_title_tells_the_kind_of_document(title: str, kind: str) -> None:
    assert known(title).kind == kind


def test_a_work_report_reviews_the_year_before_and_aims_at_its_own() -> None:
    assert years(known("武胜县人民政府工作报告", "2024-01-18")) == ("2023", "2024")


def test_a_budget_report_names_both_years_in_its_title() -> None:
    assert years(known("关于2021年预算执行情况和2022年预算草案的报告", "2022-01-12")) == ("2021", "2022")


def test_a_communique_is_for_the_year_of_its_title_not_of_its_publication() -> None:
    assert years(known("2024年鹤壁市国民经济和社会发展统计公报", "2025-03-28")) == ("2024", "2024")


def test_a_plan_aims_at_its_five_years_and_reviews_the_five_before() -> None:
    facts = known("咸宁市国民经济和社会发展第十三个五年规划纲要", "2016-02-25")
    assert years(facts) == ("2011/2015", "2016/2020")
    assert facts.base.modality == "target"


def test_an_analysis_is_for_the_quarter_of_its_title() -> None:
    assert years(known("大庆市2017年一季度经济运行情况", "2017-04-20"))[0] == "2017-01/2017-03"


def test_a_newspaper_has_no_period_of_its_own() -> None:
    facts = known("尼木县藏香产业富民增收", "2023-12-22")
    assert (facts.base.period, facts.base.modality) == (None, "actual")
    assert (facts.year, facts.month) == (2023, 12)


def test_a_title_without_a_date_of_publication_still_has_its_year() -> None:
    assert years(known("2024年鹤壁市国民经济和社会发展统计公报", None)) == ("2024", "2024")


def test_a_sentence_that_mentions_a_report_is_no_title() -> None:
    assert known("拉萨", body="会议听取了《政府工作报告》，审议了有关事项，并就下一步工作提出要求。").kind == "news"


# ---------------------------------------------------------------- lines
