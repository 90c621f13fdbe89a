"""Who it is that decides, corrects or reports: a name that a person gives once, kept in a signed cookie.

Every page that writes something down asks here and nowhere else: when people have accounts, `name_of` answers with
the account's name, and nothing else changes.
"""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hefu.errors import UsageError

COOKIE = "hefu_who"
FIELD = "who"
"""Of a form: see the template `_who.html`."""
LONGEST = 150
_SALT = "hefu.web.who"
_KEPT = timedelta(days=365)


class NobodyError(UsageError):
    """Something was to be written down in nobody's name."""


def name_of(request: HttpRequest) -> str:
    """The name that the person at this browser gave; '' when none was given, or the cookie is not ours."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        return ""
    return kept if isinstance(kept, str) else ""


def named(request: HttpRequest) -> str:
    """In whose name a form was sent: the name in it, else the remembered one. NobodyError when there is neither."""
    given = " ".join(request.POST.get(FIELD, "").split()) or name_of(request)
    if not given:
        raise NobodyError(_("Nobody has signed this: give your name once, and it is remembered in this browser."))
    if len(given) > LONGEST or any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in given):
        raise UsageError(_("A name has at most {n} characters, all of which can be seen.").format(n=LONGEST))
    return given


def remember(response: HttpResponse, name: str) -> HttpResponse:
    """The same answer; the browser keeps the name for a year."""
    kept = signing.dumps(name, salt=_SALT)
    response.set_cookie(COOKIE, kept, max_age=_KEPT, samesite="Lax", httponly=True)
    return response
