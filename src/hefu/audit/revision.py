"""`revision`: an estimate 预计 and the later result that it missed. No contradiction, and never reported as one.

Silent when either is claimed with different values, about columns of tables, and about names that may not mean the
same.
"""

from __future__ import annotations

from collections.abc import Iterator

from hefu.audit.claims import Claim, alike
from hefu.audit.series import Facts, only
from hefu.audit.writing import finding, own, quote, said, tell
from hefu.model import Finding

NAME = "revision"
EXAMPLES = (("预计2021年全市粮食产量96万吨。2021年全市粮食产量93.2万吨。", ("96万吨", "93.2万吨")),)
NEAR_MISSES = (
    "预计2021年全市粮食产量96万吨左右。2021年全市粮食产量95.2万吨。",
    "力争2021年全市粮食产量达到96万吨。2021年全市粮食产量93.2万吨。",
)
_MEASURES = ("level", "growth", "ratio")


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        for (measure, _, period), claims in series.slots.items():
            if measure in _MEASURES and period is not None and len(claims) > 1 and series.specific:
                named = [claim for claim in claims if claim.printed and not claim.cell]
                yield from _slot(named)


def _slot(claims: list[Claim]) -> Iterator[Finding]:
    estimate, result = only(claims, ("estimate",)), only(claims, ("actual",))
    if estimate is None or result is None or estimate.base != result.base or not alike(estimate, result):
        return
    if estimate.among == result.among and estimate.interval.disjoint(result.interval):
        yield finding(
            NAME,
            tell(
                "Estimated at {estimate}, it came to {result} ({about}).",
                estimate=quote(estimate),
                result=quote(result),
                about=said(result),
            ),
            [own(estimate), own(result)],
            [(estimate, None), (result, None)],
            severity="revision",
        )
