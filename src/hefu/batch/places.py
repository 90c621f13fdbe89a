"""Files wherever they are: on a disk, or in a store named by an address such as s3a://bucket/folder."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hefu.errors import UsageError
from hefu.export.extras import needed

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
_OF_ARROW = {
    "file": "file", "s3": "s3", "s3a": "s3", "s3n": "s3", "gs": "gs", "gcs": "gs", "hdfs": "hdfs", "viewfs": "viewfs",
    "abfs": "abfs", "abfss": "abfss",
}  # fmt: skip
"""Schemes as Spark writes them, and as Arrow does. All others are had from Hadoop, as Spark has them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder: the file system, and the path in it."""

    system: Any
    path: str

    def __truediv__(self, name: str) -> Place:
        return Place(self.system, posixpath.join(self.path, name))


def place(address: str) -> Place:
    """Where an address or a local path leads. UsageError when no file system can be had for it."""
    fs = needed("pyarrow.fs", "spark")
    scheme = _ADDRESS.match(address)
    if scheme is None:
        return Place(fs.LocalFileSystem(), str(Path(address).absolute()))
    name, rest = scheme[1].lower(), address[scheme.end() :]
    try:
        if name in _OF_ARROW:
            return Place(*fs.FileSystem.from_uri(f"{_OF_ARROW[name]}://{rest}"))
        host, _, path = rest.partition("/")
        return Place(fs.HadoopFileSystem(f"{name}://{host}", 0), f"/{path}")
    except (OSError, ValueError, NotImplementedError) as error:
        raise UsageError(f"{address} cannot be reached: {error}; check the address and what it needs") from None


def replace(source: Place, target: Place) -> None:
    """Moves a file over another one, if there is one: on a disk in one step."""
    fs = needed("pyarrow.fs", "spark")
    found = target.system.get_file_info(target.path)
    if found.type != fs.FileType.NotFound and not isinstance(target.system, fs.LocalFileSystem):
        target.system.delete_file(target.path)
    target.system.create_dir(posixpath.dirname(target.path))
    source.system.move(source.path, target.path)


def remove(folder: Place) -> None:
    """Removes a folder with all that is in it, if it is there."""
    fs = needed("pyarrow.fs", "spark")
    if folder.system.get_file_info(folder.path).type == fs.FileType.Directory:
        folder.system.delete_dir(folder.path)


def write(target: Place, data: bytes, *, by: Place) -> None:
    """A whole file or none. by: where it is written before it gets its name."""
    by.system.create_dir(posixpath.dirname(by.path))
    with by.system.open_output_stream(by.path, compression=None) as out:
        out.write(data)
    replace(by, target)
