"""The names of rules, and of reasons for leaving something out, in the language of the interface.

They come from `hefu.extract` and `hefu.read` in English, which is how a name that is not listed here is shown.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_noop

_EVIDENCE = {
    gettext_noop("numeral"),
    gettext_noop("printed"),
    gettext_noop("none printed: exact"),
    gettext_noop("area of the document"),
    gettext_noop("reported as fact"),
    gettext_noop("words before the figure"),
    gettext_noop("an amount"),
    gettext_noop("time expression"),
    gettext_noop("heading of the section"),
    gettext_noop("carried subject"),
    gettext_noop("word of growth"),
    gettext_noop("section (heading)"),
    gettext_noop("section (plan that a paragraph opens with)"),
    gettext_noop("none said"),
    gettext_noop("named"),
    gettext_noop("bound word"),
    gettext_noop("noun behind the figure"),
    gettext_noop("period of the document"),
    gettext_noop("heading of the column"),
    gettext_noop("base that is named"),
    gettext_noop("a rate or share"),
    gettext_noop("share of a whole"),
    gettext_noop("heading of the row"),
    gettext_noop("cell"),
    gettext_noop("cell, heading or caption"),
    gettext_noop("as the figure before"),
    gettext_noop("heading or caption"),
    gettext_noop("list handed out"),
    gettext_noop("a year after it is built"),
    gettext_noop("line above"),
    gettext_noop("paired figures"),
    gettext_noop("share of a plan"),
    gettext_noop("word of change over a base"),
    gettext_noop("a period that is over"),
    gettext_noop("percentage points"),
    gettext_noop("estimating word"),
    gettext_noop("a period to come"),
    gettext_noop("none printed"),
    gettext_noop("as of the day of publication"),
    gettext_noop("word of aim"),
    gettext_noop("people counted"),
    gettext_noop("multiple"),
    gettext_noop("things counted"),
    gettext_noop("distance to another"),
    gettext_noop("what it is held against"),
    gettext_noop("list before handed out"),
    gettext_noop("ratio of parts"),
    gettext_noop("so long without a break"),
    gettext_noop("time that a work takes"),
    gettext_noop("an aim by name"),
    gettext_noop("approved or adjusted budget"),
    gettext_noop("a period that ends"),
    gettext_noop("share of the noun behind"),
    gettext_noop("a standing fact"),
    gettext_noop("what the sum is for"),
    gettext_noop("sum set aside"),
    gettext_noop("figure named before"),
    gettext_noop("plan to compare with"),
    gettext_noop("the one of a ratio"),
    gettext_noop("verb with the object before"),
    gettext_noop("words in the list"),
    gettext_noop("money by its size"),
    gettext_noop("pure number"),
    gettext_noop("an index"),
    gettext_noop("money by its indicator"),
    gettext_noop("change by name"),
    gettext_noop("section (document)"),
}
"""What a field of a statement was taken from."""

_NUMERALS = {
    gettext_noop("date or period"),
    gettext_noop("year"),
    gettext_noop("time of day"),
    gettext_noop("length of time"),
    gettext_noop("upper end of a range"),
    gettext_noop("second half of a mixed number"),
    gettext_noop("cell of a table"),
    gettext_noop("numbering"),
    gettext_noop("number without a unit"),
    gettext_noop("in a quoted name"),
    gettext_noop("ordinal"),
    gettext_noop("code"),
    gettext_noop("number of a thing"),
    gettext_noop("in a heading of a table"),
    gettext_noop("letters after"),
    gettext_noop("letters before"),
    gettext_noop("footnote"),
    gettext_noop("threshold"),
    gettext_noop("phone, code"),
    gettext_noop("scheme"),
    gettext_noop("size of a project"),
    gettext_noop("named rule set"),
    gettext_noop("base of an index"),
    gettext_noop("name of a set"),
    gettext_noop("round the clock"),
    gettext_noop("class"),
    gettext_noop("in a title"),
}
"""Why a numeral became no statement."""

_JUNK = {
    gettext_noop("table of contents"),
    gettext_noop("page number"),
    gettext_noop("publication details"),
    gettext_noop("before the article"),
    gettext_noop("after the article"),
    gettext_noop("page head"),
    gettext_noop("footer"),
    gettext_noop("breadcrumb"),
    gettext_noop("running head"),
    gettext_noop("links"),
    gettext_noop("share bar"),
    gettext_noop("menu"),
    gettext_noop("related links"),
    gettext_noop("tools"),
    gettext_noop("code to scan"),
    gettext_noop("hidden"),
    gettext_noop("size of type"),
    gettext_noop("previous and next"),
    gettext_noop("beside the article"),
    gettext_noop("dialogue"),
    gettext_noop("search or login"),
    gettext_noop("stands on the page twice"),
    gettext_noop("stands in the file twice"),
    gettext_noop("footnote mark"),
    gettext_noop("address put in by the site"),
}
"""Why characters are no part of what a document says."""

_DOUBTS = {
    gettext_noop("traditional character in simplified text"),
    gettext_noop("Latin word between Chinese words"),
    gettext_noop("letter in a number"),
    gettext_noop("full stop in a number"),
    gettext_noop("comma in a number"),
    gettext_noop("two points in a number"),
    gettext_noop("per cent and nought for per mille"),
    gettext_noop("letter of another script"),
    gettext_noop("character that looks alike"),
    gettext_noop("word printed twice"),
}
"""Why words are suspected to be misread."""

_KNOWN = _EVIDENCE | _NUMERALS | _JUNK | _DOUBTS


def named(reason: str) -> str:
    """The name of a rule or reason in the language of the interface."""
    return translation.gettext(reason) if reason in _KNOWN else reason
