"""The original beside the text: the picture of its page, boxes on it, the place of a statement in words."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from PIL import Image

from hefu.ledger.models import Document
from hefu.places import Box, Boxes, Place
from hefu.web.folio import Frame, frames
from web import city
from web.pages import assert_queries, body, words


@pytest.fixture
def paper(hashes: dict[str, str]) -> str:
    """The address of a PDF of two pages."""
    return f"/documents/{city.paper()[:16]}/"


def starts(address: str) -> list[int]:
    """Where the statements of a document begin."""
    row = Document.objects.get(original__sha256__startswith=address.split("/")[2])
    return list(row.statements.order_by("start").values_list("start", flat=True))


def test_the_page_stands_beside_the_text_with_a_box_for_each_statement_on_it(paper: str, client: Client) -> None:
    page = body(client.get(paper))
    assert 'class="desk paged"' in page
    assert f'<image href="{paper}pages/1/"' in page
    assert "第 1 页，共 2 页" in words(client.get(paper))
    first, _second = starts(paper)
    assert re.findall(r'<a tabindex="-1" aria-hidden="true" href="\?s=(\d+)#s\d+"', page) == [str(first)]
    assert page.count('<rect class="pg-st pg-st--actual"') == 1


def test_a_chosen_statement_brings_its_page_and_its_box(paper: str, client: Client) -> None:
    second = starts(paper)[1]
    answer = client.get(f"{paper}?s={second}")
    assert "第 2 页，共 2 页" in words(answer)
    assert "在文件中： 第 2 页" in words(answer)
    page = body(answer)
    assert 'class="pg-st pg-st--actual pg-box"' in page
    assert page.count(f'<image href="{paper}pages/2/"') == 2  # the page, and the figure close to
    view = re.search(r'<figure class="close"><svg viewBox="([\d. ]+)"', page)
    box = re.search(r'<rect class="pg-box" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', page)
    assert view and box
    (x, y, wide, high), (left, top, width, height) = map(float, view[1].split()), map(float, box.groups())
    assert x <= left and left + width <= x + wide and y <= top and top + height <= y + high
    assert 'class="pg-ev"' in page


def test_another_page_can_be_turned_to_and_what_is_chosen_stays(paper: str, client: Client) -> None:
    second = starts(paper)[1]
    page = words(client.get(f"{paper}?s={second}&page=1"))
    assert "第 1 页，共 2 页" in page and "92.5" in page
    assert "第 2 页，共 2 页" in words(client.get(f"{paper}?page=99"))
    assert client.get(f"{paper}?page=x").status_code == 400


def test_the_part_that_changes_has_the_page_with_it(paper: str, client: Client) -> None:
    part = body(client.get(f"{paper}fields/?s={starts(paper)[1]}"))
    assert '<div id="folio-new">' in part and f"{paper}pages/2/" in part


def test_the_picture_of_a_page_never_changes_and_runs_nothing(paper: str, client: Client) -> None:
    answer = client.get(f"{paper}pages/2/")
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.width == pytest.approx(1600, abs=1)
    assert client.get(f"{paper}pages/2/").content == answer.content


@pytest.mark.parametrize("number", ["0", "3", "999999999"])
def test_a_page_that_is_not_there_is_not_found(paper: str, number: str, client: Client) -> None:
    assert client.get(f"{paper}pages/{number}/").status_code == 404


def test_a_document_without_pages_has_none(hashes: dict[str, str], client: Client) -> None:
    address = f"/documents/{hashes['daily'][:16]}/"
    assert "folio" not in body(client.get(address)).replace('id="folio-new"', "")
    assert client.get(f"{address}pages/1/").status_code == 404


def test_a_suspected_misreading_is_marked_and_listed_and_the_text_is_as_it_was(paper: str, client: Client) -> None:
    page = body(client.get(paper))
    said = "疑为“来”：简体文中的繁体字"
    assert re.search(rf'<span class="doubt" id="d\d+" title="{said}">來</span>', page)
    assert f"「{'农村自'}" not in page and f"农村自<b>來</b>水普及率</q> {said}" in page


def test_a_paged_document_asks_few_questions(paper: str, client: Client) -> None:
    first = starts(paper)[0]
    for most in (24, 14):  # which documents the history tells of is asked once for each revision
        with assert_queries(most):
            client.get(f"{paper}?s={first}")


def test_characters_of_one_line_have_one_frame_and_those_of_two_lines_two() -> None:
    line = [Box(10.0 * n, 100, 10.0 * n + 10, 112) for n in range(3)]
    below = [Box(10.0 * n, 120, 10.0 * n + 10, 132) for n in range(2)]
    assert list(frames([Place(page=1, boxes=Boxes.of([*line, *below]))])) == [
        Frame(0, 100, 30, 12),
        Frame(0, 120, 20, 12),
    ]
