"""Suspected misreadings: every rule finds its example and leaves its near misses alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.model import Junk
from hefu.read import read
from hefu.read.doubts import RULES, TRADITIONAL, doubts

NEAR = [(rule, words) for rule in RULES for words in rule.near]


@pytest.mark.parametrize("rule", RULES, ids=[rule.example for rule in RULES])
def test_a_rule_finds_its_example(rule: object) -> None:
    start, end = rule.example.index("{"), rule.example.index("}") - 1  # type: ignore[attr-defined]
    [doubt] = doubts(rule.example.replace("{", "").replace("}", ""))  # type: ignore[attr-defined]
    assert (doubt.start, doubt.end, doubt.reason) == (start, end, rule.name)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("rule", "words"), NEAR, ids=[words for _, words in NEAR])
def test_a_near_miss_is_left_alone(rule: object, words: str) -> None:
    assert not doubts(words)


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("农村自來水普及率达到92%", "来"),
        ("资源优势 and 产业基础", "和"),
        ("全区域镇职工基本医疗保险", "城"),
        ("出生率6.18%0，死亡率5%", "‰"),
        ("完成投资2l3亿元", "1"),
        ("2O25年全市", "0"),
        ("增长3。1%", "."),
        ("投资3.5忆元", "亿"),
        ("装机35万干瓦", "千"),
        ("项目己建成投产", "已"),
    ],
)
def test_the_reading_that_suggests_itself_is_proposed(words: str, proposed: str) -> None:
    [doubt] = doubts(words)
    assert doubt.proposed == proposed


@pytest.mark.parametrize(
    "words",
    [
        "BRT线路和5G基站、AI产业、PM2.5浓度、R&D经费",
        "“Made in China”和“优势 and 资源”两个说法",
        "《自來水厂简史》",
        "简体| 繁體| 无障碍",
        "臺北市与云澜市",
        "二〇二五年，一九九○年，二○○三年",
        "臭氧（O3）、CO2、O2O模式",
        "第1.2.3节，2024.5.6，192.168.0.1",
        "收入均增长，收入均衡，因此上年同期，年末完成，自己完成",
        "20,540亿元、1,2号楼、7×24小时",
    ],
)
def test_what_is_right_as_it_is_is_left_alone(words: str) -> None:
    assert not doubts(words)


def test_a_traditional_text_is_no_misreading() -> None:
    assert not doubts("全市經濟運行總體平穩，農村自來水普及率達到百分之九十二。" * 3)


def test_two_traditional_characters_in_a_row_are_meant() -> None:
    assert not doubts("参观了位于老城的經濟研究院旧址")
    assert [doubt.reason for doubt in doubts("参观了位于老城的经濟研究院旧址")] == [TRADITIONAL]


def test_nothing_is_said_of_junk() -> None:
    assert not doubts("增长3。1%", (Junk(0, 7, "footer"),))


def test_the_text_keeps_what_is_suspected(tmp_path: Path) -> None:
    words = "2024年，全区农村自來水普及率提高到66%，资源优势 and 产业基础进一步巩固。"
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    document = read(tmp_path / "a.txt")
    assert document.text == words
    assert [document.text[d.start : d.end] for d in document.doubts] == ["來", "and"]


def test_a_long_text_takes_no_time_to_speak_of() -> None:
    import time

    text = "全年完成水利投资38.6亿元，增长12.4%，年末常住人口城镇化率提高到62.3%。" * 3000
    began = time.process_time()
    assert not doubts(text)
    assert time.process_time() - began < 1


def test_nearly_all_that_is_marked_in_real_texts_is_misread(shared: Path) -> None:
    """Read by hand once: all ten were real. More than that need reading again."""
    found = [
        (path.name[:3], document.text[doubt.start : doubt.end])
        for path in sorted([*shared.glob("seeds/*.txt"), *shared.glob("corpus/*.txt"), *shared.glob("plans/*")])
        for document in [read(path)]
        for doubt in document.doubts
    ]
    d03, seed = [("d03", "。"), ("d03", ",")], ["來", "域", "域", "将将", "and", "and"]
    assert found == [*d03, *(("004", words) for words in seed)]
