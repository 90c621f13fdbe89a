"""`stale-target` (notice): an aim at or below the result already reached, the last one before the year of the aim.

Silent where less is wanted or neither (energy intensity, deaths, what is spent), about aims as a range, aims of an
earlier document (met early), flows of years that are not next to each other, and about indicators that the lexicon
does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hefu.audit.claims import Claim, alike
from hefu.audit.series import Facts, Series, only
from hefu.audit.writing import finding, own, quote, said, tell
from hefu.model import Finding

NAME = "stale-target"
EXAMPLES = (("2021年全市粮食产量107万吨。2022年，确保粮食产量达到107万吨。", ("107万吨",)),)
NEAR_MISSES = (
    "2021年全市粮食产量107万吨。2022年，确保粮食产量达到108万吨。",
    "2021年生产安全事故32起。2022年，生产安全事故控制在30起以内。",
)


_YEAR = re.compile(r"\d{4}")
_BY = re.compile(r"到\d{4}年")
_SO_FAR = re.compile(r"截[至止]|累计|已")
_LONGEST = 10


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        known = series.indicator
        if known is None or known.direction != "up":
            continue
        for (measure, _, period), claims in series.slots.items():
            year = _YEAR.fullmatch(period or "")
            aim = next((c for c in claims if _is_aim(c)), None)
            if measure not in ("level", "ratio") or aim is None or year is None:
                continue
            result = _result(series, aim, int(year[0]))
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


def _result(series: Series, aim: Claim, year: int) -> Claim | None:
    """The last result before the year of the aim, by the same words; of a flow, that of the year right before."""
    known = series.indicator
    built_up = _BY.search(aim.lead) is not None
    longest = _LONGEST if known is not None and (known.kind != "flow" or built_up) else 1
    for earlier in range(year - 1, year - 1 - longest, -1):
        levels = [c for c in series.at(aim.statement.measure, aim.statement.basis, str(earlier)) if c.base == aim.base]
        levels = [c for c in levels if alike(c, aim) and c.doc == aim.doc]
        if year - earlier > 1 and known is not None and known.kind == "flow":
            levels = [c for c in levels if _SO_FAR.search(c.lead)]
        found = only(levels, ("actual", "estimate"))
        if found is not None:
            return found
    return None


def _is_aim(claim: Claim) -> bool:
    aim = claim.statement.modality == "target" or (claim.due and claim.statement.modality == "actual")
    return aim and claim.statement.bound != "<=" and claim.statement.value_max is None
