"""Accounts as rows: made, changed, found; and whether anybody may read."""

from __future__ import annotations

import getpass
import re
import unicodedata

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hefu.accounts.models import Account, Setting
from hefu.accounts.roles import ADMINISTRATOR, OFFICER, ROLES, Holder, nobody
from hefu.errors import UsageError
from hefu.ledger.opening import writing
from hefu.office.models import Body

LONGEST = 50
_NAME = re.compile(r"\w[\w.@+-]*")


def add(name: str, *, shown: str = "", role: str, body: Body | None = None) -> Account:
    """A new account, with which nobody can sign in before it has a password. UsageError for what cannot be."""
    row = Account(name=_name(name), shown=_shown(shown or name), role=_role(role), body=_body(role, body))
    row.set_unusable_password()
    with writing():
        _alone(row)
        row.save()
    return row


def get(name: str) -> Account:
    """The account of this name. UsageError when there is none."""
    found = Account.objects.filter(name=Account.normalize_username(name)).first()
    if found is None:
        raise UsageError(_("There is no account {name!r}.").format(name=name))
    return found


def change(
    row: Account,
    *,
    shown: str | None = None,
    role: str | None = None,
    body: Body | None = None,
    active: bool | None = None,
) -> Account:
    """Brings an account to another name, role or body, or closes it. The last administrator stays one."""
    with writing():
        fresh = Account.objects.select_for_update().get(pk=row.pk)
        before = fresh.administers
        if shown is not None:
            fresh.shown = _shown(shown)
        if role is not None:
            fresh.role, fresh.body = _role(role), _body(role, body)
        if active is not None:
            fresh.is_active = active
        _alone(fresh)
        if before and not fresh.administers and not _administrators().exclude(pk=fresh.pk).exists():
            raise UsageError(_("This is the last administrator: make another one first."))
        fresh.save()
    return fresh


def local() -> Account:
    """The account of the person who runs this process, made as an administrator when there is none yet."""
    try:
        name = Account.normalize_username(getpass.getuser())
    except (OSError, KeyError):  # no user of this system has the process's number
        name = ""
    name = name if _NAME.fullmatch(name) and len(name) <= LONGEST else "owner"
    return Account.objects.filter(name=name).first() or add(name, role=ADMINISTRATOR)


def has_administrator() -> bool:
    """Whether anybody can see to the accounts."""
    return _administrators().exists()


def public() -> bool:
    """Whether anybody may read. HEFU_PUBLIC of the environment goes before what an administrator has set."""
    if settings.HEFU_PUBLIC is not None:
        return bool(settings.HEFU_PUBLIC)
    return Setting.objects.filter(name=Setting.PUBLIC, value="no").first() is None


def fixed() -> bool:
    """Whether the environment says who may read, so that nothing else can."""
    return settings.HEFU_PUBLIC is not None


def body_named(text: str) -> Body:
    """A body by its name, or by its number where several have that name. UsageError when it is not one."""
    found = list(Body.objects.filter(pk=int(text)) if text.isdecimal() else Body.objects.filter(name=text.strip()))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(_("There is no body {text!r}: see the page of bodies.").format(text=text))
    several = ", ".join(f"{one.pk} ({one.area})" for one in found)
    raise UsageError(_("Several bodies have this name, give the number of one: {several}.").format(several=several))


def set_public(allowed: bool) -> None:
    """Lets anybody read, or only those who have an account."""
    with writing():
        Setting.objects.update_or_create(name=Setting.PUBLIC, defaults={"value": "yes" if allowed else "no"})


def visitor() -> Holder:
    """Who is not signed in."""
    return nobody(public=public())


def _administrators() -> QuerySet[Account]:
    return Account.objects.filter(role=ADMINISTRATOR, is_active=True)


def _name(text: str) -> str:
    name = Account.normalize_username(text)
    if len(name) > LONGEST or not _NAME.fullmatch(name):
        raise UsageError(
            _(
                "A name to sign in with has letters, digits and . @ + - _, begins with a letter and has at most {n}."
            ).format(n=LONGEST)
        )
    return name


def _shown(text: str) -> str:
    shown = " ".join(unicodedata.normalize("NFC", text).split())
    if not shown or len(shown) > LONGEST or any(unicodedata.category(char)[0] == "C" for char in shown):
        raise UsageError(_("A name has at most {n} characters, all of which can be seen.").format(n=LONGEST))
    return shown


def _role(text: str) -> str:
    if text not in ROLES:
        raise UsageError(
            _("There is no role {text!r}: choose one of {roles}.").format(text=text, roles=", ".join(ROLES))
        )
    return text


def _body(role: str, body: Body | None) -> Body | None:
    if role == OFFICER and body is None:
        raise UsageError(_("An officer writes for one body: say which."))
    return body if role == OFFICER else None


def _alone(row: Account) -> None:
    """No two accounts have a name that one could take for the other's: histories know people by it."""
    for one in Account.objects.exclude(pk=row.pk):
        if one.name == row.name or Account.normalize_username(one.shown) == Account.normalize_username(row.shown):
            raise UsageError(_("There is an account of this name already: {name}.").format(name=one.name))
