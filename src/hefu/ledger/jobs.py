"""What is to be added: files, those of folders, and what manifests tell of them."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Any

from hefu.errors import UsageError, visible
from hefu.lexicon.areas import Area, Areas, load
from hefu.read.files import suffixes

MANIFEST, MANIFEST_TOML, AREAS = "manifest.csv", "manifest.toml", "areas.csv"
"""The files of a folder that tell of its documents and of its areas. A manifest lists all that is to be added."""

_LARGEST = 50_000_000
"""Bytes of a manifest."""
COLUMNS = ("file", "published", "area", "title", "issuer", "url", "licence")
"""The columns of a manifest. `file` is a path from the manifest's folder; the others may be empty or left out."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to add and what is known of it beforehand.

    areas: the file with the user's areas.  more: areas besides, as the ledger knows them already.
    mapping: the file of a mapping by which its tables are imported; None: they are read as those of any document.
    extract: whether its statements are wanted, too.  offer: whether a mapping for its tables is wanted, if it has any.
    """

    path: Path
    published: str | None = None
    area: str | None = None
    title: str | None = None
    issuer: str | None = None
    url: str | None = None
    licence: str | None = None
    areas: Path | None = None
    more: tuple[Area, ...] = ()
    mapping: str | None = None
    extract: bool = True
    offer: bool = False

    def from_anywhere(self) -> Job:
        """The same for a process that works in another folder."""
        areas = self.areas and self.areas.absolute()
        return replace(self, path=self.path.absolute(), areas=areas)

    def gazetteer(self) -> Areas:
        """The areas by which it is read."""
        known = load(self.areas)
        return known.with_more(self.more) if self.more else known


@dataclass(slots=True)
class Collected:
    """Files to add, in order; files left out, with the reason; rows of manifests that tell of no file."""

    jobs: list[Job] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def collect(paths: Sequence[Path], common: Job, *, manifest: Path | None = None) -> Collected:
    """The files of `paths` and of the folders among them, each once; without paths those of the manifest.

    common: what holds for every file of which a manifest says nothing else.  manifest: one for all the files.
    UsageError for a path that does not exist and for a manifest that cannot be understood.
    """
    collector = _Collector(common)
    if manifest:
        collector.tell(manifest)
    for path in paths or list(collector.told):
        if path.is_dir():
            collector.folder(path, common.areas)
        elif path.exists():
            collector.file(path, common.areas)
        else:
            raise UsageError(f"there is no file or folder {readable(path)}: check the name")
    for listing, count in collector.unlisted.items():
        collector.collected.skipped.append((listing.parent, f"{count} files in it that {listing.name} does not list"))
    return collector.collected


readable = visible
"""A path as it can be shown and kept."""


class _Collector:
    def __init__(self, common: Job) -> None:
        self.collected = Collected()
        self.told: dict[Path, dict[str, str]] = {}
        self.unlisted: Counter[Path] = Counter()
        self._common = common
        self._seen: set[Path] = set()

    def file(self, path: Path, areas: Path | None) -> None:
        place = path.resolve()
        if place not in self._seen:
            self._seen.add(place)
            told: dict[str, Any] = dict(self.told.get(place, {}))
            job = replace(self._common, path=path, areas=areas, **told)
            self.collected.jobs.append(job)

    def folder(self, folder: Path, areas: Path | None, listing: Path | None = None) -> None:
        """The files below, those of the folder itself first. A folder's areas and manifest hold for all below it."""
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: (entry.is_dir(), entry.name))
        except OSError as error:
            self.collected.problems.append(f"{readable(folder)}: {error.strerror}; its files are left out")
            return
        own = next((folder / name for name in (MANIFEST, MANIFEST_TOML) if (folder / name).is_file()), None)
        if own is not None:
            listing = own
            self.tell(own)
        if not self._common.areas and (folder / AREAS).is_file():
            areas = folder / AREAS
        for entry in entries:
            if entry.is_dir() and not (entry.is_symlink() or entry.name.startswith(".")):
                self.folder(entry, areas, listing)
            elif entry.is_file() and not entry.name.startswith("."):
                self._file_of_folder(entry, areas, listing)

    def _file_of_folder(self, file: Path, areas: Path | None, listing: Path | None) -> None:
        if file.resolve() in self.told:
            self.file(file, areas)
        elif file.name in (MANIFEST, MANIFEST_TOML, AREAS):
            return
        elif listing and file.suffix.lower() in suffixes():
            self.unlisted[listing] += 1
        elif listing:
            return
        elif file.suffix.lower() not in suffixes():
            self.collected.skipped.append((file, f"not one of {', '.join(suffixes())}"))
        else:
            self.file(file, areas)

    def tell(self, manifest: Path) -> None:
        """Takes in the rows of a manifest, for files of which no other one has told."""
        new: dict[Path, dict[str, str]] = {}
        for line, row in _rows(manifest):
            path = (manifest.parent / row["file"]).resolve()
            if path in new or not path.is_file():
                wrong = "is listed twice" if path in new else "is not there"
                self.collected.problems.append(f"{readable(manifest)}, line {line}: file {row['file']!r} {wrong}")
            else:
                new[path] = {name: value for name, value in row.items() if value and name != "file"}
        self.told = new | self.told


def _rows(manifest: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a manifest with their line numbers; of TOML, their places among its tables."""
    if manifest.suffix.lower() == ".toml":
        return list(enumerate(_tables(manifest), 1))
    reader = csv.DictReader(StringIO(_text(manifest), newline=""))
    names = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = names
    known = f"it may have {','.join(COLUMNS)}"
    if unknown := [name for name in names if name not in COLUMNS]:
        raise UsageError(f"{readable(manifest)}: no column may be named {unknown[0]!r}; {known}")
    if "file" not in names:
        raise UsageError(f"{readable(manifest)}: the column 'file' is missing; {known}")
    rows = []
    for row in reader:
        if None in row:
            raise UsageError(f"{readable(manifest)}, line {reader.line_num}: more cells than columns")
        rows.append((reader.line_num, {name: (value or "").strip() for name, value in row.items()}))
    return rows


def _tables(manifest: Path) -> Iterator[dict[str, str]]:
    """The tables `[[document]]` of a manifest in TOML; dates may stand without quotes."""
    try:
        found = tomllib.loads(_text(manifest))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{readable(manifest)}: {error}") from None
    except RecursionError:
        raise UsageError(f"{readable(manifest)}: it is nested too deeply to be a manifest") from None
    tables = found.get("document")
    if set(found) != {"document"} or not isinstance(tables, list):
        raise UsageError(f"{readable(manifest)}: write a table [[document]] for each file, and nothing else")
    for table in tables:
        unknown = [name for name in table if name not in COLUMNS]
        if unknown or "file" not in table:
            wrong = f"no key may be named {unknown[0]!r}" if unknown else "a [[document]] has no key 'file'"
            raise UsageError(f"{readable(manifest)}: {wrong}; it may have {','.join(COLUMNS)}")
        yield {name: str(value).strip() for name, value in table.items()}


def _text(manifest: Path) -> str:
    try:
        with manifest.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{readable(manifest)}: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise UsageError(f"{readable(manifest)}: a manifest has at most {_LARGEST // 1_000_000} MB; make several")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")  # as Excel saves it on a Chinese system
