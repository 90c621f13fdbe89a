"""Makes the published forms of the sample documents from their sources, the same to the byte every time.

    python samples/build.py                 rebuilds them beside this file
    python samples/build.py --out FOLDER    into another folder

The picture in `later/` shows the fonts of the machine that it was made on, so it alone may differ elsewhere.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Callable
from pathlib import Path

from builder.html import html
from builder.pdf import pdf, scan
from builder.sheet import xlsx
from builder.source import Source, load_all
from builder.text import markdown, txt
from builder.word import docx

HERE = Path(__file__).resolve().parent
MANIFEST = ("file", "published", "area", "title", "issuer", "url", "licence")
SCANNED = "daily-2023-12-22.txt"
WRITERS: dict[str, Callable[[Source], bytes]] = {
    ".txt": txt,
    ".md": markdown,
    ".html": html,
    ".docx": docx,
    ".pdf": pdf,
    ".xlsx": xlsx,
}


def build() -> dict[str, bytes]:
    """Every file that is made, by its path below `samples/`."""
    sources = load_all(HERE / "sources")
    made = {source.file: WRITERS[Path(source.file).suffix](source) for source in sources}
    paper = next(source for source in sources if source.file == SCANNED)
    return made | {"manifest.csv": manifest(sources), "later/daily-2023-12-22.pdf": scan(paper)}


def manifest(sources: list[Source]) -> bytes:
    """The manifest of the published files, as `hefu add --manifest` reads it."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(MANIFEST)
    rows.writerows([*(source.head[key] for key in MANIFEST[:-1]), "Apache-2.0"] for source in sources)
    return out.getvalue().encode("utf-8")


def main() -> None:
    """Writes the files and says how large each one is."""
    parser = argparse.ArgumentParser(description="Makes the published forms of the sample documents.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (this one)")
    folder = parser.parse_args().out
    for name, content in build().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):9,}  {name}")


if __name__ == "__main__":
    main()
