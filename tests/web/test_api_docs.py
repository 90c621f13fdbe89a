"""Every operation of the API has an example in its docs, and the examples are true."""

from __future__ import annotations

import doctest
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hefu.ledger import arrivals, auditing
from hefu.office import store
from hefu.office.models import Body, Task
from hefu.web.api import limits, spec
from web import planned

DOCS = Path(__file__).parents[2] / "docs"
PAGES = DOCS / "api.md", DOCS / "api.zh.md"
EXAMPLE = re.compile(r"^```http\n(.*?)^```\n+```(?:json|csv|text)\n(.*?)^```$", re.M | re.S)


def examples(page: Path) -> list[tuple[str, str, dict[str, str], str]]:
    """Method, address, headers and answer of each example."""
    found = []
    for request, answer in EXAMPLE.findall(page.read_text(encoding="utf-8")):
        first, *more = request.strip().splitlines()
        method, address = first.split(" ", 1)
        found.append((method, address, dict(line.split(": ", 1) for line in more), answer))
    return found


@pytest.fixture
def asked(hashes: dict[str, str], tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The city with its plan, audited, with a task."""
    monkeypatch.setenv(limits.SETTING, "0")
    monkeypatch.setattr(settings, "HEFU_TODAY", date(2025, 12, 18))
    planned.build(tmp_path)
    auditing.rebuild()
    arrivals.accept("note.txt", "全市粮食产量66.8万吨。".encode()[:27], origin="page")
    lead = store.create(Body(name="市工业和信息化局", area="云澜市"), who="李一")
    row = Task(list="2025年重点任务", code="3", title="建成三个中试基地", body=lead, goal="3", unit="个")
    row.state, row.due = "active", date(2025, 12, 30)
    store.create(row, who="李一")
    return client


def text_of(content: bytes) -> str:
    return content.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_answer_as_shown(page: Path, asked: Client) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    wrong = []
    for method, address, headers, want in examples(page):
        answer = asked.generic(method, address, headers=headers)
        content = text_of(answer.content)
        if "json" in answer["Content-Type"]:
            content = json.dumps(json.loads(content), ensure_ascii=False, indent=1)
        if not doctest.OutputChecker().check_output(want.strip(), content.strip(), flags):
            wrong.append(f"{method} {address}\n{content[:3000]}")
    assert not wrong, "\n\n".join(wrong)


def test_every_operation_has_an_example() -> None:
    addresses = [address.partition("?")[0] for _, address, _, _ in examples(PAGES[0])]
    for path, operations in spec.description()["paths"].items():
        shape = re.compile(re.sub(r"\{\w+\}", "[0-9a-f]+", path))
        assert any(shape.fullmatch(address) for address in addresses), path
        assert operations


def test_both_languages_show_the_same_examples() -> None:
    assert examples(PAGES[0]) == examples(PAGES[1])
