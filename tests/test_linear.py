"""Time grows with the length of a text and no faster, whatever is in it: the extractor as a whole."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from hefu.extract import analyse

LENGTH = int(os.environ.get("LINEAR_LENGTH", "10000"))
"""Characters of the shorter text, of the environment for long runs."""
HOSTILE = {
    "digits": "3", "groups": "3,", "points": "3.", "numerals": "三", "open brackets": "（", "closed brackets": "）",
    "quotes": "“‘", "a list": "水、", "units": "万亿元", "years": "2024年", "ranges": "3—", "rates": "增长3%、",
    "a chain of units": "1亿2万", "shares": "其中：3亿元，占5%；", "brackets that never close": "（增长3%",
    "rates handed out": "分别增长3%、4%、", "titles": "《水", "slashes": "元/", "blanks": " ", "rows": "指标\t3\t4\n",
}  # fmt: skip


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def grows_too_fast(work: Callable[[str], object], unit: str, length: int, *, noise: float) -> bool:
    """Whether four times the text takes more than nine times as long; the square would be sixteen times."""
    short, long = unit * (length // len(unit)), unit * (4 * length // len(unit))
    least = min(seconds(work, short) for _ in range(2))
    return least > noise and min(seconds(work, long) for _ in range(2)) > 9 * least


@pytest.mark.parametrize("name", HOSTILE)
def test_the_extractor_takes_time_in_proportion_to_its_text(name: str) -> None:
    analyse("增长3%。")  # loads the lexicon
    assert not grows_too_fast(analyse, HOSTILE[name], LENGTH // 5, noise=0.02)


def test_more_figures_handed_out_than_anything_named_before_is_read() -> None:
    text = "分别增长3%、4%、" * 40
    assert all(text[one.start : one.end] == one.quote for one in analyse(text).statements)
