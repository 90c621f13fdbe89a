"""No number without its evidence: looked at in the composed runs, and again in the text of the finished file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from hefu.errors import HefuError
from hefu.report.ink import Block, Report, Run, Table, runs_of

_CHINESE = "〇零一二两三四五六七八九十百千万亿"
NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")
"""A numeral in digits of whatever script, with its decimals."""
_IN_WORDS = re.compile(rf"\d|[{_CHINESE}]{{2,}}|[{_CHINESE}](?:成|倍|项|个|家|元|人|％|%)")
"""What words of our own may not have: digits, and numbers in Chinese characters."""
_REFS = {"quote": True, "computed": True, "count": False, "record": True, "mark": False, "date": False, "words": False}


class UnsourcedError(HefuError, ValueError):
    """A report has numbers without evidence; `numbers` are they, each with the words around."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.numbers = tuple(numbers)
        shown = "; ".join(f"“{one}”" for one in self.numbers[:5])
        super().__init__(
            f"the report was not made: {len(self.numbers)} of its numbers have no evidence in the ledger ({shown}); "
            "this is an error of hefu, please report it"
        )


def check(report: Report) -> None:
    """Fails with UnsourcedError unless every numeral comes with its evidence, and every evidence is there."""
    known, texts = _anchors(report.blocks), _texts(report.blocks)
    wrong = [
        _around(run, runs) for runs in map(runs_of, report.blocks) for run in runs if not _sound(run, known, texts)
    ]
    if wrong:
        raise UnsourcedError(wrong)


def check_text(text: str, report: Report, *, times: bool = True) -> None:
    """The same of the text of a finished file: it has no numeral that no run brought there.

    times: also none more often. A file with pages repeats the heads of tables and numbers its pages: there it is False.
    """
    brought = numerals(run.text for block in report.blocks for run in runs_of(block))
    found = numerals([text])
    wrong = [one for one, count in found.items() if one not in brought or (times and count > brought[one])]
    if wrong:
        raise UnsourcedError(_where(text, one) for one in wrong)


def numerals(texts: Iterable[str]) -> Counter[str]:
    """The numerals of texts, counted."""
    return Counter(one for text in texts for one in NUMERAL.findall(text))


def _sound(run: Run, known: set[str], texts: dict[str, str]) -> bool:
    if run.kind == "words":
        return _IN_WORDS.search(run.text) is None
    if not all(ref in known for ref in run.refs) or (_REFS[run.kind] and not run.refs and NUMERAL.search(run.text)):
        return False
    if run.kind == "quote":
        return all(run.text in texts[ref] for ref in run.refs)
    return run.kind != "count" or run.text == str(len(set(run.refs)))


def _texts(blocks: Iterable[Block]) -> dict[str, str]:
    """What stands in each row that a link can lead to: figures must stand in theirs."""
    return {
        anchor: "".join(run.text for cell in row for run in cell)
        for block in blocks
        if isinstance(block, Table)
        for anchor, row in zip(block.anchors, block.rows, strict=bool(block.anchors))
    }


def _anchors(blocks: Iterable[Block]) -> set[str]:
    """Everything that a link can lead to."""
    found: set[str] = set()
    for block in blocks:
        found.update(block.anchors if isinstance(block, Table) else [getattr(block, "anchor", "")])
    return found - {""}


def _around(run: Run, runs: tuple[Run, ...]) -> str:
    """The run with what stands before and behind it."""
    at = next(place for place, one in enumerate(runs) if one is run)
    return "".join(one.text for one in runs[max(at - 1, 0) : at + 2])


def _where(text: str, numeral: str) -> str:
    found = re.search(rf"(?<![\d.,]){re.escape(numeral)}(?![\d.,])", text)
    at = found.start() if found else 0
    return " ".join(text[max(at - 10, 0) : at + len(numeral) + 10].split())
