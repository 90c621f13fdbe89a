"""English sentences with gaps, found again in what was said, and told in the language of the interface.

The layers below the site say what is wrong in English, for the command line and for good: in an error, in a note that
stays with a document. Here the sentence is found again by its words; what fills its gaps is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from django.utils import translation

_GAP = re.compile(r"\{(\w+)\}")
_SENTENCES = frozenset({"reason", "what", "note"})
"""Gaps that may hold a sentence themselves."""
_LONGEST = 2_000
"""A longer text is no sentence of ours."""


class Sentences:
    """Sentences that can be told. known: English, with gaps such as {name}. field: what a {field} is called here."""

    def __init__(self, known: Iterable[str], *, field: Callable[[str], str] = str) -> None:
        self.known, self._field = frozenset(known), field
        self._remembered = lru_cache(1_000)(self._found)

    def told(self, text: str) -> str:
        """A text in the language of the interface; names, words and figures in it, and what is not known, as it is."""
        language = translation.get_language() or ""
        if language.startswith("en") or len(text) > _LONGEST:
            return text
        return self._remembered(text, language) or text

    def _found(self, text: str, language: str) -> str | None:
        """None where it is no sentence that is known. language: of the interface, for what is remembered."""
        return self._advised(text) or self._of_a_file(text)

    def _of_a_file(self, text: str) -> str | None:
        """NAME: what is wrong with it."""
        for mark in re.finditer(r": ", text):
            if (found := self._advised(text[mark.end() :])) is not None:
                return f"{text[: mark.start()]}：{found}"
        return None

    def _advised(self, text: str) -> str | None:
        """What is wrong; what follows from it; what to do."""
        if (whole := self._whole(text)) is not None:
            return whole
        for mark in re.finditer(r"; ", text):
            wrong = self._sentence(text[: mark.start()])
            advice = self._advised(text[mark.end() :]) if wrong is not None else None
            if advice is not None:
                return f"{wrong}；{advice}"
        return self._sentence(text)

    def _whole(self, text: str) -> str | None:
        return translation.gettext(text) if text in self.known else None

    def _sentence(self, text: str) -> str | None:
        if (whole := self._whole(text)) is not None:
            return whole
        for template, pattern in self._patterns:
            if found := pattern.fullmatch(text):
                return self._filled(translation.gettext(template), found.groupdict())
        return None

    def _filled(self, template: str, parts: dict[str, str]) -> str:
        return _GAP.sub(lambda gap: self._part(gap[1], parts[gap[1]]), template)

    def _part(self, name: str, text: str) -> str:
        """Fields as the interface calls them, quoted words as it quotes; a reason may be a sentence itself."""
        if name == "field":
            return self._field(text)
        if len(text) > 2 and text[0] == text[-1] and text[0] in "'\"":
            return f"“{text[1:-1]}”"
        return self.told(text) if name in _SENTENCES else text

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        """The sentences with gaps, those with most words of their own first."""
        gaps = [template for template in self.known if _GAP.search(template)]
        return [(one, _pattern(one)) for one in sorted(gaps, key=lambda one: (-len(_GAP.sub("", one)), one))]


def _pattern(template: str) -> re.Pattern[str]:
    pieces = _GAP.split(template)
    written = "".join(f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    return re.compile(written, re.DOTALL)
