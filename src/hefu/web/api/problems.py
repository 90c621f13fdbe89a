"""Errors as problem details, RFC 9457: for every refusal of the API, whoever refuses."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from hefu.errors import HefuError, QueueFullError, UsageError

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"
"""What begins so is answered in JSON, whatever becomes of it."""

_log = logging.getLogger("django.request")


def asked(request: HttpRequest) -> bool:
    """Whether a request is one of the API."""
    return request.path.startswith(ROOT)


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """The answer: title and status, what is wrong in one sentence, and more where it helps."""
    title = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Error"
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or title, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def handle(api: NinjaAPI) -> None:
    """All that can go wrong in an operation ends in a problem."""
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, lambda request, error: problem(404, str(error)))
    api.add_exception_handler(HttpError, _said)
    api.add_exception_handler(HefuError, _refused)
    api.add_exception_handler(Exception, _broken)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [
        {"in": str(one["loc"][0]), "name": ".".join(map(str, one["loc"][1:])), "detail": one["msg"]}
        for one in error.errors
    ]
    return problem(422, _("The request has values that make no sense here."), errors=errors)


def _said(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, QueueFullError):
        answer = problem(503 if error.later else 413, str(error))
        if error.later:
            answer["Retry-After"] = "60"
        return answer
    if isinstance(error, UsageError):
        return problem(422, str(error))
    return problem(500, str(error))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    _log.error("Internal error: %s", request.path, exc_info=error)
    return problem(
        500, _("Something went wrong here. It has been written to the log of the server; the ledger is unchanged.")
    )
