"""How fast: the same paragraphs through every system, turn by turn; then hefu alone on whole texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench import texts
from bench.remote import Remote
from bench.systems import Text
from bench.tables import Row, Section

ALL = "everything it extracts"
ABOUT = {
    "numbers": "bare numbers",
    "percentages": "percentages",
    "currencies": "sums of money",
    "dimensions": "lengths, areas, masses …",
    "dates": "dates and periods",
}
NUMBERLESS = 10_000_000
BASE = 100_000
"""Bytes of text without numerals; characters of the shortest text for linearity."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of the processor in several rounds, and what was found in each."""

    seconds: tuple[float, ...]
    found: int

    def rate(self, amount: float, digits: int = 2) -> str:
        """Amount a second: median (least – most)."""
        low, middle, high = (amount / s for s in (max(self.seconds), median(self.seconds), min(self.seconds)))
        return f"{middle:,.{digits}f} ({low:,.{digits}f} – {high:,.{digits}f})"


def rounds(jobs: Mapping[str, Callable[[], tuple[float, int]]], repeat: int) -> dict[str, Timing]:
    """Every job once unmeasured, then all in turn `repeat` times, so that a noisy moment hits each alike."""
    for job in jobs.values():
        job()
    done: dict[str, list[tuple[float, int]]] = {name: [] for name in jobs}
    for _ in range(repeat):
        for name, job in jobs.items():
            done[name].append(job())
    return {name: Timing(tuple(s for s, _ in runs), runs[-1][1]) for name, runs in done.items()}


def together(timings: Sequence[Timing]) -> Timing:
    """Tasks done one after the other, round by round."""
    return Timing(tuple(map(sum, zip(*(t.seconds for t in timings), strict=True))), sum(t.found for t in timings))


def beside(remotes: Sequence[Remote], read: Sequence[Text], size: int, repeat: int) -> Section:
    """Every task of every system over the same paragraphs."""
    drawn = texts.sample(read, size)
    jobs = {f"{r.name}/{task}": _job(r, task, drawn) for r in remotes for task in r.tasks}
    timings = rounds(jobs, repeat)
    total = {r.name: together([timings[f"{r.name}/{task}"] for task in r.tasks]) for r in remotes}
    megabytes, characters = texts.size_of(drawn) / 1e6, sum(len(text.text) for text in drawn)
    rows = [
        Row(f"{ALL}, MB/s", {name: t.rate(megabytes, 3) for name, t in total.items()}),
        Row("found", {name: f"{t.found:,}" for name, t in total.items()}),
        *_ratios(total),
    ]
    for task, about in ABOUT.items():
        cells = {r.name: timings[f"{r.name}/{task}"].rate(megabytes, 3) for r in remotes if task in r.tasks}
        if cells:
            rows.append(Row(f"{about} only, MB/s", cells))
    note = (
        f"{characters:,} characters of {len(drawn)} texts, every system in turn, {repeat} rounds after one unmeasured; "
        "median (least – most) by time of the processor."
    )
    return Section("Speed on the same paragraphs", rows, [note])


def alone(remote: Remote, read: Sequence[Text], repeat: int) -> Section:
    """hefu over whole texts, over text without numerals, and over texts of two, four, eight times the length."""
    plain = texts.without_numerals(read, NUMBERLESS)
    words = "".join(text.text for text in read)
    lengths = {n: [Text(f"{n}", _tiled(words, n * BASE))] for n in (1, 2, 4, 8)}
    jobs = {"whole": _job(remote, "everything", read), "plain": _job(remote, "everything", [plain])}
    jobs |= {f"x{n}": _job(remote, "everything", long) for n, long in lengths.items()}
    timings = rounds(jobs, repeat)
    whole = timings["whole"]
    rows = [
        _row("statements a second", whole.rate(whole.found, 0)),
        _row("MB/s", whole.rate(texts.size_of(read) / 1e6)),
        _row("MB/s, text without numerals", timings["plain"].rate(len(plain.text.encode()) / 1e6, 1)),
    ]
    rows += [_row(f"time for {n} times the text, over {n} times the time", _growth(timings, n)) for n in (2, 4, 8)]
    size = texts.size_of(read) / 1e3
    notes = [
        f"{len(read)} texts, {size:,.0f} kB of UTF-8, {whole.found:,} statements, {repeat} rounds. "
        f"Text without numerals: {len(plain.text.encode()) / 1e6:.0f} MB of their sentences that have none. "
        f"Linear cost is 1.00 (from {BASE:,} characters up)."
    ]
    return Section("Speed of hefu on one core", rows, notes)


def _growth(timings: Mapping[str, Timing], n: int) -> str:
    """Round by round, so that a slow minute of the machine counts on both sides."""
    pairs = zip(timings[f"x{n}"].seconds, timings["x1"].seconds, strict=True)
    return f"{median(long / short for long, short in pairs) / n:.2f}"


def _ratios(total: Mapping[str, Timing]) -> list[Row]:
    """Times slower than hefu, from the rounds that were run side by side."""
    if "hefu" not in total or len(total) < 2:
        return []
    ours = total["hefu"].seconds
    cells = {
        name: f"{median(a / b for a, b in zip(timing.seconds, ours, strict=True)):,.1f}"
        for name, timing in total.items()
    }
    return [Row("time, hefu = 1", cells)]


def _job(remote: Remote, task: str, read: Sequence[Text]) -> Callable[[], tuple[float, int]]:
    return lambda: remote.time(task, read)


def _tiled(words: str, length: int) -> str:
    return (words * (length // len(words) + 1))[:length]


def _row(measure: str, cell: str) -> Row:
    return Row(measure, {"hefu": cell})
