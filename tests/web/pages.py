"""Reading pages as people do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def body(answer: Any) -> str:
    """The HTML of a page."""
    return str(answer.content.decode())


def chart(page: str, screen: str = "wide") -> str:
    """The chart of a page: that for `wide` screens or for `slim` ones."""
    [found] = re.findall(rf'<svg class="chart chart--{screen}".*?</svg>', page, flags=re.S)
    return str(found)


def words(answer: Any) -> str:
    """What a page says, without markup; runs of space are one space."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", body(answer), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split()).replace(" 。", "。")


def spoken_of(indicator: str) -> int:
    """The number of statements of an indicator in the open ledger."""
    from hefu.ledger.models import Statement

    return Statement.objects.filter(series__indicator__name=indicator).count()


_SIGNING = (
    "^(BEGIN|COMMIT|SAVEPOINT|RELEASE)|accounts_|django_session|ledger_entry|pg_advisory_xact_lock|pg_current_snapshot"
)


@contextmanager
def assert_queries(most: int) -> Iterator[None]:
    """No more queries than `most` are made, but those that find out who asks."""
    with CaptureQueriesContext(connection) as queries:
        yield
    asked = [query["sql"][:200] for query in queries if not re.search(_SIGNING, query["sql"])]
    assert len(asked) <= most, "\n".join(asked)
