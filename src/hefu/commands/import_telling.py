"""What `hefu import` tells: what would come in, what is unclear, what stands beside it in the ledger."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hefu.ledger.importing import Rehearsed
    from hefu.ledger.prepare import Prepared

_SHOWN = 10


def tell(result: Prepared) -> None:
    """What came of the rows, what is unclear, the first figures."""
    from hefu.ledger.telling import unpacked

    told, document = result.told or {}, result.document
    print(
        f"{document.title or document.source.name}: "
        f"{told['figures']} figures in {told['rows']} rows of {told['tables']} tables"
    )
    print(f"area {document.area or '—'}, published {document.published or '— (say when with --published)'}")
    if told["missing"]:
        marks = ", ".join(f"{mark} {count}" for mark, count in told["missing"].items())
        print(f"without a figure: {marks}")
    for one in result.extraction.statements[:_SHOWN]:
        [place] = document.places(one.start, one.end)[:1]
        value = f"{one.value:f} {one.unit}"
        words = (place.cell, one.indicator, one.area, one.period, one.quote, value, one.measure, one.modality)
        print("  " + "\t".join(str(word or "—") for word in words))
    if told["figures"] > _SHOWN:
        print(f"  … and {told['figures'] - _SHOWN} more")
    for sheet in told["unused"]:
        print(f"hefu: sheet {sheet} has no table with the headings of the mapping", file=sys.stderr)
    for note in document.notes:
        print(f"hefu: {note}", file=sys.stderr)
    for one in told["problems"]:
        print(f"hefu: {one['place']}: {one['field']}: {one['words']!r}: {unpacked(one['reason'])}", file=sys.stderr)
    if told["unclear"] > len(told["problems"]):
        print(f"hefu: … and {told['unclear'] - len(told['problems'])} more that are unclear", file=sys.stderr)


def tell_rehearsed(found: Rehearsed) -> None:
    """What stands beside it in the ledger, and what becomes of findings."""
    beside, effect = found.beside, found.effect
    print(f"in the ledger: {beside.new} new, {beside.same} said the same already, {beside.other} said otherwise")
    for pair in beside.pairs[:_SHOWN]:
        values = f"{pair.here} here, {pair.there} in {pair.document}"
        print("  " + "\t".join((pair.indicator, pair.area, pair.period, values, pair.unit)))
    print(f"findings: {len(effect.come)} come, {len(effect.gone)} go; verdicts that change: {len(effect.verdicts)}")
    for change in effect.come[:_SHOWN]:
        print(f"  {change.severity}: {change.message}")
