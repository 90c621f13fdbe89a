"""Scans: pictures of pages → text with places, articles and doubts. Needs the extra `ocr`.

pictures.py  pages as pictures       ink.py      upright, on white; rules, pictures, type
grids.py     ruled tables            layout.py   columns            lines.py   the lines of a column
engine.py    the recogniser          reading.py  lines → letters    second.py  what is looked at again
letters.py   known misreadings       compose.py  articles           write.py   text, places, doubts
page.py      one page, all of this   cache.py    pages done         __init__   many pages, two at once

It reads print in level lines from left to right; upright lines are not read.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hefu.errors import ReadError
from hefu.places import Page
from hefu.read.files import image_type
from hefu.read.parts import Parts, Written
from hefu.read.progress import tell

if TYPE_CHECKING:
    from hefu.read.scan.pictures import Picture

INSTALL = "install the recogniser (pip install 'hefu[ocr]'), or recognise them elsewhere (OCR) and give hefu the text"
"""What to do about pages that are pictures."""
_MOST_THREADS = 4


def is_installed() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


def read_image(path: Path, data: bytes) -> Parts:
    """The document in an image file. Raises ReadError when it is damaged or too large, or without the extra."""
    if not is_installed():
        raise ReadError(path, "is an image", INSTALL)
    from hefu.read.scan.pictures import count_of, of_image

    pages = recognised(path.name, of_image(path, data), count_of(path, data))
    parts = _bound(list(pages))
    if not parts.text.strip():
        raise ReadError(path, "shows no text that could be recognised", "scan it again, at 200 to 300 dots per inch")
    return replace(parts, media_type=image_type(data) or "image")


def recognised(name: str, pictures: Iterator[Picture], total: int) -> Iterator[Parts]:
    """What stands on pages, one by one; as many at once as there are processors. name: of the file, for progress."""
    workers = min(cores(), _MOST_THREADS, max(total, 1))
    threads = cores() if workers == 1 else 1
    with ThreadPoolExecutor(workers) as pool:
        running: deque[Future[Parts]] = deque()
        for done in range(1, total + 1):
            while len(running) <= workers and (picture := next(pictures, None)) is not None:
                running.append(pool.submit(_recognise, picture, threads))
            page = running.popleft().result()
            tell(name, done, total)
            yield page


def _recognise(picture: Picture, threads: int) -> Parts:
    from hefu.read.scan import cache as kept
    from hefu.read.scan.engine import recogniser
    from hefu.read.scan.page import recognise
    from hefu.read.scan.write import written

    high, wide = picture.grey.shape
    pages = (Page(round(wide * picture.points, 2), round(high * picture.points, 2)),)
    key = kept.key_of(picture)
    if known := kept.load(key):
        return replace(known, pages=pages)
    page = written(recognise(picture.grey, recogniser(threads)), number=picture.number, points=picture.points)
    trouble = kept.save(key, page)
    return replace(page, pages=pages, notes=page.notes if trouble is None else (*page.notes, trouble))


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def of_pdf(path: Path, pdf: Any, numbers: Sequence[int]) -> Iterator[Parts]:
    """What is recognised on pages of a PDF (of pypdfium2), by their numbers from 0."""
    from hefu.read.scan.pictures import of_pdf_page

    def picture(number: int) -> Picture:
        page = pdf[number]
        try:
            return of_pdf_page(path, page, number + 1)
        finally:
            page.close()

    return recognised(path.name, map(picture, numbers), len(numbers))


def insert(writer: Written, page: Parts) -> Parts:
    """Writes a recognised page at the end of a text; what is known of it, at its new place."""
    from hefu.read.scan.write import moved

    page = moved(page, writer.length)
    writer.put(page.text)
    return page


def joined(pages: list[Parts], text: str) -> Parts:
    """What is known of pages, taken together. Their places are those in `text` already."""
    return Parts(
        text,
        "",
        segments=tuple(chain.from_iterable(page.segments for page in pages)),
        tables=tuple(chain.from_iterable(page.tables for page in pages)),
        junk=tuple(chain.from_iterable(page.junk for page in pages)),
        claims=next((page.claims for page in pages if page.claims), {}),
        notes=tuple(dict.fromkeys(chain.from_iterable(page.notes for page in pages))),
        pages=tuple(chain.from_iterable(page.pages for page in pages)),
        articles=tuple(chain.from_iterable(page.articles for page in pages)),
        doubts=tuple(chain.from_iterable(page.doubts for page in pages)),
    )


def _bound(pages: list[Parts]) -> Parts:
    """The pages of a file as one text, a form feed between two."""
    writer = Written()
    placed = []
    for number, page in enumerate(pages):
        if number:
            writer.put("\n\f")
        placed.append(insert(writer, page))
    return joined(placed, writer.text())
