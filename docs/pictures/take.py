"""Takes the pictures of the docs: every main page with the samples, in English and Chinese (`make pictures`).

It serves a ledger of the samples of its own, so the pictures show what `make demo` shows.

.venv/bin/python docs/pictures/take.py                          all of them
.venv/bin/python docs/pictures/take.py plan target              these pages only
.venv/bin/python docs/pictures/take.py --to FOLDER --dark --width 390      as somebody else sees them, elsewhere
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
LANGUAGES = ("en", "zh")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu"]
TODAY, OFFICE = "2025-12-18", "市政府督查室"
PATIENCE = 20_000  # milliseconds for a page

PLAN = "main a[href^='/plans/']:not([href*='?'])"
PAGES: dict[str, tuple[str, ...]] = {
    "start": ("/",),
    "documents": ("/documents/",),
    "document": ("/documents/", "a:has-text('2025年云澜市人民政府工作报告')", "#text a:has-text('1032.6亿元')"),
    "statements": ("/statements/",),
    "indicators": ("/indicators/",),
    "indicator": ("/indicator/?name=社会消费品零售总额",),
    "areas": ("/areas/",),
    "area": ("/area/?name=云澜市",),
    "findings": ("/findings/",),
    "finding": ("/findings/", "main a[href^='/findings/']:not([href*='?'])"),
    "review": ("/review/",),
    "tasks": ("/tasks/",),
    "task": ("/tasks/", "main table a[href^='/tasks/']:not([href*='?'])"),
    "plans": ("/plans/",),
    "plan": ("/plans/", PLAN),
    "targets": ("/targets/",),
    "target": ("/plans/", PLAN, "main a[href*='/targets/']:not([href^='/targets'])"),
    "search": ("/search/?q=社会消费品零售总额",),
    "add": ("/add/",),
    "history": ("/history/",),
}
"""By the name of its address: where a page is, and which links lead to it from there (the first that fits)."""


def main() -> int:
    """Writes en/NAME.webp and zh/NAME.webp."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder, _served(_ledger(Path(folder))) as (site, door):
        _take(site, door, asked)
    return 0


def _take(site: str, door: str, asked: argparse.Namespace) -> None:
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:  # without a program it says how to get its own
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for language in LANGUAGES:
            page = _visitor(browser, site, door, language, asked)
            for name in asked.pages or PAGES:
                _save(_at(page, PAGES[name]), asked.to / language / f"{name}.webp")
        browser.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="*", metavar="page", help=", ".join(PAGES))
    parser.add_argument("--to", type=Path, default=HERE, help="the folder")
    parser.add_argument("--dark", action="store_true", help="as those see it who like it dark")
    parser.add_argument("--width", type=int, default=1280, help="of the window")
    parser.add_argument("--height", type=int, default=800, help="of the window")
    return parser.parse_args()


def _hefu(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "hefu.cli", *map(str, arguments)]


def _ledger(folder: Path) -> Path:
    """The samples and the office's tasks in a new ledger, as `make demo` has them."""
    ledger, sheets = folder / "hefu.sqlite3", sorted((SAMPLES / "office").glob("*.csv"))
    for command in (
        ("add", "--manifest", SAMPLES / "manifest.csv", "--areas", SAMPLES / "areas.csv"),
        ("office", "import", *sheets, "--by", OFFICE),
        ("office", "assign", "plan-2021-2025.docx", "--by", OFFICE),
    ):
        subprocess.run(_hefu(*command, "--db", ledger), check=True, capture_output=True, env=_environment())
    return ledger


def _environment() -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")}
    return told | {"HEFU_TODAY": TODAY}


@contextmanager
def _served(ledger: Path) -> Iterator[tuple[str, str]]:
    """The site, and the link that signs in as its administrator. What the server says goes to a file: a pipe that
    nobody reads is full after some hundred requests, and then the server waits for ever."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = ledger.with_suffix(".log")
    with said.open("w") as log:
        command = _hefu("serve", "--db", ledger, "--port", port)
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=_environment())
    try:
        yield f"http://127.0.0.1:{port}", _door(server, said)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _door(server: subprocess.Popen[bytes], said: Path) -> str:
    for _ in range(200):
        if found := re.search(r"http://\S+/enter/\S+", said.read_text()):
            return found[0]
        try:
            server.wait(timeout=0.1)
            break
        except subprocess.TimeoutExpired:
            continue
    raise SystemExit(f"the site was not served: {said.read_text()}")


def _visitor(browser: Browser, site: str, door: str, language: str, asked: argparse.Namespace) -> Page:
    page = browser.new_page(
        base_url=site,
        viewport={"width": asked.width, "height": asked.height},
        color_scheme="dark" if asked.dark else "light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE)
    page.goto(door)
    page.goto(f"/?lang={language}")
    return page


def _at(page: Page, way: tuple[str, ...]) -> Page:
    """Goes to a page."""
    address, *links = way
    page.goto(address, wait_until="load")
    for link in links:
        page.goto(page.locator(link).first.evaluate("link => link.href"), wait_until="load")
    return page


def _save(page: Page, path: Path) -> None:
    """Text and lines: WebP keeps them sharp in half the size of a PNG with a palette."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.save(path, quality=55, method=6)
    print(path, path.stat().st_size, flush=True)


if __name__ == "__main__":
    sys.exit(main())
