"""Numerals that count nothing: codes, ordinals, numbering, slogans, classes, sizes of named schemes.

`RULES` are tried in order; the first that matches is the reason given for class `name` (or `time`).
Each looks at the normalised text around the numeral: `before` is matched against the forty characters
that end at it, `after` against those that begin behind it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from hefu.model import NumeralClass


@dataclass(frozen=True, slots=True)
class NameRule:
    """A reason why a numeral is no quantity; a missing pattern matches everywhere; {} marks it in the example."""

    name: str
    cls: NumeralClass
    before: re.Pattern[str] | None = None
    number: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    ends: str = ""
    example: str = ""


def _load() -> tuple[NameRule, ...]:
    """The rules of `names.toml` in order."""
    found = tomllib.loads(files("hefu.lexicon").joinpath("names.toml").read_text(encoding="utf-8"))

    def pattern(rule: dict[str, str], key: str, form: str) -> re.Pattern[str] | None:
        words = rule.get(key)
        if words is None:
            return None
        for part, meaning in found["parts"].items():
            words = words.replace(part, meaning)
        return re.compile(form % words)

    return tuple(
        NameRule(
            rule["name"],
            rule.get("class", "name"),
            pattern(rule, "before", r"(?:%s)\Z"),
            pattern(rule, "number", r"(?:%s)\Z"),
            pattern(rule, "after", "%s"),
            rule.get("ends", ""),
            rule["example"],
        )
        for rule in found["rule"]
    )


RULES = _load()
_ENDS = re.compile(f"[{''.join(rule.ends for rule in RULES)}]")
_AFTER = re.compile("|".join(f"(?:{rule.after.pattern})" for rule in RULES if not rule.ends and rule.after))


def why(text: str, start: int, end: int) -> NameRule | None:
    """The first rule by which the numeral at `text[start:end]` is no quantity, if any."""
    led, followed = not start or _ENDS.match(text, start - 1), _AFTER.match(text, end, end + 40)
    if not led and not followed:
        return None
    before, number, after = text[max(0, start - 14) : start], text[start:end], text[end : end + 40]
    for rule in RULES:
        if not (led if rule.ends else followed):
            continue
        if rule.number is not None and not rule.number.match(number):
            continue
        if rule.after is not None and not rule.after.match(after):
            continue
        if rule.before is not None and not rule.before.search(before):
            continue
        return rule
    return None
