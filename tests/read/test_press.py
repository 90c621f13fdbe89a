"""The kinds of lines of a newspaper page."""

import pytest

from hefu.read.press import RULES, Rule, comes_from, goes_to, is_dateline, kind_of, page_number, page_of


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_holds_for_its_example_and_not_for_its_near_miss(rule: Rule) -> None:
    assert kind_of(rule.example) == rule.kind
    assert kind_of(rule.near_miss) != rule.kind


@pytest.mark.parametrize(
    "words",
    [
        "本报讯（记者 林一禾）",
        "云澜融媒讯（记者程野）5日",
        "新华社北京3月5日电（记者 周闻）",
        "（本报记者 韩照）昨日，",
        "本报云澜讯(记者 苏叶)",
    ],
)
def test_a_text_that_says_who_sent_it_begins_an_article(words: str) -> None:
    assert is_dateline(words)


@pytest.mark.parametrize(
    "words", ["本报通讯员 江一苇 摄", "近日，记者走进澜东区", "通讯产业实现产值12亿元", "记者了解到，全市报道"]
)
def test_words_of_the_trade_alone_begin_no_article(words: str) -> None:
    assert not is_dateline(words)


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("更美。（下转第二版）", "二"),
        ("更美。（下转2版）", "2"),
        ("更美。（转第四版）", "四"),
        ("（下转A04版）", "A04"),
    ],
)
def test_the_remark_at_the_end_names_the_page_on_which_it_goes_on(words: str, page: str) -> None:
    found = goes_to(words)
    assert found == (words.index("（"), page)


def test_the_remark_at_the_head_names_the_page_it_comes_from() -> None:
    assert comes_from("（紧接第一版）统筹发展") == "一"
    assert comes_from("（上接１版）") == "1"
    assert comes_from("第一版的头条") is None


@pytest.mark.parametrize(
    ("name", "number"), [("二", 2), ("十", 10), ("十二", 12), ("二十", 20), ("08", 8), ("A04", None)]
)
def test_names_of_pages_are_numbers(name: str, number: int | None) -> None:
    assert page_number(name) == number


@pytest.mark.parametrize(
    ("words", "number"), [("第02版 经济", 2), ("3 文件", 3), ("要闻 4", 4), ("今日八版", None), ("4万亿投入", None)]
)
def test_the_head_of_a_page_tells_its_number(words: str, number: int | None) -> None:
    assert page_of(words) == number
