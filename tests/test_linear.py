"""Time grows with the length of a text and no faster, whatever is in it: each pattern, and the extractor as a whole."""

from __future__ import annotations

import os
import pkgutil
import re
import time
from collections.abc import Callable
from importlib import import_module
from inspect import getsource
from types import ModuleType

import pytest

from hefu.extract import analyse

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
    """Whether four times the text takes more than nine times as long; the square would be sixteen times."""
    short, long = unit * (length // len(unit)), unit * (4 * length // len(unit))
    least = min(seconds(work, short) for _ in range(2))
    return least > noise and min(seconds(work, long) for _ in range(2)) > 9 * least


def test_every_pattern_takes_time_in_proportion_to_its_text() -> None:
    known = patterns()
    assert len(known) > 400

    def work(pattern: re.Pattern[str], through: bool) -> Callable[[str], object]:
        return (lambda text: sum(1 for _ in pattern.finditer(text))) if through else pattern.match

    slow = [
        (name, sign)
        for name, pattern, through in known
        for sign in alphabet(pattern)
        if grows_too_fast(work(pattern, through), sign, LENGTH // 10, noise=0.001)
    ]
    assert not slow


@pytest.mark.parametrize("name", HOSTILE)
def test_the_extractor_takes_time_in_proportion_to_its_text(name: str) -> None:
    analyse("增长3%。")  # loads the lexicon
    assert not grows_too_fast(analyse, HOSTILE[name], LENGTH // 5, noise=0.02)


def test_more_figures_handed_out_than_anything_named_before_is_read() -> None:
    text = "分别增长3%、4%、" * 40
    assert all(text[one.start : one.end] == one.quote for one in analyse(text).statements)
