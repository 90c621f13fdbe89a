"""The site in a real browser, served as people serve it: `hefu serve`. Fixtures for the tests of journeys."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
RETAIL = "/indicator/?name=社会消费品零售总额"
HEFU = [sys.executable, "-m", "hefu.cli"]


@dataclass(frozen=True, slots=True)
class Site:
    """A running site."""

    address: str
    door: str  # the link that its server printed: it signs in as administrator


@dataclass(frozen=True, slots=True)
class City(Site):
    """A running site of the city's ledger, and addresses in it."""

    daily: str  # a newspaper article
    paper: str  # a PDF of two pages
    finding: str  # about retail sales
    plan: str


def environment(**more: str) -> dict[str, str]:
    """That of this process, without what it says to hefu."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")} | more


def hefu(*arguments: object, ledger: str, check: bool = True) -> str:
    """Runs a command in a process of its own, for Django does not like the browser's loop; what it printed."""
    command = [*HEFU, *map(str, arguments), "--db", ledger]
    return subprocess.run(command, check=check, capture_output=True, text=True, env=environment()).stdout


@contextmanager
def served(ledger: str, **more: str) -> Iterator[Site]:
    """Serves a ledger. more: of the environment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*HEFU, "serve", "--db", ledger, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(**more)) as server:
        assert server.stdout and "is served at" in server.stdout.readline()
        yield Site(f"http://127.0.0.1:{port}", server.stdout.readline().partition(": ")[2].strip())
        server.send_signal(signal.SIGINT)


class Visitor:
    """A page of the browser that notes what is wrong with it."""

    def __init__(self, browser: Any, site: Site, *, signed: bool = True, **options: Any) -> None:
        self.site = site
        self.context = browser.new_context(base_url=site.address, **options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._note_foreign(request.url))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", self._note_failed)
        if signed:
            self.page.goto(site.door)

    def _note_foreign(self, url: str) -> None:
        if not url.startswith((f"{self.site.address}/", "blob:", "data:")):
            self.faults.append(f"foreign: {url}")

    def _note_failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # what one leaves before it is there
            self.faults.append(f"failed: {request.url} {request.failure}")

    def value(self) -> str:
        """The value that the panel shows."""
        return str(self.page.inner_text("#panel .value"))

    def wait_for(self, value: str) -> None:
        """Until the panel shows a value."""
        self.page.wait_for_function("v => document.querySelector('#panel .value')?.innerText.includes(v)", arg=value)

    def wide(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@contextmanager
def visitors(browser: Any, site: Site, *, told: str = "") -> Iterator[Any]:
    """Makes visitors; at the end nothing must be wrong with what they saw. told: a status that a test asks for."""
    made: list[Visitor] = []

    def new(**options: Any) -> Visitor:
        made.append(Visitor(browser, site, **options))
        return made[-1]

    yield new
    for visitor in made:
        visitor.context.close()
        assert not [fault for fault in visitor.faults if not told or told not in fault]


# ---------------------------------------------------------------- fixtures


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium without a screen. Of one module: while it runs, Django refuses to ask a database."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright (make dev)")
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("needs Chromium (on Debian: apt-get install chromium)")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(
    filled: tuple[str, dict[str, str]], databases: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[City]:
    """A running site with the ledger of the city."""
    from web import city  # not before Django is started

    folder = tmp_path_factory.mktemp("served")
    ledger = databases.copy(filled[0], folder / "hefu.sqlite3")
    paper = folder / "paper.pdf"
    paper.write_bytes(city.paper_file())
    hefu("add", paper, ledger=ledger)
    lines = hefu(
        "audit", "--format", "jsonl", ledger=ledger, check=False
    ).splitlines()  # it ends with 1: there are findings
    found = next(json.loads(line) for line in lines if "978.8" in line and '"same"' in line)
    daily, plan = (f"/documents/{filled[1]['daily'][:16]}/", f"/plans/{filled[1]['plan'][:16]}/")
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    finding = f"/findings/{found['identity']}/"
    with served(ledger) as at:
        yield City(at.address, at.door, daily, f"/documents/{sha256[:16]}/", finding, plan)


@pytest.fixture(scope="session")
def office(
    filled: tuple[str, dict[str, str]], databases: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A running site with the tasks of the samples, on 18 December 2025."""
    folder = tmp_path_factory.mktemp("office")
    ledger = databases.copy(filled[0], folder / "hefu.sqlite3")
    report, manifest = ROOT / "samples" / "work-report-2025.txt", folder / "manifest.csv"
    manifest.write_text(f"file,title\n{report},2025年云澜市人民政府工作报告\n", encoding="utf-8")
    hefu("add", report, "--manifest", manifest, ledger=ledger)
    sheets = sorted((ROOT / "samples" / "office").glob("*.csv"))
    hefu("office", "import", *sheets, "--by", "市政府督查室", ledger=ledger)
    with served(ledger, HEFU_TODAY="2025-12-18") as at:
        yield at


@pytest.fixture
def visit(browser: Any, site: City) -> Iterator[Any]:
    """Makes visitors of the city's site."""
    with visitors(browser, site) as new:
        yield new


@pytest.fixture
def visit_office(browser: Any, office: Site) -> Iterator[Any]:
    """Makes visitors of the office's site; that another was faster, or something is not theirs, is no fault."""
    with visitors(browser, office, told=" 40") as new:
        yield new
