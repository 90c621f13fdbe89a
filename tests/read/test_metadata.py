"""Title, issuer, date and area, found where a document says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.lexicon.areas import Areas, load
from hefu.model import Document, Evidence
from hefu.read import read
from hefu.read.html import read_html
from hefu.read.metadata import Given, Metadata, describe, source_of
from hefu.read.text import read_text

BODY = "2025年，全市上下齐心协力，各项工作取得新的进展，民生福祉持续增进，高质量发展迈出坚实步伐。\n" * 3


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load()


@pytest.fixture
def said(areas: Areas):  # type: ignore[no-untyped-def]
    def find(text: str) -> Metadata:
        return describe(read_text(Path("a.txt"), text.encode()), Given(), areas)

    return find


def check_evidence(text: str, found: Metadata | Document) -> dict[str, Evidence]:
    evidence = {item.field: item for item in found.evidence}
    assert set(evidence) == {f for f in ("title", "issuer", "published", "area") if getattr(found, f) is not None}
    for item in evidence.values():
        assert (item.start is None) == (item.end is None)
        if item.start is not None and item.end is not None:
            assert 0 <= item.start < item.end <= len(text)
    return evidence


DATES = [
    ("——2024年1月20日在拉萨市第十二届人民代表大会第三次会议上\n", "2024-01-20", "held at a congress"),
    ("——2024年1月20日在拉萨市第十二届\n人民代表大会第三次会议上\n", "2024-01-20", "held at a congress"),
    ("（１９９１年３月２６日在第七届全国人民代表大会第四次会议上）\n", "1991-03-26", "held at a congress"),
    ("(2025年11月28日中国共产党拉萨市第十届委员会第十次全体会议通过)\n", "2025-11-28", "adopted"),
    ("（2026年2月11日深圳市第七届人民代表大会\n第七次会议通过）\n", "2026-02-11", "adopted"),
    ("苏州市统计局\n2026年5月22日\n", "2026-05-22", "signed"),
    ("苏州市人民政府\n二〇二六年四月\n", "2026-04", "signed"),
    ("发布时间：2026-03-16\n", "2026-03-16", "date of publication"),
    ("发布日期\t2026-02-28 16:46\n", "2026-02-28", "date of publication"),
    ("时间：\n 2026-05-22 14:28\n 来源：\n苏州日报\n", "2026-05-22", "date of publication"),
    ("成文日期：2019年03月12日 发布日期：2019年03月20日\n", "2019-03-12", "date of writing"),
    ("2023年12月22日 星期五\n", "2023-12-22", "masthead"),
    ("2026-05-22 19:37:19 来源：昆明发布\n", "2026-05-22", "date beside the source"),
]


@pytest.mark.parametrize(("line", "date", "rule"), DATES)
def test_the_date_of_publication_is_found_where_documents_say_it(said, line: str, date: str, rule: str) -> None:  # type: ignore[no-untyped-def]
    text = f"关于水利工作情况的报告\n{line}{BODY}"
    found = said(text)
    assert found.published == date
    assert check_evidence(text, found)["published"].rule == rule


def test_the_date_at_the_end_under_the_name_of_a_body_counts(said) -> None:  # type: ignore[no-untyped-def]
    assert said(f"关于水利工作的通知\n{BODY}杭州市人民政府\n2026年3月19日\n（此件公开发布）").published == "2026-03-19"


@pytest.mark.parametrize(
    "line",
    [
        "更新时间：2026-01-11 点击次数：\n",
        "页面生成时间：2026-01-11\n",
        "会议时间：2026年1月11日\n",
        "截止时间：2026年1月11日\n",
        "——2019年2月日在吕梁市第三届人民代表大会第六次会议上\n",
        "2025年1—10月\n",
        "2026年2月30日 星期一\n",
        "2025年12月31日，全市常住人口874.4万人。\n",
    ],
)
def test_a_date_that_is_not_that_of_publication_is_not_taken(said, line: str) -> None:  # type: ignore[no-untyped-def]
    assert said(f"关于水利工作情况的报告\n{line}{BODY}").published is None


def test_of_two_dates_of_its_own_the_first_counts_and_both_go_before_that_of_the_page(said) -> None:  # type: ignore[no-untyped-def]
    text = "决议\n（2026年2月11日某会议通过）\n关于预算的报告\n——2026年2月9日在某大会上\n发布时间：2026-03-01\n"
    assert said(text + BODY).published == "2026-02-11"


def test_the_time_at_which_a_page_was_made_is_no_date_of_publication(areas: Areas) -> None:
    def published(*metas: str) -> str | None:
        page = "".join(metas) + f"<h1>水利工作情况</h1><p>{BODY}</p>"
        return describe(read_html(Path("a.html"), page.encode()), Given(), areas).published

    pub = '<meta name="PubDate" content="2026-05-25 09:34:25">'
    assert published(pub) == "2026-05-25"
    assert published(pub, '<meta name="others" content="页面生成时间 2026-05-25 09:34:25">') is None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("苏州市经济和社会发展\n第十五个五年规划纲要\n苏州市人民政府\n", "苏州市经济和社会发展第十五个五年规划纲要"),
        ("关  于  2025年  预  算  情  况  和\n2026年  预  算  的  决  议\n", "关于2025年预算情况和2026年预算的决议"),
        ("打造强磁场 汇聚新动能\n\n——招商引资工作回眸\n\n本报记者 江一帆\n", "打造强磁场 汇聚新动能——招商引资工作回眸"),
        ("## 凝聚同心合力 勇立发展潮头\n### ——青禾市发展综述\n", "凝聚同心合力 勇立发展潮头——青禾市发展综述"),
        ("2025年某市统计公报 - 某市人民政府\n 首页\n 政务公开\n2025年某市统计公报\n时间：\n", "2025年某市统计公报"),
        ("政 府 工 作 报 告\n——2012年2月29日在某大会上\n", "政府工作报告"),
        ("首页 > 要闻\n", None),
        ("各位代表：\n", None),
    ],
)  # fmt: skip
def test_the_title_is_found_and_put_together(said, head: str, title: str | None) -> None:  # type: ignore[no-untyped-def]
    assert said(head + BODY).title == title


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("乌鲁木齐市2025年国民经济和社会发展统计公报\n", "乌鲁木齐市"),
        ("2025年昆明经济运行情况\n", "昆明市"),
        ("政府工作报告\n——2019年3月4日在呼伦贝尔市海拉尔区第十五届人民代表大会第三次会议上\n", "海拉尔区"),
        ("政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n", "全国"),
        ("情况的报告\n苏州市统计局\n2026年5月22日\n", "苏州市"),
        ("情况的报告\n现在，我代表国务院，向大会作政府工作报告，请予审议。\n", "全国"),
        ("情况的报告\n", None),
        ("平安建设工作报告\n", None),
    ],
)
def test_the_area_is_the_finest_that_the_text_names(said, text: str, area: str | None) -> None:  # type: ignore[no-untyped-def]
    found = said(text + BODY)
    assert found.area == area
    check_evidence(text + BODY, found)


def test_a_city_that_is_named_again_and_again_is_the_area(said) -> None:  # type: ignore[no-untyped-def]
    assert (
        said("各位代表：\n" + "杭州全市在浙江率先完成任务，杭州水利投资增长。杭州的经验得到推广。\n" * 6).area
        == "杭州市"
    )


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("广州市人民政府关于印发水利规划的通知\n", "广州市人民政府"),
        ("公报\n苏州市统计局\n国家统计局苏州调查队\n2026年4月30日\n", "苏州市统计局"),
        ("2010年铜川市政府工作报告\n现在，我代表市人民政府向大会作工作报告，请予审议。\n", "铜川市人民政府"),
        ("报告\n发文机关：吕梁市财政局\t关键字：\n", "吕梁市财政局"),
        ("报告\n来源：周口日报\n", None),
        ("干字当头开新局\n", None),
    ],
)
def test_the_issuer_is_the_public_body_that_signs_or_speaks(said, text: str, issuer: str | None) -> None:  # type: ignore[no-untyped-def]
    assert said(text + BODY).issuer == issuer


def test_what_is_given_overrides_what_the_text_says(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2025年昆明市统计公报\n2026年5月22日 星期五\n" + BODY, encoding="utf-8")
    document = read(path, published="2026-05", area="拉萨", title="另一个题目")
    assert (document.published, document.area, document.title) == ("2026-05", "拉萨市", "另一个题目")
    assert {item.rule for item in document.evidence} == {"given"}


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("<p>2024-01-05 来源：云澜日报 访问量：3</p>", "云澜日报"),
        ("<p>来源：</p><p>云澜市统计局</p>", "云澜市统计局"),
        ("<p>稿源： 澜江新闻</p>", "澜江新闻"),
        ("<p>来源：本网</p>", None),
        ("<p>来源：访问量：3</p>", None),
        ("<p>全市财政收入的来源进一步拓宽</p>", None),
        ('<meta name="ContentSource" content="云澜市政府办"><p>来源：云澜日报</p>', "云澜市政府办"),
    ],
)
def test_the_source_of_a_page_is_found_where_it_says_so(html: str, source: str | None) -> None:
    body = "".join(f"<p>第{n}段，全市经济运行总体平稳，主要指标好于预期，民生保障有力有效。</p>" for n in range(9))
    assert source_of(read_html(Path("a.html"), f"<html><body>{html}{body}</body></html>".encode())) == source
