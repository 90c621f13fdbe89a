"""The page on security: the tests that it names are there, and it leaves no requirement of the checklist out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "security.md"
CHINESE = PAGE.with_suffix(".zh.md")
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
WITHOUT = {"does not apply": "不适用", "not met": "未满足", "in part": "部分满足", "by review": "靠评审"}
"""Words why there are no tests, in English and in Chinese."""

LEVEL_2 = """
1.1.1-7 1.2.1-4 1.4.1 1.4.4-5 1.5.1-4 1.6.1-4 1.7.1-2 1.8.1-2 1.9.1-2 1.10.1 1.11.1-2 1.12.2 1.14.1-6
2.1.1-12 2.2.1-3 2.3.1-3 2.4.1-5 2.5.1-7 2.6.1-3 2.7.1-6 2.8.1-7 2.9.1-3 2.10.1-4
3.1.1 3.2.1-4 3.3.1-4 3.4.1-5 3.5.1-3 3.7.1
4.1.1-3 4.1.5 4.2.1-2 4.3.1-3
5.1.1-5 5.2.1-8 5.3.1-10 5.4.1-3 5.5.1-4
6.1.1-3 6.2.1-6 6.3.1-2 6.4.1-2
7.1.1-4 7.2.1-2 7.3.1 7.3.3-4 7.4.1-3
8.1.1-4 8.2.1-3 8.3.1-8
9.1.1-3 9.2.1-4
10.2.1-2 10.3.1-3
11.1.1-8
12.1.1-3 12.2.1 12.3.1-6 12.4.1-2 12.5.1-2 12.6.1
13.1.1 13.1.3-5 13.2.1-3 13.2.5-6 13.3.1-2 13.4.1-2
14.1.1-4 14.2.1-6 14.3.2-3 14.4.1-7 14.5.1-4
"""
"""The requirements of OWASP ASVS 4.0.3 that level 2 has; those that were struck off have no number here."""


def rows(page: Path = PAGE) -> list[list[str]]:
    """Items, what they ask for, how it is met, tests: of each row of the checklist."""
    text = page.read_text(encoding="utf-8").partition("## ASVS")[2]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| \d.*\|$", text, re.M)]


def items(text: str) -> list[str]:
    """`2.1.2–2.1.4, 2.1.9`, or `2.1.2-4`, one by one."""
    found = []
    for one in re.split(r"[,\s]+", text.strip()):
        first, _, last = one.replace("–", "-").partition("-")
        section, _, number = first.rpartition(".")
        end = int(last.rpartition(".")[2] or number)
        found += [f"{section}.{each}" for each in range(int(number), end + 1)]
    return found


def test_every_test_that_the_page_on_security_names_is_there() -> None:
    named = TEST.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 100
    assert not [
        (file, name) for file, name in named if f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]


def test_no_requirement_is_left_out_and_none_stands_twice() -> None:
    assert sorted(one for row in rows() for one in items(row[0])) == sorted(items(LEVEL_2))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_requirement_has_tests_or_a_word_why_there_are_none(row: list[str]) -> None:
    assert len(row) == 4 and all(row)
    assert TEST.search(row[3]) or row[3].strip("*") in WITHOUT


def test_the_page_in_chinese_has_the_same_rows_with_the_same_tests() -> None:
    english = [(items(row[0]), WITHOUT.get(row[3].strip("*"), row[3].strip("*"))) for row in rows()]
    assert [(items(row[0].replace("、", ", ")), row[3].strip("*")) for row in rows(CHINESE)] == english


def test_the_page_in_chinese_has_the_same_tables_and_names_the_same_tests_and_settings() -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in (PAGE, CHINESE))
    assert len(re.findall(r"^\|", english, re.M)) == len(re.findall(r"^\|", chinese, re.M))
    assert set(re.findall(r"`([^`]+)`", english)) == set(re.findall(r"`([^`]+)`", chinese))
    assert not [row for row in rows(CHINESE) for cell in row[1:3] if re.search(r"[a-z]+ [a-z]+ [a-z]+", cell)]
