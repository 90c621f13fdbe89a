"""In whose name something is decided, corrected or reported: that of the account that is signed in.

Every page that writes something down asks here and nowhere else.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.web.access import holder


class NobodyError(UsageError):
    """Something was to be written down in nobody's name."""


def name_of(request: HttpRequest) -> str:
    """The name of the account, as histories show it; '' when nobody is signed in."""
    return holder(request).name


def named(request: HttpRequest) -> str:
    """In whose name a form was sent. NobodyError when nobody is signed in."""
    name = name_of(request)
    if not name:
        raise NobodyError(_("Nobody has signed this: sign in first."))
    return name
