"""The lines that hefu itself writes into a mapping, in the language of the page: what it is, and what it leaves open.

They are no part of what is taken by it: they are told as the mapping is shown, and go as it is sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hefu.imports.mapping import HEAD, QUESTION
from hefu.web.matching import Sentences
from hefu.web.telling import IMPORTS

gettext_noop("# How hefu takes figures from tables like this one. See `hefu import` in the guide.")  # which is HEAD
_REASONS = Sentences(IMPORTS)
_OTHERS = Sentences(
    {gettext_noop("{where}: there is no [[table]] for what stands here"), gettext_noop("{where} and {n} more")}
)


def told(text: str, fields: Mapping[str, Promise]) -> str:
    """A mapping with its head and its questions in the language of the page. fields: what they are called there."""
    return "\n".join(_line(line, fields) for line in text.split("\n"))


def without(text: str) -> str:
    """A mapping as a form has sent it, without questions and with the head as hefu writes it."""
    lines = (HEAD if line in _heads() else line for line in text.replace("\r\n", "\n").strip().split("\n"))
    return "\n".join(line for line in lines if not line.startswith(QUESTION))


def _heads() -> set[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(translation.gettext(HEAD))
    return found


def _line(line: str, fields: Mapping[str, Promise]) -> str:
    if line == HEAD:
        return translation.gettext(HEAD)
    if not line.startswith(QUESTION):
        return line
    asked = line.removeprefix(QUESTION)
    return QUESTION + (_of_figures(asked, fields) or _OTHERS.told(asked))


def _of_figures(asked: str, fields: Mapping[str, Promise]) -> str | None:
    """FIELD: reason (where). Both may have brackets of their own: the reason is one that is known."""
    field, _sign, rest = asked.partition(": ")
    for mark in reversed([*re.finditer(r" \(", rest)]):
        reason = rest[: mark.start()]
        if (said := _REASONS.told(reason)) != reason and rest.endswith(")"):
            where = _OTHERS.told(rest[mark.end() : -1])
            return _("{field}: {reason} ({where})").format(field=fields.get(field, field), reason=said, where=where)
    return None
