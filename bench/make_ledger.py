"""Makes a large ledger quickly: `python bench/make_ledger.py --statements N --db URL`.

The same N makes the same rows: documents of invented cities and counties over fifteen years, 200 statements each; every
fifth year has a plan, whose figures are targets; one finding to a thousand statements. The rows are what the intake
would write, but of what is known and not of what is read: nothing is extracted or audited.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from hefu.ledger import grams  # noqa: E402
from hefu.ledger.opening import open_ledger, writing  # noqa: E402

if TYPE_CHECKING:
    from hefu.ledger import models as rows

SIZE = 200
"""Statements of a document."""

YEARS = range(2011, 2026)
FIRST, SECOND = "云澜青岚碧沧溪霁松禾", "州川原湾陵浦泽台岭港"
THINGS = (
    *("粮食", "蔬菜", "茶叶", "水果", "生猪", "肉牛", "水泥", "钢材", "原煤", "电力"),
    *("旅游", "物流", "软件", "教育", "养老", "医疗", "公路", "港口", "林业", "渔业"),
)
WHAT = (("产量", "吨"), ("产值", "元"), ("销售额", "元"), ("投资", "元"), ("从业人员", "人"))
VERDICTS = ("met", "met", "on-course", "behind", "missed", "no-result", "no-result", "not-judgeable")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def area_names() -> Iterator[str]:
    """Invented places without end: ten cities with their counties, then more."""
    number = 0
    while True:
        left, right = divmod(number, 10)
        city = f"{FIRST[left % 10]}{SECOND[left // 10 % 10]}{'' if left < 100 else left}"
        yield f"{city}市" if right == 0 else f"{city}{FIRST[right]}县"
        number += 1


class Maker:
    """Makes the rows of one document after the other; series and indicators are made when they are first needed."""

    def __init__(self) -> None:
        self.random = Random(20)
        self.series: dict[tuple[str, str, str], Any] = {}
        self.indicators: dict[str, Any] = {}

    def document(self, area: str, year: int, size: int) -> None:
        """A plan in every fifth year, else a report, with all that hangs on it."""
        from hefu.ledger import models as rows
        from hefu.ledger.layout import pack, pack_segments
        from hefu.ledger.search import fold
        from hefu.model import Document, Source

        planned = year % 5 == 1
        title = f"{area}{year}年国民经济和社会发展规划纲要" if planned else f"{area}{year}年国民经济和社会发展情况"
        found, text = self._sentences(area, year, size, title, planned)
        data = text.encode()
        key = sha256(data).hexdigest()
        model = Document(text, Source(title, key, len(data), "text/plain"), title=title)
        rows.Original.objects.create(sha256=key, size=len(data), content=data)
        row = rows.Document.objects.create(
            original_id=key, name=f"{title}.txt", media_type="text/plain", encoding="utf-8", title=title, text=text,
            issuer=f"{area}统计局", published=f"{year}-03-01", area_name=area, layout=pack(model),
            places=pack_segments(()), audited=0,
        )  # fmt: skip
        rows.Folded.objects.create(document=row, text=fold(text))
        for one in found:
            one.document_id = row.pk
        rows.Statement.objects.bulk_create(found)
        rows.Numeral.objects.bulk_create(
            [rows.Numeral(document=row, start=one.start, end=one.end, cls="quantity", reason="unit") for one in found]
        )
        if planned:
            self._targets(row, found, year)
        self._findings(row, found)

    def _sentences(
        self, area: str, year: int, size: int, title: str, planned: bool
    ) -> tuple[list[rows.Statement], str]:
        from hefu.ledger import models as rows
        from hefu.ledger.search import fold

        text, found = f"{title}\n", list[rows.Statement]()
        pieces, at = [text], len(text)
        for number in range(size):
            thing, (what, unit) = THINGS[number // 10 % 20], WHAT[number % 5]
            measure = "level" if number // 5 % 2 == 0 else "growth"
            name, unit = thing + what, unit if measure == "level" else "%"
            value = Decimal(self.random.randint(10, 99999 if measure == "level" else 199)).scaleb(-1)
            lead = f"到{year + 4}年，" if planned else ""
            head = f"{lead}{name}{'达到' if measure == 'level' else '增长'}"
            quote = f"{value}{'万' if measure == 'level' else ''}{unit}"
            start = at + len(head)
            pieces.append(f"{head}{quote}。\n")
            at += len(pieces[-1])
            factor = 10000 if measure == "level" else 1
            series = self._of(name, area, measure, unit)
            period = str(year + 4 if planned else year - 1)
            found.append(
                rows.Statement(
                    series_id=series.pk, start=start, end=start + len(quote), quote=quote, indicator_text=name,
                    value=str(value * factor), number=float(value * factor), bound="=", period=period,
                    period_end=f"{period}-12-31", modality="target" if planned else "actual",
                    confidence=self.random.choice((0.6, 0.9, 0.97, 0.99)), evidence=[],
                    folded="\n".join(map(fold, (quote, name, area, ""))),
                )
            )  # fmt: skip
        return found, "".join(pieces)

    def _of(self, name: str, area: str, measure: str, unit: str) -> Any:
        from hefu.ledger import models as rows

        key = (name, area, measure)
        if key not in self.series:
            if name not in self.indicators:
                self.indicators[name] = rows.Indicator.objects.get_or_create(name=name)[0]
            self.series[key] = rows.Series.objects.create(
                indicator=self.indicators[name], area_name=area, measure=measure, unit=unit,
                basis="yoy" if measure == "growth" else "",
            )  # fmt: skip
        return self.series[key]

    def _targets(self, row: rows.Document, found: list[rows.Statement], year: int) -> None:
        from hefu.ledger import models as rows
        from hefu.ledger.packing import pack_aim
        from hefu.plan.assessment import Aim, Stated

        plan = rows.Plan.objects.create(
            document=row, version=1, title=row.title, area_name=row.area_name, period=f"{year}/{year + 4}"
        )
        rows.Item.objects.create(
            plan=plan,
            number=0,
            level=1,
            kind="chapter",
            title=row.title,
            start=0,
            end=len(row.title),
            stop=len(row.text),
        )
        targets = []
        for one in found[::5]:
            said = Stated(
                row.name, one.start, one.end, one.quote, one.indicator_text, one.indicator_text, "", "", row.area_name,
                None, one.period, Decimal(one.value), None, "", "=", "level", None, "target",
            )  # fmt: skip
            targets.append(
                rows.Target(
                    plan=plan, start=one.start, end=one.end, quote=one.quote, item=0, indicator=one.indicator_text,
                    name=one.indicator_text, place=row.area_name, area_name=row.area_name, period=one.period,
                    due=one.period_end, in_words=False, aim=pack_aim(Aim(said, item=0)),
                    verdict=self.random.choice(VERDICTS), rule="same period",
                )
            )  # fmt: skip
        rows.Target.objects.bulk_create(targets)

    def _findings(self, row: rows.Document, found: list[rows.Statement]) -> None:
        from hefu.ledger import models as rows

        if row.pk % 5:
            return
        one = found[0]
        name = sha256(f"{row.original_id}".encode()).hexdigest()[:16]
        finding = rows.Finding.objects.create(
            identity=name, rule="revision", severity=("conflict", "notice", "revision")[row.pk // 5 % 3],
            message=f"{one.indicator_text}: {one.quote}", arithmetic=[], words=[], steps=[], area_name=row.area_name,
            period=one.period, places=name, document=row, first_seen=WHEN, last_seen=WHEN,
        )  # fmt: skip
        rows.FindingFigure.objects.create(
            finding=finding, place=0, document=row, statement=one, start=one.start, end=one.end, quote=one.quote,
            stated={},
        )  # fmt: skip


def fill(statements: int) -> None:
    """Fills the open ledger, in one transaction to a thousand documents."""
    maker, names = Maker(), area_names()
    wanted = iter((area, year) for area in names for year in YEARS)
    left = statements
    while left > 0:
        with writing():
            for _ in range(1000):
                if left > 0:
                    maker.document(*next(wanted), min(SIZE, left))
                    left -= SIZE
        print(f"{statements - max(left, 0):,} statements", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--db", required=True, help="an address of a ledger: a path or postgresql://USER@HOST/NAME")
    options = parser.parse_args()
    open_ledger(options.db, create=True)
    from django.db import connection

    from hefu.ledger import models as rows

    if rows.Document.objects.exists():
        raise SystemExit(f"{options.db} has documents already: name a new ledger")
    begun = time.perf_counter()
    with connection.schema_editor() as editor:
        grams.remove(editor)
    fill(options.statements)
    indexed = time.perf_counter()
    with connection.schema_editor() as editor:
        grams.create(editor)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"index of search: {time.perf_counter() - indexed:.0f} s")
    print(f"{rows.Statement.objects.count():,} statements in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
