"""Pages of lists by keyset: the next page begins behind the last row, whatever was added meanwhile."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hefu.web.views.errors import NotHereError


class BadCursorError(NotHereError):
    """A cursor that no page of this list gave out: there is no such page."""

    def __init__(self) -> None:
        super().__init__(_("The cursor is none that this list gave out: begin again without it."))


def page(rows: QuerySet[Any], order: Sequence[str], cursor: str, limit: int) -> tuple[list[Any], str | None]:
    """The keys of the rows behind the cursor, at most `limit`, and the cursor of the next page, if there is one.

    order: columns, a - before those that go down; together they tell all rows apart, and none may be empty (NULL).
    """
    names = [column.removeprefix("-") for column in order]
    if cursor:
        rows = rows.filter(_behind(order, unpack(cursor, order)))
    try:
        found = list(rows.order_by(*order).values_list("pk", *names)[: limit + 1])
    except (ValueError, TypeError, OverflowError, ValidationError):
        raise BadCursorError from None
    more = len(found) > limit
    return [row[0] for row in found[:limit]], pack(order, found[limit - 1][1:]) if more else None


def pack(order: Sequence[str], values: Sequence[Any]) -> str:
    """The cursor behind a row with these values."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    text = json.dumps([list(order), plain], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(cursor: str, order: Sequence[str]) -> list[Any]:
    """The values of a cursor. BadCursorError for one of another list or order."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        made, values = json.loads(text)
    except (ValueError, binascii.Error, TypeError, RecursionError):
        raise BadCursorError from None
    if made != list(order) or not isinstance(values, list) or len(values) != len(order):
        raise BadCursorError
    if not all(isinstance(value, str | int | float) and "\0" not in str(value) for value in values):
        raise BadCursorError
    return values


def last_key(cursor: str) -> int:
    """The key that a cursor of a list by keys alone stands behind."""
    [key] = unpack(cursor, ("pk",))
    if not isinstance(key, int):
        raise BadCursorError
    return key


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after these values: the first column goes on, or is the same and the second goes on, and so on."""
    condition = Q(pk__in=[])
    same = Q()
    for column, value in zip(order, values, strict=True):
        name, ahead = column.removeprefix("-"), "lt" if column.startswith("-") else "gt"
        condition |= same & Q(**{f"{name}__{ahead}": value})
        same &= Q(**{name: value})
    first, ahead = order[0].removeprefix("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{ahead}": values[0]}) & condition  # the first is said again, so that its index is used
