"""Every address has its right, and every role gets what it may have, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from hefu.web.access import ROUTES


def names(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The names of all addresses of the site."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{before}{one.namespace}:" if one.namespace else before
            yield from names(one.url_patterns, inner)
        else:
            yield f"{before}{one.name or ''}"


ALL = sorted(set(names(get_resolver().url_patterns)))


@pytest.mark.parametrize("name", ALL)
def test_every_address_stands_in_the_table_of_rights(name: str) -> None:
    assert name in ROUTES or f"{name.rpartition(':')[0]}:" in ROUTES, f"hefu.web.access.ROUTES has no row for {name!r}"


def test_the_table_has_no_address_that_the_site_has_not() -> None:
    spaces = {f"{name.rpartition(':')[0]}:" for name in ALL}
    assert set(ROUTES) <= set(ALL) | spaces
