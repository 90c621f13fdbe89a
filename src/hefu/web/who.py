"""Who is at the other end. There are no accounts yet: one gives a name once, and a signed cookie keeps it."""

from __future__ import annotations

from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hefu.errors import UsageError

COOKIE, FIELD = "hefu_who", "who"
"""The cookie that keeps the name, and the field of every form that asks for it."""

LONGEST = 50
_SALT = "hefu.web.who"
_YEAR = 365 * 24 * 3600


def who(request: HttpRequest) -> str:
    """The name that was given, '' where there is none yet, or where somebody else signed it."""
    return unquote(request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_YEAR) or "")


def given(request: HttpRequest) -> str:
    """The name in a form that was sent, else the one that is kept; '' for none.

    UsageError for what cannot be a name: too long, or with characters that are not printed.
    """
    name = " ".join(request.POST.get(FIELD, "").split()) or who(request)
    if len(name) > LONGEST or not name.isprintable():
        raise UsageError(_("A name has at most {n} characters, all of them printable.").format(n=LONGEST))
    return name


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Keeps the name for a year in this browser."""
    if name and name != who(request):
        secure = request.is_secure()  # cookies hold ASCII only: the name is percent-encoded
        response.set_signed_cookie(
            COOKIE, quote(name), salt=_SALT, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure
        )
