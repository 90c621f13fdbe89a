"""Statements as Arrow tables and Parquet files, and back. Needs the extra `hefu[data]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import IO, TYPE_CHECKING

from hefu.errors import UsageError
from hefu.export.cited import COLUMNS, Cited, cells, columns, from_row
from hefu.export.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS, PLACES = 38, 12
"""Of decimal128: digits in all, and behind the point. A value that needs more is null; its printed form is whole."""

BATCH = 16_384
"""Rows of a batch, and of a row group of Parquet at least."""


@cache
def schema() -> pa.Schema:
    """The columns with their types; the meaning of each in both languages is in its metadata."""
    pa = needed("pyarrow", "data")
    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "decimal": pa.decimal128(DIGITS, PLACES),
    }  # fmt: skip
    return pa.schema(
        [
            # A value that decimal128 cannot hold is null, required or not.
            pa.field(
                one.name, types[one.kind], nullable=one.kind == "decimal" or not one.required,
                metadata={"description": one.en, "description_zh": one.zh},
            )
            for one in columns()
        ]
    )  # fmt: skip


def batches(found: Iterable[Cited], site: str = "") -> Iterator[pa.RecordBatch]:
    """The statements in batches: as many are in memory at a time."""
    pa = needed("pyarrow", "data")
    fields = schema()
    rows = iter(found)
    while chunk := [cells(one, site) for one in islice(rows, BATCH)]:
        arrays = [
            pa.array([held(cell) for cell in column] if "decimal" in str(field.type) else column, field.type)
            for field, column in zip(fields, zip(*chunk, strict=True), strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=fields)


def held(value: Decimal | None) -> Decimal | None:
    """The value, if decimal128 holds all of it."""
    if value is None:
        return None
    _sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    if value.adjusted() >= DIGITS - PLACES:
        return None
    return value if exponent >= -PLACES or not any(digits[exponent + PLACES :]) else None


def table(found: Iterable[Cited], site: str = "") -> pa.Table:
    """All statements as one table."""
    return needed("pyarrow", "data").Table.from_batches(batches(found, site), schema())


def write_parquet(found: Iterable[Cited], out: IO[bytes], site: str = "") -> None:
    """A Parquet file, row group by row group."""
    parquet = needed("pyarrow.parquet", "data")
    with parquet.ParquetWriter(out, schema(), compression="zstd") as writer:
        for batch in batches(found, site):
            writer.write_batch(batch)


def read_parquet(file: IO[bytes]) -> Iterator[Cited]:
    """The statements of a file as `write_parquet` writes it."""
    pa, parquet = needed("pyarrow", "data"), needed("pyarrow.parquet", "data")
    try:
        opened = parquet.ParquetFile(file)
    except pa.ArrowInvalid as error:
        raise UsageError(f"this is no Parquet file: {error}") from None
    for batch in opened.iter_batches(BATCH):
        yield from rows_of(batch)


def rows_of(batch: pa.RecordBatch | pa.Table) -> Iterator[Cited]:
    """The statements of a batch or table with the columns of `COLUMNS`."""
    if missing := [name for name in COLUMNS[:16] if name not in batch.schema.names]:
        raise UsageError(f"this is no table of statements: it lacks {', '.join(missing)}")
    yield from map(from_row, batch.to_pylist())
