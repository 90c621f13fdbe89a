"""Accounts, tokens, failed attempts to sign in, and the setting who may read.

Kept of a person: the name to sign in with, the name that others see, the role, the body of an officer, a hash of the
password. No address, no mail, no time of a visit: histories say who changed what, and that is all.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from hefu.accounts.roles import ADMINISTRATOR, OFFICER, READER, RIGHTS, ROLES, SCOPES, Holder, Right
from hefu.ledger.models.chained import Chained
from hefu.office.models import Body


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by the name that people type."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of this name, however it is written."""
        return self.get(name=Account.normalize_username(username or ""))


class Account(Chained, AbstractBaseUser):
    """A person who may do more than read, or who reads where others may not.

    name: to sign in with, in the form of `normalize_username`.  shown: what others see beside what was decided.
    body: of an officer, the one that the officer writes about.
    """

    last_login = None  # nobody needs to know when somebody was here

    name = models.CharField(max_length=50, unique=True)
    shown = models.CharField(max_length=50, unique=True)
    role = models.CharField(max_length=16, default=READER)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="officers")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["shown"]
    UNCHAINED = ("password",)

    objects: ClassVar[Accounts] = Accounts()  # type: ignore[assignment]  # made one by one, never together

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="account_has_a_role"),
            models.CheckConstraint(
                condition=Q(role=OFFICER, body__isnull=False) | (~Q(role=OFFICER) & Q(body__isnull=True)),
                name="officers_alone_have_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.shown

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """One form for all spellings of a name: wide and narrow, large and small letters."""
        return super().normalize_username(username).strip().casefold()

    @property
    def administers(self) -> bool:
        """Whether it may see to the accounts of others."""
        return self.is_active and self.role == ADMINISTRATOR

    def holder(self) -> Holder:
        """What a person who signed in may do."""
        return Holder(self.shown, RIGHTS[self.role], account=self.pk, role=self.role, body=self.body_id)


class Token(models.Model):
    """What a program shows instead of a password. Only a hash of it is kept: it is shown once, when it is made.

    name: what it is for.  start: its first characters, so that its owner knows it again.  scopes: rights, by spaces.
    used: the last day on which it was.  expires, revoked: days; from then on it is worth nothing.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=60)
    made = models.DateField()
    expires = models.DateField()
    used = models.DateField(null=True, blank=True)
    revoked = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def rights(self) -> frozenset[Right]:
        """What it may do: what it was given, as far as its account may do so itself."""
        given = {Right.OPEN, *(one for one in SCOPES if one in self.scopes.split())}
        return RIGHTS[self.account.role] & given

    def holder(self) -> Holder:
        """What a program that shows it may do, in the name of its account."""
        one = self.account
        return Holder(one.shown, self.rights, account=one.pk, role=one.role, body=one.body_id, token=True)


class Attempt(models.Model):
    """Failed attempts to sign in with one name, or from one address: a keyed hash of it, forgotten after an hour."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.IntegerField(default=0)
    last = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()


class Setting(Chained):
    """What an administrator has set. Without a row the default holds."""

    PUBLIC = "public"
    """Whether anybody may read: yes or no."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()
