"""Every word of the interface is there in Chinese and in English. English is what stands in the sources."""

from __future__ import annotations

import ast
import gettext
import os
import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.utils.translation.template import templatize

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefu.settings")
django.setup()

from hefu.web.api import spec  # noqa: E402

WEB = Path(__file__).parents[2] / "src" / "hefu" / "web"
OFFICE = WEB.parent / "office"
ACCOUNTS = WEB.parent / "accounts"
CATALOG = WEB / "locale" / "zh_Hans" / "LC_MESSAGES"

Message = tuple[str | None, str]
"""Context and English words."""

GETTEXT = {
    "_": 0,
    "gettext": 0,
    "gettext_noop": 0,
    "gettext_lazy": 0,
    "ngettext": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "npgettext": 1,
}
"""Function: the place of the words among its arguments; the context comes before."""


def in_code(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            place = GETTEXT[node.func.id]
            said = [argument.value for argument in node.args[: place + 1] if isinstance(argument, ast.Constant)]
            assert len(said) == place + 1, ast.unparse(node)
            yield (said[0] if place else None), said[place]


def in_template(source: str) -> Iterator[Message]:
    calls = re.findall(
        r"\b((?:n?p?gettext|_)\((?:[^()\"']|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*\))", templatize(source)
    )
    for call in calls:
        yield from in_code(call)


def messages() -> set[Message]:
    found: set[Message] = set()
    for path in (*WEB.rglob("*.py"), *OFFICE.rglob("*.py"), *ACCOUNTS.rglob("*.py")):
        found |= set(in_code(path.read_text(encoding="utf-8")))
    for path in WEB.rglob("*.html"):
        found |= set(in_template(path.read_text(encoding="utf-8")))
    return found | {(None, words) for words in spec.texts() if words}


@pytest.fixture(scope="module")
def catalog() -> gettext.GNUTranslations:
    with (CATALOG / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_the_sources_are_read() -> None:
    found = messages()
    assert (None, "Documents") in found
    assert ("modality", "actual") in found
    assert (None, "%(all)s statement") in found
    assert len(found) > 150


def test_every_message_is_translated(catalog: gettext.GNUTranslations) -> None:
    known = catalog._catalog  # type: ignore[attr-defined]
    keys = {key[0] if isinstance(key, tuple) else key for key, value in known.items() if value}
    missing = [m for m in messages() if (m[1] if m[0] is None else f"{m[0]}\x04{m[1]}") not in keys]
    assert not missing


def test_the_catalog_holds_nothing_else(catalog: gettext.GNUTranslations) -> None:
    known = catalog._catalog  # type: ignore[attr-defined]
    keys = {key[0] if isinstance(key, tuple) else key for key in known} - {""}
    assert keys == {m[1] if m[0] is None else f"{m[0]}\x04{m[1]}" for m in messages()}


def test_the_compiled_catalog_is_that_of_the_text(catalog: gettext.GNUTranslations) -> None:
    text = (CATALOG / "django.po").read_text(encoding="utf-8")
    said = re.findall(r'^msgstr(?:\[0\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', text, flags=re.M)
    strings = ["".join(ast.literal_eval(part) for part in block.splitlines()) for block in said]
    compiled = [value for key, value in catalog._catalog.items() if key]  # type: ignore[attr-defined]
    assert sorted(strings[1:]) == sorted(compiled)
    assert "fuzzy" not in text


def test_placeholders_are_the_same_in_both(catalog: gettext.GNUTranslations) -> None:
    for key, value in catalog._catalog.items():  # type: ignore[attr-defined]
        words = key[0] if isinstance(key, tuple) else key
        if words:
            names = r"%\((\w+)\)s|\{(\w+)\}"
            assert set(re.findall(names, words.rpartition("\x04")[2])) == set(re.findall(names, value)), words
