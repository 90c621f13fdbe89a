"""Scans: characters, numbers, order, articles and statements right, and time beside the engine's own.

A folder holds NAME.scan.pdf, NAME.text.pdf (the same page as text) and NAME.truth.json (articles with `title` and
`body`, the paragraphs; `table` with `head` and `rows`). Widths of characters and white do not count.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.tables import Row, Section

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "scans"
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*[%‰]?|[一二三四五六七八九十百千万亿〇零]{2,}")


@dataclass(frozen=True, slots=True)
class Score:
    """One page. characters, numbers: shares right;
    seconds, engine: time of hefu, and of the engine on the same strips; ratio: the median of the rounds."""

    name: str
    characters: float
    numbers: float
    titles: str
    order: bool
    statements: float
    doubts: int
    seconds: float
    engine: float
    ratio: float


def plain(words: str) -> str:
    """Words without white, in the usual widths; the two zeros of Chinese numerals are one."""
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", words)).replace("○", "〇")


def right(truth: str, read: str) -> int:
    """How many characters of the truth were read, in order."""
    matcher = SequenceMatcher(None, truth, read, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def numbers_right(truth: str, read: str) -> tuple[int, int]:
    """How many numbers of the truth were read exactly, and how many there are."""
    matcher = SequenceMatcher(None, truth, read, autojunk=False)
    ranges = [(block.a, block.a + block.size) for block in matcher.get_matching_blocks()]
    wanted = [match.span() for match in _NUMBER.finditer(truth)]
    return sum(any(a <= start and end <= b for a, b in ranges) for start, end in wanted), len(wanted)


def section(folder: Path, repeat: int) -> Section:
    """The table of all pages of a folder."""
    scores = [score(path, repeat) for path in sorted(folder.glob("*.scan.pdf"))]
    rows = [Row(measure, {"hefu": cell}) for one in scores for measure, cell in _rows(one)]
    return Section("Scans", rows, ("the engine is rapidocr as it comes, on the columns that hefu finds",))


def _rows(one: Score) -> Iterator[tuple[str, str]]:
    yield f"{one.name}: characters right", f"{one.characters:.2%}"
    yield f"{one.name}: numbers right", f"{one.numbers:.2%}"
    yield f"{one.name}: titles right, in order", one.titles + ("" if one.order else ", another order")
    yield f"{one.name}: statements, F1 beside the text PDF", f"{one.statements:.3f}"
    yield f"{one.name}: characters marked as doubtful", str(one.doubts)
    yield (
        f"{one.name}: s of the processor, the engine's own, ratio",
        f"{one.seconds:.1f}, {one.engine:.1f}, {one.ratio:.2f}",
    )


def score(path: Path, repeat: int) -> Score:
    """What a page scores. hefu's cache is left alone: the page is read anew each time."""
    from hefu.extract import analyse
    from hefu.read import read

    name = path.name.removesuffix(".scan.pdf")
    truth = json.loads((path.parent / f"{name}.truth.json").read_text(encoding="utf-8"))
    seconds, engine, document = [], [], None
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["HEFU_CACHE"] = cache
            begin = time.process_time()
            document = read(path)
            seconds.append(time.process_time() - begin)
        engine.append(engine_time(path))
    assert document is not None
    wanted = [_body(article) for article in truth["articles"]]
    found = [
        plain("".join(document.text[a:b] for a, b in one.spans)) for one in document.articles if one.state != "none"
    ]
    whole, read_text = "".join(wanted), "".join(found)
    good, count = numbers_right(whole, read_text)
    titles = [plain(article["title"]) for article in truth["articles"]]
    got = [plain(one.title or "") for one in document.articles if one.title]
    text = path.parent / f"{name}.text.pdf"
    return Score(
        name,
        right(whole, read_text) / len(whole),
        good / max(count, 1),
        f"{len(set(titles) & set(got))}/{len(titles)}",
        titles == got,
        f1(_statements(analyse(document)), _statements(analyse(read(text, published=document.published)))),
        len(document.doubts),
        min(seconds),
        min(engine),
        sorted(a / b for a, b in zip(seconds, engine, strict=True))[len(seconds) // 2],
    )  # fmt: skip


def _body(article: dict[str, Any]) -> str:
    table = article.get("table", {})
    cells = [cell for row in (*table.get("head", ()), *table.get("rows", ())) for cell in row]
    return plain("".join([*article["body"], *cells]))


def _statements(found: Any) -> Counter[tuple[Any, ...]]:
    return Counter((s.indicator, s.value, s.unit, s.measure, s.period, s.modality) for s in found.statements)


def f1(ours: Counter[tuple[Any, ...]], theirs: Counter[tuple[Any, ...]]) -> float:
    """How far two sets of statements agree."""
    return 2 * sum((ours & theirs).values()) / max(sum(ours.values()) + sum(theirs.values()), 1)


def engine_time(path: Path) -> float:
    """Seconds that rapidocr takes, as it comes, for the columns that hefu finds, cut where it would shrink them."""
    from rapidocr import RapidOCR

    from hefu.read.scan import cores

    engine = RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": cores()})
    strips = list(_strips(path))
    engine(strips[0][:64])  # loads its models
    begin = time.process_time()
    for strip in strips:
        engine(strip)
    return time.process_time() - begin


def _strips(path: Path) -> Iterator[Any]:
    import numpy as np
    from pypdfium2 import PdfDocument

    from hefu.read.scan.grids import grids
    from hefu.read.scan.ink import ink_of
    from hefu.read.scan.layout import columns, layout
    from hefu.read.scan.pictures import of_pdf_page

    page = of_pdf_page(path, PdfDocument(path)[0], 1)
    ink = ink_of(page.grey)
    assert ink is not None
    tables = [grid.area for grid in grids(ink)]
    areas = [column.area for column in columns(layout(ink, tables))] + tables
    for left, top, right_, bottom in areas:
        for begin in range(top, bottom, 1900):
            strip = ink.grey[max(begin - 10, 0) : min(begin + 1900, bottom) + 10, max(left - 15, 0) : right_ + 15]
            yield np.ascontiguousarray(np.repeat(strip[:, :, None], 3, axis=2))


def sections(folder: Path, repeat: int) -> Sequence[Section]:
    """The table, or none when the extra or the folder is missing."""
    from hefu.read.scan import is_installed

    return [section(folder, repeat)] if folder.exists() and is_installed() else []
