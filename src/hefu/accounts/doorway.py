"""The link that `hefu serve` prints: whoever has it is signed in, for as long as that server runs.

The server knows only a hash of its key, by its environment: the link ends with the process, and nothing of it is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from hefu.accounts.models import Account

VARIABLE = "HEFU_DOORWAY"
"""Of the environment: key of the account and hash of the link's key, `1:9f86d0…`."""


def make(account: Account) -> str:
    """The key of a new link that signs in as an account, good in this process and those that it starts."""
    key = secrets.token_urlsafe(32)
    os.environ[VARIABLE] = f"{account.pk}:{_digest(key)}"
    return key


def shut() -> None:
    """No link is good, also none that the environment was started with."""
    os.environ.pop(VARIABLE, None)


def opened(key: str) -> Account | None:
    """The account that a link's key signs in as."""
    number, _, digest = os.environ.get(VARIABLE, "").partition(":")
    if not digest or not hmac.compare_digest(_digest(key), digest):
        return None
    return Account.objects.filter(pk=int(number), is_active=True).first()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
