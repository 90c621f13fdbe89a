"""Statements as data frames: Arrow, pandas, Polars. Needs the extra `hefu[data]`, imported when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from hefu.export import arrow
from hefu.export.cited import CONTEXT, Cited
from hefu.export.extras import needed
from hefu.model import Document, Statement
from hefu.read.excerpts import excerpt

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


class Statements:
    """Statements to be gone through, or taken as a table with the columns of `hefu.export.cited.COLUMNS`.

    make: gives them anew each time; a ledger streams them.  Any library that knows the Arrow interface (Polars,
    pandas, DuckDB) takes it as it is: `polars.DataFrame(statements)`.
    """

    def __init__(self, make: Callable[[], Iterable[Cited]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Statement]:
        return (one.statement for one in self._make())

    def __len__(self) -> int:
        return sum(1 for _ in self._make())

    def cited(self) -> Iterator[Cited]:
        """The statements with their documents, sentences and links."""
        return iter(self._make())

    def to_arrow(self) -> Any:
        """A `pyarrow.Table`. Values are decimal128; `value_printed` has the printed precision."""
        return arrow.table(self._make())

    def to_pandas(self) -> Any:
        """A pandas DataFrame on the Arrow memory itself: nothing is copied, values stay decimals."""
        pandas = needed("pandas", "data")
        return self.to_arrow().to_pandas(types_mapper=pandas.ArrowDtype)

    def to_polars(self) -> Any:
        """A Polars DataFrame on the Arrow memory itself."""
        return needed("polars", "data").from_arrow(self.to_arrow())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        reader = needed("pyarrow", "data").RecordBatchReader.from_batches(arrow.schema(), arrow.batches(self._make()))
        return reader.__arrow_c_stream__(requested_schema)


def cite(document: Document, found: Iterable[Statement]) -> Iterator[Cited]:
    """The statements of a document with what it takes to cite them."""
    from hefu.lexicon.indicators import load

    text, source, concepts = document.text, document.source, load()
    for one in found:
        concept = concepts.find(one.indicator)
        yield Cited(
            one,
            sha256=source.sha256,
            name=source.name,
            title=document.title,
            published=document.published,
            url=source.url,
            concept=concept.name if concept else one.indicator,
            sentence=str(excerpt(text, one.start, one.end)),
            prefix=text[max(one.start - CONTEXT, 0) : one.start],
            suffix=text[one.end : one.end + CONTEXT],
        )


class ReadDocument(Document):
    """A document that was read from a file, with the statements in it. Equal to the same document from elsewhere."""

    __slots__ = ("_areas", "_found")

    @classmethod
    def of(cls, document: Document, areas: Areas | None) -> ReadDocument:
        """The same document; areas: the gazetteer that its names of areas are looked up in."""
        made = cls(**{name: getattr(document, name) for name in document.__dataclass_fields__})
        object.__setattr__(made, "_areas", areas)
        return made

    @property
    def statements(self) -> Statements:
        """Its statements, found when they are first asked for."""
        from hefu.extract import extract
        from hefu.plan.tabled import tabled

        found: list[Statement] | None = getattr(self, "_found", None)
        if found is None:
            found = list(tabled(self).among(extract(self, areas=getattr(self, "_areas", None))))
            object.__setattr__(self, "_found", found)
        return Statements(lambda: cite(self, found))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)

    __hash__ = Document.__hash__
