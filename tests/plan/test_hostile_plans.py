"""Texts made to be slow or deep are read like any other."""

from __future__ import annotations

import pytest

from hefu.model import Document, Source
from hefu.plan.bodies import bodies
from hefu.plan.header import header
from hefu.plan.items import items
from hefu.plan.projects import projects
from hefu.plan.promises import promises

PIECES = [
    "（",
    "市",
    "建设",
    "市局和",
    "（市局牵头",
    "由",
    "民生实事：",
    "推进澜江大桥、",
    "“碧水",
    "根据《",
    "专栏1 工程\n1.航空。\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_over_and_over_again_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    read = Document(text, Source("sample.txt", "0" * 64, len(text), "text/plain"))
    tree = items(read)
    assert header(read).title is None
    for one in (*bodies(read, tree), *projects(read, tree), *promises(read, tree)):
        assert 0 <= one.start < one.end <= len(text)
