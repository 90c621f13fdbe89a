"""The texts that are measured: the project's own, or a folder of gold texts with their answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.remote import ROOT
from bench.systems import Text

OWN = ROOT / "corpus" / "second"
SAMPLES = ROOT / "samples" / "sources"
SHARED = ROOT.parent / "shared" / "gold"
_NUMERAL = re.compile(r"[0-9０-９]|番|分之|[一二三四五六七八九]成")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]")


def own() -> list[Text]:
    """The second test set and the sources of the samples."""
    samples = [Text(path.stem, _read(path)) for path in sorted(SAMPLES.glob("*.md"))]
    return [*(text for text, _ in gold(OWN)), *samples]


def load(folder: Path | None) -> list[Text]:
    """The texts of a folder of gold, of a folder of .txt files, or by default the project's own."""
    if folder is None:
        return own()
    if known := [text for text, _ in gold(folder)]:
        return known
    return [Text(path.stem, _read(path)) for path in sorted(folder.glob("*.txt"))]


def gold(folder: Path) -> Iterator[tuple[Text, list[dict[str, Any]]]]:
    """The annotated texts of a folder, each with its judged numerals.

    `meta.json` or `meta-*.json`, there or in `texts/`, gives publication date and area by the name of the text.
    """
    for meta in sorted([*folder.glob("meta*.json"), *folder.glob("texts/meta*.json")]):
        for name, known in json.loads(_read(meta)).items():
            answers, path = folder / f"{name}.jsonl", _text_of(folder, meta.parent, name)
            if name != "about" and answers.exists() and path is not None:
                rows = [json.loads(line) for line in _read(answers).splitlines() if line.strip()]
                yield Text(name, _read(path), known.get("published"), known.get("area")), rows


def sample(texts: Sequence[Text], size: int) -> list[Text]:
    """Paragraphs drawn evenly from all texts, about `size` characters together; always the same ones."""
    step = max(1, round(sum(len(text.text) for text in texts) / size))
    drawn = [
        replace(text, text="".join(line for number, line in enumerate(_paragraphs(text.text)) if number % step == 0))
        for text in texts
    ]
    return [text for text in drawn if text.text]


def without_numerals(texts: Sequence[Text], size: int) -> Text:
    """Sentences of the texts that have no numeral, repeated up to `size` bytes."""
    kept = [s for text in texts for s in _SENTENCE.findall(text.text) if not _NUMERAL.search(s) and not s.isspace()]
    return Text("no numerals", repeated("".join(kept) + "\n", size))


def repeated(words: str, size: int) -> str:
    """`words` over and over, up to `size` bytes of UTF-8."""
    return words * max(1, size // len(words.encode()))


def size_of(texts: Sequence[Text]) -> int:
    """Bytes of UTF-8."""
    return sum(len(text.text.encode()) for text in texts)


def _text_of(folder: Path, beside: Path, name: str) -> Path | None:
    places = [*folder.parent.glob(f"seeds/{name}_*.txt"), beside / f"{name}.txt", folder / f"{name}.txt"]
    return next((path for path in places if path.exists()), None)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines(keepends=True) if not line.isspace()]


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
