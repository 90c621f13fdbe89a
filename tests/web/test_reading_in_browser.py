"""A journey: a document is read, figure by figure, beside its page."""

from __future__ import annotations

from typing import Any

import pytest

from web import city
from web.browsing import City

pytestmark = pytest.mark.browser

PLACE = city.DAILY.index("889.2亿元")
NEXT = city.DAILY.index("8.3%")


def test_a_click_on_a_figure_shows_its_fields_in_place(visit: Any, site: City) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(site.daily)
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


def test_a_click_on_a_statement_marks_its_box_and_a_click_on_a_box_its_statement(visit: Any, site: City) -> None:
    page = visit(viewport={"width": 1440, "height": 900}).page
    page.goto(site.paper)
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
def test_page_and_text_stand_beside_each_other_where_there_is_room(width: int, visit: Any, site: City) -> None:
    page = visit(viewport={"width": width, "height": 900}).page
    page.goto(site.paper)
    text, image = (page.locator(which).bounding_box() for which in ("#text", "#folio svg"))
    if width > 900:
        assert text["x"] + text["width"] <= image["x"]
    else:
        assert image["y"] + image["height"] <= text["y"]


def test_j_and_k_go_from_figure_to_figure(visit: Any, site: City) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(site.daily)
    for key, value in [("j", "7.6"), ("j", "9.2"), ("j", "14.8"), ("k", "9.2")]:
        page.keyboard.press(key)
        visitor.wait_for(value)
    assert page.evaluate("document.activeElement.textContent") == "9.2%"
    assert "9.2 %" in page.inner_text("[role=status]")


def test_keys_pressed_faster_than_pages_answer_end_where_they_lead(visit: Any, site: City) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{site.daily}?s={PLACE}")
    for _ in range(6):
        page.keyboard.press("j")
    visitor.wait_for("9")
    page.wait_for_function("() => document.querySelector('#panel').innerText.includes('陈述 10 / 17')")
    assert page.locator("#text [aria-current]").count() == 1
    assert page.locator("#text .sel").count() == 1


def test_keys_do_nothing_while_one_types_or_when_they_are_off(visit: Any, site: City) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(f"{site.daily}?s={PLACE}")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.input_value("#find") == "jk"
    assert "889.2" in visitor.value()
    page.goto(f"{site.daily}?s={PLACE}&keys=off")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert "889.2" in visitor.value()


def test_everything_works_without_scripts(visit: Any, site: City) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    page.goto(site.daily)
    page.click(f"#s{PLACE}")
    assert "889.2" in visitor.value()
    page.click("#panel [rel=next]")
    assert "8.3" in visitor.value()
    page.press("#panel .from a >> nth=0", "Enter")
    page.wait_for_url("**#e*")


def test_on_a_phone_the_fields_come_up_from_the_foot(visit: Any, site: City) -> None:
    visitor = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = visitor.page
    page.goto(site.daily)
    page.tap(f"#s{PLACE}")
    page.wait_for_selector(".peek")
    assert "889.2 亿元" in page.inner_text(".peek")
    assert not page.is_visible("#panel .value")
    page.tap(".peek")
    assert page.is_visible("#panel .value")
    page.tap("#panel .back")
    assert not page.is_visible("#panel .value")
    assert not visitor.wide()


def test_print_leaves_the_text_and_drops_the_controls(visit: Any, site: City) -> None:
    page = visit().page
    page.goto(f"{site.daily}?s={PLACE}")
    page.emulate_media(media="print")
    assert page.is_visible("#text") and page.is_visible("#panel .value")
    assert not page.is_visible(".bar nav") and not page.is_visible(".side")


def test_the_link_of_a_statement_can_be_copied(visit: Any, site: City) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    page.goto(f"{site.daily}?s={PLACE}")
    page.click("[data-copy]")
    page.wait_for_function("() => document.querySelector('[data-copy]').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{site.daily}?s={PLACE}#s{PLACE}")
