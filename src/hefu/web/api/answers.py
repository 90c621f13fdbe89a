"""Answers in the form that is asked for: JSON, or CSV of the same page."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from hefu.export.statements import harmless
from hefu.web.api.queries import Paged

TYPES = {"json": "application/json", "csv": "text/csv"}


def site(request: HttpRequest) -> str:
    """The address of the site, with which links begin."""
    return request.build_absolute_uri("/").rstrip("/")


def listed(
    request: HttpRequest, wanted: Paged, rows: Sequence[Mapping[str, Any]], then: str | None, columns: Sequence[str]
) -> Any:
    """A page of a list. columns: of the CSV, whose nested values are JSON; the next page is in the header Link."""
    address = _next(request, then) if then else None
    if _form(request, wanted) == "json":
        return {"items": rows, "next_cursor": then, "next": address}
    answer = HttpResponse(_csv(rows, columns), content_type="text/csv; charset=utf-8")
    if address:
        answer["Link"] = f'<{address}>; rel="next"'
    return answer


def _next(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _form(request: HttpRequest, wanted: Paged) -> str:
    """json or csv: as the parameter says, else as Accept does. 406 where neither would do."""
    if wanted.format:
        return wanted.format
    best = request.get_preferred_type([TYPES["json"], TYPES["csv"]])
    if best is None:
        raise HttpError(406, _("There are application/json and text/csv."))
    return next(name for name, media_type in TYPES.items() if media_type == best)


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return harmless(str(value))
