"""The text as the grammar reads it: one width of digits and signs, character for character.

Everything after this stage works on normalised text of the same length as the view, so that a
position there is a position in the view. Nothing is skipped or rewritten: 约, 以上, 力争 stay.
"""

from __future__ import annotations

import re

_DIGITS = {ord("０") + n: str(n) for n in range(10)}
_LETTERS = {ord("Ａ") + n: chr(ord("A") + n) for n in range(26)} | {ord("ａ") + n: chr(ord("a") + n) for n in range(26)}
_SIGNS = {
    **dict.fromkeys(map(ord, "％﹪"), "%"),
    **dict.fromkeys(map(ord, "—–―─~～〜－‐‑"), "—"),
    **dict.fromkeys(map(ord, "∶﹕:"), "："),
    **dict.fromkeys(map(ord, "−﹣"), "-"),
    **dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009"), " "),
    **{ord(a): b for a, b in zip("．＋／(;!?)｡", ".+/（；！？）。", strict=True)},
}
_TABLE = {chr(code): plain for code, plain in (_DIGITS | _LETTERS | _SIGNS).items()}
_ODD = re.compile(f"[{re.escape(''.join(_TABLE))}]+")

_WIDE_MINUS = re.compile(r"(?:^|(?<=[\s，。；：、（为是达长率幅降]))－(?=[0-9０-９])", re.MULTILINE)
"""The wide hyphen is a minus at the head of a figure (增长－1.2%), else a dash (2－3年)."""
_NOT_THOUSANDS = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")
_WIDE_THOUSANDS = re.compile(r"(?<=[0-9])，(?=[0-9]{3}(?![0-9年%]))")


def normalise(text: str) -> str:
    """`text` with half-width digits and full-width Chinese punctuation, of the same length.

    A half-width comma is left only where it parts thousands (6,100 and 6，100).
    """
    plain = _ODD.sub(_made_plain, _WIDE_MINUS.sub("-", text) if "－" in text else text)
    if "," in plain:
        plain = _NOT_THOUSANDS.sub("，", plain)
    return _WIDE_THOUSANDS.sub(",", plain)


def _made_plain(match: re.Match[str]) -> str:
    """Most characters are plain already: to look for the others is several times as fast as `str.translate`."""
    return "".join(map(_TABLE.__getitem__, match.group()))
