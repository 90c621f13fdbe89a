"""What a proposed mapping leaves open is told in the language of the page, and is no part of what is sent."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from hefu.imports.mapping import HEAD, QUESTION
from hefu.ledger.models import Arrival, Document
from hefu.web.imported import _FIELDS
from hefu.web.questions import told, without
from hefu.web.telling import IMPORTS
from web.sources import HEFU, Sentences
from web.test_adding import city_of_clouds
from web.test_adding_tables import came, decide, mapping

__all__ = ["city_of_clouds"]

ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?: [a-z]+){2,}")
OPEN = "地区,年份,粮食产量\n云澜市,2022,31.2\n云澜市,2023,33.5\n某某某,2024,33.5\n"
"""A table that says no unit, and has an area that nobody knows."""


def reasons() -> Iterator[str]:
    """All that may be unclear of a figure, as the modules of imports say it."""
    for path in sorted((HEFU / "imports").glob("*.py")):
        for said in Sentences(path, lambda name: slice(1) if name == "UnclearError" else None).found:
            yield said.words or ""
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "_why_not":
                yield from (ast.literal_eval(one.value) for one in ast.walk(node) if isinstance(one, ast.Return))


def test_every_reason_for_which_a_figure_stays_out_has_its_chinese() -> None:
    found = {one for one in reasons() if one}
    assert len(found) > 20
    assert found <= IMPORTS


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("unit: nothing says its unit: name the column, or write fields.unit (B4 and 3 more)",
         "单位：没有说明单位：请指定所在列，或写 fields.unit（B4 及另外 3 处）"),
        ("area: no area is known by this name (near it: 云澜市): write it under [names.area] (表 (1)!C3)", None),
        ("表2!A9: there is no [[table]] for what stands here", "表2!A9：此处的内容没有对应的 [[table]]"),
        ("period: something that an older hefu asked (C3)", "period: something that an older hefu asked (C3)"),
    ],
)  # fmt: skip
def test_a_question_is_told_with_its_field_and_its_cells(line: str, wanted: str | None) -> None:
    with translation.override("zh-hans"):
        found = told(QUESTION + line, _FIELDS).removeprefix(QUESTION)
    assert found == wanted if wanted else found.startswith("地区：") and found.endswith("（表 (1)!C3）")
    with translation.override("en"):
        assert told(QUESTION + line, _FIELDS) == QUESTION + line.replace("unit: n", f"{_FIELDS['unit']}: n")


def test_what_is_sent_is_the_mapping_alone_whatever_language_its_lines_were_in() -> None:
    text = f"{HEAD}\n{QUESTION}unit: nothing says its unit (B4)\n# of the office\n[[table]]"
    with translation.override("zh-hans"):
        shown = told(text, _FIELDS)
    assert shown != text
    assert without(shown.replace("\n", "\r\n")) == without(text) == f"{HEAD}\n# of the office\n[[table]]"


@pytest.mark.usefixtures("city_of_clouds")
def test_the_form_of_a_table_asks_in_chinese_and_what_it_showed_may_be_filed_in_either_language(client: Client) -> None:
    pk = came(client, OPEN)
    assert "\n# ? " in Arrival.objects.get(pk=pk).draft["offer"][0]
    client.get("/?lang=zh")
    text = mapping(client, pk)
    asked = [line for line in text.split("\n") if line.startswith("#")]
    assert len(asked) > 1 and not [line for line in asked if ENGLISH.search(line)]
    assert decide(client, pk, "take", mapping=text, **{"field-0-unit": "", "same-0-unit": "万吨"}) == 302
    shown = mapping(client, pk)
    assert HEAD in Arrival.objects.get(pk=pk).draft["mapping"] and HEAD not in shown
    client.get("/?lang=en")
    assert decide(client, pk, "file", mapping=shown, leave="on") == 302
    assert Document.objects.filter(name="粮食.csv").exists()
