"""From the output of a batch back to files: the originals of the documents that a condition selects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from hefu.batch.places import place
from hefu.batch.tables import DONE, TABLES
from hefu.errors import UsageError
from hefu.export.extras import needed

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CHOSEN = """
SELECT chosen.*, originals.content
FROM (
    SELECT min_by(named_struct('shard', shard, 'number', number, 'file', file, 'url', url, 'told', told),
                  named_struct('shard', shard, 'number', number)) AS chosen
    FROM documents WHERE error IS NULL AND ({where}) GROUP BY doc
) JOIN originals ON originals.shard = chosen.shard AND originals.number = chosen.number
"""
"""Each document once, however often it is in the input."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A document's file, and what the batch's input told of it, by the names of `pages.TOLD` and `url`."""

    path: Path
    told: dict[str, str]


def select(spark: SparkSession, output: str, where: str, folder: Path) -> list[Selected]:
    """Writes the originals into a folder, in the order of the input.

    where: a condition in Spark's SQL on the columns of `documents`; it may ask the other tables by their names.
    UsageError for an output that is none and for a condition that cannot be understood.
    """
    from pyspark.errors import AnalysisException, ParseException

    fs = needed("pyarrow.fs", "spark")
    done = place(output) / DONE
    if done.system.get_file_info(done.path).type != fs.FileType.Directory:
        raise UsageError(f"{output} is no output of `hefu batch`: nothing in it is done")
    try:
        for table in TABLES:
            spark.read.parquet(f"{output.rstrip('/')}/{table}").createOrReplaceTempView(table)
        rows = spark.sql(_CHOSEN.format(where=where)).toLocalIterator()
        found = sorted(_written(rows, folder), key=lambda item: item[0])
    except (AnalysisException, ParseException) as error:
        wrong = str(error).strip().splitlines()[0].partition(" SQLSTATE")[0]
        raise UsageError(f"--where {where}: {wrong}; `documents` has {', '.join(_columns(spark))}") from None
    return [item for _, item in found]


def _columns(spark: SparkSession) -> list[str]:
    return spark.table("documents").columns if spark.catalog.tableExists("documents") else []


def _written(rows: Iterator[Any], folder: Path) -> Iterator[tuple[tuple[str, int], Selected]]:
    """Each in a folder of its own, so that namesakes keep their names."""
    for number, row in enumerate(rows):
        path = folder / str(number) / (PurePosixPath(row.file.replace("\0", "")).name or "document")
        path.parent.mkdir()
        path.write_bytes(bytes(row.content))
        told = json.loads(row.told) if row.told else {}
        if row.url:
            told["url"] = row.url
        yield (row.shard, row.number), Selected(path, told)
