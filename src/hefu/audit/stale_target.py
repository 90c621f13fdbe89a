"""`stale-target` (notice): an aim at or below the result already reached.

Silent where less is wanted (energy intensity, deaths), about aims as a range, aims of an earlier document (met
early), and about indicators that the lexicon does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from hefu.audit.claims import Claim, year_before
from hefu.audit.series import Facts
from hefu.audit.writing import finding, own, quote, said, tell
from hefu.model import Finding

NAME = "stale-target"
EXAMPLES = (("2021年全市粮食产量107万吨。2022年，确保粮食产量达到107万吨。", ("107万吨",)),)
NEAR_MISSES = (
    "2021年全市粮食产量107万吨。2022年，确保粮食产量达到108万吨。",
    "2021年生产安全事故32起。2022年，生产安全事故控制在30起以内。",
)


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        known = series.indicator
        if known is None or known.direction == "down":
            continue
        for (measure, _, period), claims in series.slots.items():
            earlier = year_before(period) if period else None
            aim = next((c for c in claims if c.statement.modality == "target" and _is_aim(c)), None)
            if measure != "level" or aim is None or earlier is None:
                continue
            result = series.level(earlier, aim.base, ("actual", "estimate"))
            if result is not None and result.statement.value >= aim.statement.value and result.doc == aim.doc:
                yield finding(
                    NAME,
                    tell(
                        "The aim {aim} is not above the {result} already reached ({about}).",
                        aim=quote(aim),
                        result=quote(result),
                        about=said(aim),
                    ),
                    [("aim", quote(aim), aim.interval), own(result)],
                    [(aim, None), (result, None)],
                    severity="notice",
                )


def _is_aim(claim: Claim) -> bool:
    return claim.statement.bound != "<=" and claim.statement.value_max is None and not claim.cell
