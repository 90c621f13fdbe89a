"""Sentences around quotes: what an export asks for one after the other is looked at once."""

from __future__ import annotations

import pytest

from hefu.read import excerpts
from hefu.read.excerpts import excerpt
from hefu.read.view import view

LINE = "2024年，云澜市粮食产量{n}万吨，比上年\n增长2.4%，总体平稳\n"


def test_quotes_of_one_stretch_share_one_look_at_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(LINE.format(n=100 + number) for number in range(200))
    quotes = [f"{100 + number}万吨" for number in range(200)]
    looked: list[str] = []

    def counted(window: str) -> object:
        if window not in looked:
            looked.append(window)
        return view(window)

    monkeypatch.setattr(excerpts, "_seen", counted)
    for quote in quotes:
        start = text.index(quote)
        assert f"粮食产量{quote}，比上年" in str(excerpt(text, start, start + len(quote)))
    assert len(looked) <= len(text) / 1600 + 1
    assert max(map(len, looked)) < 3300, "however long the text is"
