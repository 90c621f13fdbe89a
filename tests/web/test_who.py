from __future__ import annotations

from pathlib import Path

import pytest
from django.test import RequestFactory

from hefu.web.who import NobodyError, name_of, named
from web.conftest import account


def test_what_is_written_is_written_in_the_name_of_the_account(ledger: Path) -> None:
    request = RequestFactory().post("/", {"who": "沈听澜"})
    request.user = account("reviewer", shown="林芷")
    assert (name_of(request), named(request)) == ("林芷", "林芷")


def test_nobody_writes_in_no_name(ledger: Path) -> None:
    request = RequestFactory().post("/", {"who": "沈听澜"})
    assert name_of(request) == ""
    with pytest.raises(NobodyError, match="请先登录"):
        named(request)
