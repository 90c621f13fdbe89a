"""Tables of figures → statements, by a mapping that people read, change and use again (导入).

mapping.py    the mapping and its file         proposing.py  a mapping for tables that come for the first time
taking.py     tables → statements, problems    fields.py     each field with the cell that it was taken from
"""

from __future__ import annotations

from hefu.imports.mapping import TableMapping, as_text, from_text
from hefu.imports.proposing import headings, propose
from hefu.imports.taking import Problem, Report, Taken, take

__all__ = ["Problem", "Report", "TableMapping", "Taken", "as_text", "from_text", "headings", "propose", "take"]
