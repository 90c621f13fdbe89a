from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hefu.errors import UsageError
from hefu.web.who import COOKIE, NobodyError, name_of, named, remember


@pytest.fixture(autouse=True)
def _secret(ledger: Path) -> None:
    """Names are signed with the secret of a ledger."""


def kept(name: str) -> str:
    """What a browser is given to keep."""
    return remember(HttpResponse(), name).cookies[COOKIE].value


def test_a_name_is_given_once_and_remembered() -> None:
    request = RequestFactory().post("/", {"who": "  林  芷 "})
    assert named(request) == "林 芷"
    later = RequestFactory().post("/")
    later.COOKIES[COOKIE] = kept("林 芷")
    assert (name_of(later), named(later)) == ("林 芷", "林 芷")


def test_another_name_takes_the_place_of_the_remembered_one() -> None:
    request = RequestFactory().post("/", {"who": "沈听澜"})
    request.COOKIES[COOKIE] = kept("林芷")
    assert named(request) == "沈听澜"


def test_the_cookie_has_only_signs_that_a_cookie_may_have_and_no_script_reads_it() -> None:
    answer = remember(HttpResponse(), '林芷；"a"=1')
    cookie = answer.cookies[COOKIE]
    assert cookie.value.isascii()
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("value", ["", "x", "林芷".encode().hex(), "IuaelyI:1xyz:abc"])
def test_a_cookie_that_is_not_signed_is_nobodys(value: str) -> None:
    request = RequestFactory().post("/")
    request.COOKIES[COOKIE] = value
    assert name_of(request) == ""
    with pytest.raises(NobodyError):
        named(request)


@pytest.mark.parametrize("name", ["林" * 151, "林\x00芷", "林\u202e芷"])
def test_a_name_must_be_one_that_can_be_read(name: str) -> None:
    with pytest.raises(UsageError):
        named(RequestFactory().post("/", {"who": name}))
