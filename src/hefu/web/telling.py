"""What the audit says, in the language of the interface. Its own words are English sentences with gaps.

A sentence that is not listed here is shown in English, as one of an older hefu may be.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_noop

from hefu.model import Words
from hefu.web import periods

_ABOUT = {
    gettext_noop("{period} {name}{measure}{modality}"),
    gettext_noop("{name}{measure}{modality}"),
    gettext_noop(" growth"),
    gettext_noop(" change"),
    gettext_noop(" distance"),
    gettext_noop(" (estimate)"),
    gettext_noop(" (target)"),
}
"""What a figure is about."""

_LINES = {
    gettext_noop("growth"),
    gettext_noop("change"),
    gettext_noop("before"),
    gettext_noop("multiple"),
    gettext_noop("a year"),
    gettext_noop("by growth"),
    gettext_noop("distance"),
    gettext_noop("odd ÷ others"),
    gettext_noop("sum"),
    gettext_noop("a head"),
    gettext_noop("share"),
    gettext_noop("aim"),
    gettext_noop("as told"),
    gettext_noop("plan"),
    gettext_noop("done"),
}
"""What a line of the arithmetic is."""

_HOW = {
    gettext_noop("now ÷ before − 1"),
    gettext_noop("now − before"),
    gettext_noop("now − change"),
    gettext_noop("now ÷ before"),
    gettext_noop("(now ÷ before)^(1/{years}) − 1"),
    gettext_noop("before × growth"),
    gettext_noop("one − other"),
    gettext_noop("rate − distance"),
    gettext_noop("total ÷ heads (mean of the year within 3 %)"),
    gettext_noop("part ÷ whole"),
    gettext_noop("result ÷ plan"),
}
"""How a line is come by."""

KNOWN = _ABOUT | _LINES | _HOW


def told(said: str | Words) -> str:
    """Words of the audit in the language of the interface; figures, names and places stay as they are."""
    if isinstance(said, str):
        return translation.gettext(said) if said in KNOWN else said
    parts = {
        name: periods.words(part) if name == "period" and isinstance(part, str) else told(part)
        for name, part in said.parts
    }
    return _template(said.template).format(**parts)


def _template(template: str) -> str:
    return translation.gettext(template) if template in KNOWN else template
