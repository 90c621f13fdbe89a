"""The output: Parquet files in a folder for each shard, beneath a folder for each table; a marker when all are there.

    OUTPUT/statements/shard=NAME/part-0.parquet      OUTPUT/_done/NAME.json

Spark, DuckDB and Iceberg read a table as it is. Every file has the name of its shard also in a column.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from hefu.batch.places import Place, remove, replace, write
from hefu.export import arrow
from hefu.export.cited import COLUMNS
from hefu.export.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa

    from hefu.batch.pages import Page
    from hefu.batch.reading import Rows

TABLES = ("statements", "coverage", "findings", "documents", "originals")
DONE, UNFINISHED = "_done", "_unfinished"
_ROWS, _BYTES = 16_384, 16_000_000
"""So many rows of a table are held in memory, or of originals so many bytes."""
_VALUES = {COLUMNS.index(f"{name}_printed"): COLUMNS.index(name) for name in ("value", "value_max")}


@cache
def schema(table: str) -> pa.Schema:
    """The columns of a table, the shard first."""
    pa = needed("pyarrow", "spark")
    text, number, texts = pa.string(), pa.int64(), pa.list_(pa.string())
    figure = pa.struct([("start", number), ("end", number), ("quote", text)])
    own = {
        "statements": list(arrow.schema()) if table == "statements" else [],
        "coverage": [
            ("doc", text), ("start", number), ("end", number), ("quote", text), ("class", text), ("reason", text),
        ],
        "findings": [
            ("doc", text), ("rule", text), ("severity", text), ("message", text), ("arithmetic", texts),
            ("figures", pa.list_(figure)), ("identity", text),
        ],
        "documents": [
            ("number", number), ("doc", text), ("file", text), ("url", text), ("fetched", text), ("title", text),
            ("issuer", text), ("published", text), ("area", text), ("publisher", text), ("media_type", text),
            ("encoding", text), ("bytes", number), ("characters", number), ("numerals", number),
            ("statements", number), ("findings", number), ("notes", texts), ("told", text), ("error", text),
        ],
        "originals": [("number", number), ("doc", text), ("content", pa.binary())],
    }  # fmt: skip
    return pa.schema([pa.field("shard", text, nullable=False), *own[table]])


class Writer:
    """Writes what comes of one shard: out of sight at first, all under its name at the end.

    Leaving it by an error leaves nothing behind, being killed leaves nothing in sight.
    """

    def __init__(self, output: Place, shard: str) -> None:
        self._output, self._shard = output, shard
        self._folder = output / UNFINISHED / f"{shard}-{uuid4().hex}"
        self._rows: dict[str, list[Any]] = {table: [] for table in TABLES}
        self._held = 0
        self._files: dict[str, Any] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Writer:
        parquet = needed("pyarrow.parquet", "spark")
        self._folder.system.create_dir(self._folder.path)
        for table in TABLES:
            stream = self._folder.system.open_output_stream((self._folder / table).path, compression=None)
            file = parquet.ParquetWriter(self._stack.enter_context(stream), schema(table), compression="zstd")
            self._files[table] = self._stack.enter_context(file)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        remove(self._folder)

    def add(self, page: Page, rows: Rows) -> None:
        """A page with its rows. Its bytes are kept, so that it can be brought into a ledger."""
        doc = rows.document.get("doc")
        told = json.dumps(page.told, ensure_ascii=False, sort_keys=True) if page.told else None
        self._put("statements", ([*row] for row in rows.statements))
        self._put("coverage", rows.coverage)
        self._put("findings", rows.findings)
        known = rows.document | {
            "number": page.at, "file": page.name, "url": page.url, "fetched": page.fetched, "bytes": len(page.data),
            "told": told, "error": rows.error,
        }  # fmt: skip
        self._put("documents", [[known.get(name) for name in schema("documents").names[1:]]])
        if doc is not None:
            self._put("originals", [[page.at, doc, page.data]])
            self._held += len(page.data)
            if self._held > _BYTES:
                self._flush("originals")

    def commit(self, marker: dict[str, Any]) -> None:
        """Gives the files their names, and the marker at last: from then on the shard is done."""
        for table in TABLES:
            self._flush(table)
        self._stack.close()
        for table in TABLES:
            replace(self._folder / table, self._output / table / f"shard={self._shard}" / "part-0.parquet")
        data = json.dumps(marker, ensure_ascii=False, sort_keys=True).encode()
        write(self._output / DONE / f"{self._shard}.json", data, by=self._folder / "marker")

    def _put(self, table: str, rows: Any) -> None:
        held = self._rows[table]
        held.extend(rows)
        if len(held) >= _ROWS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        held = self._rows[table]
        if held:
            self._files[table].write_batch(_batch(table, self._shard, held))
            self._rows[table] = []
        if table == "originals":
            self._held = 0


def _batch(table: str, shard: str, rows: list[Any]) -> pa.RecordBatch:
    pa = needed("pyarrow", "spark")
    fields = schema(table)
    columns = list(zip(*rows, strict=True))
    if table == "statements":
        for printed, value in _VALUES.items():
            columns[value] = tuple(map(_decimal, columns[printed]))
    arrays = [pa.array(column, field.type) for field, column in zip(list(fields)[1:], columns, strict=True)]
    return pa.RecordBatch.from_arrays([pa.array([shard] * len(rows), pa.string()), *arrays], schema=fields)


def _decimal(printed: str | None) -> Decimal | None:
    return None if printed is None else arrow.held(Decimal(printed))
