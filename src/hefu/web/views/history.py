"""The history of everything: who changed what, when and why, and one step back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hefu.accounts.models import Account
from hefu.accounts.roles import ADMINISTRATOR, EDIT, EDITOR, OFFICER, REPORT, REVIEW, REVIEWER
from hefu.errors import LedgerError, UsageError
from hefu.ledger.models import Document
from hefu.office import history as ledger
from hefu.office import undoing
from hefu.office.history import Cursor, Turn, Wanted
from hefu.web import params
from hefu.web.access import require, require_body
from hefu.web.history import KINDS, told
from hefu.web.listing import HASH
from hefu.web.refusals import why_not
from hefu.web.views.documents import row_of
from hefu.web.views.page import page
from hefu.web.who import named

SIZE = 50
"""Changes on a page."""
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_OUTSIDE = "outside"

ROLES: dict[str, Promise] = {
    OFFICER: gettext_lazy("officers"),
    REVIEWER: gettext_lazy("reviewers"),
    EDITOR: gettext_lazy("editors"),
    ADMINISTRATOR: gettext_lazy("administrators"),
    _OUTSIDE: gettext_lazy("without an account (command line, imports)"),
}
"""Whose changes are asked for: there is no list of what one person did."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; '' for what it leaves open. doc, s: a document, and a place in it."""

    kind: str = ""
    role: str = ""
    day: str = ""
    doc: str = ""
    s: str = ""

    def address(self, **more: str) -> str:
        """The page of this filter."""
        said = {name: value for name, value in (asdict(self) | more).items() if value}
        return reverse("history") + (f"?{urlencode(said)}" if said else "")

    def wanted(self, document: Document | None) -> Wanted:
        """As the ledger is asked."""
        accounts = Account.objects.all() if self.role == _OUTSIDE else Account.objects.filter(role=self.role)
        return Wanted(
            kind=self.kind,
            authors=list(accounts.values_list("shown", flat=True)) if self.role else None,
            outside=self.role == _OUTSIDE,
            day=date.fromisoformat(self.day) if self.day else None,
            document=document,
            start=int(self.s) if self.s else None,
        )


def filter_of(query: QueryDict) -> Filter:
    """Reads the address. BadParameterError for what makes no sense."""
    place = params.whole(query, "s")
    day = params.pattern(query, "day", _DAY, _("a day such as 2025-11-30"))
    try:
        date.fromisoformat(day or "2000-01-01")
    except ValueError:
        raise params.BadParameterError("day", day, _("a day such as 2025-11-30")) from None
    return Filter(
        kind=params.choice(query, "kind", KINDS),
        role=params.choice(query, "role", ROLES),
        day=day,
        doc=params.pattern(query, "doc", HASH, _("the beginning of a document's hash")),
        s="" if place is None else str(place),
    )


def listing(request: HttpRequest) -> HttpResponse:
    """The changes of a filter, the newest first."""
    return _show(request)


def _show(request: HttpRequest, *, status: int = 200, wrong: str = "") -> HttpResponse:
    asked = filter_of(request.GET)
    document = row_of(asked.doc, *Document.LARGE) if asked.doc else None
    after = _cursor(request.GET)
    turns, then = ledger.read(asked.wanted(document), after=after, size=SIZE)
    context = {
        "section": "history",
        "wanted": asked,
        "document": document,
        "turns": told(turns),
        "then": asked.address(after=str(then)) if then else "",
        "first": asked.address() if after else "",
        "kinds": KINDS.items(),
        "roles": ROLES.items(),
        "wrong": wrong,
        "done": request.GET.get("done", ""),
    }
    return page(request, "history.html", context, status=status)


def _cursor(query: QueryDict) -> Cursor | None:
    text = params.text(query, "after")
    try:
        return Cursor.read(text) if text else None
    except UsageError:
        raise params.BadParameterError("after", text, _("as a link of this site has it")) from None


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Takes one change back; the filter stays."""
    try:
        who = named(request)
        turn = ledger.get(request.POST.get("turn", ""))
        _allowed(request, turn)
        why = request.POST.get("why", "").strip() or _("taken back in the history")
        undoing.undo(turn.key, who=who, why=why)
    except undoing.NotLastError:
        wrong = _("Something was changed after it; nothing was taken back. This is how it stands now.")
        return _show(request, status=409, wrong=wrong)
    except (UsageError, LedgerError) as error:
        return _show(request, status=400 if isinstance(error, UsageError) else 409, wrong=why_not(error))
    return HttpResponseRedirect(filter_of(request.GET).address(done="1"))


def _allowed(request: HttpRequest, turn: Turn) -> None:
    """NotAllowedError when who asks may not have made the change either."""
    if turn.source.kind != "office":
        require(request, EDIT if turn.source.kind == "indicator" else REVIEW)
        return
    row = undoing.row_of(turn.row)
    if row.KIND in ("body", "assignment") or {"void", "body"} & set(turn.row.fields):
        require(request, EDIT)
        return
    require(request, REPORT)
    owner = next((part for name in ("task", "project") if (part := getattr(row, name, None))), row)
    require_body(request, getattr(row, "body_id", None) or getattr(owner, "body_id", None))
