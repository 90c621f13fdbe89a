"""Guessing passwords is slow: after some failures one waits, longer each time, for a name and for an address.

An attempt counts before the password is looked at, so that many at once gain nothing. Of names and addresses only keyed
hashes are kept, for an hour: the key is the ledger's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from django.utils import timezone
from django.utils.crypto import salted_hmac

from hefu.accounts.models import Account, Attempt
from hefu.ledger.opening import writing

FREE = {"name": 5, "address": 20}
"""Failures that cost no waiting: of one name, and from one address, which many may share."""

LONGEST = 15 * 60
"""Nobody waits for more seconds than these."""

KEPT = timedelta(hours=1)


class Waiting:
    """How long it is until the next attempt. seconds: 0 when it may be made now."""

    __slots__ = ("keys", "seconds")

    def __init__(self, keys: tuple[str, ...], seconds: int) -> None:
        self.keys, self.seconds = keys, seconds


def attempt(name: str, address: str) -> Waiting:
    """Counts an attempt to sign in as a failure, for now; or says how long to wait, and counts nothing."""
    keys = {kind: _key(kind, text) for kind, text in (("name", _name(name)), ("address", _address(address)))}
    now = timezone.now()
    with writing():
        Attempt.objects.filter(last__lt=now - KEPT).delete()
        rows = {row.key: row for row in Attempt.objects.select_for_update().filter(key__in=keys.values())}
        seconds = max(_left(rows.get(key), FREE[kind], now) for kind, key in keys.items())
        if not seconds:
            _count(keys.values(), rows, now)
    return Waiting(tuple(keys.values()), seconds)


def succeeded(made: Waiting) -> None:
    """The attempt was none: its name begins anew, its address loses one failure."""
    name, address = made.keys
    with writing():
        Attempt.objects.filter(key=name).delete()
        for row in Attempt.objects.filter(key=address, failures__gt=0):
            row.failures -= 1
            row.save()


def _count(keys: Iterable[str], rows: dict[str, Attempt], now: datetime) -> None:
    for key in keys:
        row = rows.get(key) or Attempt(key=key)
        row.failures, row.last = row.failures + 1, now
        row.save()


def _left(row: Attempt | None, free: int, now: datetime) -> int:
    """Seconds that are still to be waited."""
    if row is None or row.failures < free:
        return 0
    wait = min(1 << min(row.failures - free, 20), LONGEST)
    return max(ceil(wait - (now - row.last).total_seconds()), 0)


def _key(kind: str, text: str) -> str:
    return salted_hmac("hefu.accounts.throttle", f"{kind}:{text}", algorithm="sha256").hexdigest()


def _name(text: str) -> str:
    return Account.normalize_username(text[:200])


def _address(text: str) -> str:
    """Of IPv6 the network of one customer: whoever has one address has all of them."""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    return str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else text
