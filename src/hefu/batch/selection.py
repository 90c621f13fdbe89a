"""From the output of a batch back to files: the originals of the documents that a condition selects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from hefu.batch.places import Place, place
from hefu.batch.tables import DONE, TABLES
from hefu.errors import UsageError
from hefu.export.extras import needed

_CHOSEN = """
SELECT shard, number, file, url, told FROM documents WHERE error IS NULL AND ({where})
QUALIFY row_number() OVER (PARTITION BY doc ORDER BY shard, number) = 1 ORDER BY shard, number
"""
"""Each document once, however often it is in the input."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A document's file, and what the batch's input told of it, by the names of `pages.TOLD` and `url`."""

    path: Path
    told: dict[str, str]


class _Chosen(NamedTuple):
    """A row of `documents`."""

    shard: str
    number: int
    file: str
    url: str | None
    told: str | None


def select(output: str, where: str, folder: Path) -> Iterator[Selected]:
    """Writes the originals into a folder, in the order of the input.

    where: a condition in DuckDB's SQL on the columns of `documents`; it may ask the other tables by their names, and
    nothing else: no file, no address. UsageError for an output that is none and for a condition that is not understood.
    """
    fs = needed("pyarrow.fs", "spark")
    done = place(output) / DONE
    if done.system.get_file_info(done.path).type != fs.FileType.Directory:
        raise UsageError(f"{output} is no output of `hefu batch`: nothing in it is done")
    chosen = _chosen(place(output), where)
    return _written(_with_content(place(output) / "originals", chosen), folder)


def _chosen(output: Place, where: str) -> list[_Chosen]:
    duckdb = needed("duckdb", "spark")
    with duckdb.connect(config={"enable_external_access": False}) as connection:
        for table in TABLES:
            connection.register(table, _dataset(output / table))
        try:
            return [_Chosen(*row) for row in connection.execute(_CHOSEN.format(where=where)).fetchall()]
        except duckdb.Error as error:
            wrong = str(error).strip().splitlines()[0]
            columns = ", ".join(_dataset(output / "documents").schema.names)
            raise UsageError(f"--where {where}: {wrong}; `documents` has {columns}") from None


def _dataset(table: Place) -> Any:
    return needed("pyarrow.dataset", "spark").dataset(table.path, filesystem=table.system, format="parquet")


def _with_content(originals: Place, chosen: list[_Chosen]) -> Iterator[tuple[_Chosen, bytes]]:
    """Only the shards that have one of them are opened, and a batch of rows is held at a time."""
    field = needed("pyarrow.dataset", "spark").field
    for shard, group in groupby(chosen, key=lambda one: one.shard):
        of = {one.number: one for one in group}
        rows = _dataset(originals / f"shard={shard}").to_batches(
            columns=["number", "content"], filter=field("number").isin(list(of)), batch_size=16, batch_readahead=1
        )
        for batch in rows:
            for number, content in zip(batch["number"], batch["content"], strict=True):
                yield of[number.as_py()], content.as_py()


def _written(found: Iterator[tuple[_Chosen, bytes]], folder: Path) -> Iterator[Selected]:
    """Each in a folder of its own, so that namesakes keep their names."""
    for number, (one, content) in enumerate(found):
        path = folder / str(number) / (PurePosixPath(one.file.replace("\0", "")).name or "document")
        path.parent.mkdir()
        path.write_bytes(content)
        told = json.loads(one.told) if one.told else {}
        if one.url:
            told["url"] = one.url
        yield Selected(path, told)
