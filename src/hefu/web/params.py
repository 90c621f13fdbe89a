"""Reading the address: what a page was asked for. What makes no sense is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.ledger.paging import MOST, Part

LONGEST = 200
"""Characters that a filter may have."""


_NUMBER = re.compile(r"[0-9]{1,9}")


class BadParameterError(UsageError):
    """A parameter of the address has a value that no page knows. `name` and `value` are as given."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        self.name, self.value, self.wanted = name, value, wanted
        super().__init__(
            _("The address asks for {name}={value}, but {name} must be {wanted}.").format(
                name=name, value=value[:LONGEST], wanted=wanted
            )
        )


def text(query: QueryDict, name: str) -> str:
    """Free text, without the space around it; '' when it is not given."""
    value = query.get(name, "").strip()
    if len(value) > LONGEST or "\0" in value:
        raise BadParameterError(name, value, _("text of at most {n} characters").format(n=LONGEST))
    return value


def choice(query: QueryDict, name: str, allowed: Collection[str], default: str = "") -> str:
    """One of `allowed`, or `default` when it is not given or empty."""
    value = text(query, name)
    if value and value not in allowed:
        raise BadParameterError(name, value, _("one of: {names}").format(names=", ".join(allowed)))
    return value or default


def whole(query: QueryDict, name: str) -> int | None:
    """A whole number, None when it is not given."""
    value = text(query, name)
    if not value:
        return None
    if not _NUMBER.fullmatch(value):
        raise BadParameterError(name, value, _("a whole number"))
    return int(value)


def pattern(query: QueryDict, name: str, shape: str, wanted: str) -> str:
    """Text of the form `shape`, a regular expression; '' when it is not given."""
    value = text(query, name)
    if value and not re.fullmatch(shape, value):
        raise BadParameterError(name, value, wanted)
    return value


class Pages(Paginator):  # type: ignore[type-arg]  # as it runs, it has no parameter
    """Pages of rows of which at most `most` are counted and shown. more: there are more of them."""

    most = MOST
    more = False

    @cached_property
    def count(self) -> int:
        """The rows, as far as they are counted."""
        rows = self.object_list
        if isinstance(rows, QuerySet):
            counted = rows.order_by() if rows.query.values_select else rows.order_by().values("pk")
            number = counted[: self.most + 1].count()
        else:
            number = len(rows)
        self.more = self.more or number > self.most
        return min(number, self.most)


def page_of(rows: QuerySet[Any] | Sequence[Any], query: QueryDict, size: int, *, most: int = MOST) -> Page[Any]:
    """The page of `rows` that `page` asks for, the first by default; so many rows are shown at most."""
    pages = Pages(rows, size)
    pages.most = most
    return _page(pages, query)


def page_of_found(
    choose: Callable[..., QuerySet[Any]], query: QueryDict, size: int, *, most: int, frequent: bool
) -> Page[Any]:
    """The page that `page` asks for of rows that are searched for: `choose(frequent=...)`, in their order.

    Where there are more of them than are counted, the first ones are met by going through all of them in that order,
    which is much quicker than to find every one and to sort them. frequent: that there are more is known.
    """
    pages = Pages(range(most) if frequent else choose(frequent=False), size)
    pages.most = most
    pages.more = frequent
    found = _page(pages, query)
    if frequent or (pages.count and pages.more):
        start = (found.number - 1) * size
        found.object_list = choose(frequent=True)[start : start + size]
    return found


def page_of_part(choose: Callable[[int, int], Part], query: QueryDict, size: int) -> tuple[Page[Any], tuple[int, ...]]:
    """The same of rows that are chosen by their place: the page, and the keys of its rows."""
    number = whole(query, "page") or 1
    part = choose((max(number, 1) - 1) * size, size)
    pages = Pages(range(part.number), size)
    pages.more = part.more
    return _page(pages, query), part.keys


def _page(pages: Paginator[Any], query: QueryDict) -> Page[Any]:
    number = whole(query, "page")
    try:
        return pages.page(1 if number is None else number)
    except InvalidPage as error:
        wanted = _("from 1 to {n}").format(n=pages.num_pages)
        raise BadParameterError("page", text(query, "page"), wanted) from error
