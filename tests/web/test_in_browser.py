"""The site in a real browser, served as people serve it: `hefu serve`."""

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
from pathlib import Path
from typing import Any

import pytest

from web import city

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

PLACE = city.DAILY.index("889.2亿元")
NEXT = city.DAILY.index("8.3%")
PAPER: list[str] = []  # the address of a PDF of two pages
FINDINGS: list[str] = []  # the address of a finding about retail sales
PLAN: list[str] = []  # the address of a plan
AIM = city.PLAN.index("1150亿元以上")
LINKS: dict[str, str] = {}  # of each site
RETAIL = f"/indicator/?name={city.RETAIL}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium without a screen."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright (make dev)")
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("needs Chromium (on Debian: apt-get install chromium)")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def site(browser: Any, filled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with the ledger of the city."""
    path = tmp_path_factory.mktemp("served") / "hefu.sqlite3"
    shutil.copyfile(filled[0], path)
    _add_paper(path)
    PLAN.append(f"/plans/{filled[1]['plan'][:16]}/")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "hefu.cli", "serve", "--db", str(path), "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout and "is served at" in server.stdout.readline()
        yield entered(f"http://127.0.0.1:{port}", server.stdout.readline())
        server.send_signal(signal.SIGINT)


def _add_paper(ledger: Path) -> None:
    """Adds a PDF of two pages to a ledger, in a process of its own: Django does not like the browser's loop."""
    path = ledger.with_name("paper.pdf")
    path.write_bytes(city.paper_file())
    subprocess.run([sys.executable, "-m", "hefu.cli", "add", path, "--db", ledger], check=True, capture_output=True)
    listed = [sys.executable, "-m", "hefu.cli", "audit", "--format", "jsonl", "--db", ledger]
    lines = subprocess.run(listed, capture_output=True, text=True).stdout.splitlines()
    found = [json.loads(line) for line in lines if "978.8" in line and '"same"' in line]
    FINDINGS.append(f"/findings/{found[0]['identity']}/")
    PAPER.append(f"/documents/{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}/")


@pytest.fixture
def daily(filled: tuple[Path, dict[str, str]]) -> str:
    """The address of a newspaper article."""
    return f"/documents/{filled[1]['daily'][:16]}/"


def entered(site: str, line: str) -> str:
    """The same site; who visits it in these tests goes in by the link that its server printed."""
    LINKS[site] = line.partition(": ")[2].strip()
    return site


class Visitor:
    """A page of the browser that notes what is wrong with it."""

    def __init__(self, browser: Any, site: str, *, signed: bool = True, **options: Any) -> None:
        self.context = browser.new_context(base_url=site, **options)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._note_foreign(request.url, site))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", self._note_failed)
        if signed:
            self.page.goto(LINKS[site])

    def _note_foreign(self, url: str, site: str) -> None:
        if not url.startswith((site + "/", "blob:", "data:")):
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


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Any]:
    """Makes visitors; at the end nothing must be wrong with what they saw."""
    visitors: list[Visitor] = []

    def new(**options: Any) -> Visitor:
        visitors.append(Visitor(browser, site, **options))
        return visitors[-1]

    yield new
    for visitor in visitors:
        visitor.context.close()
        assert not visitor.faults


def pages(daily: str) -> list[str]:
    return [
        "/",
        "/documents/",
        "/statements/",
        "/indicators/",
        "/search/?q=粮",
        RETAIL,
        daily,
        f"{daily}?s={PLACE}#s{PLACE}",
        f"{daily}?numbers=name",
        PAPER[-1],
        f"{PAPER[-1]}?page=2",
        "/findings/",
        FINDINGS[-1],
        f"{FINDINGS[-1]}correct/0/",
        "/plans/",
        PLAN[-1],
        f"{PLAN[-1]}summary/",
        f"{PLAN[-1]}items/1/",
        f"{PLAN[-1]}targets/{AIM}/",
        "/targets/",
        "/targets/without-results/",
        "/targets/without-targets/",
        "/targets/changes/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_asks_another_machine_breaks_a_rule_or_scrolls_sideways(
    scheme: str, width: int, visit: Any, daily: str
) -> None:
    visitor = visit(viewport={"width": width, "height": 844}, color_scheme=scheme)
    for address in pages(daily):
        assert visitor.page.goto(address).status == 200
        assert not visitor.wide(), address


def test_a_click_on_a_figure_shows_its_fields_in_place(visit: Any, daily: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(daily)
    page.evaluate("window.same = true")
    page.click(f"#s{PLACE}")
    visitor.wait_for("889.2")
    assert "社会消费品零售总额" in page.inner_text("#panel")
    assert page.url.endswith(f"?s={PLACE}#s{PLACE}")
    assert page.get_attribute(f"#s{PLACE}", "aria-current") == "true"
    assert page.inner_text("#text .ev >> nth=0") == "1至11月"
    assert page.evaluate("window.same")
    page.click(f"#s{NEXT}")
    visitor.wait_for("8.3")
    assert page.locator("#text [aria-current]").count() == 1
    page.go_back()
    visitor.wait_for("889.2")
    page.go_back()
    page.wait_for_selector("#panel .hint")


def test_a_click_on_a_statement_marks_its_box_and_a_click_on_a_box_its_statement(visit: Any) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto(PAPER[-1])
    page.click("#text a.st >> nth=1")
    page.wait_for_selector("#folio .pg-box")
    assert "第 2 页，共 2 页" in page.inner_text("#folio")
    assert page.is_visible("#panel .close .pg-box")
    image = "document.querySelector('#folio image').getBoundingClientRect().width > 300"
    assert page.evaluate(image)
    page.click("#folio [rel=prev]")
    page.wait_for_function("() => document.querySelector('#folio').innerText.includes('第 1 页')")
    assert "92.5" in page.inner_text("#panel .value")
    page.click("#folio a .pg-st")
    page.wait_for_function("() => document.querySelector('#panel .value').innerText.includes('38.6')")
    assert page.inner_text("#text [aria-current]") == "38.6万吨"


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_page_and_text_stand_beside_each_other_where_there_is_room(width: int, visit: Any) -> None:
    page = visit(viewport={"width": width, "height": 900}).page
    page.goto(PAPER[-1])
    text, image = (page.locator(which).bounding_box() for which in ("#text", "#folio svg"))
    if width > 900:
        assert text["x"] + text["width"] <= image["x"]
    else:
        assert image["y"] + image["height"] <= text["y"]


def test_j_and_k_go_from_figure_to_figure(visit: Any, daily: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(daily)
    for key, value in [("j", "7.6"), ("j", "9.2"), ("j", "14.8"), ("k", "9.2")]:
        page.keyboard.press(key)
        visitor.wait_for(value)
    assert page.evaluate("document.activeElement.textContent") == "9.2%"
    assert "9.2 %" in page.inner_text("[role=status]")


def test_keys_pressed_faster_than_pages_answer_end_where_they_lead(visit: Any, daily: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{daily}?s={PLACE}")
    for _ in range(6):
        page.keyboard.press("j")
    visitor.wait_for("9")
    page.wait_for_function("() => document.querySelector('#panel').innerText.includes('陈述 10 / 17')")
    assert page.locator("#text [aria-current]").count() == 1
    assert page.locator("#text .sel").count() == 1


def test_keys_do_nothing_while_one_types_or_when_they_are_off(visit: Any, daily: str) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{daily}?s={PLACE}")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.input_value("#find") == "jk"
    assert "889.2" in visitor.value()
    page.goto(f"{daily}?s={PLACE}&keys=off")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert "889.2" in visitor.value()


def test_everything_works_without_scripts(visit: Any, daily: str) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    page.goto(daily)
    page.click(f"#s{PLACE}")
    assert "889.2" in visitor.value()
    page.click("#panel [rel=next]")
    assert "8.3" in visitor.value()
    page.press("#panel .from a >> nth=0", "Enter")
    page.wait_for_url("**#e*")


def test_the_language_is_switched_and_quotations_are_not(visit: Any, daily: str) -> None:
    visitor = visit(locale="en-US")
    page = visitor.page
    page.goto(f"{daily}?s={PLACE}")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    page.click(".lang")
    assert page.get_attribute("html", "lang") == "en"
    assert "Statement 4 of 17" in page.inner_text("#panel")
    assert "消费市场持续恢复" in page.inner_text("#text")
    page.click(".lang")
    assert "陈述 4 / 17" in page.inner_text("#panel")


def test_on_a_phone_the_fields_come_up_from_the_foot(visit: Any, daily: str) -> None:
    visitor = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = visitor.page
    page.goto(daily)
    page.tap(f"#s{PLACE}")
    page.wait_for_selector(".peek")
    assert "889.2 亿元" in page.inner_text(".peek")
    assert not page.is_visible("#panel .value")
    page.tap(".peek")
    assert page.is_visible("#panel .value")
    page.tap("#panel .back")
    assert not page.is_visible("#panel .value")
    assert not visitor.wide()


def test_a_point_of_the_chart_leads_to_its_sentence(visit: Any) -> None:
    page = visit().page
    page.goto(RETAIL)
    page.click('svg a[aria-label^="2019 年，实际 812.4"]')
    assert page.inner_text("#text [aria-current]") == "812.4亿元"


def test_what_is_seen_of_an_indicator_is_saved_as_png_svg_and_csv(visit: Any) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto(RETAIL)
    for kind, begins in (("PNG", b"\x89PNG\r\n"), ("SVG", b"<svg "), ("CSV", b"indicator,")):
        with page.expect_download() as saving:
            page.click(f".saves >> text={kind}")
        data = Path(saving.value.path()).read_bytes()
        assert data.startswith(begins)
        assert saving.value.suggested_filename == f"{city.RETAIL}-云澜市.{kind.lower()}"
        if kind == "PNG":  # not blank: more than one colour, at twice the size of the drawing
            assert int.from_bytes(data[16:20]) == 2 * 808 and len(data) > 40_000


def test_a_filter_applies_when_it_is_chosen_and_leaves_a_short_address(visit: Any) -> None:
    page = visit().page
    page.goto("/statements/")
    page.select_option("[name=modality]", "estimate")
    page.wait_for_url("**/statements/?modality=estimate")
    assert page.locator("tbody tr").count() == 4


def test_the_first_stop_of_the_keyboard_leads_to_the_text_and_focus_is_seen(visit: Any) -> None:
    page = visit().page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_print_leaves_the_text_and_drops_the_controls(visit: Any, daily: str) -> None:
    page = visit().page
    page.goto(f"{daily}?s={PLACE}")
    page.emulate_media(media="print")
    assert page.is_visible("#text") and page.is_visible("#panel .value")
    assert not page.is_visible(".bar nav") and not page.is_visible(".side")


def test_the_link_of_a_statement_can_be_copied(visit: Any, daily: str) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    page.goto(f"{daily}?s={PLACE}")
    page.click("[data-copy]")
    page.wait_for_function("() => document.querySelector('[data-copy]').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{daily}?s={PLACE}#s{PLACE}")


def test_a_finding_is_resolved_with_the_keyboard(visit: Any) -> None:
    """From the list into a finding, a figure corrected, the correction taken back, then confirmed and undone."""
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto("/findings/")
    page.keyboard.press("j")
    page.wait_for_selector(".halves sup")
    page.goto(FINDINGS[-1])
    assert page.inner_text("h1") == "社会消费品零售总额两说"
    assert page.locator(".halves > div").count() == 2
    printed = page.inner_text(".halves .st >> nth=0").replace("亿元", "")
    other = page.inner_text(".halves .st >> nth=1").replace("亿元", "")
    page.keyboard.press("e")
    page.wait_for_selector(".editor")
    assert page.input_value(".editor [name=value]") == f"{printed}亿"
    page.fill(".editor [name=value]", f"{other}亿")
    page.fill(".editor [name=reason]", "原文印误")
    page.click(".editor .btn--main")
    page.wait_for_selector(".act--done")
    assert "已自行消解" in page.inner_text(".act--done")
    assert "原文印误" in page.inner_text(".log")
    page.keyboard.press("u")
    page.wait_for_selector("[data-key=c]")
    page.keyboard.press("c")
    page.wait_for_selector(".done, .act--done")
    assert "已确认" in page.inner_text(".done, .act--done")
    page.keyboard.press("u")
    page.wait_for_selector("[data-key=d]")
    assert page.inner_text("h1") == "社会消费品零售总额两说"
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.name") == "reason"


def test_on_a_telephone_list_and_finding_are_two_pages(visit: Any) -> None:
    page = visit(viewport={"width": 390, "height": 844}).page
    page.goto("/findings/")
    assert page.is_visible(".rows ul a >> nth=0")
    page.goto(FINDINGS[-1])
    assert not page.is_visible(".rows")
    page.click(".work .back")
    page.wait_for_selector(".rows ul a")
    assert page.url.endswith("/findings/")


def test_one_follows_a_target_to_its_results_cuts_one_of_them_and_takes_that_back(visit: Any) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto("/plans/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PLAN[-1]}")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('td') !== null")
    page.click(f"#t{AIM} td a >> nth=0")
    page.wait_for_url(f"**/targets/{AIM}/")
    assert "未达成" in page.inner_text(".ruling")
    assert page.locator(".chart .brk").count() == 1
    page.click(".link-act summary >> nth=0")
    page.fill(".link-act[open] [name=why]", "不是同一口径")
    page.click(".link-act[open] button")
    page.wait_for_selector("[role=status]")
    assert "未达成" not in page.inner_text(".ruling")
    me = page.inner_text(".bar .me")
    assert me in page.inner_text("#links") and "不是同一口径" in page.inner_text("#links")
    page.click("#links .link-act summary")
    page.fill("#links .link-act[open] [name=why]", "看错了")
    page.click("#links .link-act[open] button")
    page.wait_for_function("() => document.querySelector('.ruling').innerText.includes('未达成')")
    page.keyboard.press("j")
    page.wait_for_function("at => !location.pathname.includes(at)", arg=str(AIM))


def test_a_point_of_a_targets_course_leads_to_its_sentence(visit: Any) -> None:
    page = visit().page
    page.goto(f"{PLAN[-1]}targets/{AIM}/")
    page.locator(".chart a[aria-label^='2024']").first.click()
    page.wait_for_function("() => document.querySelector('#panel .value')?.innerText.includes('1,032.6')")
