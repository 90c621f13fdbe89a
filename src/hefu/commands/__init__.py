"""One module a command: `arguments(parser)` adds its options, `run(options)` does it and returns the exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hefu.errors import HefuError, UsageError

if TYPE_CHECKING:
    from hefu.ledger.confined import Progress
    from hefu.ledger.jobs import Job
    from hefu.ledger.prepare import Piece, Prepared
    from hefu.lexicon.areas import Area, Areas
    from hefu.model import Document, Extraction, Statement


def ledger_option(parser: argparse.ArgumentParser) -> None:
    """The option of all commands that work on a ledger."""
    parser.add_argument(
        "--db",
        metavar="LEDGER",
        help="the ledger: a path, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME "
        "(default: HEFU_DATABASE_URL, or hefu.sqlite3 in the current folder)",
    )


def reading_options(parser: argparse.ArgumentParser) -> None:
    """The options of all commands that read files without a ledger."""
    parser.add_argument("--published", metavar="DATE", help="when it was published: YYYY, YYYY-MM or YYYY-MM-DD")
    parser.add_argument("--area", metavar="NAME", help="the area that it is about, by its name: 拉萨市")
    parser.add_argument("--areas", type=Path, metavar="FILE.csv", help="areas of your own")


def through_the_door(job: Job, *, debug: bool = False) -> Prepared:
    """What is in a file, read where it can do no harm; a terminal is told how many pages are done.

    Raises HefuError. debug: prints the traceback, where hefu itself is at fault.
    """
    from hefu.ledger.door import DOOR

    with _debugging(debug):
        return DOOR.read(job, _teller(job))


def streamed_through_the_door(job: Job, *, debug: bool = False) -> Iterator[Piece]:
    """The same piece by piece: its document, then its statements, some at a time."""
    from hefu.ledger.door import DOOR

    with _debugging(debug):
        yield from DOOR.stream(job, _teller(job))


@contextmanager
def _debugging(debug: bool) -> Iterator[None]:
    from hefu.ledger.door import UnreadError

    try:
        yield
    except UnreadError as error:
        if debug and error.trace:
            print(error.trace, file=sys.stderr)
        raise


def _teller(job: Job) -> Callable[[Progress], None] | None:
    """Tells a terminal how many pages are done."""
    told = [0]

    def tell(progress: Progress) -> None:
        if progress.stage == "read" and progress.done > told[0]:
            told[0] = progress.done
            end = "\n" if progress.done == progress.total else ""
            words = f"\rhefu: {job.path.name}: page {progress.done} of {progress.total} read"
            print(words, end=end, file=sys.stderr, flush=True)

    return tell if sys.stderr.isatty() else None


class Reading:
    """Reads and extracts files one after the other; a file that fails is reported and the rest goes on.

    status: 0, or 1 when a file failed.
    strangers: an area that the gazetteer does not know is taken by its name, with a word on standard error.
    """

    def __init__(self, options: argparse.Namespace, *, strangers: bool = False) -> None:
        from hefu.lexicon.areas import load
        from hefu.read.dates import parse_date

        self.debug: bool = options.debug
        self.status = 0
        self.gazetteer: Areas = load(options.areas)
        self.published: str | None = parse_date(options.published) if options.published else None
        self.area: str | None = options.area
        self._areas: Path | None = options.areas
        self._more: tuple[Area, ...] = ()
        if self.area and strangers and self.area not in self.gazetteer:
            print(f"hefu: {self.area} is in no list of areas: nothing is known of what it lies in", file=sys.stderr)
            self.gazetteer = self.gazetteer.with_stranger(self.area)
            self._more = (self.gazetteer.find(self.area),)
        elif self.area:
            self.gazetteer.find(self.area)

    def extractions(self, files: Iterable[Path]) -> Iterator[tuple[Path, Document, Extraction]]:
        """The documents of files with all that was found in them."""
        for path in files:
            with self._told():
                found = through_the_door(self._job(path), debug=self.debug)
                yield path, found.document, found.extraction

    def statements(self, files: Iterable[Path]) -> Iterator[tuple[Path, Document, Statement]]:
        """The statements of files as they are found: those of a long one are not held all at once."""
        for path in files:
            with self._told():
                found = streamed_through_the_door(self._job(path), debug=self.debug)
                document = cast("Document", next(found))
                for some in found:
                    for statement in cast("tuple[Statement, ...]", some):
                        yield path, document, statement

    def _job(self, path: Path) -> Job:
        from hefu.ledger.jobs import Job

        return Job(path, self.published, self.area, areas=self._areas, more=self._more)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A file that cannot be read is told of, and the others are read all the same."""
        try:
            yield
        except UsageError:
            raise
        except HefuError as error:
            if self.debug:
                raise
            print(f"hefu: {error}", file=sys.stderr)
            self.status = 1
