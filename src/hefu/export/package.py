"""Statements as a Frictionless data package: a zip with the tables and a description that programs understand."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO, TextIOWrapper
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from hefu.errors import UsageError
from hefu.export.cited import VOCABULARY, Cited, Column, columns
from hefu.export.sheets import as_csv, read_csv
from hefu.export.statements import harmless

STATEMENTS, DOCUMENTS, DESCRIPTION = "statements.csv", "documents.csv", "datapackage.json"
_TYPES = {"text": "string", "integer": "integer", "decimal": "number", "number": "number"}
_DOCUMENT = (
    ("doc", "SHA-256 of the file", "文件的 SHA-256"),
    ("file", "name of the file", "文件名"),
    ("title", "title", "标题"),
    ("published", "when it was published, as exact as known", "发布日期"),
    ("url", "where it was had", "来源网址"),
)


def write_package(found: Iterable[Cited], out: IO[bytes], site: str = "") -> None:
    """The zip: statements.csv, documents.csv and datapackage.json."""
    documents: dict[str, tuple[str, ...]] = {}
    with ZipFile(out, "w", ZIP_DEFLATED) as folder:
        with folder.open(STATEMENTS, "w", force_zip64=True) as member:
            for piece in as_csv(_noted(found, documents), site, bom=False):
                member.write(piece.encode())
        folder.writestr(DOCUMENTS, _documents(documents))
        folder.writestr(DESCRIPTION, json.dumps(_description(site), ensure_ascii=False, indent=1))


def _noted(found: Iterable[Cited], documents: dict[str, tuple[str, ...]]) -> Iterator[Cited]:
    """The statements; on the way their documents are written down."""
    for one in found:
        if one.sha256 not in documents:
            documents[one.sha256] = (one.sha256, one.name, one.title or "", one.published or "", one.url or "")
        yield one


def _documents(rows: dict[str, tuple[str, ...]]) -> str:
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([name for name, *_ in _DOCUMENT])
    writer.writerows([harmless(cell) for cell in row] for row in rows.values())
    return buffer.getvalue()


def _description(site: str) -> dict[str, Any]:
    """See the Data Package standard, https://datapackage.org."""
    documents = [
        {"name": name, "type": "string", "description": f"{zh}\n{en}"} for name, en, zh in _DOCUMENT
    ]  # fmt: skip
    keys = [{"fields": ["doc"], "reference": {"resource": "documents", "fields": ["doc"]}}]
    return {
        "name": "hefu-statements",
        "title": "Quantitative statements of official documents 公文中的数量陈述",
        "profile": "tabular-data-package",
        **({"homepage": site} if site else {}),
        "resources": [
            _resource("statements", STATEMENTS, [_field(one) for one in columns()], ["doc", "start"], keys),
            _resource("documents", DOCUMENTS, documents, ["doc"], []),
        ],
    }


def _resource(name: str, path: str, fields: list[Any], key: list[str], foreign: list[Any]) -> dict[str, Any]:
    schema = {"fields": fields, "primaryKey": key, "missingValues": [""]}
    return {
        "name": name, "path": path, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": schema | ({"foreignKeys": foreign} if foreign else {}),
    }  # fmt: skip


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.name in VOCABULARY:
        limits["enum"] = list(VOCABULARY[column.name])
    said = {"name": column.name, "type": _TYPES[column.kind], "description": f"{column.zh}\n{column.en}"}
    return said | ({"constraints": limits} if limits else {})


def read_package(file: IO[bytes]) -> Iterator[Cited]:
    """The statements of a package as `write_package` writes it."""
    with ZipFile(file) as folder:
        if STATEMENTS not in folder.namelist():
            raise UsageError(f"this is no package of statements: it lacks {STATEMENTS}")
        with folder.open(STATEMENTS) as member:
            yield from read_csv(TextIOWrapper(member, "utf-8", newline=""))
