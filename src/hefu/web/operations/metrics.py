"""Metrics in the form of Prometheus, of all processes of a site together."""

from __future__ import annotations

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of a site keep their counts, for whichever of them is asked. `hefu serve` sets it."""

_TIMES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("hefu_requests_total", "Requests by route and status", ["method", "route", "status"])
SECONDS = Histogram("hefu_request_seconds", "Time to answer", ["route"], buckets=_TIMES)
DATABASE = Histogram("hefu_database_seconds", "Time of a request in the database", ["route"], buckets=_TIMES)


class Ledger(Collector):
    """Sizes of the ledger and lengths of its queues, looked up when asked."""

    def collect(self) -> Iterator[Metric]:
        """The rows of tables, findings by state, and files that came in by state."""
        from django.db.models import Count

        from hefu.ledger.models import Arrival, Document, Finding, Statement, Target

        rows = GaugeMetricFamily("hefu_ledger_rows", "Rows of the ledger", labels=["table"])
        for model in (Document, Statement, Target, Finding):
            rows.add_metric([model._meta.model_name or ""], model._default_manager.count())
        yield rows
        for name, told, states in (
            ("hefu_findings", "Findings by state", Finding.objects.values_list("state").annotate(Count("pk"))),
            (
                "hefu_arrivals",
                "Files that came in, by state",
                Arrival.objects.values_list("state").annotate(Count("pk")),
            ),
        ):
            family = GaugeMetricFamily(name, told, labels=["state"])
            for state, number in states.order_by():
                family.add_metric([state], number)
            yield family


def exposition() -> bytes:
    """All metrics as text."""
    counted: CollectorRegistry = REGISTRY
    if os.environ.get(FOLDER):
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    ledger = CollectorRegistry()
    ledger.register(Ledger())
    return generate_latest(counted) + generate_latest(ledger)


def count(method: str, route: str, status: int, seconds: float, database: float) -> None:
    """One request that was answered."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)
    DATABASE.labels(route).observe(database)
