"""Pages for what could not be shown: what is wrong, in words, and a way on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hefu.web.api.problems import asked, problem
from hefu.web.views.page import page


class NotHereError(Http404):
    """Something that the ledger does not hold (any more). Its text is for the reader."""


def refused(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """The page of an error that hefu raised on purpose."""
    return _told(request, _("This cannot be shown"), message, status)


def _told(request: HttpRequest, title: str, message: str, status: int, **more: Any) -> HttpResponse:
    """A page for people; for programs a problem. more: of the page's context."""
    if asked(request):
        return problem(status, message)
    return page(request, "error.html", {"title": title, "message": message} | more, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, for requests that Django itself refuses; 413 for more files than one form may have."""
    if isinstance(exception, TooManyFilesSent):
        said = _("At most {n} files are taken at a time. Send less at once.")
        return refused(request, said.format(n=settings.DATA_UPLOAD_MAX_NUMBER_FILES), status=413)
    return refused(request, _("The request is not one that this site understands."), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for forms from elsewhere."""
    return refused(request, _("The request was refused."), status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. What was not found is said when we know it."""
    message = str(exception) if isinstance(exception, NotHereError) else _("No page has this address.")
    return _told(request, _("Not found"), message, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500. Asks nothing of the ledger, which may be what is broken."""
    message = _("Something went wrong here. It has been written to the log of the server; the ledger is unchanged.")
    return _told(request, _("Internal error"), message, 500, me=None, may={})
