"""The formats of statements: what people choose one by, and what makes it. Commands, pages and the API share them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from hefu.errors import UsageError
from hefu.export import arrow, lines, package, sdmx, sheets
from hefu.export.cited import Cited
from hefu.export.extras import is_there

Pieces = Callable[[Iterable[Cited], str], Iterator[str]]
Writer = Callable[[Iterable[Cited], IO[bytes], str], None]

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Format:
    """A format of statements.

    name: by which it is chosen.  suffix: of its files.  label: what a button says.  evidence: it holds evidence.
    pieces or write: what makes it; one of them.  module: the package it needs, of `extra`; empty for none.
    """

    name: str
    suffix: str
    media_type: str
    label: str
    pieces: Pieces | None = None
    write: Writer | None = None
    module: str = ""
    extra: str = ""
    evidence: bool = False

    @property
    def available(self) -> bool:
        """Whether its package is installed."""
        return not self.module or is_there(self.module)

    def stream(self, found: Iterable[Cited], site: str = "") -> Iterator[bytes]:
        """The file in pieces; site: the address that links begin with. UsageError when its package is missing."""
        if not self.available:
            raise UsageError(f"{self.label} needs {self.module}: install it with  pip install 'hefu[{self.extra}]'")
        return self._text(found, site) if self.pieces else self._bytes(found, site)

    def _text(self, found: Iterable[Cited], site: str) -> Iterator[bytes]:
        assert self.pieces is not None
        return (piece.encode() for piece in self.pieces(found, site))

    def _bytes(self, found: Iterable[Cited], site: str) -> Iterator[bytes]:
        assert self.write is not None
        with TemporaryFile() as file:
            self.write(found, file, site)
            file.seek(0)
            while piece := file.read(_PIECE):
                yield piece


FORMATS = {
    one.name: one
    for one in (
        Format("csv", "csv", "text/csv; charset=utf-8", "CSV", pieces=sheets.as_csv),
        Format(
            "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX",
            write=sheets.write_xlsx,
        ),
        Format(
            "parquet", "parquet", "application/vnd.apache.parquet", "Parquet", write=arrow.write_parquet,
            module="pyarrow", extra="data",
        ),
        Format(
            "jsonl", "jsonl", "application/jsonl; charset=utf-8", "JSON Lines", pieces=lines.as_jsonl, evidence=True
        ),
        Format("frictionless", "datapackage.zip", "application/zip", "Data Package", write=package.write_package),
        Format(
            "annotations", "annotations.jsonld", "application/ld+json; charset=utf-8", "Web Annotations",
            pieces=lines.as_annotations, evidence=True,
        ),
        Format(
            "sdmx-csv", "sdmx.csv", "application/vnd.sdmx.data+csv; version=2.0.0", "SDMX-CSV", pieces=sdmx.as_sdmx_csv
        ),
        Format("sdmx", "sdmx.zip", "application/zip", "SDMX 3.0", write=sdmx.write_sdmx),
    )
}  # fmt: skip
"""By name."""
