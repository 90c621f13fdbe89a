"""Shards on Spark: a task each, which reads, filters, extracts and commits it.

Spark hands the tasks out, and does those again whose worker was lost. There is no scheduler, queue or retry of ours.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hefu.batch.confined import Limits, Reader
from hefu.batch.places import place, remove, write
from hefu.batch.shards import Shard
from hefu.batch.tables import DONE, UNFINISHED
from hefu.batch.work import Counts, Settings, do, done
from hefu.errors import HefuError, UsageError
from hefu.export.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

Tell = Callable[[Counts, int], None]
"""Is told every few seconds what came of the shards so far, and how many are done."""

_EVERY = 2.0
_SETTINGS = "_batch.json"
_LOG = Path(__file__).with_name("log4j2.properties")
_LEAN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java only hands tasks out here: to compile it thoroughly takes more of the processor than it ever saves."""
_HERE = {
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": f"{_LEAN} -Dlog4j2.configurationFile={_LOG.as_uri()}",
    "spark.executor.extraJavaOptions": _LEAN,
}
"""Of a session on this machine: nothing of it is reached from elsewhere, and it tells only what went wrong."""


@contextmanager
def session(master: str | None = None, configured: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """A session: that of spark-submit, or one of our own on `master`, by default on all cores of this machine."""
    needed("pyspark", "spark")
    logging.getLogger("SQLQueryContextLogger").disabled = True  # errors are told once, by us
    warnings.filterwarnings("ignore", module="pyspark")  # of other versions of pandas, which is not used
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise UsageError("Spark needs Java 17 or newer: install it (on Debian: apt-get install default-jre-headless)")
    builder = SparkSession.builder.appName("hefu")
    for name, value in _settings(master, configured or {}).items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise HefuError(f"Spark does not start: {error}") from None
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def _settings(master: str | None, configured: Mapping[str, str]) -> dict[str, str]:
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    where = master or ("" if submitted else "local[*]")
    if where.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    own = dict(_HERE) if where.startswith("local") else {}
    return own | ({"spark.master": where} if where else {}) | dict(configured)


def run(spark: SparkSession, shards: Sequence[Shard], output: str, settings: Settings, tell: Tell) -> Counts:
    """Does all shards that are not done yet; what came of them all. HefuError when a shard cannot be done."""
    _keep(output, settings)
    remove(place(output) / UNFINISHED)  # of a run that was killed
    stamps, before = {shard.name: shard.stamp for shard in shards}, done(output)
    known = {name: found for name, found in before.items() if stamps.get(name) == found[0]}
    todo = [shard for shard in shards if shard.name not in known]
    _forget(output, [shard.name for shard in todo if shard.name in before])
    if todo:
        _watch(_Job(spark, todo, output, settings), lambda: _told(tell, known, output, stamps))
    return _told(tell, known, output, stamps)


def _told(tell: Tell, known: dict[str, tuple[str, Counts]], output: str, stamps: dict[str, str]) -> Counts:
    """Tells how far the shards are; `known` learns of those that were done meanwhile."""
    known.update((name, found) for name, found in done(output, known).items() if stamps.get(name) == found[0])
    total = Counts()
    for _, counts in known.values():
        total += counts
    tell(total, len(known))
    return total


def _forget(output: str, shards: Sequence[str]) -> None:
    """Removes the markers of shards whose files have changed since: they are done anew."""
    for name in shards:
        marker = place(output) / DONE / f"{name}.json"
        marker.system.delete_file(marker.path)


def _keep(output: str, settings: Settings) -> None:
    """Writes down how an output is made. UsageError when it was begun in another way."""
    fs = needed("pyarrow.fs", "spark")
    target = place(output) / _SETTINGS
    made = {"hefu": settings.version, "columns": dict(settings.columns.names), "limits": asdict(settings.limits)}
    if target.system.get_file_info(target.path).type == fs.FileType.NotFound:
        write(target, json.dumps(made, ensure_ascii=False).encode(), by=place(output) / UNFINISHED / _SETTINGS)
        return
    with target.system.open_input_stream(target.path, compression=None) as stream:
        before = json.loads(stream.read())
    for name, value in made.items():
        if before.get(name) != value:
            raise UsageError(
                f"{output} was begun with other settings ({name}: {before.get(name)}, now {value}): "
                "take them again, or choose another folder"
            )


class _Job(threading.Thread):
    """The shards as one job of Spark, while whoever started it looks on."""

    def __init__(self, spark: SparkSession, shards: Sequence[Shard], output: str, settings: Settings) -> None:
        super().__init__(daemon=True)
        self.spark = spark
        self.error: Exception | None = None
        task = _task(tuple(shards), output, settings)
        numbers = spark.range(0, len(shards), 1, len(shards))  # a partition, and so a task, for each shard
        self._frame = numbers.mapInArrow(task, "shard string, statements long")

    def run(self) -> None:
        try:
            self._frame.write.format("noop").mode("overwrite").save()
        except Exception as error:  # whatever it is, it is raised where somebody waits
            self.error = error


def _watch(job: _Job, look: Callable[[], object]) -> None:
    job.start()
    try:
        while job.is_alive():
            job.join(_EVERY)
            look()
    except BaseException:
        job.spark.sparkContext.cancelAllJobs()
        raise
    if job.error is not None:
        raise HefuError(f"a shard could not be done: {_reason(job.error)}; what is done stays, run it again") from None


def _reason(error: BaseException) -> str:
    """The last line of a Python traceback in Spark's words, or their first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    raised = [line for line in lines if line.split(":")[0].endswith(("Error", "Exception")) and "spark" not in line]
    return (raised or lines or [type(error).__name__])[-1 if raised else 0]


def _task(
    shards: tuple[Shard, ...], output: str, settings: Settings
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a worker does with the numbers of shards that it is given."""

    def task(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow

        reader = _reader(settings.limits)
        for batch in batches:
            for number in batch.column(0).to_pylist():
                shard = shards[number]
                counts = do(shard, output, settings, reader.read, taken=lambda: reader.memory)
                row: dict[str, list[Any]] = {"shard": [shard.name], "statements": [counts.statements]}
                yield pyarrow.RecordBatch.from_pydict(row)

    return task


@lru_cache(1)
def _reader(limits: Limits) -> Reader:
    """The reader of a worker: Spark gives a worker task after task. It ends when its worker has gone."""
    return Reader(limits)
