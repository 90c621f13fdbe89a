"""What is not as it must be, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

RESTORE = "restore a backup"
REREAD = "read its file again: hefu add --again FILE; where that does not help, restore a backup"
TAMPERED = "somebody changed it past hefu: find out who, and restore a backup"
REPAIR = "hefu check --repair makes it anew"
UPGRADE = "hefu upgrade; where that does not help, restore a backup"

SEARCH, AUDIT = "search", "audit"
"""What can be derived again from what else the ledger holds."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something of a ledger that is not as it must be.

    where: of what it is told.  what: is wrong.  advice: what to do.  derived: SEARCH or AUDIT where it can be repaired.
    """

    where: str
    what: str
    advice: str
    derived: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} → {self.advice}"
