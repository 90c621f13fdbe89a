"""Works on a site for an hour as many people do: `python bench/soak.py [--minutes 60] [--db URL]`.

Starts `hefu serve` on a ledger with a few invented counties (a new SQLite ledger, or an empty one that `--db` names).
Readers follow links from page to page, somebody adds an invented document every few seconds by the API, a reviewer
accepts, corrects, rejects and takes back on the site. Each minute a line tells what became of it and what the server
takes; the last lines say whether anything failed and whether memory stayed flat. Exit status 1 if it did not.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import fmean, linear_regression
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench import invented  # noqa: E402

HEFU = [sys.executable, "-c", "from hefu.cli import main; raise SystemExit(main())"]
PORT = 8766
SITE = f"http://127.0.0.1:{PORT}"
COUNTIES, KNOWN = 6, 40
"""Areas, and documents that the ledger has before it begins."""
ADDED, CORRECTED = 15.0, 5.0
"""Seconds from one document to the next, and from one statement reviewed to the next."""
PAGES = 5_000
"""Addresses that readers remember."""
FLAT = 0.1
"""Memory is flat if it would grow by less than this part in an hour, after the first quarter."""
ENOUGH = 1 / 3
"""Hours from which on growth is told: before, everything is still being read for the first time."""
_LEFT_ALONE = re.compile(r"/(sign-out|enter|static|api/v1/docs)|\.(xlsx|parquet|zip)\b")
_BAD = re.compile(r"Traceback|database is locked|ERROR|CRITICAL|Segmentation|deadlock")


@dataclass(slots=True)
class Done:
    """What was done since it was last told. wrong: whatever should not have been, all the time."""

    took: list[float] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, answer: httpx.Response, seconds: float) -> None:
        with self.lock:
            self.took.append(seconds)
            self.said[what] += 1
        if answer.status_code >= 500:
            self.fail(f"{answer.status_code} {answer.request.method} {answer.request.url}")

    def fail(self, what: str) -> None:
        """Something went wrong: told at once, for the hour may not come to its end."""
        with self.lock:
            self.wrong[what] += 1
        print("wrong:", what, file=sys.stderr, flush=True)

    def since(self) -> tuple[list[float], Counter[str]]:
        """Seconds of each answer, in order of size, and what they answered; both begin anew."""
        with self.lock:
            took, said = sorted(self.took), self.said
            self.took, self.said = [], Counter()
        return took, said


# ---------------------------------------------------------------- the server


def run(*arguments: str, db: str, given: str = "") -> str:
    """What a command prints that is given this."""
    command = [*HEFU, *arguments, "--db", db]
    return subprocess.run(command, input=given, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def served(db: str, log: Path) -> Iterator[tuple[int, str]]:
    """The site as `hefu serve` runs it, all that it says in `log`: the number of its process, and the link to enter."""
    command = [*HEFU, "serve", "--db", db, "--port", str(PORT), "--processes", "2", "--link"]
    environment = os.environ | {"HEFU_API_RATE": "0", "HEFU_PUBLIC": "1", "HEFU_KEPT_PAGES": "8"}
    with log.open("wb") as written:
        server = subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT)
        try:
            yield server.pid, _link(log)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)


def _link(log: Path) -> str:
    for _ in range(300):
        if found := re.search(r"http://\S+/enter/\S+", log.read_text(errors="replace")):
            return found[0]
        time.sleep(0.1)
    raise SystemExit(f"the site did not start:\n{log.read_text(errors='replace')}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What the processes of the server take: megabytes (shared ones by their share), open files, processes."""

    memory: float
    files: int
    processes: int


def taken(pid: int) -> Taken:
    """Of a process and all below it."""
    every = list(_tree(pid))
    memory, files = 0.0, 0
    for one in every:
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            memory += int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) / 1024  # type: ignore[index]
            files += len(list(Path(f"/proc/{one}/fd").iterdir()))
        except (FileNotFoundError, ProcessLookupError, TypeError):
            continue  # it has just ended
    return Taken(memory, files, len(every))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        below = " ".join(one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")).split()
    except (FileNotFoundError, ProcessLookupError):
        return
    for one in below:
        yield from _tree(int(one))


# ---------------------------------------------------------------- those who work


class Reader:
    """Follows links: sometimes back to the start, mostly from the pages seen before, with or without an account."""

    def __init__(self, done: Done, number: int, link: str = "") -> None:
        self.done, self.random = done, Random(number)
        self.client = httpx.Client(timeout=60, follow_redirects=True)
        self.known: deque[str] = deque([SITE + "/"], maxlen=PAGES)
        if link:
            self.client.get(link).raise_for_status()

    def __call__(self) -> None:
        address = SITE + "/" if self.random.random() < 0.05 else self.random.choice(self.known)
        begun = time.perf_counter()
        answer = self.client.get(address)
        self.done.note("read", answer, time.perf_counter() - begun)
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            links = html.fromstring(answer.content).xpath("//a/@href")
            some = {urljoin(address, link).partition("#")[0] for link in links}
            fit = [one for one in some if urlsplit(one).netloc == urlsplit(SITE).netloc and not _LEFT_ALONE.search(one)]
            self.known.extend(self.random.sample(sorted(fit), min(len(fit), 12)))


class Adder:
    """Adds one document after the other, and waits for none."""

    def __init__(self, done: Done, token: str, papers: Sequence[invented.Paper]) -> None:
        self.done, self.papers = done, iter(papers)
        self.client = httpx.Client(timeout=60, headers={"Authorization": f"Bearer {token}"})
        self.jobs: list[str] = []

    def __call__(self) -> None:
        paper = next(self.papers, None)
        if paper is None:
            return
        begun = time.perf_counter()
        name = f"{paper.title}.txt"
        answer = self.client.post(
            f"{SITE}/api/v1/documents", files={"file": (name, paper.text.encode())}, data={"published": paper.published}
        )
        self.done.note("added", answer, time.perf_counter() - begun)
        if answer.status_code == 202:
            self.jobs.append(answer.json()["link"])
        else:
            self.done.fail(f"{answer.status_code} when a document was added: {answer.text[:200]}")

    def filed(self) -> Counter[str]:
        """How many of the files have become what."""
        return Counter(self.client.get(job).json()["state"] for job in self.jobs)


class Reviewer:
    """Accepts most statements, corrects some, rejects a few, and takes some of it back."""

    def __init__(self, done: Done, link: str) -> None:
        self.done, self.random = done, Random(3)
        self.client = httpx.Client(timeout=60, follow_redirects=True, headers={"Referer": SITE + "/"})
        self.client.get(link).raise_for_status()

    def __call__(self) -> None:
        page = html.fromstring(self._ask("queue", "GET", f"{SITE}/review/").content)
        forms = [form for form in page.forms if form.get("id") == "review"]
        if not forms:
            return  # nothing is left
        form = forms[0]
        fields = dict(form.form_values())
        action = self.random.choices(("accept", "correct", "reject"), weights=(6, 3, 1))[0]
        if action == "correct":
            fields["modality"] = "estimate" if fields.get("modality") == "actual" else "actual"
        sent = {**fields, "do": "reject" if action == "reject" else "accept", "why": "tried"}
        answer = self._ask(action, "POST", urljoin(f"{SITE}/review/", form.get("action")), sent)
        if answer.status_code not in (200, 409):  # somebody, or a new document, was quicker
            self.done.fail(f"{answer.status_code} when a statement was to {action}")
        if self.random.random() < 0.2:
            self._take_back(html.fromstring(answer.content))

    def _take_back(self, page: html.HtmlElement) -> None:
        for form in page.forms:
            if "/review/undo/" in (form.get("action") or ""):
                self._ask("taken back", "POST", SITE + form.get("action"), dict(form.form_values()))

    def _ask(self, what: str, method: str, address: str, sent: dict[str, str] | None = None) -> httpx.Response:
        begun = time.perf_counter()
        answer = self.client.request(method, address, data=sent)
        self.done.note(what, answer, time.perf_counter() - begun)
        return answer


def each(seconds: float, work: Callable[[], None], until: float, done: Done) -> threading.Thread:
    """Does it again and again, in a thread of its own; what goes wrong is noted."""

    def again() -> None:
        due = time.monotonic()
        while (now := time.monotonic()) < until:
            if now < due:
                time.sleep(min(due - now, 1.0))
                continue
            due = max(due + seconds, now)
            try:
                work()
            except (httpx.HTTPError, ValueError, KeyError) as error:
                done.fail(f"{type(error).__name__}: {error}")

    thread = threading.Thread(target=again)
    thread.start()
    return thread


# ---------------------------------------------------------------- what is told


def told(minute: float, done: Done, now: Taken, folder: Path) -> None:
    """A line of the table."""
    took, said = done.since()
    p50, p95 = (took[int(len(took) * share)] * 1000 if took else 0.0 for share in (0.5, 0.95))
    sizes = {one.name: one.stat().st_size / 1e6 for one in folder.glob("ledger.sqlite3*")}
    held = " ".join(f"{sizes.get('ledger.sqlite3' + end, 0):8.1f}" for end in ("", "-wal"))
    others = len(took) - said["read"]
    print(f"{minute:6.1f} {said['read']:6} {others:6} {sum(done.wrong.values()):6} {p50:7.0f} {p95:7.0f} "
          f"{now.memory:8.0f} {now.files:6} {now.processes:5} {held}", flush=True)  # fmt: skip


def growth(seen: Sequence[tuple[float, float]]) -> float | None:
    """By how much memory would grow in an hour, as a part of it, after the first quarter of the time.

    None where the time was too short to say so.
    """
    later = [(hour, memory) for hour, memory in seen if hour >= seen[-1][0] / 4]
    if seen[-1][0] < ENOUGH or len(later) < 3:
        return None
    hours, memory = zip(*later, strict=True)
    return linear_regression(hours, memory).slope / fmean(memory)


def _begun(db: str, folder: Path, counties: Sequence[invented.County], papers: Sequence[invented.Paper]) -> None:
    """Makes the ledger with its first documents."""
    city, *others = counties
    rows = [
        f"{city.code},{city.name},city,000000,,",
        *(f"{one.code},{one.name},county,{city.code},," for one in others),
    ]
    (folder / "areas.csv").write_text("\n".join(["code,name,level,parent,since,until", *rows]))
    (folder / "known").mkdir()
    for number, paper in enumerate(papers):
        (folder / "known" / f"{number} {paper.title}.txt").write_text(paper.text)
    run("add", str(folder / "known"), "--areas", str(folder / "areas.csv"), db=db)


def soak(db: str, folder: Path, *, minutes: float, rate: float, every: float) -> bool:
    """Whether nothing failed and memory stayed flat."""
    counties = invented.counties(COUNTIES)
    papers = list(invented.papers(counties))
    Random(1).shuffle(papers)
    _begun(db, folder, counties, papers[:KNOWN])
    run("account", "add", "soak", "--role", "editor", db=db, given="soaked for an hour\n")
    token = run("account", "token", "soak", "--for", "soak", "--scope", "read,edit", db=db).split()[-1]
    done, log = Done(), folder / "server.log"
    print("minute   read  other  wrong  p50 ms  p95 ms   PSS MB  files procs    DB MB   WAL MB", flush=True)
    with served(db, log) as (pid, link):
        begun = time.monotonic()
        until = begun + minutes * 60
        adder = Adder(done, token, papers[KNOWN:])
        work = [each(2 / rate, Reader(done, 1), until, done), each(2 / rate, Reader(done, 2, link), until, done),
                each(ADDED, adder, until, done), each(CORRECTED, Reviewer(done, link), until, done)]  # fmt: skip
        seen: list[tuple[float, float]] = []
        while time.monotonic() < until:
            time.sleep(min(every, max(until - time.monotonic(), 0.1)))
            now = taken(pid)
            seen.append(((time.monotonic() - begun) / 3600, now.memory))
            told((time.monotonic() - begun) / 60, done, now, folder)
        for thread in work:
            thread.join()
        filed = adder.filed()
    said = log.read_text(errors="replace").splitlines()
    for number, line in enumerate(said):
        if _BAD.search(line):
            done.fail("the server said: " + "\n".join(one[:200] for one in said[number : number + 40]))
    print(f"documents: {dict(filed)}; check: {run('check', db=db).strip().splitlines()[-1]}")
    grown = growth(seen)
    print("too short to tell how memory grows" if grown is None else
          f"memory would grow by {grown:+.1%} in an hour; {FLAT:.0%} counts as flat")  # fmt: skip
    for what, number in done.wrong.most_common(20):
        print(f"{number} × {what}")
    return not done.wrong and (grown is None or grown < FLAT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", help="an empty ledger; default: a new one in SQLite")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=5, help="pages a second")
    parser.add_argument("--every", type=float, default=60, help="seconds from one line to the next")
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        db = options.db or str(folder / "ledger.sqlite3")
        raise SystemExit(not soak(db, folder, minutes=options.minutes, rate=options.rate, every=options.every))


if __name__ == "__main__":
    main()
