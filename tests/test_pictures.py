"""The docs show every main page of the site in both languages, and no picture that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
BASE = ROOT / "src" / "hefu" / "web" / "templates" / "web" / "base.html"
TOURS = {"en": ROOT / "docs" / "tour.md", "zh": ROOT / "docs" / "tour.zh.md"}
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def main_pages() -> set[str]:
    """The names of the addresses in the main navigation."""
    navigation = re.search(r"<nav\b.*?</nav>", BASE.read_text(encoding="utf-8"), re.DOTALL)
    assert navigation
    return set(re.findall(r"{% url '([\w-]+)' %}", navigation[0]))


@pytest.mark.parametrize("language", TOURS)
def test_every_main_page_has_a_picture(language: str) -> None:
    taken = {path.stem for path in (PICTURES / language).glob("*.webp")}
    assert len(main_pages()) > 5
    assert not main_pages() - taken, "make pictures"
    assert taken == {path.stem for path in (PICTURES / "en").glob("*.webp")}


@pytest.mark.parametrize("language", TOURS)
def test_the_tour_shows_every_picture_of_its_language_once_and_says_what_it_is(language: str) -> None:
    shown = IMAGE.findall(TOURS[language].read_text(encoding="utf-8"))
    taken = {f"pictures/{language}/{path.name}" for path in (PICTURES / language).iterdir()}
    assert sorted(path for _, path in shown) == sorted(taken)
    assert all(said for said, _ in shown)


def test_the_docs_show_only_pictures_that_are_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    shown = [(page, path) for page in pages for _, path in IMAGE.findall(page.read_text(encoding="utf-8"))]
    local = [(page, path) for page, path in shown if not path.startswith("https:")]
    assert len(local) > 10
    assert not [(page.name, path) for page, path in local if not (page.parent / path).is_file()]


def test_the_pictures_are_light() -> None:
    assert sum(path.stat().st_size for path in PICTURES.rglob("*.webp")) < 2_000_000
