"""`hefu account`: who may do what on the site; tokens for programs; whether anybody may read."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from typing import Any

from hefu.commands import ledger_option
from hefu.errors import UsageError

Action = Callable[[argparse.Namespace], None]
_ROLES = "reader, officer, reviewer, editor or administrator"
_OF_OFFICER = "of an officer: the body that the officer writes about"


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (line, add, act) in ACTIONS.items():
        action = actions.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        action.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        add(action)
        ledger_option(action)
        action.set_defaults(act=act)


def run(options: argparse.Namespace) -> int:
    from django.utils import translation

    from hefu.ledger.opening import clear_errors, open_ledger

    open_ledger(options.db, create=options.action == "add")
    with translation.override("en"), clear_errors():
        options.act(options)
    return 0


def _add(options: argparse.Namespace) -> None:
    from django.db import transaction

    from hefu.accounts import passwords, store

    text = _password()
    with transaction.atomic():
        row = store.add(options.name, shown=options.shown, role=options.role, body=_body(options.body))
        passwords.set_password(row, text)
    print(f"{row.name}: {row.role}")


def _list(options: argparse.Namespace) -> None:
    from hefu.accounts.models import Account

    for row in Account.objects.select_related("body").order_by("name"):
        told: dict[str, Any] = {
            "name": row.name, "shown": row.shown, "role": row.role, "body": row.body.name if row.body else None,
            "active": row.is_active, "password": row.has_usable_password(), "tokens": row.tokens.count(),
        }  # fmt: skip
        if options.format == "jsonl":
            print(json.dumps(told, ensure_ascii=False))
        else:
            marks = ["closed"] * (not row.is_active) + ["no password"] * (not row.has_usable_password())
            print("\t".join([row.name, row.shown, row.role, told["body"] or "", ", ".join(marks)]).rstrip())


def _role(options: argparse.Namespace) -> None:
    from hefu.accounts import store

    row = store.change(store.get(options.name), role=options.role, body=_body(options.body))
    print(f"{row.name}: {row.role}")


def _set_password(options: argparse.Namespace) -> None:
    from hefu.accounts import passwords, store

    row = store.get(options.name)
    passwords.set_password(row, _password())
    print(f"{row.name} has another password; its sessions have ended")


def _close(options: argparse.Namespace) -> None:
    from hefu.accounts import store

    row = store.change(store.get(options.name), active=options.action == "open")
    print(f"{row.name} is {'open' if row.is_active else 'closed'}")


def _public(options: argparse.Namespace) -> None:
    from hefu.accounts import store

    if options.allowed:
        store.set_public(options.allowed == "on")
    print("anybody may read" if store.public() else "only who signs in may read")


def _token(options: argparse.Namespace) -> None:
    from hefu.accounts import store, tokens

    scopes = [one.strip() for one in options.scope.split(",") if one.strip()]
    text, row = tokens.issue(store.get(options.name), options.purpose, scopes, days=options.days)
    print(text)
    print(f"hefu: good until {row.expires} for {row.scopes}; it is shown this once", file=sys.stderr)


def _tokens(options: argparse.Namespace) -> None:
    from hefu.accounts import store
    from hefu.accounts.models import Token

    rows = Token.objects.select_related("account").order_by("pk")
    for row in rows.filter(account=store.get(options.name)) if options.name else rows:
        ended = f"revoked {row.revoked}" if row.revoked else f"until {row.expires}"
        used = f"used {row.used}" if row.used else "never used"
        print("\t".join([row.start, row.account.name, row.name, row.scopes, ended, used]))


def _revoke(options: argparse.Namespace) -> None:
    from hefu.accounts import tokens
    from hefu.accounts.models import Token

    if not (rows := list(Token.objects.filter(start=options.start))):
        raise UsageError(f"no token begins with {options.start!r}: see `hefu account tokens`")
    for row in rows:
        tokens.revoke(row)
    print(f"{options.start} is revoked")


# ---------------------------------------------------------------- what they are told


def _password() -> str:
    """Asked for twice at a terminal, else the first line of standard input; never an argument, which others can see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    text = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != text:
        raise UsageError("the two passwords are not the same: nothing is changed")
    return text


def _body(name: str | None) -> Any:
    from hefu.accounts import store

    return store.body_named(name) if name else None


def _named(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name to sign in with")


def _for_add(parser: argparse.ArgumentParser) -> None:
    _named(parser)
    parser.add_argument("--role", required=True, help=_ROLES)
    parser.add_argument("--shown", default="", metavar="NAME", help="the name that others see (default: NAME)")
    parser.add_argument("--body", metavar="BODY", help=_OF_OFFICER)


def _for_role(parser: argparse.ArgumentParser) -> None:
    _named(parser)
    parser.add_argument("role", metavar="ROLE", help=_ROLES)
    parser.add_argument("--body", metavar="BODY", help=_OF_OFFICER)


def _for_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")


def _for_token(parser: argparse.ArgumentParser) -> None:
    _named(parser)
    parser.add_argument("--for", dest="purpose", required=True, metavar="PURPOSE", help="what the token is for")
    parser.add_argument("--scope", default="read", help="of read, report, review, edit, by commas (default: read)")
    parser.add_argument("--days", type=int, default=90, help="how long it is good (default: 90, at most 366)")


def _for_tokens(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="only those of this account")


def _for_revoke(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", metavar="START", help="the first characters, as `tokens` lists them")


def _for_public(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("allowed", choices=("on", "off"), nargs="?", help="without it: how it is")


ACTIONS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Action]] = {
    "add": ("make an account; its password is asked for, or read from standard input", _for_add, _add),
    "list": ("list the accounts", _for_list, _list),
    "role": ("give an account another role", _for_role, _role),
    "password": ("give an account another password, asked for or read from standard input", _named, _set_password),
    "close": ("close an account: nobody can sign in with it", _named, _close),
    "open": ("open a closed account", _named, _close),
    "token": ("make a token for a program; it is printed this once", _for_token, _token),
    "tokens": ("list the tokens", _for_tokens, _tokens),
    "revoke": ("revoke a token", _for_revoke, _revoke),
    "public": ("let anybody read, or only who signs in", _for_public, _public),
}
