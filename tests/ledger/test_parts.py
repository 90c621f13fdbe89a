"""The two parts of an article that goes on on another page are joined when both pages are in the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hefu.ledger import store
from hefu.model import Article, Extraction, Source
from ledger.examples import document


def page(number: int | None, *articles: Article, day: str | None = "2024-03-06", name: str = "") -> int:
    """Adds a page of a paper; its key."""
    from hashlib import sha256

    text = f"第{number}版 {day} {name} " + "；".join(article.title or "无题" for article in articles)
    data = text.encode()
    source = Source("page.txt", sha256(data).hexdigest(), len(data), "text/plain")
    placed = tuple(replace(article, page=number) for article in articles)
    one = replace(document(), text=text, source=source, published=day, articles=placed, evidence=(), outline=())
    return store.add(one, data, Extraction((), ())).pk


def starts(title: str | None, on: int) -> Article:
    return Article(title, None, ((0, 1),), "continued", continued_on=on)


def ends(title: str | None, origin: int) -> Article:
    return Article(title, None, ((0, 1),), "complete", continued_from=origin)


def joined() -> list[tuple[int, int]]:
    """The documents of first and second parts."""
    from hefu.ledger.models import Article as Row

    return list(Row.objects.exclude(goes_on=None).values_list("document", "goes_on__document"))


@pytest.mark.parametrize("second", ["干字当头开新局", "干字当头", None])
@pytest.mark.parametrize("late", [False, True], ids=["in order", "last page first"])
def test_parts_are_joined_by_their_pages_and_title_whichever_comes_first(
    any_ledger: str, second: str | None, late: bool
) -> None:
    def front() -> int:
        return page(1, starts("干字当头开新局", 4), name=f"{second}{late}")

    def back() -> int:
        return page(4, ends(second, 1), name=f"{second}{late}")

    if late:
        other, one = back(), front()
    else:
        one, other = front(), back()
    assert joined() == [(one, other)]


def test_two_articles_that_go_on_on_one_page_are_told_apart_by_their_titles(ledger: Path) -> None:
    page(1, starts("干字当头开新局", 4), starts("春耕备耕正当时", 4))
    other = page(4, ends("春耕备耕正当时", 1))
    from hefu.ledger.models import Article as Row

    [first] = Row.objects.exclude(goes_on=None)
    assert (first.title, first.goes_on and first.goes_on.document_id) == ("春耕备耕正当时", other)


@pytest.mark.parametrize(
    "second",
    [
        {"number": 3, "part": ends("干字当头开新局", 1)},
        {"number": 4, "part": ends("干字当头开新局", 2)},
        {"number": 4, "part": ends("春耕备耕正当时", 1)},
        {"number": 4, "part": ends("干字当头开新局", 1), "day": "2024-03-07"},
        {"number": 4, "part": ends("干字当头开新局", 1), "day": None},
    ],
    ids=["another page", "from another page", "another title", "another day", "no day"],
)
def test_what_does_not_fit_is_not_joined(ledger: Path, second: dict[str, object]) -> None:
    page(1, starts("干字当头开新局", 4))
    page(second["number"], second["part"], day=second.get("day", "2024-03-06"))  # type: ignore[arg-type]
    assert joined() == []


def test_two_parts_without_a_title_that_would_both_fit_are_not_guessed(ledger: Path) -> None:
    page(4, ends(None, 1), name="云澜日报")
    page(4, ends(None, 1), name="澜江晚报")
    page(1, starts("干字当头开新局", 4))
    assert joined() == []
