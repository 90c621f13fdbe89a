"""What hefu costs as a program: time to import and to start, memory for a long file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import texts
from bench.remote import ROOT
from bench.systems import Text
from bench.tables import Row, Section

_IMPORT = "import time; t = time.perf_counter(); import hefu; print(time.perf_counter() - t)"
_FIRST = (
    "import time; t = time.perf_counter(); import hefu; hefu.extract('2023年，全市生产总值增长8%。'); "
    "print(time.perf_counter() - t)"
)
_KILOBYTES = 1e6 if sys.platform == "darwin" else 1e3
"""What the system counts peak memory in, to an MB."""
_NOTHING = "print(0)"
_LONG = """
import resource, sys, time
import hefu
text = open(sys.argv[1], encoding="utf-8", newline="").read()
hefu.extract("2023年，全市生产总值增长8%。")
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
found = len(hefu.extract(text))
print(found, time.perf_counter() - start, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall time in seconds and peak memory in MB of one process; what it printed."""

    seconds: float
    peak: float
    printed: str


def run(command: Sequence[str], *, keep: bool = True) -> Cost:
    """Runs a command to its end and asks the system what it cost."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        start = perf_counter()
        process = subprocess.Popen(command, stdout=out if keep else subprocess.DEVNULL, stderr=err, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in (out, err):
            file.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}: {err.read().strip()[-500:]}")
        return Cost(seconds, usage.ru_maxrss / _KILOBYTES, out.read())


def section(read: Sequence[Text], *, repeat: int, big: int) -> Section:
    """Start-up over `repeat` fresh processes, one text, and a file of `big` MB (0: none)."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_starts(repeat), *_one(read[0], Path(folder), repeat)]
        rows += _long(read, Path(folder), big) if big else []
    note = f"{repeat} fresh processes each, median (least – most); MB of memory is the peak of the process."
    return Section("Cost of hefu as a program", rows, [note])


def _starts(repeat: int) -> list[Row]:
    python = [sys.executable, "-c"]
    imports = [float(run([*python, _IMPORT]).printed) for _ in range(repeat)]
    first = [float(run([*python, _FIRST]).printed) for _ in range(repeat)]
    bare = [run([*python, _NOTHING]).seconds for _ in range(repeat)]
    help_ = [run([*_hefu(), "--help"]).seconds for _ in range(repeat)]
    return [
        _row("import hefu, seconds", _spread(imports)),
        _row("import and first sentence, seconds", _spread(first)),
        _row("hefu --help, seconds", _spread(help_)),
        _row("(Python alone, seconds)", _spread(bare)),
    ]


def _one(text: Text, folder: Path, repeat: int) -> list[Row]:
    costs = [run(_extract(text, folder), keep=False) for _ in range(repeat)]
    about = f"hefu extract of one text ({len(text.text):,} characters)"
    return [
        _row(f"{about}, seconds", _spread([cost.seconds for cost in costs])),
        _row(f"{about}, MB of memory", f"{max(cost.peak for cost in costs):,.0f}"),
    ]


def _long(read: Sequence[Text], folder: Path, megabytes: int) -> list[Row]:
    """A tenth of the long text beside the whole, to show what each MB more costs."""
    words, path = "".join(text.text for text in read), folder / "long.txt"
    rows = []
    for size in (megabytes / 10, megabytes):
        path.write_text(texts.repeated(words, int(size * 1e6)), encoding="utf-8", newline="")
        found, seconds, before, after = map(float, run([sys.executable, "-c", _LONG, str(path)]).printed.split())
        about = f"a text of {size:g} MB, {found:,.0f} statements"
        more = (after - before) / _KILOBYTES
        rows.append(_row(f"{about}, seconds", f"{seconds:,.1f}"))
        rows.append(_row(f"{about}, MB of memory more than the text", f"{more:,.0f} ({more / size:,.1f} a MB)"))
    return rows


def _extract(text: Text, folder: Path) -> list[str]:
    path = folder / "text.txt"
    path.write_text(text.text, encoding="utf-8", newline="")
    known = [
        *(["--published", text.published] if text.published else []),
        *(["--area", text.area] if text.area else []),
    ]
    return [*_hefu(), "extract", str(path), *known, "--format", "jsonl"]


def _hefu() -> list[str]:
    return [str(Path(sys.executable).parent / "hefu")]


def _spread(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.3f} ({min(seconds):.3f} – {max(seconds):.3f})"


def _row(measure: str, cell: str) -> Row:
    return Row(measure, {"hefu": cell})
