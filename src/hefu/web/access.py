"""Which right each page needs, and who it is that asks for it.

ROUTES is the whole of it: a name of an address that does not stand there is refused to everybody. What depends on the
row (an officer writes about the own body only) is asked where the row is known, with `require_body`.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hefu.accounts import store, tokens
from hefu.accounts.models import Account
from hefu.accounts.roles import ADMINISTER, EDIT, OPEN, OWN, READ, REPORT, REVIEW, RIGHTS, Holder, Right
from hefu.errors import HefuError

__all__ = ["ADMINISTER", "EDIT", "OPEN", "OWN", "READ", "REPORT", "REVIEW", "ROUTES", "Holder", "Right"]

Needs = Right | tuple[Right | None, Right | None]
"""The right to see a page; or the right to see it and the right to send something to it. None: there is nothing to."""

ROUTES: dict[str, Needs] = {
    # signing in
    "sign-in": (OPEN, OPEN),
    "sign-out": (None, OPEN),
    "enter": OPEN,
    "invited": (OPEN, OPEN),
    "account": (OWN, OWN),
    "accounts": (ADMINISTER, ADMINISTER),
    # reading
    "start": READ,
    "documents": READ,
    "document": READ,
    "fields": READ,
    "picture": READ,
    "original": READ,
    "statements": READ,
    "statements-as": READ,
    "indicators": READ,
    "indicator": READ,
    "indicator-svg": READ,
    "indicator-csv": READ,
    "areas": READ,
    "area": READ,
    "area-svg": READ,
    "area-csv": READ,
    "search": READ,
    "feeds": READ,
    "feed": READ,
    "embed-indicator": READ,
    "embed-target": READ,
    "oembed": READ,
    # programs
    "openapi": READ,
    "api-docs": READ,
    "api:": READ,
    "api:documents": (READ, EDIT),
    # findings
    "findings": READ,
    "finding": READ,
    "decide": (None, REVIEW),
    "correct": (REVIEW, REVIEW),
    "undo": (None, REVIEW),
    # history; which right it takes to take something back depends on what it is
    "history": READ,
    "history-undo": (None, OWN),
    # reviewing
    "review": REVIEW,
    "review-decide": (None, REVIEW),
    "review-refuse": (None, REVIEW),
    "review-undo": (None, REVIEW),
    "review-add": (REVIEW, REVIEW),
    # plans and targets
    "plans": READ,
    "plan": READ,
    "plan-summary": READ,
    "plan-table": READ,
    "plan-item": READ,
    "target": READ,
    "target-link": (None, REVIEW),
    "targets": READ,
    "without-results": READ,
    "without-targets": READ,
    "changes": READ,
    "targets-results": READ,
    "alignment": READ,
    "plan-reports": (READ, EDIT),
    "plan-report": READ,
    "alignment-decide": (None, REVIEW),
    # adding documents
    "add": (EDIT, EDIT),
    "add-progress": EDIT,
    "add-file": (None, EDIT),
    "arrival": EDIT,
    "arrival-decide": (None, EDIT),
    # indicators
    "indicator-edit": (EDIT, EDIT),
    # the office
    "tasks": READ,
    "office-xlsx": READ,
    "dispatch-xlsx": READ,
    "task": (READ, REPORT),
    "withdraw": (None, REPORT),
    "problems": READ,
    "problem": READ,
    "strike": (None, EDIT),
    "projects": READ,
    "project": (READ, REPORT),
    "bodies": READ,
    "body": (READ, EDIT),
    "new": (REPORT, REPORT),
    "edit": (REPORT, REPORT),
}
"""Name of an address: what it needs. A name that ends with a colon stands for all names of that namespace."""

SAFE = ("GET", "HEAD", "OPTIONS")
BEARER = "Bearer"
_PROGRAMS = {
    "/api/(?!v1/docs$)": BEARER,
    "/oembed/": BEARER,
    r"/feeds/\w+/": 'Basic realm="hefu: a token as the password", charset="UTF-8"',
}
"""The beginning of addresses that programs ask for: what a refusal says of the way in."""

_HELD = "_hefu_holder"


class NotAllowedError(HefuError):
    """Somebody asked for what this one may not do. The text says what would be needed."""


class BadTokenError(HefuError):
    """A program has shown a token that is unknown, at its end or revoked."""


def need(name: str, method: str) -> Right | None:
    """The right that an address needs, by its name (`api:documents`). None: it takes no request of this method."""
    shows, takes = row(name)
    return (shows or takes if method == "OPTIONS" else shows) if method in SAFE else takes


def row(name: str) -> tuple[Right | None, Right | None]:
    """The rights to see and to send, of an address by its name. LookupError when the table has none."""
    found = ROUTES.get(name) or ROUTES.get(f"{name.rpartition(':')[0]}:")
    if found is None:
        raise LookupError(f"the address {name!r} stands in no row of hefu.web.access.ROUTES")
    return found if isinstance(found, tuple) else (found, None)


def holder(request: HttpRequest) -> Holder:
    """Who asks: by a token, where one is shown, else by the session, else nobody. BadTokenError for a bad token."""
    found = getattr(request, _HELD, None)
    if found is None:
        found = bearer(request) or _signed_in(request) or store.visitor()
        setattr(request, _HELD, found)
    return cast(Holder, found)


def bearer(request: HttpRequest) -> Holder | None:
    """The program that shows a token, as `Authorization: Bearer hefu_…`; None where none is shown.

    Where a feed is asked for, also as the password of `Authorization: Basic`: most feed readers know nothing else.
    Nowhere else, for a browser that has a password sends it along unasked.
    BadTokenError when it is not good. Nothing else is asked of such a request: neither cookie nor CSRF token.
    """
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic" and challenge(request).startswith("Basic"):
        text = _password(text)
        if not text.startswith(tokens.MARK):
            return None  # of a proxy before the site, and none of ours
    elif scheme.lower() != "bearer":
        return None
    row = tokens.find(text.strip())
    if row is None:
        raise BadTokenError(_("This token is unknown, at its end, or revoked."))
    return row.holder()


def _password(text: str) -> str:
    """The password of credentials as RFC 7617 has them; '' where they are none."""
    try:
        return b64decode(text.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def challenge(request: HttpRequest) -> str:
    """How a program is to show its token at this address; '' where people are sent to sign in."""
    return next((how for begins, how in _PROGRAMS.items() if re.match(begins, request.path)), "")


def by_hand(request: HttpRequest) -> Holder:
    """Who asks when the address does not check whether its own page sent the form: no session counts there."""
    return bearer(request) or store.visitor()


def _signed_in(request: HttpRequest) -> Holder | None:
    user = getattr(request, "user", None)
    return cast(Account, user).holder() if user is not None and user.is_authenticated else None


def seen(request: HttpRequest) -> bool:
    """Whether the page was made for somebody: then nobody else is to be shown it."""
    found = getattr(request, _HELD, None)
    return found is not None and found.account is not None


def forget(request: HttpRequest) -> None:
    """Somebody has signed in or out: the next who asks is found anew."""
    if hasattr(request, _HELD):
        delattr(request, _HELD)


def require(request: HttpRequest, right: Right) -> None:
    """NotAllowedError when who asks has not this right. For what depends on more than the address."""
    if not holder(request).may(right):
        raise NotAllowedError(refusal(holder(request), right))


def require_body(request: HttpRequest, *bodies: int | None) -> None:
    """NotAllowedError when who asks may not write about each of these bodies."""
    found = holder(request)
    if not all(found.may_write(body) for body in bodies):
        raise NotAllowedError(
            _("An officer writes about the tasks, problems and projects of the own body only; this is another's.")
            if found.may(REPORT)
            else refusal(found, REPORT)
        )


def refusal(found: Holder, right: Right) -> str:
    """What to say to somebody who has not a right."""
    if not found.account:
        return _("Nobody is signed in. Sign in and send it again: nothing was changed.")
    if found.token and right in RIGHTS.get(found.role, ()):
        return _("The scope of this token does not reach that far: make one with a wider scope.")
    told: dict[Right, Callable[[], str]] = {
        REPORT: lambda: _("It is for officers of the body, and for editors."),
        REVIEW: lambda: _("It is for reviewers and editors."),
        EDIT: lambda: _("It is for editors."),
    }
    said = told.get(right, lambda: _("It is for administrators."))()
    return " ".join([_("Your account may not do this."), said, _("Ask an administrator for the role, if you need it.")])
