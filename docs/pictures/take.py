"""Takes the pictures of the README from a running demo, in English and Chinese.

make demo                                   in one terminal
.venv/bin/python docs/pictures/take.py      in another
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
SIZE = {"width": 1280, "height": 760}
REPORT, FIGURE = "2025年云澜市人民政府工作报告", "1032.6亿元"
INDICATOR = "社会消费品零售总额"


def main(site: str = "http://127.0.0.1:8000") -> int:
    """Writes document.png and indicator.png, and the same with .zh."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for language, ending in (("en", "png"), ("zh", "zh.png")):
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{site}/?lang={language}")
            _document(page, site)
            _save(page, f"document.{ending}")
            page.goto(f"{site}/indicator/?name={INDICATOR}")
            _save(page, f"indicator.{ending}")
        browser.close()
    return 0


def _document(page: Page, site: str) -> None:
    page.goto(f"{site}/documents/")
    page.get_by_role("link", name=REPORT).first.click()
    page.get_by_text(FIGURE).first.click()
    page.wait_for_timeout(500)


def _save(page: Page, name: str) -> None:
    """A palette of 128 colours is enough for text and lines, and a third of the size."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(128).save(HERE / name, optimize=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
