"""Feeds in the form of Atom (RFC 4287): what is new in the ledger, each entry with the sentences that prove it.

Ids are made of what an entry is about and of the ledger, never of an address: a site may move, and readers know the
entries again. Moments come from the ledger: the same ledger makes the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from hefu.ledger import news
from hefu.ledger.models import Document, Judgement
from hefu.ledger.news import Found, Wanted
from hefu.ledger.targets import Shown
from hefu.web import periods
from hefu.web.aims import Row, address_of
from hefu.web.findings import in_words, listed
from hefu.web.offers import FEEDS, feed_address, language
from hefu.web.passages import passages
from hefu.web.quoting import quoted
from hefu.web.reasons import named
from hefu.web.verdicts import WORDS
from hefu.web.views.rows import document_address

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed changed in which nothing is: RFC 4287 wants a moment."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file can have; documents can."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of one thing. about: what it is known by; path: of its page; html: the summary.

    Its links begin with /, as path does.
    """

    about: str
    title: str
    path: str
    html: SafeString
    published: datetime
    updated: datetime
    categories: tuple[str, ...]


class Atom(Atom1Feed):
    """Django's, with the moment of the newest entry, or of the ledger, and never the clock's."""

    def latest_post_date(self) -> datetime:
        """When it changed last."""
        return max((item["updateddate"] for item in self.items), default=BEGINNING)


def feed(kind: str, wanted: Wanted, site: str) -> Atom:
    """A feed, whole. site: with what links begin, such as https://example.org."""
    plan = wanted.plan.document.original_id if wanted.plan is not None else ""
    made = Atom(
        title=_writable(_title(kind, wanted)),
        link=site + _page(kind, wanted),
        description=None,
        language="en" if get_language() == "en" else "zh-Hans",
        feed_url=site + feed_address(kind, area=wanted.area, plan=plan),
        feed_guid=_identity(f"{kind} {language()} area={wanted.area} plan={plan}"),
        author_name=pgettext("name of the site", "hefu"),
        subtitle=gettext("What is new in the ledger, with the sentences that it was read from."),
    )
    for one in KINDS[kind](wanted):
        made.add_item(
            title=_writable(one.title),
            link=site + one.path,
            description=_writable(one.html.replace('href="/', f'href="{site}/')),  # no other text has a bare quote mark
            unique_id=_identity(f"{one.about} {language()}"),
            pubdate=one.published,
            updateddate=one.updated,
            categories=tuple(_writable(word) for word in one.categories if word),
        )
    return made


def _title(kind: str, wanted: Wanted) -> str:
    of = str(wanted.plan.document) if wanted.plan is not None else wanted.area
    return " · ".join(part for part in (of, str(FEEDS[kind]), pgettext("name of the site", "hefu")) if part)


def _page(kind: str, wanted: Wanted) -> str:
    """The page of the site that shows the same."""
    if wanted.plan is not None:
        return reverse("plan", args=[wanted.plan.document.original_id])
    return reverse(kind, query={"area": wanted.area} if wanted.area else None)


def _identity(about: str) -> str:
    """As a URN, the same for as long as the ledger keeps the key that its site signs with."""
    return uuid5(UUID(bytes=salted_hmac("hefu.web.feeds", "ledger").digest()[:16]), about).urn


def _writable(words: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _quotes(said: Sequence[tuple[SafeString, str, Document]]) -> SafeString:
    """Sentences, each with its document, whose link leads to them."""
    lines = ((words, path, str(document), document.published) for words, path, document in said)
    return format_html_join("", '<blockquote>{}</blockquote><p><a href="{}">{}</a> {}</p>', lines)


# ---------------------------------------------------------------- kinds


def _documents(wanted: Wanted) -> list[Entry]:
    return [_document(row) for row in news.documents(wanted)]


def _document(row: Document) -> Entry:
    said = [row.issuer or row.publisher, row.area_name, row.published]
    html = format_html("<p>{}</p>", " · ".join(part for part in said if part))
    return Entry(f"document {row.original_id}", str(row), document_address(row.original_id), html, row.added, row.added,
                 (row.area_name,))  # fmt: skip


def _findings(wanted: Wanted) -> list[Entry]:
    return [_finding(one) for one in news.findings(wanted)]


def _finding(one: Found) -> Entry:
    row = one.finding
    [shown] = listed([row])
    message, lines = in_words(row)
    said = [(passage.html, passage.href, passage.document) for passage in passages(list(row.figures.all()))]
    html = format_html("<p>{}</p><pre>{}</pre>{}", message, "\n".join(lines), _quotes(said))
    state = f"{shown.state} · " if row.state != row.OPEN else ""
    title = f"{state}{shown.sign} {shown.title} · {shown.where}".strip(" ·")
    return Entry(f"finding {row.identity}", title, reverse("finding", args=[row.identity]), html, row.first_seen,
                 one.updated, (row.severity, row.rule, row.state, row.area_name))  # fmt: skip


def _judgements(wanted: Wanted) -> list[Entry]:
    found = news.judgements(wanted)
    newest = {one.target_id: one.pk for one, _ in reversed(found)}
    return [_judged(one, shown, last=newest[one.target_id] == one.pk) for one, shown in found]


def _judged(one: Judgement, shown: Shown, *, last: bool) -> Entry:
    """last: nothing came after it, and the figures of today are those that it was reached by."""
    row, doc, start = Row(shown, None), shown.target.stated.doc, shown.row.start
    change = str(WORDS[one.verdict])
    if one.before:
        change = gettext("{before} → {after}").format(before=WORDS[one.before], after=change)
    due = periods.words(shown.row.period) if shown.row.period else ""
    title = " · ".join(part for part in (change, row.name, shown.row.area_name, due) if part)
    html = format_html("<p>{}</p>", gettext("by the rule {rule}").format(rule=named(one.rule)))
    if last:
        html += format_html_join("", "<p>{}</p>", ((step,) for step in row.steps))
        told = quoted([shown.target, *shown.results[:1]])
        html += _quotes([(cut.sentence, cut.href, cut.document) for cut in told])
    about = f"judgement {doc} {start} {one.when.astimezone(UTC).isoformat()}"
    return Entry(about, title, address_of(doc, start), html, one.when, one.when, (one.verdict, shown.row.area_name))


KINDS: dict[str, Callable[[Wanted], list[Entry]]] = {
    "documents": _documents,
    "findings": _findings,
    "targets": _judgements,
}
"""What makes the entries of a feed."""
