"""Importing tables into the open ledger: mappings that are kept, what would come in, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils import timezone

from hefu.errors import LedgerError, UsageError
from hefu.imports import from_text
from hefu.imports.mapping import fingerprint
from hefu.ledger import auditing, intake, rehearsal, store, tracking
from hefu.ledger.models import Imported, SavedMapping, Statement
from hefu.ledger.opening import clear_errors, rehearsing, writing
from hefu.ledger.prepare import Prepared
from hefu.ledger.rehearsal import Effect
from hefu.ledger.rereading import reread
from hefu.lexicon.areas import Areas

_SHOWN = 20
_CHUNK = 500
_LONGEST_NAME = 100


# ---------------------------------------------------------------- mappings that are kept


def save(name: str, text: str, heads: Iterable[str], *, who: str = "") -> None:
    """Keeps a mapping under a name; one that has it already is replaced. heads: the headings that it is for."""
    keep(name, text, fingerprint(heads), who=who)


def keep(name: str, text: str, found_by: str, *, who: str = "") -> None:
    """The same by the fingerprint of the headings."""
    plain = " ".join(name.split())
    if not plain or len(plain) > _LONGEST_NAME:
        raise UsageError(f"the name of a mapping has 1 to {_LONGEST_NAME} characters")
    from_text(text)
    with writing():
        fields = {"text": text, "heads": found_by, "who": who, "changed": timezone.now()}
        SavedMapping.objects.update_or_create(name=plain, defaults=fields)


def saved(name: str) -> str:
    """The mapping of this name. UsageError, with the names that there are, when there is none."""
    with clear_errors():
        text = SavedMapping.objects.filter(name=" ".join(name.split())).values_list("text", flat=True).first()
        if text is None:
            names = ", ".join(SavedMapping.objects.values_list("name", flat=True)[:10]) or "none is kept yet"
            raise UsageError(f"there is no mapping {name!r}, neither as a file nor in the ledger: {names}")
    return text


def offered(heads: Iterable[str]) -> SavedMapping | None:
    """The mapping that was last kept for tables with these headings."""
    return kept_for(fingerprint(heads))


def kept_for(found_by: str) -> SavedMapping | None:
    """The same by the fingerprint of the headings."""
    with clear_errors():
        return SavedMapping.objects.filter(heads=found_by).order_by("-changed").first()


# ---------------------------------------------------------------- what would come in


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure that comes in and one of the ledger that says otherwise of the same thing and time."""

    indicator: str
    area: str
    period: str
    here: str
    there: str
    unit: str
    document: str


@dataclass(slots=True)
class Beside:
    """What comes in beside what the ledger has: of how many things and times it knows nothing, the same, or other
    figures; the first of these.
    """

    new: int = 0
    same: int = 0
    other: int = 0
    pairs: list[Pair] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an import would do: beside what it comes to stand, and what becomes of findings and verdicts."""

    beside: Beside
    effect: Effect


def rehearse(prepared: Prepared, original: bytes, *, areas: Areas) -> Rehearsed:
    """What filing it would do; nothing is kept. LedgerError for a file that is in the ledger already."""
    if store.find(prepared.document.source.sha256) is not None:
        raise LedgerError("the ledger has this file already: `--again` takes its figures anew")
    with rehearsing():
        before = rehearsal.Before()
        added = intake.file(prepared, original, areas=areas)
        return Rehearsed(beside(added.pk), before.effect())


def beside(document: int) -> Beside:
    """The figures of a document beside those of the others of the same series, time and kind."""
    found = Beside()
    own = Statement.objects.filter(document=document).order_by("start")
    columns = "series", "period", "modality", "value", "value_max", "bound"
    rows = iter(own.values_list(*columns, "indicator_text", "series__area_name", "series__unit"))
    while chunk := list(islice(rows, _CHUNK)):
        others = Statement.objects.filter(series__in={row[0] for row in chunk}).exclude(document=document)
        there: dict[tuple[Any, ...], list[Sequence[Any]]] = {}
        for row in others.values_list(*columns, "document__title", "document__name"):
            there.setdefault(row[:3], []).append(row)
        for row in chunk:
            _held(found, row, there.get(row[:3], ()))
    return found


def _held(found: Beside, row: Sequence[Any], there: Sequence[Sequence[Any]]) -> None:
    if not there:
        found.new += 1
        return
    differing = next((other for other in there if not _alike(row[3], other[3])), None)
    if differing is None:
        found.same += 1
        return
    found.other += 1
    if len(found.pairs) < _SHOWN:
        document = differing[6] or differing[7]
        found.pairs.append(Pair(row[6], row[7], row[1], _plain(row[3]), _plain(differing[3]), row[8], document))


def _alike(one: str, other: str) -> bool:
    """Whether two printed values may be the same: as far as both are exact."""
    first, second = Decimal(one), Decimal(other)
    return abs(first - second) <= _half(first) + _half(second)


def _half(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # no value of the ledger is infinite
    return Decimal(5).scaleb(exponent - 1)


def _plain(value: str) -> str:
    return format(Decimal(value), "f")


# ---------------------------------------------------------------- all of it or nothing


def bring(prepared: Prepared, original: bytes, *, areas: Areas) -> store.Added:
    """Brings the figures into the ledger, audits them and judges what they touch: all of it, or nothing."""
    with writing():
        return intake.file(prepared, original, areas=areas)


def bring_again(pk: int, prepared: Prepared, *, areas: Areas) -> Sequence[str]:
    """Takes the figures of a document anew, by this mapping; what people did with it is kept as far as it holds."""
    with writing():
        lost = reread(pk, prepared, areas=areas)
        Imported.objects.update_or_create(document_id=pk, defaults={"mapping": prepared.mapping})
        auditing.audit_new()
        tracking.track_new()
    return lost


def mapping_of(pk: int) -> str | None:
    """The mapping by which a document was imported; None for one that was read as any other."""
    with clear_errors():
        return Imported.objects.filter(document=pk).values_list("mapping", flat=True).first()


def mappings() -> Iterator[tuple[str, str]]:
    """The names of the mappings that are kept, and who kept them."""
    with clear_errors():
        yield from SavedMapping.objects.values_list("name", "who")
