"""The limits that the environment sets, looked at before the site answers anybody."""

from __future__ import annotations

from hefu.ledger.arrivals import limits
from hefu.ledger.confined import Limits
from hefu.web.api.limits import rate


def look_at_limits() -> None:
    """UsageError for limits that make no sense, before they would be told to whoever meets them on a page."""
    for look in (limits, Limits.of_environment, rate):
        look()
