"""Times searches in a ledger that `bench/make_ledger.py` made: `python bench/search.py --db URL`.

Each search is what the page asks the database for: the newest twenty statements with their number, and twenty
documents of the newest. Of five runs after one that warms up the slowest: milliseconds by the clock, and those of the
processor, of Python and of the server together.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench.pages import spent  # noqa: E402
from hefu.ledger.opening import open_ledger  # noqa: E402

TERMS = ("粮", "粮食", "粮食产量", "增长", "万吨", "1", "云川", "青源县 茶叶产值", "999.9万", "没有的词", "茶叶 2345")
FILTERS = (
    ("增长", {"area": "云川市"}),
    ("产量", {"area": "市"}),
    ("产值", {"modality": "target"}),
    ("1", {"period": "2015"}),
)
RUNS = 5


def timed(term: str, **filters: str) -> tuple[float, float, str]:
    """Milliseconds by the clock and of the processor for statements and documents, and what was found."""
    from hefu.ledger import search
    from hefu.ledger.listing import Filter
    from hefu.ledger.paging import part

    clock, processor = time.perf_counter(), spent()
    hits = part(Filter(q=term, **filters), 0, 20, most=1_000)
    between = time.perf_counter()
    frequent = search.are_in_more_documents(term, 1_000)
    documents = len(search.documents(term, frequent=frequent).values_list("pk", flat=True)[:20])
    clock, processor, last = time.perf_counter() - clock, spent() - processor, time.perf_counter() - between
    told = f"{hits.number}{'+' if hits.more else ''} statements; {last * 1000:.0f} ms for {documents} documents"
    return clock * 1000, processor * 1000, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    open_ledger(parser.parse_args().db)
    print(f"slowest of {RUNS}: ms by the clock, ms of the processor")
    for term, filters in [*((term, {}) for term in TERMS), *FILTERS]:
        timed(term, **filters)
        runs = [timed(term, **filters) for _ in range(RUNS)]
        clock, processor = max(run[0] for run in runs), max(run[1] for run in runs)
        print(f"{clock:6.0f} {processor:6.0f}  {term} {' '.join(filters.values())}: {runs[0][2]}", flush=True)


if __name__ == "__main__":
    main()
