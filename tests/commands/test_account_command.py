"""`hefu account`: accounts, roles, passwords from standard input, tokens, public reading."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from hefu.cli import main

pytestmark = pytest.mark.usefixtures("ledger")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["account", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_an_administrator_is_made_with_a_password_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "short")
    status, _out, err = run(capsys, "add", "Lin", "--role", "administrator")
    assert status == 2 and "at least 12 characters" in err
    assert run(capsys, "list")[1] == ""
    typed(monkeypatch, "a quiet river at night")
    assert run(capsys, "add", "Lin", "--role", "administrator", "--shown", "林芷")[:2] == (0, "lin: administrator\n")
    row = json.loads(run(capsys, "list", "--format", "jsonl")[1])
    assert row == {
        "name": "lin", "shown": "林芷", "role": "administrator", "body": None, "active": True, "password": True,
        "tokens": 0,
    }  # fmt: skip
    typed(monkeypatch, "another quiet river")
    assert "its sessions have ended" in run(capsys, "password", "lin")[1]


def test_an_officer_needs_a_body(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from hefu.office import store
    from hefu.office.models import Body

    store.create(Body(name="市商务局"), who="李一")
    typed(monkeypatch, "a quiet river at night")
    assert "say which" in run(capsys, "add", "wang", "--role", "officer")[2]
    typed(monkeypatch, "a quiet river at night")
    assert "There is no body" in run(capsys, "add", "wang", "--role", "officer", "--body", "无")[2]
    typed(monkeypatch, "a quiet river at night")
    assert run(capsys, "add", "wang", "--role", "officer", "--body", "市商务局")[0] == 0
    assert run(capsys, "role", "wang", "editor")[1] == "wang: editor\n"
    assert run(capsys, "close", "wang")[1] == "wang is closed\n"
    assert run(capsys, "list")[1] == "wang\twang\teditor\t\tclosed\n"
    assert run(capsys, "open", "wang")[1] == "wang is open\n"


def test_a_token_is_printed_once_listed_and_revoked(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hefu.accounts import tokens

    typed(monkeypatch, "a quiet river at night")
    run(capsys, "add", "lin", "--role", "reviewer")
    assert "may not do this" in run(capsys, "token", "lin", "--for", "sync", "--scope", "edit")[2]
    _status, out, err = run(capsys, "token", "lin", "--for", "sync", "--scope", "read,review", "--days", "7")
    text = out.strip()
    assert tokens.find(text) is not None and "shown this once" in err
    listed = run(capsys, "tokens", "lin")[1]
    assert text not in listed and "sync\tread review\tuntil" in listed
    assert run(capsys, "revoke", text[:11])[0] == 0
    assert tokens.find(text) is None
    assert run(capsys, "revoke", "hefu_nothing")[0] == 2


def test_public_reading_is_switched_off_and_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "public")[1] == "anybody may read\n"
    assert run(capsys, "public", "off")[1] == "only who signs in may read\n"
    assert run(capsys, "public", "on")[1] == "anybody may read\n"


def test_what_is_not_there_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "role", "nobody", "editor")[0] == 2
