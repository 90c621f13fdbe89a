"""How often one may ask: so many requests in a minute for each token or address, counted by all processes together.

The counts are in a small SQLite file of their own in the folder for temporary files: the ledger, which may be busy with
a long addition, is not written to for every question.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hefu.errors import UsageError

SETTING, USUAL = "HEFU_API_RATE", 600
"""Requests in a minute; 0 for no limit."""

WINDOW = 60


@dataclass(frozen=True, slots=True)
class Count:
    """Where somebody stands: how many requests are allowed, how many are left, seconds until it begins anew."""

    limit: int
    left: int
    reset: int

    @property
    def exceeded(self) -> bool:
        """Whether this request was one too many."""
        return self.left < 0


def rate() -> int:
    """Requests in a minute, as set."""
    text = os.environ.get(SETTING, "")
    if text and not (text.isascii() and text.isdigit()):
        raise UsageError(f"{SETTING} is {text!r}: write a whole number, 0 for no limit")
    return int(text) if text else USUAL


def count(who: str, *, limit: int, now: float | None = None) -> Count:
    """Counts one request of somebody; `who` is kept as a hash only, and for a minute."""
    seconds = time.time() if now is None else now
    window = int(seconds // WINDOW)
    key = hashlib.sha256(who.encode()).hexdigest()
    with closing(sqlite3.connect(_file(os.getuid()), timeout=5, isolation_level=None)) as kept:
        kept.execute("PRAGMA synchronous = OFF")
        kept.execute("CREATE TABLE IF NOT EXISTS asked (who TEXT PRIMARY KEY, in_window INTEGER, n INTEGER)")
        [number] = kept.execute(
            "INSERT INTO asked VALUES (?, ?, 1) ON CONFLICT (who) DO UPDATE SET"
            " n = CASE in_window WHEN excluded.in_window THEN n + 1 ELSE 1 END, in_window = excluded.in_window"
            " RETURNING n",
            (key, window),
        ).fetchone()
        if number == 1:
            kept.execute("DELETE FROM asked WHERE in_window < ?", (window - 1,))
    return Count(limit, limit - number, WINDOW - int(seconds % WINDOW))


@cache
def _file(user: int) -> Path:
    """The file, in a folder that only this user can enter."""
    folder = Path(tempfile.gettempdir(), f"hefu-{user}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != user or folder.is_symlink() or found.st_mode & 0o077:
        folder = Path(tempfile.mkdtemp(prefix="hefu-"))  # somebody else's: this process counts alone
    return folder / "asked.sqlite3"
