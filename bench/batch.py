"""Measures `hefu batch`: `python bench/batch.py [PAGES]` makes web archives and reads them in four ways.

plain loop: the same functions, without an engine and without a process for the reader. The others add the one, then
the other. All in one run, in turn; the best of the rounds counts. On a busy machine compare ratios, and those warily.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from hefu.batch import engine, work  # noqa: E402
from hefu.batch.confined import Limits, Reader  # noqa: E402
from hefu.batch.reading import rows_of  # noqa: E402
from hefu.batch.shards import find  # noqa: E402
from hefu.batch.work import Counts, Settings  # noqa: E402

SHARDS = 16
SHARES = {"foreign": 0.93, "plain": 0.04, "news": 0.025, "report": 0.005}
"""Of the pages: in another language, in Chinese without figures, in Chinese with a few, long reports."""
_FOREIGN = (
    "<p class='body'>The committee met on Tuesday and agreed to review the budget, which grew 5.2% in {n}.</p>\n",
    "<p class='body'>Le comité s'est réuni mardi, l'entrée est libre; le budget a augmenté de 5,2% en {n}.</p>\n",
    "<p class='body'>Комитет собрался во вторник и согласился пересмотреть бюджет на {n} год, выросший на 5,2%.</p>\n",
    "<p class='body'>委員会は火曜日に開かれ、{n}年の予算の見直しに合意しました。ご案内いたします。</p>\n",
)
_WORDS = "<p>各部门要统一思想，提高认识，压实责任，于{y}年5月{d}日前完成学习任务，并做好记录。</p>\n"
_FIGURES = (
    "<p>{y}年，{a}地区生产总值{v}亿元，比上年增长{g}%；一般公共预算收入{w}亿元，增长{h}%。</p>\n",
    "<p>粮食产量{w}万吨，下降{g}%；新增城镇就业{v}人，城镇登记失业率{h}%。</p>\n",
    "<p>到{y}年，常住人口城镇化率达到{h}5%，新建改建农村公路{v}公里，力争投资增长{g}%以上。</p>\n",
)
_PAGE = "<html><head><meta charset='utf-8'><title>{t}</title><style>{s}</style></head><body>\n{b}</body></html>"
_STYLE = "".join(f".c{n} {{ width: {n}%; margin: {n}px; color: #{n:06x} }}\n" for n in range(60))


def page(kind: str, seed: random.Random) -> bytes:
    """An invented page of about 10 KB; a report is longer."""
    if kind == "foreign":
        line = seed.choice(_FOREIGN).format(n=seed.randrange(1990, 2025))
        return _PAGE.format(t="News", s=_STYLE, b=line * seed.randrange(20, 150)).encode()
    lines = [
        _WORDS.format(y=seed.randrange(2010, 2025), d=seed.randrange(1, 29)) for _ in range(seed.randrange(10, 60))
    ]
    count = {"plain": 0, "news": 4, "report": 150}[kind]
    lines += [_figures(seed) for _ in range(count)]
    title = "云澜市国民经济和社会发展统计公报" if kind == "report" else "云澜市要闻"
    return _PAGE.format(t=title, s=_STYLE, b="".join(lines)).encode()


def _figures(seed: random.Random) -> str:
    numbers = {name: f"{seed.randrange(1, 99)}.{seed.randrange(10)}" for name in "gwh"}
    return seed.choice(_FIGURES).format(
        y=seed.randrange(2010, 2025), a=seed.choice(("云澜市", "全市", "澜东区")), v=seed.randrange(100, 999), **numbers
    )


def make(folder: Path, pages: int) -> None:
    """Web archives with so many pages; the same number makes the same bytes."""
    seed = random.Random(20261123)
    kinds = seed.choices(list(SHARES), list(SHARES.values()), k=pages)
    for shard in range(SHARDS):
        with (folder / f"{shard:02d}.warc.gz").open("wb") as out:
            for number in range(shard, pages, SHARDS):
                out.write(gzip.compress(_record(number, page(kinds[number], seed)), 1, mtime=0))


def _record(number: int, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}.html\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\nWARC-Date: 2024-03-01T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


Measured = tuple[float, float, Counts]
"""Seconds by the clock, seconds of the processor, what came of the pages."""


def plain(folder: Path, output: Path, _: int) -> Measured:
    return timed(lambda: loop(folder, output, rows_of))


def confined(folder: Path, output: Path, _: int) -> Measured:
    with Reader(Limits()) as reader:
        return timed(lambda: loop(folder, output, reader.read))


def loop(folder: Path, output: Path, read: work.Read) -> Counts:
    total = Counts()
    for shard in find(str(folder)).shards:
        total += work.do(shard, str(output), Settings(), read)
    return total


def processor() -> float:
    """Seconds of the processor that this process and all below it have taken so far."""
    above: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        above[int(process.name)] = int(words[1])
        ticks[int(process.name)] = sum(map(int, words[11:15]))
    below, new = {os.getpid()}, {os.getpid()}
    while new:
        new = {pid for pid, parent in above.items() if parent in new}
        below |= new
    return sum(ticks[pid] for pid in below) / os.sysconf("SC_CLK_TCK")


def on_spark(folder: Path, output: Path, workers: int) -> Measured:
    with engine.session(f"local[{workers}]") as spark:
        return timed(lambda: engine.run(spark, find(str(folder)).shards, str(output), Settings(), lambda *_: None))


def timed(function: Callable[[], Counts]) -> Measured:
    """Without what comes before: Java and Spark start once, however many pages there are."""
    clock, before = time.perf_counter(), processor()
    counts = function()
    return time.perf_counter() - clock, processor() - before, counts


WAYS: dict[str, tuple[Callable[[Path, Path, int], Measured], int]] = {
    "plain loop": (plain, 1),
    "loop, reader confined": (confined, 1),
    "Spark, one worker": (on_spark, 1),
    "Spark, two workers": (on_spark, 2),
}


def rounds(folder: Path, times: int) -> Iterator[tuple[str, Measured]]:
    for _ in range(times):
        for name, (function, workers) in WAYS.items():
            with TemporaryDirectory() as output:
                clock, taken, counts = measured = function(folder, Path(output), workers)
            print(
                f"{name}: {taken:.1f} s of the processor, {clock:.1f} s by the clock, "
                f"{counts.pages / taken:,.0f} pages/s of the processor, {counts.memory} MB",
                flush=True,
            )
            yield name, measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    best: dict[str, tuple[float, float]] = {}
    with TemporaryDirectory() as folder:
        make(Path(folder), options.pages)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"{options.pages:,} pages, {size / 1e6:,.0f} MB packed, load {os.getloadavg()[0]:.1f}", flush=True)
        counts = Counts()
        for name, (clock, taken, counts) in rounds(Path(folder), options.rounds):  # noqa: B007
            known = best.get(name, (clock, taken))
            best[name] = min(known[0], clock), min(known[1], taken)
    print(f"{counts.bytes / 1e6:,.0f} MB; left out: {counts.left_out}")
    print(f"{counts.documents:,} documents, {counts.statements:,} statements, {counts.errors} errors")
    loops, one, two = (best[name] for name in ("plain loop", "Spark, one worker", "Spark, two workers"))
    print(f"the engine over the loop: {one[1] / loops[1]:.2f} of the processor, {one[0] / loops[0]:.2f} by the clock")
    print(f"two workers against one: {one[0] / two[0]:.2f} by the clock; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
