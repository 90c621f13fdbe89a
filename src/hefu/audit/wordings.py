"""What a sentence says of its own figures, whatever their names: patterns of words with figures in them.

A rule that lays figures side by side by series needs their names and times to have been read without a fault. Where
the words themselves tell how two figures hang together (比上年增加2万吨，增长2.1%), that is not needed: the sentence
is looked at as text in which every figure is one sign, by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hefu.audit.claims import Claim

_AMOUNT, _PERCENT, _POINTS, _TIMES = "\ue000", "\ue001", "\ue002", "\ue003"
"""Signs for a figure: an amount, a per cent, percentage points, a multiple (翻番, 3倍)."""
_SIGNS = frozenset((_AMOUNT, _PERCENT, _POINTS, _TIMES))
_FIGURE = re.compile(r"[\ue000-\ue003]")
_KINDS = {"A": _AMOUNT, "P": _PERCENT, "T": _POINTS, "M": _TIMES}
_UP = (
    "增长|增加|净增加|新增|净增|多增|增产|增收|增支|增发|提高|上升|上涨|扩大|提升|攀升|回升|加快|高出|多出|增幅|增速|涨幅|升幅|"
    "高|快|多|增|涨|升"
)
_DOWN = (
    "下降|减少|净减少|净减|少增|减产|减收|减支|降低|下跌|缩小|缩减|回落|下滑|放缓|减缓|收窄|降幅|跌幅|低|慢|少|降|减|跌"
)
WORDS = {
    "move": rf"(?:{_UP}|{_DOWN})",
    "year": r"(?:上年|去年|上一年|前一年|\d{4}年)(?:同期|年?末|年?底)?",
    "when": (
        r"(?:同比|环比|[比较与](?:上年|去年|上一年|年初|年底|上月|前一年|\d{4}年|同期)(?:同期|年?末|年?底)?(?:相比)?)?"
    ),
    "to": (
        r"(?:增加|增长|提高|上升|提升|扩大|发展|跃升|攀升|上涨|下降|减少|降低|回落|缩小|缩减|调整|优化|升|增|降|减)[到至为]了?"
    ),
    "few": r"[^，,；;。、：:（(）)\ue000-\ue003]{0,4}",
    "some": r"[^，,；;。：:\ue000-\ue003]{0,12}",
    "than": r"(?:高于|快于|高出|超过|低于|慢于|[高快低慢]过)",
    "comma": r"[，,、]\s*",
}
"""Parts of patterns, by name. `when`: against what time; may be missing. `to`: a move that ends at a figure."""
_FALLS = re.compile(rf"(?:{_DOWN})了?$")
_SLOT = re.compile(r"\{([APTM])\.(\w+)\}|\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern of words with figures in it, which tells the part that each plays.

    words: an expression that begins with a figure; `{A.now}` is one under the name `now` (A an amount, P per cent,
    T points, M times), `{when}` a part of `WORDS`.
    example, near_miss: a sentence that has it, and one with like words in which there is nothing to find.
    """

    name: str
    words: str
    example: str
    near_miss: str
    _compiled: re.Pattern[str]
    _shape: str


@dataclass(frozen=True, slots=True)
class Told:
    """Claims by the part that they play in a sentence, and the words around them by the name of their group."""

    wording: str
    claims: dict[str, Claim]
    words: dict[str, str]

    def __getitem__(self, part: str) -> Claim:
        return self.claims[part]


def wording(name: str, words: str, *, example: str, near_miss: str) -> Wording:
    """The wording, ready to be looked for. Its figures must follow each other with no other figure between."""
    shape = "".join(_KINDS[kind] for kind, _, _ in _SLOT.findall(words) if kind)
    return Wording(name, words, example, near_miss, re.compile(_SLOT.sub(_part, words)), shape)


def shape_of(sentence: Sequence[Claim]) -> str:
    """The kinds of a sentence's figures, one sign each; empty for a row of a table, which says nothing in words."""
    return "" if len(sentence) < 2 or sentence[0].cell else "".join(map(_sign, sentence))


@dataclass(slots=True)
class Texts:
    """Sentences as texts, made when a wording first fits the figures of one."""

    sentences: list[list[Claim]] = field(default_factory=list)
    _shapes: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)

    def add(self, sentence: list[Claim]) -> None:
        self.sentences.append(sentence)
        self._shapes.append(_shape(sentence))
        self._texts.append("")

    def told(self, wordings: Sequence[Wording]) -> Iterator[tuple[int, Told]]:
        """What these wordings say, and in which sentence. Only those are looked at that have the figures for it."""
        fitting: dict[str, list[Wording]] = {"": []}
        for at, shape in enumerate(self._shapes):
            if shape not in fitting:
                fitting[shape] = [one for one in wordings if one._shape in shape]
            if fitting[shape]:
                text = self._texts[at] = self._texts[at] or _text(self.sentences[at], shape)
                for one in fitting[shape]:
                    yield from ((at, told) for told in _found(one, text, self.sentences[at]))


def _shape(sentence: Sequence[Claim]) -> str:
    """The kinds of a sentence's figures, one sign each; empty for a row of a table, which says nothing in words."""
    return "" if len(sentence) < 2 or sentence[0].cell else "".join(map(_sign, sentence))


def _found(one: Wording, text: str, sentence: Sequence[Claim]) -> Iterator[Told]:
    for match in one._compiled.finditer(text):
        number = len(_FIGURE.findall(text, 0, match.start()))
        claims: dict[str, Claim] = {}
        words: dict[str, str] = {}
        for part, told in match.groupdict(default="").items():
            if told in _SIGNS:
                claims[part] = sentence[number + len(_FIGURE.findall(text, match.start(), match.start(part)))]
            else:
                words[part] = told
        yield Told(one.name, claims, words)


def falls(words: str) -> bool:
    """Whether the words right before a figure tell of a fall: 下降, 减少了."""
    return _FALLS.search(words) is not None


def _part(match: re.Match[str]) -> str:
    kind, name, word = match.groups()
    return WORDS[word] if word else f"(?P<{name}>{_KINDS[kind]})"


def _text(sentence: Sequence[Claim], shape: str) -> str:
    """The sentence with a sign for each figure."""
    pieces = [piece for claim, sign in zip(sentence, shape, strict=True) for piece in (claim.lead, sign)]
    return "".join("".join([*pieces, sentence[-1].tail]).split())


def _sign(claim: Claim) -> str:
    statement = claim.statement
    if statement.unit == "百分点":
        return _POINTS
    if statement.measure == "multiple":
        return _TIMES
    return _PERCENT if claim.base == "%" else _AMOUNT
