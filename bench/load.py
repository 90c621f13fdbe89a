"""Reads a site as many people do while a document is being added: `python bench/load.py --db URL [--rate 200]`.

Starts `hefu serve` on a ledger that `bench/make_ledger.py` made, asks for pages at a fixed rate (whoever has to wait
counts from when the question was due), and adds a document meanwhile. Prints what became of the answers, their times,
and how much of the processor the server took for each: on a machine that others use only that says much.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import accumulate, count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench import invented  # noqa: E402
from bench.pages import Make, Samples, addresses  # noqa: E402
from hefu.ledger.opening import open_ledger  # noqa: E402

MIXED = {
    "document": 20, "document?s": 20, "indicator?area": 15, "/statements/?area": 10, "finding": 10, "plan": 5,
    "target": 5, "/search/?q=茶叶产量": 5, "/search/?q&area": 5, "/statements/?q": 3, "/findings/": 2,
}  # fmt: skip
"""Of a hundred readers so many ask for a page of this kind; see `pages.py`."""
PAGES = 1000
"""So many draws make the pages of a kind that anybody asks for."""
THREADS = 48
PORT = 8765
HEFU = [sys.executable, "-c", "from hefu.cli import main; raise SystemExit(main())"]


def questions(number: int) -> list[str]:
    """Addresses as readers ask for them: of each kind some often and most seldom, the nth page 1/n times as often."""
    some, random, made = Samples(), Random(9), dict[str, Make](addresses())
    pages = {kind: list(dict.fromkeys(made[kind](some) for _ in range(PAGES))) for kind in MIXED}
    often = {kind: list(accumulate(1 / rank for rank in range(1, len(those) + 1))) for kind, those in pages.items()}
    kinds = random.choices(list(MIXED), weights=list(MIXED.values()), k=number)
    return [random.choices(pages[kind], cum_weights=often[kind])[0] for kind in kinds]


@contextmanager
def served(db: str, processes: int) -> Iterator[int]:
    """The site as `hefu serve` runs it; the number of its process."""
    command = [*HEFU, "serve", "--db", db, "--port", str(PORT), "--workers", "0"]
    environment = os.environ | {"HEFU_API_RATE": "0", "HEFU_PUBLIC": "1", "PYTHONPATH": os.pathsep.join(sys.path[:2])}
    server = subprocess.Popen([*command, "--processes", str(processes), "--no-link"], env=environment,
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
    try:
        assert server.stdout is not None
        server.stdout.readline()
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def spent(pid: int) -> float:
    """Seconds of the processor that a process and those below it have taken."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + sum(spent(int(one)) for one in below)


def ask(every: list[str], rate: float) -> tuple[list[float], Counter[int]]:
    """Seconds from when each question was due until its answer was there, and the answers by status."""
    begun, place, lock = time.perf_counter() + 0.2, count(), threading.Lock()
    took, said = [0.0] * len(every), Counter[int]()

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        while (number := next(place)) < len(every):
            due = begun + number / rate
            time.sleep(max(due - time.perf_counter(), 0))
            connection.request("GET", every[number])
            answer = connection.getresponse()
            answer.read()
            took[number] = time.perf_counter() - due
            with lock:
                said[answer.status] += 1

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return took, said


def added(db: str, folder: str) -> Callable[[], float]:
    """Begins to add a new communiqué with 200 statements; what it gives waits and tells the seconds."""
    [county] = invented.counties(1)
    *_, paper = invented.papers([county])
    file = Path(folder, f"{time.time_ns()}.txt")
    file.write_text(paper.text.replace("2025年", "2026年") + f"编号{time.time_ns()}\n")
    begun = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path[:2])}
    command = [*HEFU, "add", str(file), "--db", db]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    ended: list[float] = []

    def watch() -> None:
        running.wait()
        ended.append(time.perf_counter())

    watching = threading.Thread(target=watch)
    watching.start()

    def wait() -> float:
        watching.join()
        if running.returncode:
            raise SystemExit("the document could not be added")
        return ended[0] - begun

    return wait


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    parser.add_argument("--rate", type=float, default=200, help="questions a second")
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--warm", type=int, default=0, help="seconds of the same rate before, that do not count")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    open_ledger(options.db)
    early = int(options.rate * options.warm)
    every = questions(early + int(options.rate * options.seconds))
    every, warming = every[early:], every[:early] or every[:50]
    with TemporaryDirectory() as folder, served(options.db, options.processes) as pid:
        ask(warming, options.rate if early else 20)
        before = spent(pid)
        wait = added(options.db, folder)
        begun = time.perf_counter()
        took, said = ask(every, options.rate)
        lasted, processor = time.perf_counter() - begun, spent(pid) - before
        seconds = wait()
    took.sort()
    p50, p95, p99 = (took[int(len(took) * share)] * 1000 for share in (0.5, 0.95, 0.99))
    print(f"{len(set(every)):,} pages, load {os.getloadavg()[0]:.1f}")
    print(f"{len(took)} answers {dict(said)} in {lasted:.1f} s: {len(took) / lasted:.0f} a second")
    print(f"median {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms by the clock")
    print(f"{processor / len(took) * 1000:.1f} ms of the processor for each; a document was added in {seconds:.1f} s")


if __name__ == "__main__":
    main()
