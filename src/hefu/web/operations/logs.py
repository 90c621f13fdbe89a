"""Lines of the log: text for people, JSON for programs. Neither tells secrets, words of documents, or searches."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("hefu_request_id", default="")
"""Of the request that is being answered; empty outside of one."""

FIELDS = ("method", "route", "status", "ms", "db_ms", "queries", "bytes")
"""What the line of a request tells besides."""

requests = logging.getLogger("hefu.requests")


def _known(record: logging.LogRecord) -> dict[str, Any]:
    said = {"request": request_id.get()} if request_id.get() else {}
    return said | {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}


class JsonLines(logging.Formatter):
    """One JSON object a line; what would begin another line is escaped in it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_known(record),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


class TextLines(logging.Formatter):
    """A line for people; what is not to be printed, as an end of line in an address, is escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, and the trace of an error below it."""
        when = datetime.fromtimestamp(record.created).isoformat(sep=" ", timespec="seconds")
        said = " ".join(f"{name}={value}" for name, value in _known(record).items())
        line = f"{when} {record.levelname} {record.name}: {record.getMessage()}" + (f" ({said})" if said else "")
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
        return f"{shown}\n{self.formatException(record.exc_info)}" if record.exc_info else shown
