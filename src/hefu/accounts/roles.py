"""Rights, and the roles that have them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What somebody may do."""

    OPEN = "open"
    """Anybody, always: to sign in, to see whether the site is well."""
    READ = "read"
    """Anybody; only who is signed in, where public reading is switched off."""
    OWN = "own"
    """Whoever is signed in, about the own account."""
    REPORT = "report"
    """Writes about tasks, problems and projects: an officer those of the own body, others all."""
    REVIEW = "review"
    """Decides findings, corrects figures, confirms and cuts links."""
    EDIT = "edit"
    """Adds documents, changes indicators, plans, bodies, assignments."""
    ADMINISTER = "administer"
    """Accounts, and who may read."""


OPEN, READ, OWN, REPORT, REVIEW, EDIT, ADMINISTER = Right

READER, OFFICER, REVIEWER, EDITOR, ADMINISTRATOR = ROLES = "reader", "officer", "reviewer", "editor", "administrator"
"""读者, 责任单位人员, 审核员, 编辑, 管理员."""

_SIGNED = frozenset({OPEN, READ, OWN})

RIGHTS: dict[str, frozenset[Right]] = {
    READER: _SIGNED,
    OFFICER: _SIGNED | {REPORT},
    REVIEWER: _SIGNED | {REVIEW},
    EDITOR: _SIGNED | {REPORT, REVIEW, EDIT},
    ADMINISTRATOR: frozenset(Right),
}
"""Role: what it may do. Only an officer is bound to a body."""

SCOPES = READ, REPORT, REVIEW, EDIT
"""What a token can be given: never the accounts, nor the own account."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who asks for a page, with what this one may do.

    name: the one that histories show; '' for nobody.  account: its key.  body: the only one that it writes about.
    token: whether a program asks, with a token.
    """

    name: str
    rights: frozenset[Right]
    account: int | None = None
    role: str = ""
    body: int | None = None
    token: bool = False

    def may(self, right: Right) -> bool:
        """Whether it has a right."""
        return right in self.rights

    def may_write(self, body: int | None) -> bool:
        """Whether it may write about the tasks, problems and projects of a body."""
        return self.may(REPORT) and self.body in (None, body)


def nobody(*, public: bool) -> Holder:
    """Who is not signed in. public: whether anybody may read."""
    return Holder("", frozenset({OPEN, READ} if public else {OPEN}))
