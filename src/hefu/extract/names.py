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
            rule["example"],
        )
        for rule in found["rule"]
    )


RULES = _load()
_TELLING = frozenset(rule for rule in RULES if rule.before is None or rule.before.pattern.startswith("(?:^|[^"))
"""Rules that tell more by what follows; the others' patterns for what stands before seldom match."""
_AFTER = re.compile("|".join(f"(?:{rule.after.pattern})" for rule in RULES if rule in _TELLING and rule.after))
_BEFORE = re.compile("|".join(f"(?:{rule.before.pattern})" for rule in RULES if rule not in _TELLING and rule.before))
_HINTS = tuple((rule, rule in _TELLING) for rule in RULES)


def why(text: str, start: int, end: int) -> NameRule | None:
    """The first rule by which the numeral at `text[start:end]` is no quantity, if any."""
    before, number, after = text[max(0, start - 14) : start], text[start:end], text[end : end + 40]
    hinted, followed = _BEFORE.search(before), _AFTER.match(after)
    if not hinted and not followed:
        return None
    for rule, telling in _HINTS:
        if not (followed if telling else hinted):
            continue
        if rule.number is not None and not rule.number.match(number):
            continue
        if rule.after is not None and not rule.after.match(after):
            continue
        if rule.before is not None and not rule.before.search(before):
            continue
        return rule
    return None
