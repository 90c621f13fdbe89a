"""What readers tell of a file besides its text, in the language of the interface.

A note stays with its document as the English sentence that the reader wrote: see `hefu.read.parts.Note`.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

from hefu.web.matching import Sentences

_TEXTS = {
    gettext_noop("the encoding is a guess: {encoding}"),
    gettext_noop("the mark at its beginning says another encoding than UTF-8, which it is"),
    gettext_noop("{n} places are not valid {encoding} and stand as U+FFFD"),
}
_SHEETS = {
    gettext_noop("sheet {name}: {note}"),
    gettext_noop("it is hidden"),
    gettext_noop("{n} hidden rows were read, too"),
    gettext_noop("hidden columns were read, too: from {columns} on"),
    gettext_noop("only its first {n} rows were read"),
    gettext_noop("split it, if there is more"),
    gettext_noop("{n} formulas have no stored value ({cells}): open the file, save it and add it again"),
}
_PAGES = {
    gettext_noop("the file has {count} pages: only the first {n} are read"),
    gettext_noop("split it for the rest"),
    gettext_noop("pages read by OCR, for they are pictures or their fonts are broken: {pages}"),
    gettext_noop("pages without text: {pages}"),
    gettext_noop("pages whose fonts do not say which characters they show: {pages}"),
    gettext_noop("their text cannot be trusted"),
    gettext_noop("pages that repeat an earlier page word for word and are left aside: {pages}"),
    gettext_noop("pages that are damaged and left out: {pages}"),
    gettext_noop("only the first {n} of {count} pages were read"),
    gettext_noop("page {n} cannot be read: {what}"),
    gettext_noop("page {n}: {lines} lines could not be read"),
    gettext_noop("recognised pages are not kept: {reason} ({folder})"),
    gettext_noop(
        "install the recogniser (pip install 'hefu[ocr]'), or recognise them elsewhere (OCR) and give hefu the text"
    ),
}
_OFD = {
    gettext_noop("document {n}: DocRoot not found ({place})"),
    gettext_noop("template {n}: not found ({place})"),
    gettext_noop("page {n}: content not found ({place})"),
    gettext_noop("resources {place}: {reason}"),
    gettext_noop("template {place}: {reason}"),
    gettext_noop("page {n}: {reason}"),
    gettext_noop("missing part: {name}"),
    gettext_noop("{name} is too large ({n} bytes)"),
    gettext_noop("{name} is too large when decompressed"),
    gettext_noop("cannot read {name}: {what}"),
    gettext_noop("{name}: cannot decode XML: {what}"),
    gettext_noop("{name}: DTDs and entity declarations are not allowed"),
    gettext_noop("{name}: invalid XML: {what}"),
}
"""What the library that reads OFD says."""

KNOWN = _TEXTS | _SHEETS | _PAGES | _OFD
_SENTENCES = Sentences(KNOWN)


def remark(note: str) -> str:
    """A note, in the language of the interface; names and figures in it stay as they are."""
    return _SENTENCES.told(note)
