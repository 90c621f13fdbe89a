"""hefu 合符: lays what official plans promised beside what was reported.

    >>> import hefu
    >>> document = hefu.read("plan.docx")                  # doctest: +SKIP
    >>> for statement in hefu.extract(document): ...       # doctest: +SKIP

Neither needs a database.
"""

from hefu.extract import analyse, extract
from hefu.read import read

__version__ = "0.1.0"
__all__ = ["analyse", "extract", "read"]
