"""The recogniser: pictures of lines → characters with score, place and what else they might be.

The model is that of the rapidocr wheel, run with onnxruntime. The lines are found by the page's layout, so only
its recogniser is used, and it is asked for more than rapidocr passes on: the second guess for every character.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from hefu.read.scan.shapes import Pixels

_HEIGHT = 48
"""The model looks at lines of so many pixels."""
_BATCH, _LIKE = 8, 1.12
"""At most so many lines are read at once, of widths so much alike."""
_NARROWEST, _LONGEST = 320, 3200
"""A short line is read with white behind it, up to so many pixels; a longer one than the most is squeezed."""
_PAPER = 235 / 127.5 - 1


@dataclass(frozen=True, slots=True)
class Sign:
    """A character that was read. left, right: where in the picture of the line, in its pixels.

    score: from 0 to 1.  others: what else it might be, with scores, the likeliest first.
    """

    letter: str
    score: float
    left: float
    right: float
    others: tuple[tuple[str, float], ...] = ()


def name() -> str:
    """The engine and its version, for caches and notes."""
    return f"rapidocr {version('rapidocr')}, {_model_path().stem}"


@cache
def _model_path() -> Path:
    spec = find_spec("rapidocr")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(folders[0], "models").glob("*rec*.onnx")) if folders else []
    if not found:
        raise FileNotFoundError("the installed rapidocr ships no model of a recogniser")
    return found[0]


_LOADING = threading.Lock()


def recogniser(threads: int) -> Recogniser:
    """The recogniser that may use so many threads; it is loaded once, whoever asks first."""
    with _LOADING:
        return _loaded(threads)


@cache
def _loaded(threads: int) -> Recogniser:
    return Recogniser(threads=threads)


class Recogniser:
    """Reads lines; may be used by several threads at once. threads: how many the model may use."""

    def __init__(self, *, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(
            str(_model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]

    def read(self, pictures: Sequence[Pixels]) -> list[list[Sign]]:
        """The characters of each line. pictures: grey, dark on light."""
        scaled = [_scaled(picture) for picture in pictures]
        found: list[list[Sign]] = [[] for _ in pictures]
        for batch in _batches([line.shape[1] for line in scaled]):
            widest = max(_NARROWEST, *(scaled[number].shape[1] for number in batch))
            lines = np.full((len(batch), 3, _HEIGHT, widest), _PAPER, np.float32)
            for row, number in enumerate(batch):
                lines[row, :, :, : scaled[number].shape[1]] = scaled[number]
            guesses = self._session.run(None, {self._input: lines})[0]
            for row, number in enumerate(batch):
                step = widest / guesses.shape[1] * pictures[number].shape[0] / _HEIGHT
                found[number] = list(self._signs(guesses[row], step))
        return found

    def _signs(self, guesses: Any, step: float) -> Iterator[Sign]:
        """The characters of one line. guesses: for each place the score of each letter; step: its width."""
        best = guesses.argmax(axis=1)
        edges = np.flatnonzero(np.diff(best)) + 1
        for begin, end in zip([0, *edges], [*edges, len(best)], strict=True):
            if best[begin]:
                scores = guesses[begin:end].max(axis=0)
                near = np.argpartition(scores, -4)[-4:]
                near = near[np.argsort(-scores[near])]
                others = tuple((self._letters[n], round(float(scores[n]), 4)) for n in near if n and n != best[begin])
                yield Sign(
                    self._letters[best[begin]], round(float(scores[best[begin]]), 4), begin * step, end * step, others
                )


def _scaled(picture: Pixels) -> Any:
    height, width = picture.shape
    wide = min(max(round(width * _HEIGHT / height), 8), _LONGEST)
    return cv2.resize(picture, (wide, _HEIGHT)).astype(np.float32) / 127.5 - 1


def _batches(widths: list[int]) -> Iterator[list[int]]:
    """The numbers of lines to be read together: a batch is as wide as its widest line."""
    batch: list[int] = []
    for number in sorted(range(len(widths)), key=widths.__getitem__):
        if batch and (len(batch) == _BATCH or widths[number] > _LIKE * max(widths[batch[0]], _NARROWEST)):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
