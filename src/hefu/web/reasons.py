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
    gettext_noop("all that there are"),
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
    gettext_noop("‰, first read as %"),
    gettext_noop("〇, first read as a ring or a letter"),
    gettext_noop("a dash, first read as 一"),
    gettext_noop("read at a second look"),
    gettext_noop("may be another digit"),
    gettext_noop("a point may stand before it"),
    gettext_noop("ink beside it was not read"),
    gettext_noop("a letter among digits"),
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

_VERDICTS = {
    gettext_noop("met"),
    gettext_noop("missed"),
    gettext_noop("on-course"),
    gettext_noop("behind"),
    gettext_noop("no-result"),
    gettext_noop("not-judgeable"),
}
"""What became of a target."""

_JUDGING = {
    gettext_noop("no time"),
    gettext_noop("in step"),
    gettext_noop("in words"),
    gettext_noop("at least"),
    gettext_noop("at most"),
    gettext_noop("about"),
    gettext_noop("range"),
    gettext_noop("set value"),
    gettext_noop("growth of amounts"),
    gettext_noop("change"),
    gettext_noop("average"),
    gettext_noop("built-up growth"),
    gettext_noop("sum"),
    gettext_noop("held every year"),
    gettext_noop("part of the year"),
    gettext_noop("reached early"),
    gettext_noop("kept so far"),
    gettext_noop("course"),
    gettext_noop("no result"),
}
"""By which rule a verdict was reached; `multiple` stands above."""

_UNDECIDED = {
    gettext_noop("no time is told"),
    gettext_noop("the target has no number"),
    gettext_noop("its growth is not reported"),
    gettext_noop("the growth of the economy is not reported for the same years"),
    gettext_noop("the name says too little"),
    gettext_noop("the results contradict each other"),
    gettext_noop("the result is printed too coarsely"),
    gettext_noop("too far apart to be of one thing"),
    gettext_noop("no base is known"),
    gettext_noop("the base is zero"),
    gettext_noop("the target is zero"),
    gettext_noop("years are missing"),
    gettext_noop("whether it is a sum or an amount of each year is not told"),
    gettext_noop("the year that it starts from is not told"),
    gettext_noop("growth at constant prices is not that of the amounts"),
    gettext_noop("no side of it is better and it is not met exactly"),
    gettext_noop("no result of this time"),
}
"""Why a target has no verdict."""

_KNOWN = _EVIDENCE | _NUMERALS | _JUNK | _DOUBTS | _VERDICTS | _JUDGING | _UNDECIDED


def named(reason: str) -> str:
    """The name of a rule or reason in the language of the interface."""
    return translation.gettext(reason) if reason in _KNOWN else reason
