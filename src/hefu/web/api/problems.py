"""Errors as problem details, RFC 9457: for every refusal of the API, whoever refuses."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from hefu.errors import BusyError, HefuError, QueueFullError, UsageError
from hefu.ledger.arrivals import AGAIN
from hefu.web.matching import Sentences
from hefu.web.refusals import why_not

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"
"""What begins so is answered in JSON, whatever becomes of it."""
PAGE = "/api/v1/docs"
"""All but this: the description for people is a page as the others are."""

TITLES = {
    400: gettext_noop("Bad Request"),
    401: gettext_noop("Unauthorized"),
    403: gettext_noop("Forbidden"),
    404: gettext_noop("Not Found"),
    405: gettext_noop("Method Not Allowed"),
    406: gettext_noop("Not Acceptable"),
    409: gettext_noop("Conflict"),
    413: gettext_noop("Content Too Large"),
    422: gettext_noop("Unprocessable Entity"),
    429: gettext_noop("Too Many Requests"),
    500: gettext_noop("Internal Server Error"),
    503: gettext_noop("Service Unavailable"),
}
_VALUES = Sentences(
    {
        gettext_noop("Field required"),
        gettext_noop("Input should be {known}"),
        gettext_noop("Input should be greater than or equal to {n}"),
        gettext_noop("Input should be less than or equal to {n}"),
        gettext_noop("Input should be a valid string"),
        gettext_noop("Input should be a valid integer, unable to parse string as an integer"),
        gettext_noop("Unable to parse input string as an integer, exceeded maximum size"),
        gettext_noop("Input should be a valid boolean, unable to interpret input"),
        gettext_noop("String should have at most {n} characters"),
        gettext_noop("String should match pattern '{pattern}'"),
        gettext_noop("Value error, {reason}"),
        gettext_noop("no such parameter: {name}"),
        gettext_noop("there are {known}"),
    }
)
"""What pydantic says of a value."""

_log = logging.getLogger("django.request")


def asked(request: HttpRequest) -> bool:
    """Whether a request is one of the API."""
    return request.path.startswith(ROOT) and request.path != PAGE


def language(request: HttpRequest) -> str:
    """In which language a program is told what is wrong: that which it likes best; English where it says nothing."""
    for name, liking in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if liking and name.partition("-")[0] in ("zh", "en"):
            return "zh-hans" if name.startswith("zh") else "en"
    return "en"


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """The answer: title and status, what is wrong in one sentence, and more where it helps."""
    title = translation.gettext(TITLES[status]) if status in TITLES else HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or title, **more}
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    answer["Content-Language"] = translation.get_language() or ""
    return answer


def handle(api: NinjaAPI) -> None:
    """All that can go wrong in an operation ends in a problem."""
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, lambda request, error: problem(404, str(error)))
    api.add_exception_handler(HttpError, _said)
    api.add_exception_handler(HefuError, _refused)
    api.add_exception_handler(Exception, _broken)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [
        {"in": str(one["loc"][0]), "name": ".".join(map(str, one["loc"][1:])), "detail": _VALUES.told(one["msg"])}
        for one in error.errors
    ]
    return problem(422, _("The request has values that make no sense here."), errors=errors)


def _said(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, why_not(error))


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, QueueFullError) and not error.later:
        return problem(413, why_not(error))
    if isinstance(error, QueueFullError | BusyError):
        answer = problem(503, why_not(error))
        answer["Retry-After"] = str(AGAIN)
        return answer
    if isinstance(error, UsageError):
        return problem(422, why_not(error))
    return problem(500, why_not(error))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    _log.error("Internal error: %s", request.path, exc_info=error)
    return problem(
        500, _("Something went wrong here. It has been written to the log of the server; the ledger is unchanged.")
    )
