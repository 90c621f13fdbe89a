"""What an article of a newspaper page says of itself holds for its figures, and for no others."""

from __future__ import annotations

from hefu.extract import analyse

PAGE = """云澜日报

2024年3月6日 星期三

拉萨市城关区建成口袋公园

本报讯（记者 程野）城关区加快补齐短板，一批项目相继完工。去年新建口袋公园12个。

文化惠民暖人心

本报讯（记者 苏叶）春节期间，演出队深入基层。累计演出86场。

运输生产平稳有序

新华社北京2月27日电（记者 周闻）如今，全路网日均开行列车1.2万列。

重点项目建设提速

本报讯（记者 韩照）如今，在建项目达到126个。
"""


def of(quote: str) -> dict[str, str | None]:
    found = analyse(PAGE, published="2024-03-06", area="拉萨市")
    statement = next(one for one in found.statements if one.quote.startswith(quote))
    return {"area": statement.area, "period": statement.period}


def test_the_place_in_a_title_holds_for_its_article_only() -> None:
    assert of("12个")["area"] == "城关区"
    assert of("86场")["area"] == "拉萨市"


def test_now_is_the_month_of_the_dateline_or_else_of_the_page() -> None:
    assert of("1.2万列")["period"] == "2024-02"
    assert of("126个")["period"] == "2024-03"


def test_a_dateline_of_december_on_a_page_of_january_is_of_the_year_before() -> None:
    text = PAGE.replace("2月27日", "12月30日")
    found = analyse(text, published="2024-01-02", area="拉萨市")
    period = next(one.period for one in found.statements if one.quote == "1.2万列")
    assert period is not None and period[:4] == "2023"
