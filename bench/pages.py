"""Times every page and every list of the API in a large ledger: `python bench/pages.py --db URL [--only WORD]`.

The ledger is one that `bench/make_ledger.py` made. Each address is asked for several times, with other documents, areas
and indicators each time, without a network, as an administrator; the first time is not counted. The table tells
milliseconds by the clock (median, slowest), those of them spent in the database, the processor's (that of Python and
that of the server's process for this connection: on a machine that others use only these say much), and the number of
queries. `--slow MS` prints the queries of pages that take longer of the processor.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlencode

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from hefu.ledger.opening import open_ledger  # noqa: E402
from hefu.web.operations.ready import ready  # noqa: E402

MOST = 150
"""Milliseconds that a page may take."""
WORDS = ("粮", "产值", "茶叶产量", "地区生产总值", "增长", "123", "旅游投资", "没有的词", "县", "99.9%")


@dataclass(slots=True)
class Timed:
    """A page that was asked for so many times: seconds by the clock, in the database, of the processor; queries."""

    name: str
    clock: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    status: set[int] = field(default_factory=set)

    def line(self) -> str:
        own, most = median(self.clock) * 1000, max(self.clock) * 1000
        mark = "  SLOW" if max(self.processor) * 1000 > MOST else ""
        odd = "" if self.status <= {200, 302} else f"  {sorted(self.status)}"
        return (
            f"{own:8.0f} {most:8.0f} {median(self.database) * 1000:8.0f} {median(self.processor) * 1000:8.0f} "
            f"{max(self.processor) * 1000:8.0f} {max(self.queries):6}  {self.name}{mark}{odd}"
        )


class Samples:
    """Real values of the ledger to ask for, another each time; of documents the largest, too."""

    def __init__(self) -> None:
        from hefu.ledger import models as rows

        self.random = Random(4)
        self.documents = self._some(rows.Document, "pk", "original_id", "area_name", "published", "title")
        self.indicators = [name for (name,) in self._some(rows.Indicator, "name")]
        self.series = self._some(rows.Series, "pk", "indicator__name", "area_name")
        self.findings = [one for (one,) in self._some(rows.Finding, "identity")]
        self.targets = self._some(rows.Target, "plan__document__original", "start", "indicator", "area_name")

    def _some(self, model: Any, *columns: str) -> list[tuple[Any, ...]]:
        """A hundred rows of a table, from all over it."""
        last = model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        keys = [self.random.randint(1, last) for _ in range(300)]
        return list(model.objects.filter(pk__in=keys).values_list(*columns)[:100])

    def one(self, of: list[Any]) -> Any:
        return self.random.choice(of)

    def statement(self) -> tuple[str, int]:
        from hefu.ledger.models import Statement

        pk, sha, *_ = self.one(self.documents)
        return sha, int(self.one(list(Statement.objects.filter(document=pk).values_list("start", flat=True))))

    def item(self) -> tuple[str, int]:
        from hefu.ledger.models import Item

        sha = self.one(self.targets)[0]
        return sha, self.one(list(Item.objects.filter(plan__document__original=sha).values_list("number", flat=True)))


Make = Callable[[Samples], str]


def addresses() -> Iterator[tuple[str, Make]]:
    """Every page that can be looked at, by name, and how an address of it is made."""
    yield from _pages()
    yield from _filters()
    yield from _searches()
    yield from _api()


def _pages() -> Iterator[tuple[str, Make]]:
    for name in (
        "", "documents/", "statements/", "indicators/", "findings/", "plans/", "targets/", "targets/without-results/",
        "targets/without-targets/", "targets/changes/", "history/", "review/", "tasks/", "problems/", "projects/",
        "bodies/", "add/", "accounts/", "account/", "indicators/edit/",
    ):  # fmt: skip
        yield f"/{name}", lambda some, name=name: f"/{name}"  # type: ignore[misc]
    yield "document", lambda some: f"/documents/{some.one(some.documents)[1]}/"
    yield "document?s", lambda some: "/documents/{}/?s={}".format(*some.statement())
    yield "fields?s", lambda some: "/documents/{}/fields/?s={}".format(*some.statement())
    yield "original", lambda some: f"/documents/{some.one(some.documents)[1]}/original/"
    yield "indicator", lambda some: "/indicator/?" + _query(name=some.one(some.series)[1])
    yield "indicator?area", lambda some: "/indicator/?" + _of_series(some.one(some.series))
    yield "finding", lambda some: f"/findings/{some.one(some.findings)}/"
    yield "plan", lambda some: f"/plans/{some.one(some.targets)[0]}/"
    yield "plan summary", lambda some: f"/plans/{some.one(some.targets)[0]}/summary/"
    yield "plan item", lambda some: "/plans/{}/items/{}/".format(*some.item())
    yield "plan reports", lambda some: f"/plans/{some.one(some.targets)[0]}/reports/"
    yield "target", lambda some: "/plans/{}/targets/{}/".format(*some.one(some.targets)[:2])


def _query(**said: object) -> str:
    return urlencode(said)


def _of_series(row: tuple[Any, ...]) -> str:
    return _query(name=row[1], area=row[2])


def _filters() -> Iterator[tuple[str, Make]]:
    """Each list with each of its filters, and deep pages."""
    area = ("area", lambda some: some.one(some.documents)[2])
    indicator = ("indicator", lambda some: some.one(some.indicators))
    yield from _each("/statements/", [
        area, indicator, *_fixed(period="2023", measure="growth", modality="target", sort="value", page="100"),
        *_fixed(sort="-confidence"), *_fixed(sort="document"), *_fixed(sort="area"), *_fixed(sort="indicator"),
        *_fixed(sort="-value"), ("doc", lambda some: some.one(some.documents)[1][:16]),
        ("title", lambda some: some.one(some.documents)[4]), *_fixed(title="统计公报"), *_fixed(indicator="产值"),
        ("q", lambda some: some.one(list(WORDS))), *_fixed(q="增"), *_fixed(q="产值"), *_fixed(area="市"),
        *_fixed(period="2024-01/2024-06"), *_fixed(period="2016/2020"),
    ])  # fmt: skip
    yield "/statements/?area&indicator&measure&period", lambda some: "/statements/?" + _mixed(some)
    yield from _each("/documents/", [area, *_fixed(year="2020", page="20"), *_fixed(q="产值"), *_fixed(q="粮")])
    yield from _each("/indicators/", [*_fixed(q="产值", sort="name", page="2"), *_fixed(sort="areas")])
    yield from _each("/findings/", [
        area, *_fixed(state="dismissed", severity="notice", rule="revision", year="2020", page="20"),
    ])  # fmt: skip
    yield from _each("/plans/", [area])
    for page in ("/targets/", "/targets/without-results/", "/targets/without-targets/", "/targets/changes/"):
        yield from _each(page, [area, indicator])
    yield from _each("/targets/", _fixed(verdict="missed", binding="yes", page="20"))
    yield from _each(
        "/review/", [area, *_fixed(of="low"), *_fixed(of="finding"), *_fixed(of="target"), *_fixed(n="40")]
    )
    yield from _each("/history/", _fixed(kind="correction", page="2"))


Value = tuple[str, Callable[[Samples], Any]]


def _fixed(**said: str) -> list[Value]:
    return [(name, lambda some, value=value: value) for name, value in said.items()]  # type: ignore[misc]


def _each(path: str, values: list[Value]) -> Iterator[tuple[str, Make]]:
    for name, value in values:
        fixed = "" if value.__defaults__ is None else f"={value.__defaults__[0]}"  # type: ignore[attr-defined]
        yield f"{path}?{name}{fixed}", _asking(path, name, value)


def _asking(path: str, name: str, value: Callable[[Samples], Any]) -> Make:
    return lambda some: f"{path}?{_query(**{name: value(some)})}"


def _mixed(some: Samples) -> str:
    _, indicator, area = some.one(some.series)
    return _query(area=area, indicator=indicator, measure="level", period="2022")


def _searches() -> Iterator[tuple[str, Make]]:
    yield "/search/", lambda some: "/search/"
    for word in WORDS:
        yield f"/search/?q={word}", lambda some, word=word: "/search/?" + _query(q=word)  # type: ignore[misc]
    yield "/search/?q&area", lambda some: "/search/?" + _query(q="产量", area=some.one(some.documents)[2])
    yield "/search/?q&modality", lambda some: "/search/?" + _query(q="产值", modality="target")
    yield "/search/?q&period", lambda some: "/search/?" + _query(q="增长", period="2018")
    yield "/search/?q&doc", lambda some: "/search/?" + _query(q="产", doc=some.one(some.documents)[1][:16])


def _api() -> Iterator[tuple[str, Make]]:
    api, area = "/api/v1", ("area", lambda some: some.one(some.documents)[2])
    indicator = ("indicator", lambda some: some.one(some.indicators))
    for name in ("documents", "statements", "series", "findings", "plans", "targets", "tasks", "openapi.json"):
        yield f"{api}/{name}", lambda some, name=name: f"{api}/{name}"  # type: ignore[misc]
    yield from _each(f"{api}/documents", [area, *_fixed(year="2020", q="产值")])
    yield from _each(f"{api}/statements", [
        area, indicator, *_fixed(period="2023", measure="growth", modality="target", sort="value", q="产值"),
        *_fixed(title="公报"), *_fixed(sort="-confidence"), *_fixed(sort="area"), *_fixed(sort="indicator"),
        *_fixed(limit="500"),
        ("doc", lambda some: some.one(some.documents)[1][:16]), *_fixed(q="没有的词"),
    ])  # fmt: skip
    yield from _each(f"{api}/series", [area, indicator, *_fixed(measure="growth")])
    yield from _each(
        f"{api}/findings", [area, *_fixed(severity="conflict", rule="same", year="2020", state="resolved")]
    )
    yield from _each(f"{api}/plans", [area])
    yield from _each(f"{api}/targets", [area, indicator, *_fixed(verdict="missed", binding="yes"),
                                        ("plan", lambda some: some.one(some.targets)[0][:16])])  # fmt: skip
    yield f"{api}/documents/DOC", lambda some: f"{api}/documents/{some.one(some.documents)[1]}"
    yield f"{api}/documents/DOC/text", lambda some: f"{api}/documents/{some.one(some.documents)[1]}/text"
    yield f"{api}/statements/DOC/START", lambda some: "{}/statements/{}/{}".format(api, *some.statement())
    yield f"{api}/series/ID", lambda some: f"{api}/series/{some.one(some.series)[0]}"
    yield f"{api}/series/ID/statements", lambda some: f"{api}/series/{some.one(some.series)[0]}/statements"
    yield f"{api}/findings/ID", lambda some: f"{api}/findings/{some.one(some.findings)}"
    yield f"{api}/plans/DOC", lambda some: f"{api}/plans/{some.one(some.targets)[0]}"
    yield f"{api}/targets/DOC/START", lambda some: "{}/targets/{}/{}".format(api, *some.one(some.targets)[:2])


# ---------------------------------------------------------------- timing


def browser() -> Any:
    """A client of the site with all rights."""
    from django.test import Client

    from hefu.accounts import store
    from hefu.accounts.models import Account

    made = Client(headers={"host": "localhost"})
    made.force_login(Account.objects.filter(name="bench").first() or store.add("bench", role="administrator"))
    return made


@contextmanager
def _counted(into: list[tuple[float, str]]) -> Iterator[None]:
    from django.db import connection

    def ask(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            into.append((time.perf_counter() - begun, f"{sql} -- {str(params)[:300]}"))

    with connection.execute_wrapper(ask):
        yield


def spent() -> float:
    """Seconds of the processor so far: of this process and of the server's for its connection, on this machine."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(server) / 1e9


def measure(client: Any, name: str, make: Make, some: Samples, runs: int) -> Timed:
    """The page asked for so many times, after one that warms up."""
    timed = Timed(name)
    for run in range(runs + 1):
        address, queries = make(some), list[tuple[float, str]]()
        clock, processor = time.perf_counter(), spent()
        with _counted(queries):
            answer = client.get(address)
            if not answer.streaming:
                len(answer.content)
        clock, processor = time.perf_counter() - clock, spent() - processor
        timed.status.add(answer.status_code)
        if run:
            timed.clock.append(clock)
            timed.processor.append(processor)
            timed.database.append(sum(seconds for seconds, _ in queries))
            timed.queries.append(len(queries))
            timed.slowest = max(timed.slowest, sorted(queries, reverse=True)[:3])
    return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    parser.add_argument("--only", default="", help="pages with this in their name")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slow", type=int, metavar="MS", help="print the queries of pages that take longer")
    options = parser.parse_args()
    os.environ["HEFU_API_RATE"] = "0"
    open_ledger(options.db)
    ready()
    client, some = browser(), Samples()
    print("   clock  slowest database processor slowest queries  page")
    every = []
    for name, make in addresses():
        if options.only in name:
            timed = measure(client, name, make, some, options.runs)
            every.append(timed)
            print(timed.line(), flush=True)
            if options.slow and max(timed.processor) * 1000 > options.slow:
                print("".join(f"      {seconds * 1000:.0f} ms {sql[:3000]}\n" for seconds, sql in timed.slowest))
    for what in ("clock", "processor"):
        spans = sorted(one for timed in every for one in getattr(timed, what))
        slow = sum(max(getattr(timed, what)) * 1000 > MOST for timed in every)
        p50, p95 = (spans[int(len(spans) * share)] * 1000 for share in (0.5, 0.95))
        print(f"{what}: {len(every)} pages, median {p50:.0f} ms, p95 {p95:.0f} ms, {slow} once above {MOST} ms")


if __name__ == "__main__":
    main()
