"""A plan beside one above it: what is taken up, what is not, where figures differ; people decide about links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from hefu.errors import HefuError, UsageError
from hefu.ledger import alignment
from hefu.ledger.alignment import Laid, Reach, Tie
from hefu.ledger.listing import begins
from hefu.ledger.models import Document, Item, Pairing, Plan, Target
from hefu.plan.alignment import Passage
from hefu.web import params, plantree
from hefu.web.refusals import why_not
from hefu.web.verdicts import Mark
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.rows import passage_address, statement_address
from hefu.web.who import named

ROWS = 50
"""Passages of the upper plan on one page."""

SHOWN = {
    "targets": gettext_lazy("Targets"),
    "measures": gettext_lazy("Measures"),
    "dropped": gettext_lazy("Not taken up"),
    "differ": gettext_lazy("Figures differ"),
    "said": gettext_lazy("Decided by people"),
}
"""What the page shows: its name."""

FIGURES = {
    "same": gettext_lazy("the same figure"),
    "higher": gettext_lazy("higher below"),
    "lower": gettext_lazy("lower below"),
    "other bound": gettext_lazy("the same number, another bound"),
    "other period": gettext_lazy("another year or unit"),
    "part": gettext_lazy("part of the amount above"),
    "in words": gettext_lazy("in words"),
}
STATES = {
    "found": pgettext_lazy("link", "found by rule"),
    "confirmed": pgettext_lazy("link", "confirmed"),
    "cut": pgettext_lazy("link", "cut"),
    "added": pgettext_lazy("link", "added by a person"),
}
DIFFER = ("higher", "lower", "other bound")


@dataclass(frozen=True, slots=True)
class Below:
    """A passage of the lower plan that takes up the one above."""

    tie: Tie
    words: SafeString
    href: str
    target: Target | None

    @property
    def state(self) -> str:
        return self.tie.state

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def figures(self) -> str:
        return str(FIGURES[self.tie.link.figures]) if self.tie.link.figures else ""

    @property
    def differs(self) -> bool:
        return self.tie.link.figures in DIFFER

    @property
    def said(self) -> Pairing | None:
        return self.tie.said if self.state != "found" else None

    @property
    def seen(self) -> int:
        """The key of the last word about it, for a later decision to be held against."""
        return self.tie.said.pk if self.tie.said else 0


@dataclass(slots=True)
class Row:
    """A passage of the upper plan with all that takes it up. target: where it is one."""

    start: int
    words: SafeString
    href: str
    heading: str = ""
    target: Target | None = None
    mark: Mark | None = None
    below: list[Below] = field(default_factory=list)


def address_of(upper: str, lower: str) -> str:
    """Where two plans are laid beside each other, by the hashes of their documents."""
    return reverse("alignment", args=[upper, lower])


def alignment_page(request: HttpRequest, upper: str, lower: str) -> HttpResponse:
    """Two plans side by side."""
    return _show(request, upper, lower)


def _show(request: HttpRequest, upper: str, lower: str, *, status: int = 200, wrong: str = "") -> HttpResponse:
    both = alignment.laid(_key(upper), _key(lower))
    show = params.choice(request.GET, "show", SHOWN, "targets")
    every = {name: _rows(both, name) for name in SHOWN}
    rows: Paginator[Row] = Paginator(every[show], ROWS)
    at = params.whole(request.GET, "page") or 1
    if not 1 <= at <= rows.num_pages:
        raise NotHereError(_("The page has no such part."))
    context = {
        "section": "plans",
        "upper": both.upper,
        "lower": both.lower,
        "show": show,
        "tabs": [(name, words, len(every[name])) for name, words in SHOWN.items()],
        "rows": _headed(rows.page(at).object_list, both.upper),
        "pages": rows.page(at),
        "lost": both.lost,
        "wrong": wrong,
        "done": request.GET.get("done", ""),
    }
    return page(request, "alignment.html", context, status=status)


def _key(sha256: str) -> int:
    found = list(Plan.objects.filter(begins(sha256, "document__original")).values_list("pk", flat=True)[:2])
    if len(found) != 1:
        raise NotHereError(_("The ledger has no such plan."))
    return int(found[0])


# ---------------------------------------------------------------- rows


def _rows(both: Laid, show: str) -> list[Row]:
    """What a tab shows, in the order of the upper plan."""
    if show == "dropped":
        return _free(both)
    wanted = {
        "targets": lambda tie: tie.targets is not None,
        "measures": lambda tie: tie.targets is None,
        "differ": lambda tie: tie.link.figures in DIFFER and tie.state != "cut",
        "said": lambda tie: tie.state != "found",
    }[show]
    aims = {pk: _targets(pk) for pk in (both.upper.pk, both.lower.pk)}
    rows: dict[tuple[int, bool], Row] = {}
    for tie in filter(wanted, both.ties):
        place = (tie.link.upper.start, tie.targets is not None)
        row = rows.get(place) or _row(both, tie, aims[both.upper.pk])
        rows[place] = row
        row.below.append(_below(both, tie, aims[both.lower.pk]))
    return list(rows.values())


def _row(both: Laid, tie: Tie, aims: dict[int, Target]) -> Row:
    target = aims.get(tie.targets[0]) if tie.targets else None
    href = _href(both.upper, tie.link.upper, tie.targets and tie.targets[0])
    return Row(tie.link.upper.start, marked(tie.upper, tie.link.why), href, target=target, mark=_mark(target))


def _below(both: Laid, tie: Tie, aims: dict[int, Target]) -> Below:
    href = _href(both.lower, tie.link.lower, tie.targets and tie.targets[1])
    return Below(tie, marked(tie.lower, tie.link.why), href, aims.get(tie.targets[1]) if tie.targets else None)


def _href(plan: Plan, passage: Passage, target: int | None = None) -> str:
    """The sentence of a target's figure, or the passage."""
    sha256 = plan.document.original_id
    if target is not None:
        return statement_address(sha256, target)
    return passage_address(sha256, passage.start, passage.end)


def _free(both: Laid) -> list[Row]:
    sha256 = both.upper.document.original_id
    rows = [Row(one.start, marked(words, ()), _href(both.upper, one)) for one, words in both.dropped]
    rows += [
        Row(one.start, marked(one.quote, ()), statement_address(sha256, one.start), target=one, mark=_mark(one))
        for one in both.dropped_targets
    ]
    return sorted(rows, key=lambda row: row.start)


def _targets(plan: int) -> dict[int, Target]:
    return {row.start: row for row in Target.objects.filter(plan=plan, gone=False)}


def _mark(target: Target | None) -> Mark | None:
    return Mark(target.verdict) if target and target.verdict else None


def _headed(rows: Iterable[Row], plan: Plan) -> list[Row]:
    """The rows; the first of each item has its heading."""
    items, last = list(Item.objects.filter(plan=plan)), None
    found = []
    for row in rows:
        number = plantree.at(items, row.start)
        if number != last and number is not None:
            row.heading = plantree.label(items[number])
        last = number
        found.append(row)
    return found


def marked(words: str, shared: Iterable[str]) -> SafeString:
    """Words on one line, what both passages share marked."""
    flat = " ".join(words.split())
    ones = [one for one in shared if one in flat]
    if not ones:
        return format_html("{}", flat)
    pieces = re.split("(" + "|".join(map(re.escape, sorted(ones, key=len, reverse=True))) + ")", flat)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", one) if one in ones else one,) for one in pieces)
    )


# ---------------------------------------------------------------- what people say


@require_POST
def decide(request: HttpRequest, upper: str, lower: str) -> HttpResponse:
    """A person confirms a link, cuts it, adds one, or takes back what was said."""
    try:
        who = named(request)
        _decided(request, _key(upper), _key(lower), who)
    except alignment.ChangedError as error:
        said = {"who": error.last.who, "state": STATES.get(error.last.kind, error.last.kind)}
        told = _("{who} has decided about this link in the meantime: {state}. Look at it again, then decide.")
        return _show(request, upper, lower, status=409, wrong=told.format(**said))
    except HefuError as error:
        return _show(request, upper, lower, status=400, wrong=why_not(error))
    query = request.GET.copy()
    query["done"] = "1"
    return HttpResponseRedirect(f"{address_of(upper, lower)}?{query.urlencode()}")


def _decided(request: HttpRequest, upper: int, lower: int, who: str) -> None:
    asked, why = request.POST.get("do", ""), request.POST.get("why", "")
    if asked == "add":
        alignment.add(upper, lower, _number(request, "upper"), request.POST.get("words", ""), who=who, why=why)
        return
    places, seen = (_number(request, "upper"), _number(request, "lower")), _number(request, "seen")
    if asked == "confirm":
        alignment.confirm(upper, lower, places, who=who, why=why, seen=seen)
    elif asked == "cut":
        alignment.cut(upper, lower, places, who=who, why=why, seen=seen)
    elif asked == "undo":
        alignment.undo(upper, lower, places, who=who, seen=seen)
    else:
        raise UsageError(_("Nothing was asked for: confirm a link, cut it, or take that back."))


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise UsageError(_("The form is incomplete: open the page again."))
    return int(text)


# ---------------------------------------------------------------- plan pages


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A plan that another one can be laid beside."""

    document: Document
    href: str
    area: str


def neighbours(plan: Plan) -> tuple[list[Neighbour], list[Neighbour]]:
    """The plans above one and those below it, each with the page that lays them beside it."""
    above, below = alignment.partners(plan)
    sha256 = plan.document.original_id
    high = [Neighbour(one.document, address_of(one.document.original_id, sha256), one.area_name) for one in above]
    low = [Neighbour(one.document, address_of(sha256, one.document.original_id), one.area_name) for one in below]
    return high, low


def reached(plan: Plan, start: int, stop: int) -> list[tuple[Reach, str]]:
    """The plans that a part of this one is linked to, each with the place where they lie beside each other."""
    sha256 = plan.document.original_id
    return [
        (one, f"{address_of(*((one.other.original_id, sha256) if one.upwards else (sha256, one.other.original_id)))}"
              f"?show=measures#u{one.first}")
        for one in alignment.reaches(plan.pk, start, stop)
    ]  # fmt: skip
