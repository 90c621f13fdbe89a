"""Passwords: set by who types them; and links, good once, with which somebody sets the first or another one."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hefu.accounts.models import Account
from hefu.errors import UsageError
from hefu.ledger.opening import writing

MOST = 256


def set_password(row: Account, text: str) -> None:
    """Gives an account a password; its sessions elsewhere end. UsageError for one that is not good."""
    if len(text) > MOST:
        raise UsageError(_("A password has at most {n} characters.").format(n=MOST))
    try:
        validate_password(text, row)
    except ValidationError as error:
        raise UsageError(" ".join(map(_said, error.error_list))) from None
    row.set_password(text)
    with writing():
        row.save(update_fields=["password"])


def _said(error: ValidationError) -> str:
    """What is wrong with a password. Django has no Chinese for how long it must be."""
    if error.code == "password_too_short" and error.params:
        return _("A password has at least {n} characters.").format(n=error.params["min_length"])
    return " ".join(error.messages)


def invitation(row: Account) -> str:
    """What a link is made of with which the owner of an account sets its password: good once, for three days.

    The password that the account had is worth nothing from now on, and its sessions end.
    """
    row.set_unusable_password()
    with writing():
        row.save(update_fields=["password"])
    return f"{row.pk}-{_LINKS.make_token(row)}"


def invited(key: str) -> Account | None:
    """The account that a link is for, while it is good."""
    number, _dash, token = key.partition("-")
    row = (
        Account.objects.filter(pk=int(number), is_active=True).first()
        if number.isdecimal() and len(number) < 12
        else None
    )
    return row if row is not None and _LINKS.check_token(row, token) else None


class _Links(PasswordResetTokenGenerator):
    """Signed with the ledger's key over the hash of the password: a new password makes it void."""

    key_salt = "hefu.accounts.invitation"


_LINKS = _Links()
