"""What can go wrong, as exceptions that carry their data.

Every error of hefu derives from `HefuError` and from the built-in that fits it best. The text
of an error is one sentence that says what is wrong and what to do; the command line and the
views print it as it is.
"""

from __future__ import annotations

import os
from pathlib import Path


def visible(name: Path | str) -> str:
    """A name as it can be shown and kept: those of an older Chinese system are in GBK, and what could turn a line
    around, break it or command a terminal becomes \ufffd.
    """
    raw = str(name).encode("utf-8", "surrogatepass") if os.name == "nt" else os.fsencode(name)
    try:
        words = raw.decode()
    except UnicodeDecodeError:
        words = raw.decode("gb18030", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in words)


class HefuError(Exception):
    """Base of every error that hefu raises on purpose."""


class UsageError(HefuError, ValueError):
    """The caller asked for something that makes no sense: exit status 2."""


class ReadError(HefuError, ValueError):
    """A file cannot be read as a document.

    `path` is the file, `reason` what is wrong with it, `advice` what the user can do.
    """

    def __init__(self, path: Path | str, reason: str, advice: str = "") -> None:
        self.path, self.reason, self.advice = Path(path), reason, advice
        super().__init__(f"{visible(self.path.name)}: {reason}" + (f"; {advice}" if advice else ""))


class UnknownAreaError(UsageError):
    """No administrative area has this name; `near` lists names like it."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        self.name, self.near = name, near
        hint = f"did you mean {', '.join(near)}?" if near else "add it to an areas file (see --areas)"
        super().__init__(f"unknown area {name!r}: {hint}")


class ImpossibleDateError(UsageError):
    """A date is not of the form YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"impossible date {text!r}: write YYYY, YYYY-MM or YYYY-MM-DD")


class LexiconError(HefuError, ValueError):
    """A lexicon file (ours or a user's) has a row that cannot be used."""

    def __init__(self, path: Path | str, line: int, reason: str) -> None:
        self.path, self.line, self.reason = Path(path), line, reason
        super().__init__(f"{self.path.name}, line {line}: {reason}")


class LedgerError(HefuError, RuntimeError):
    """The ledger cannot do what was asked (missing, locked, newer schema)."""


class BusyError(LedgerError):
    """Others write into the ledger for so long that this had to give up; nothing was kept, and it helps to wait."""


class MeanwhileError(LedgerError):
    """Somebody else changed the same thing since it was looked at; nothing was kept."""


class QueueFullError(HefuError, RuntimeError):
    """No more files are taken in for now. `later`: it helps to wait."""

    def __init__(self, reason: str, advice: str, *, later: bool = True) -> None:
        self.later = later
        super().__init__(f"{reason}; {advice}")


class ServeError(HefuError, OSError):
    """The site cannot be served at this address."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host, self.port, self.reason = host, port, reason
        super().__init__(f"cannot serve at {host}, port {port}: {reason}; choose others with --host and --port")


class SecondReaderError(HefuError):
    """A second reader gives no answer that can be used: refused, too late, not the protocol."""


class PictureError(HefuError):
    """A page of a file cannot be drawn as a picture."""

    def __init__(self, page: int, reason: str) -> None:
        super().__init__(f"page {page} cannot be shown as a picture: {reason}")
        self.page = page
