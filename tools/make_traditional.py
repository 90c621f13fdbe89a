"""Makes src/hefu/lexicon/traditional.txt: traditional characters that no simplified text has, and the simplified.

    python tools/make_traditional.py TSCharacters.txt

The table is that of OpenCC (data/dictionary/TSCharacters.txt, Apache License 2.0). Characters of GB 2312 are left
out: they are right in simplified texts, too (著, 乾). So are characters that Big5 lacks, which nobody mistakes one for,
and those that names of places and persons keep.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "hefu" / "lexicon" / "traditional.txt"
IN_NAMES = "臺甯鍾鎔麯龢昇陞甦堃迺頫"
A_LINE = 40


def pairs(source: Path) -> Iterator[str]:
    """The pairs, traditional character first."""
    for line in source.read_text(encoding="utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        simplified = simplified.split(" ")[0]
        if len(traditional) != 1 or len(simplified) != 1 or traditional == simplified or traditional in IN_NAMES:
            continue
        if _has("gb2312", simplified) and _has("big5", traditional) and not _has("gb2312", traditional):
            yield traditional + simplified


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    found = sorted(set(pairs(Path(sys.argv[1]))))
    lines = [" ".join(found[at : at + A_LINE]) for at in range(0, len(found), A_LINE)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} characters")
