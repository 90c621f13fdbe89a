"""All that a report is made of, frozen: canonical JSON, known by its sha256."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from hashlib import sha256
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hefu.errors import UsageError

VERSION = 1
Kind = Literal["yearly", "mid-term", "final"]
Language = Literal["zh", "en"]
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the report rests on, with the hash of its file."""

    sha256: str
    name: str
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Evidence 依据: words of a source. source: its number.  before, after: the words around.

    place: where it stands in its file, as pairs (page 3; sheet 表1, cell C5); none of a text.
    """

    source: int
    start: int
    end: int
    quote: str
    before: str
    after: str
    place: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as it is drawn. passage: its number.  low, high: in the unit by which it is compared, as text.

    first, last: months since year 0, of its period; growth of several years and sums are as long as they last.
    """

    passage: int
    period: str
    first: int
    last: int
    low: str
    high: str
    bound: str
    modality: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A target with its verdict.

    target, base, results: numbers of passages.  aim, start: how target and base are drawn, where they have numbers.
    series: what is reported of it, the first first.  way: drawn as a way from the base (levels), not year by year.
    rule, reason: in words of the report's language.
    """

    item: int | None
    indicator: str
    area: str
    period: str
    binding: bool | None
    target: int
    base: int | None
    results: tuple[int, ...]
    result_periods: tuple[str, ...]
    verdict: str
    rule: str
    formula: str
    progress: str
    provisional: bool
    reason: str
    aim: Point | None
    start: Point | None
    series: tuple[Point, ...]
    way: bool


@dataclass(frozen=True, slots=True)
class Section:
    """An item of the plan: its number, the one above, its level and kind, its heading as a passage."""

    number: int
    parent: int | None
    level: int
    kind: str
    passage: int


@dataclass(frozen=True, slots=True)
class Work:
    """A project that the plan names. total: the planned sum as a passage; place, stage: as printed."""

    passage: int
    kind: str
    place: str
    stage: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a list that people keep. row: by which the office finds it (kind, key, version)."""

    row: tuple[str, int, int]
    title: str
    body: str
    measure: str
    found: str
    due: str
    solved: str
    checked: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """A finding 发现 of the audit. rule: in words.  severity, state: as the ledger has them.  passages: its figures."""

    identity: str
    rule: str
    severity: str
    state: str
    message: str
    arithmetic: tuple[str, ...]
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a report is made of. plan: number of the source.  as_of: judged by what was published until then.

    when, who: of the issue.  hefu: its version.  problems: None where the ledger keeps no list of them.
    verdicts: their names in the language, the best first.
    """

    version: int
    hefu: str
    language: Language
    kind: Kind
    title: str
    issuer: str
    area: str
    period: str
    above: str
    as_of: str
    when: str
    who: str
    plan: int
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    sections: tuple[Section, ...]
    targets: tuple[Judged, ...]
    works: tuple[Work, ...]
    findings: tuple[Doubted, ...]
    problems: tuple[Problem, ...] | None
    verdicts: tuple[tuple[str, str], ...]

    def written(self) -> bytes:
        """Canonical JSON: keys sorted, nothing that depends on a machine."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def sha256(self) -> str:
        """By this it is known."""
        return sha256(self.written()).hexdigest()


def load(data: bytes, *, name: str) -> Snapshot:
    """The snapshot that `written` wrote. UsageError when it is none, or of another version."""
    try:
        row = json.loads(data)
        if not isinstance(row, dict) or row.get("version") != VERSION:
            raise UsageError(
                f"{name} is no snapshot of a report that this hefu knows: name one that `hefu report` issued"
            )
        found: Snapshot = _made(Snapshot, row)
        _check(found)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{name} is no snapshot of a report: name one that `hefu report` issued") from error
    return found


def _made(kind: Any, value: Any) -> Any:
    """JSON as the type that the field has."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        if set(value) != {field.name for field in fields(kind)}:
            raise ValueError(f"other fields than those of {kind.__name__}")
        return kind(**{name: _made(hints[name], value[name]) for name in hints})
    if origin in (Union, UnionType):
        return None if value is None else _made(next(one for one in inner if one is not type(None)), value)
    if origin is tuple:
        each = inner[0] if inner[-1] is Ellipsis else None
        if not isinstance(value, list) or (each is None and len(value) != len(inner)):
            raise ValueError("no list of this length")
        return tuple(_made(each or inner[place], one) for place, one in enumerate(value))
    if value not in inner if origin is Literal else type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind}")
    return value


def _check(found: Snapshot) -> None:
    """Every number of a source or passage leads to one."""
    used = [one for t in found.targets for one in (t.target, t.base, *t.results) if one is not None]
    used += [p.passage for t in found.targets for p in (t.aim, t.start, *t.series) if p]
    used += [*(s.passage for s in found.sections), *(w.passage for w in found.works)]
    used += [passage for finding in found.findings for passage in finding.passages]
    places = [found.plan, *(one.source for one in found.passages)]
    if not all(0 <= one < len(found.passages) for one in used):
        raise ValueError("a passage is missing")
    if not all(0 <= one < len(found.sources) for one in places):
        raise ValueError("a source is missing")
