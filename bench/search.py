"""Times searches in a ledger that `bench/make_ledger.py` made: `python bench/search.py --db URL`.

Each search is what the page asks the database for: the newest twenty statements with their number, and twenty
documents of the newest. The slowest of five runs after one that warms up.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from hefu.ledger.opening import open_ledger  # noqa: E402

TERMS = ("粮", "粮食", "粮食产量", "增长", "万吨", "1", "云澜", "青川市 茶叶产值", "999.9万", "没有的词", "茶叶 2345")
RUNS = 5


def timed(term: str, area: str = "") -> tuple[float, float, str]:
    """Milliseconds for statements and for documents, and what was found."""
    from hefu.ledger import search
    from hefu.ledger.models import Statement

    rows = Statement.objects.filter(series__area_name=area) if area else Statement.objects.all()
    begun = time.perf_counter()
    hits = search.newest(term, rows, 20)
    between = time.perf_counter()
    found = search.documents(term).values_list("pk", flat=True)[:20]
    documents = len(found)
    ended = time.perf_counter()
    told = f"{hits.number}{'+' if hits.more else ''} statements, {documents} documents"
    return (between - begun) * 1000, (ended - between) * 1000, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    open_ledger(parser.parse_args().db)
    from hefu.ledger.models import Statement

    print(f"{Statement.objects.count():,} statements; milliseconds, slowest of {RUNS}")
    for term, area in [*((term, "") for term in TERMS), ("增长", "云川县"), ("产量", "云州市")]:
        timed(term, area)
        runs = [timed(term, area) for _ in range(RUNS)]
        slowest = [max(run[place] for run in runs) for place in (0, 1)]  # type: ignore[type-var]
        print(f"{term} {area}: statements {slowest[0]:.0f}, documents {slowest[1]:.0f}; {runs[0][2]}", flush=True)


if __name__ == "__main__":
    main()
