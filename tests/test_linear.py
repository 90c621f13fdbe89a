"""Time grows with the length of a text and no faster, whatever is in it: each pattern, and the extractor as a whole."""

from __future__ import annotations

import os
import pkgutil
import re
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from inspect import getsource
from pathlib import Path
from types import ModuleType

import pytest

from hefu.errors import ReadError
from hefu.extract import analyse, tables
from hefu.read import read

LENGTH = int(os.environ.get("LINEAR_LENGTH", "10000"))
"""Characters of the shorter text (LINEAR_LENGTH for long runs)."""
LAYERS = ("hefu.lexicon", "hefu.read", "hefu.extract", "hefu.audit", "hefu.plan")
OPTIONAL = re.compile(r"hefu\.read\.scan")
GOES_THROUGH = "search|finditer|findall|sub|subn|split"
COMMON = "0一、，（“ \n.年"
HOSTILE = {
    "digits": "3", "groups": "3,", "points": "3.", "numerals": "三", "open brackets": "（", "closed brackets": "）",
    "quotes": "“‘", "a list": "水、", "units": "万亿元", "years": "2024年", "ranges": "3—", "rates": "增长3%、",
    "a chain of units": "1亿2万", "shares": "其中：3亿元，占5%；", "brackets that never close": "（增长3%",
    "rates handed out": "分别增长3%、4%、", "titles": "《水", "slashes": "元/", "blanks": " ", "rows": "指标\t3\t4\n",
}  # fmt: skip


def modules() -> list[ModuleType]:
    found = [each for layer in LAYERS for each in pkgutil.walk_packages(import_module(layer).__path__, f"{layer}.")]
    return [import_module(each.name) for each in found if not OPTIONAL.match(each.name)]


def patterns() -> list[tuple[str, re.Pattern[str], bool]]:
    """Name, pattern, whether it goes through a text; else it is tried at one place only."""
    found = []
    for module in modules():
        source = getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and f"{name} = " in source:
                tried = re.search(rf"\b{name}\.(?:full)?match\(", source)
                through = not tried or bool(re.search(rf"\b{name}\.(?:{GOES_THROUGH})\b", source))
                found.append((f"{module.__name__}.{name}", value, through))
    return found


def alphabet(pattern: re.Pattern[str]) -> list[str]:
    """Characters that the pattern names, and those that classes usually stand for."""
    own = [sign for sign in dict.fromkeys(pattern.pattern) if ord(sign) > 127 or sign in ",.%-/~·"]
    return list(dict.fromkeys([*COMMON, *own[:12]]))


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def grows_too_fast(work: Callable[[str], object], unit: str, length: int, *, noise: float) -> bool:
    """Whether four times the text takes more than nine times as long; the square would be sixteen times.

    It has to be so three times: a busy machine delays one of them.
    """
    short, long = unit * (length // len(unit)), unit * (4 * length // len(unit))

    def grew() -> bool:
        least = min(seconds(work, short) for _ in range(2))
        return least > noise and min(seconds(work, long) for _ in range(2)) > 9 * least

    return all(grew() for _ in range(3))


STEPS = ((10_000, 0.3), (100_000, 2), (1_000_000, 15))
"""Lengths and seconds at most. What grows with the square takes 0.5 to 2 s at 10,000 characters and what is linear
0.08 s at most; ratios of shorter times than these say more about the machine than about the pattern."""


def too_slow(steps: Iterable[tuple[int, float]]) -> list[tuple[str, str, str]]:
    """Pattern, character and end of the text; with an end of its own, what is tried there fails at every place before.

    A time above the limit is taken three times: a busy machine delays one run, the square delays all.
    """
    return [
        (name, sign, end)
        for name, pattern, through in patterns()
        for sign in alphabet(pattern)
        for end in ("", "x")
        for length, most in steps
        if all(_seconds_of(pattern, sign * length + end, through) > most for _ in range(3))
    ]


def _seconds_of(pattern: re.Pattern[str], text: str, through: bool) -> float:
    def work(text: str) -> object:
        return sum(1 for _ in pattern.finditer(text)) if through else (pattern.match(text), pattern.fullmatch(text))

    return seconds(work, text)


def test_every_pattern_takes_time_in_proportion_to_its_text() -> None:
    assert len(patterns()) > 400
    assert not too_slow(STEPS[:1])


@pytest.mark.nightly
def test_every_pattern_goes_through_a_million_characters() -> None:
    assert not too_slow(STEPS)


MILLION = 1_000_000
WHOLE = HOSTILE | {
    "items": "一、水\n",
    "marks": "（一）",
    "numbered": "1.\n",
    "pages": "1/2\n",
    "rows of pipes": "|a|b|\n",
    "tabs": "\t1",
    "hashes": "#\n",
    "lines of one digit": "\r\n1",
    "form feeds": "\f1",
    "bullets": "■",
    "letters": "a",
    "bold": "**",
    "marks of direction": "\u202e",
    "accents": "\u0301",
    "nothing wide": "\u200b",
    "dots": "…",
    "dashes": "—",
    "commas": "、",
}


@pytest.mark.nightly
@pytest.mark.parametrize("name", WHOLE)
def test_a_million_characters_of_one_kind_are_read_in_proportion(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def work(text: str) -> object:
        path.write_text(text, encoding="utf-8")
        try:
            return read(path)
        except ReadError:
            return None  # of blanks alone

    work("增长3%。")
    assert not grows_too_fast(work, WHOLE[name], MILLION // 4, noise=0.05)


@pytest.mark.parametrize("text", ["分表表表表" * 20_000 + "x", "分" * 100_000 + "x"], ids=["ways to part it", "starts"])
def test_a_caption_that_can_be_parted_in_many_ways_is_parted_at_once(text: str) -> None:
    assert seconds(lambda one: tables._BESIDES.sub("", one), text) < 1


@pytest.mark.parametrize("name", HOSTILE)
def test_the_extractor_takes_time_in_proportion_to_its_text(name: str) -> None:
    analyse("增长3%。")  # loads the lexicon
    assert not grows_too_fast(analyse, HOSTILE[name], LENGTH // 5, noise=0.02)


def test_more_figures_handed_out_than_anything_named_before_is_read() -> None:
    text = "分别增长3%、4%、" * 40
    assert all(text[one.start : one.end] == one.quote for one in analyse(text).statements)
