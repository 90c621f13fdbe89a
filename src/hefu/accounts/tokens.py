"""Tokens for programs: made once and shown once; kept as a hash, with a scope and an end."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from hefu.accounts.models import Account, Token
from hefu.accounts.roles import RIGHTS, SCOPES, Right
from hefu.errors import UsageError
from hefu.ledger.opening import writing

MARK = "hefu_"
"""Every token begins so, that tools which look for secrets in files know it."""

DAYS, MOST_DAYS = 90, 366
"""How long a token is good for: unless told otherwise, and at most."""

_SHOWN = len(MARK) + 6


def issue(account: Account, name: str, scopes: Iterable[str], *, days: int = DAYS) -> tuple[str, Token]:
    """A new token: its text, which is nowhere kept, and its row. UsageError for what cannot be.

    scopes: of `SCOPES`, none beyond what the account may do itself.
    """
    name = " ".join(name.split())
    if not name or len(name) > 100 or not name.isprintable():
        raise UsageError(_("Say what the token is for, in at most {n} characters that can be seen.").format(n=100))
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(_("A token is good for 1 to {n} days.").format(n=MOST_DAYS))
    text = MARK + secrets.token_urlsafe(32)
    today = timezone.localdate()
    row = Token(
        account=account, name=name, start=text[:_SHOWN], digest=_digest(text), scopes=_scopes(account, scopes),
        made=today, expires=today + timedelta(days=days),
    )  # fmt: skip
    with writing():
        row.save()
    return text, row


def find(text: str) -> Token | None:
    """The token that a program has shown, if it is good today. The day is noted."""
    if not text.startswith(MARK) or len(text) > 100:
        return None
    row = Token.objects.select_related("account").filter(digest=_digest(text)).first()
    today = timezone.localdate()
    if row is None or not good(row, today):
        return None
    if row.used != today:
        Token.objects.filter(pk=row.pk).update(used=today)
    return row


def good(row: Token, day: date) -> bool:
    """Whether a token is worth anything on a day."""
    return row.revoked is None and day < row.expires and row.account.is_active


def revoke(row: Token) -> None:
    """From now on the token is worth nothing. It stays in the list."""
    with writing():
        Token.objects.filter(pk=row.pk, revoked=None).update(revoked=timezone.localdate())


def _digest(text: str) -> str:
    """A token has 256 random bits: a plain hash of it tells nothing, and is found by an index."""
    return hashlib.sha256(text.encode()).hexdigest()


def _scopes(account: Account, scopes: Iterable[str]) -> str:
    wanted = set(scopes)
    if unknown := wanted - set(SCOPES):
        raise UsageError(
            _("There is no scope {text}: choose of {scopes}.").format(
                text=", ".join(sorted(unknown)), scopes=", ".join(SCOPES)
            )
        )
    if not wanted:
        raise UsageError(
            _("A token without a scope is good for nothing: choose of {scopes}.").format(scopes=", ".join(SCOPES))
        )
    if beyond := sorted(one for one in wanted if Right(one) not in RIGHTS[account.role]):
        raise UsageError(_("{name} may not do this: {scopes}.").format(name=account.shown, scopes=", ".join(beyond)))
    return " ".join(one for one in SCOPES if one in wanted)
