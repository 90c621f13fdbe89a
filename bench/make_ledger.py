"""Makes a large ledger quickly: `python bench/make_ledger.py --statements N --db URL`.

The same N makes the same rows: what invented counties publish in fifteen years (`invented.py`), with the rows that the
intake, the audit and the tracking of targets would write, but of what is known and not of what is read. They are copied
into the tables without their indexes, which are made afterwards.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench import invented  # noqa: E402
from bench.invented import CITY, County, Figure, Paper  # noqa: E402
from hefu.ledger import grams  # noqa: E402
from hefu.ledger.opening import open_ledger, writing  # noqa: E402
from hefu.model import Document, Heading, Source  # noqa: E402

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS = ("met", "met", "on-course", "behind", "missed", "no-result", "no-result", "not-judgeable")
_FLUSH = 500
"""Documents that are written at a time."""
_FINDINGS = 600
"""Of so many statements one is in a finding."""

COLUMNS = {
    "Area": "id code name level parent_id",
    "Indicator": "id name",
    "Original": "sha256 size content",
    "Document": "id original_id name media_type encoding title issuer published area_name area_id text layout places "
    "added audited",
    "Folded": "document_id text",
    "Series": "id indicator_id area_name area_id measure basis unit",
    "Statement": "id document_id series_id start end quote indicator_text value number bound period period_end "
    "modality confidence evidence folded",
    "Numeral": "id document_id start end cls reason",
    "Claim": "statement_id document_id key name place lead tail sentence cell head printed period due listed revised",
    "Answer": "statement_id name place period",
    "Plan": "document_id version title issuer area_name period",
    "Item": "id plan_id number level kind mark title start end stop",
    "Target": "id plan_id start end quote item indicator name place area_name period due binding in_words aim verdict "
    "rule provisional results published folded",
    "Use": "id target_id statement_id confidence",
    "Finding": "id identity rule severity message arithmetic words steps area_name area_id period places document_id "
    "sentence state first_seen last_seen",
    "FindingFigure": "id finding_id place document_id statement_id start end quote stated",
}
"""The columns of each table that are filled; the others have their defaults."""


class Sink:
    """Rows on their way into the database, table by table."""

    def __init__(self) -> None:
        from hefu.ledger import models

        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.models = {name: getattr(models, name) for name in COLUMNS}
        self._more = {name: self._defaults(name) for name in COLUMNS}

    def _defaults(self, name: str) -> dict[str, Any]:
        """Of columns that are not filled what they have by default."""
        fields = self.models[name]._meta.concrete_fields
        chosen = COLUMNS[name].split()
        return {
            one.column: one.get_db_prep_save(one.get_default(), _connection())
            for one in fields
            if one.column not in chosen and not (one.primary_key and one.column == "id")
        }

    def flush(self) -> None:
        for name in COLUMNS:
            if found := self.rows[name]:
                columns = [*COLUMNS[name].split(), *self._more[name]]
                more = tuple(self._more[name].values())
                _copy(self.models[name]._meta.db_table, columns, [row + more for row in found] if more else found)
        self.rows.clear()


def _connection() -> Any:
    from django.db import connection

    return connection


def _copy(table: str, columns: list[str], found: list[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    connection = _connection()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("?" * len(columns))
            connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", found)
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in found:
                copy.write_row(row)


# ---------------------------------------------------------------- rows


class Maker:
    """Makes rows of papers. Keys are counted here."""

    def __init__(self) -> None:
        self.sink = Sink()
        self.rows = self.sink.rows
        self.indicators: dict[str, int] = {}
        self.keys: dict[tuple[int, int], tuple[int, int, str]] = {}
        self.reported: dict[tuple[int, int], dict[str, Any]] = {}
        names = "document", "series", "statement", "numeral", "item", "target", "use", "finding", "figure"
        self.next = {name: count(1) for name in names}

    def area(self, county: County) -> None:
        """An area of the user's own, the first of each sixteen above the others."""
        city = county.number // CITY * CITY + 1
        above = None if county.number % CITY == 0 else city
        level = "county" if above else "city"
        self.rows["Area"].append((county.number + 1, county.code, county.name, level, above))

    def document(self, paper: Paper) -> None:
        """A document with all that hangs on it."""
        from hefu.ledger import auditing, layout, tracking
        from hefu.ledger.search import fold

        county, data = paper.county, paper.text.encode()
        issuer = f"{county.name}人民政府"
        sha, pk = sha256(data).hexdigest(), next(self.next["document"])
        outline = tuple(
            Heading(1, paper.text[start:end].removesuffix(title), title, start, end)
            for title, start, end in paper.headings
        )
        packed = layout.pack(Document(paper.text, Source("", sha, len(data), "text/plain"), outline=outline))
        self.rows["Original"].append((sha, len(data), data))
        self.rows["Document"].append((
            pk, sha, f"{paper.title}.txt", "text/plain", "utf-8", paper.title, issuer, paper.published, county.name,
            county.number + 1, paper.text, packed, _NOWHERE, WHEN, auditing.VERSION,
        ))  # fmt: skip
        self.rows["Folded"].append((pk, fold(paper.text)))
        planned = paper.kind == "plan"
        period = f"{paper.year}/{paper.year + 4}" if planned else str(paper.year)
        self.rows["Plan"].append((pk, tracking.VERSION, paper.title, issuer, county.name, period))
        self._items(pk, paper)
        for figure in paper.figures:
            self._statement(pk, sha, paper, figure)

    def _items(self, pk: int, paper: Paper) -> None:
        stops = [start for _, start, _ in paper.headings[1:]] + [len(paper.text)]
        for number, ((title, start, end), stop) in enumerate(zip(paper.headings, stops, strict=True)):
            mark = paper.text[start:end].removesuffix(title)
            key = next(self.next["item"])
            self.rows["Item"].append((key, pk, number, 1, "chapter", mark, title, start, end, stop))

    def _statement(self, document: int, sha: str, paper: Paper, one: Figure) -> None:
        county, planned = paper.county, paper.kind == "plan"
        name, _ = county.indicators[one.indicator]
        level, growth, subject = self._of(county, one.indicator)
        pk, rows = next(self.next["statement"]), self.rows
        last = _last_day(one.period)
        rows["Statement"].append((
            pk, document, growth if one.growth else level, one.start, one.end, one.quote, name, str(one.value),
            float(one.value), "=", one.period, last, "target" if planned else "actual", _sure(pk),
            _evidence(one, county.name), f"{one.quote}\n{name}\n{county.name}\n",
        ))  # fmt: skip
        rows["Numeral"].append((next(self.next["numeral"]), document, one.start, one.end, "quantity", "unit after it"))
        if not one.growth:
            at = one.start - len(one.lead)
            key = next(self.next["numeral"])
            rows["Numeral"].append((key, document, at, at + 5 + planned, "time", "date or period"))
        place = county.place
        rows["Claim"].append((
            pk, document, subject, name, place, one.lead, one.tail, one.sentence, False, not one.growth, True,
            one.period, planned, False, False,
        ))  # fmt: skip
        if planned:
            self._target(document, sha, paper, one)
        else:
            rows["Answer"].append((pk, name, place, one.period))
        if pk % _FINDINGS == 1 and (county.number, one.indicator) in self.reported:
            self._finding(document, sha, paper, one, pk)
        if paper.kind == "yearly" and not one.growth:
            self.reported[county.number, one.indicator] = {
                "statement": pk, "doc": sha, "start": one.start, "end": one.end, "quote": one.quote,
                "value": str(one.value), "published": paper.published, "lead": one.lead, "period": one.period,
                "document": document,
            }  # fmt: skip

    def _of(self, county: County, place: int) -> tuple[int, int, str]:
        """The series of level and growth of an indicator, and the key of its subject."""
        if found := self.keys.get((county.number, place)):
            return found
        name, unit = county.indicators[place]
        if name not in self.indicators:
            self.indicators[name] = len(self.indicators) + 1
            self.rows["Indicator"].append((self.indicators[name], name))
        level, growth = next(self.next["series"]), next(self.next["series"])
        own = self.indicators[name], county.name, county.number + 1
        self.rows["Series"] += [(level, *own, "level", "", unit), (growth, *own, "growth", "yoy", "%")]
        subject = sha256("\n".join((name, county.place, "")).encode()).hexdigest()[:20]
        self.keys[county.number, place] = level, growth, subject
        return level, growth, subject

    def _target(self, plan: int, sha: str, paper: Paper, one: Figure) -> None:
        county, key = paper.county, next(self.next["target"])
        name, unit = county.indicators[one.indicator]
        common = {"indicator": name, "name": name, "area": county.place, "unit": unit, "bound": "=", "measure": "level"}
        base = self.reported.get((county.number, one.indicator))
        results = [self._stated(base, common)] if base else []
        said = common | {
            "doc": sha, "start": one.start, "end": one.end, "quote": one.quote, "value": str(one.value),
            "period": one.period, "modality": "target", "published": paper.published, "lead": one.lead,
        }  # fmt: skip
        aim = {"stated": said, "base": None, "binding": key % 3 == 0, "direction": None, "item": 0, "repeated": []}
        item = sum(start <= one.start for _, start, _ in paper.headings) - 1
        self.rows["Target"].append((
            key, plan, one.start, one.end, one.quote, item, name, name, county.place, county.name, one.period,
            f"{one.period}-12-31", key % 3 == 0, False, _json(aim), VERDICTS[key * 5 % 8], "same period", False,
            _json(results), paper.published, f"{one.quote}\n{name}\n{name}\n{county.name}",
        ))  # fmt: skip
        if base:
            self.rows["Use"].append((next(self.next["use"]), key, base["statement"], _sure(base["statement"])))

    def _stated(self, base: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
        return (
            common
            | {name: value for name, value in base.items() if name not in ("statement", "document")}
            | {"modality": "actual"}
        )

    def _finding(self, document: int, sha: str, paper: Paper, one: Figure, statement: int) -> None:
        county, key = paper.county, next(self.next["finding"])
        name, unit = county.indicators[one.indicator]
        other = self.reported[county.number, one.indicator]
        identity = sha256(f"{sha}{one.start}".encode()).hexdigest()
        severity = ("conflict", "notice", "revision")[key % 3]
        state = ("open", "open", "confirmed", "dismissed", "resolved")[key // 3 % 5]
        parts = {"period": one.period, "name": name, "measure": ["", {}], "modality": ["", {}]}
        about = ["{period} {name}{measure}{modality}", parts]
        words = ["{about} is both {one} and {other}.", {"about": about, "one": one.quote, "other": other["quote"]}]
        steps = [
            {"what": about, "how": quote, "interval": [value, str(Decimal(value) + 1)], "unit": unit, "figure": number}
            for number, (quote, value) in enumerate([(one.quote, str(one.value)), (other["quote"], other["value"])])
        ]
        self.rows["Finding"].append((
            key, identity[:16], ("same", "same", "revision")[key % 3], severity,
            f"{name} is both {one.quote} and {other['quote']}.", _json([one.quote, other["quote"]]), _json(words),
            _json(steps), county.name, county.number + 1, one.period, identity[16:36], document, one.sentence, state,
            WHEN, WHEN,
        ))  # fmt: skip
        figures = [(document, statement, one.start, one.end, one.quote, str(one.value), one.period),
                   *[tuple(other[part] for part in _PARTS)]]  # fmt: skip
        for number, (doc, row, start, end, quote, value, period) in enumerate(figures):
            stated = {
                "indicator": name, "value": value, "value_max": "", "unit": unit, "bound": "=", "measure": "level",
                "basis": "", "area": county.name, "holder": "", "period": period, "modality": "actual",
            }  # fmt: skip
            figure = next(self.next["figure"])
            self.rows["FindingFigure"].append((figure, key, number, doc, row, start, end, quote, _json(stated)))


_PARTS = "document", "statement", "start", "end", "quote", "value", "period"
_NOWHERE = b""


def _sure(statement: int) -> float:
    return (0.58, 0.76, 0.82, 0.9, 0.97)[statement * 7 % 5]


def _last_day(period: str) -> str:
    """Of a year, or of months that end with a quarter."""
    if "/" not in period:
        return f"{period}-12-31"
    end = period.partition("/")[2]
    return f"{end}-{30 if end.endswith(('06', '09')) else 31}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _evidence(one: Figure, area: str) -> str:
    """What a statement rests on, as the ledger keeps it."""
    lead = one.start - len(one.lead)
    return _json([
        ["unit", "printed", one.end - 1, one.end], ["indicator", "words before the figure", lead, one.start],
        ["measure", "an amount", None, None], ["value", "numeral", one.start, one.end - 1],
        ["bound", "none printed: exact", None, None], ["modality", "reported as fact", None, None],
        ["area", "area of the document", None, None], ["period", "time expression", lead, lead + 5],
    ])  # fmt: skip


# ---------------------------------------------------------------- tables without their indexes


@contextmanager
def bare() -> Iterator[None]:
    """The tables without indexes as long as they are filled, as far as the database lets go of them."""
    with _connection().cursor() as cursor:
        made = _dropped(cursor)
        yield
        begun = time.perf_counter()
        for statement in made:
            cursor.execute(statement)
        print(f"indexes: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def _dropped(cursor: Any) -> list[str]:
    """Drops the indexes and tells how they are made again."""
    from hefu.ledger import models

    tables = [getattr(models, name)._meta.db_table for name in COLUMNS]
    if _connection().vendor == "sqlite":
        marks = ", ".join("%s" for _ in tables)
        where = f"type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {where}", tables)
        return _without(cursor, [(f'DROP INDEX "{name}"', sql) for name, sql in cursor.fetchall()])
    cursor.execute(_CONSTRAINTS, [tables])
    constraints = cursor.fetchall()
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [tables])
    kept = {name for _, name, *_ in constraints}
    indexes = [(f'DROP INDEX "{name}"', sql) for name, sql in cursor.fetchall() if name not in kept]
    dropped = [
        (f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE', f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {sql}')
        for table, name, sql in constraints
    ]
    return _without(cursor, [*dropped[::-1], *indexes[::-1]])[::-1]


_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('p', 'u', 'f') ORDER BY contype = 'f', contype
"""


def _without(cursor: Any, pairs: Iterable[tuple[str, str]]) -> list[str]:
    made = []
    for drop, make in pairs:
        cursor.execute(drop)
        made.append(make)
    return made


def fill(statements: int) -> None:
    """Fills the open ledger, as many counties as it takes."""
    maker = Maker()
    county = invented.counties(-(-statements // invented.A_COUNTY))
    for one in county:
        maker.area(one)
    made = 0
    for number, paper in enumerate(invented.papers(county), 1):
        maker.document(paper)
        made += len(paper.figures)
        if number % _FLUSH == 0:
            maker.sink.flush()
        if number % (20 * _FLUSH) == 0:
            print(f"{made:,} statements", file=sys.stderr, flush=True)
    maker.sink.flush()


def _settle() -> None:
    """Sequences go on behind the last keys, and the planner knows the tables."""
    from django.core.management.color import no_style

    connection = _connection()
    sink = Sink()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(sink.models.values())):
            cursor.execute(statement)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--db", required=True, help="an address of a ledger: a path or postgresql://USER@HOST/NAME")
    options = parser.parse_args()
    open_ledger(options.db, create=True)
    from hefu.ledger import models as rows

    if rows.Document.objects.exists():
        raise SystemExit(f"{options.db} has documents already: name a new ledger")
    global _NOWHERE
    from hefu.ledger.layout import pack_segments

    _NOWHERE = pack_segments(())
    connection, begun = _connection(), time.perf_counter()
    with connection.schema_editor() as editor:
        grams.remove(editor)
    connection.disable_constraint_checking()
    with writing(), bare():
        fill(options.statements)
    connection.enable_constraint_checking()
    indexed = time.perf_counter()
    with connection.schema_editor() as editor:
        grams.create(editor)
    print(f"index of search: {time.perf_counter() - indexed:.0f} s")
    _settle()
    print(f"{rows.Statement.objects.count():,} statements in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
