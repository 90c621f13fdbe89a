"""What a token of a client allows here: the same as on the site."""

from __future__ import annotations

from hefu.accounts import store, tokens
from hefu.accounts.roles import Right
from hefu.errors import UsageError

public = store.public


def authorize(token: str, scope: str) -> str:
    """In whose name a token is used that has this scope. UsageError when it has not, or is no good."""
    row = tokens.find(token) if token else None
    if row is None:
        told = "this token is unknown, at its end or revoked" if token else f"this needs a token with the scope {scope}"
        raise UsageError(f"{told}: `hefu account token` makes one")
    holder = row.holder()
    if not holder.may(Right(scope)):
        raise UsageError(f"this token has not the scope {scope}: `hefu account token` makes one that has")
    return holder.name
