"""`implies` (notice): what follows from printed figures: a rate and its distance to another place make that place's
rate.

Offered with its derivation, never mixed with what was read. Silent when the other place's rate is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hefu.audit.gap import other_of, place_of, rates_of
from hefu.audit.series import Facts
from hefu.audit.writing import finding, own, quote, said, short, tell
from hefu.model import Finding

NAME = "implies"
EXAMPLES = (
    ("1至11月，全市社会消费品零售总额同比增长23.9%，增速高于全国平均水平16.7个百分点。", ("23.9%", "16.7个百分点")),
)
NEAR_MISSES = ("全市规模以上工业增加值增长11.2%，全省增长8.9%，高于全省2.3个百分点。",)

_PLACE = re.compile(r"全[国省区市州县盟旗]|.{2,12}[省市区州县盟旗]")


def check(facts: Facts) -> Iterator[Finding]:
    for sentence in facts.each_sentence():
        for at, claim in enumerate(sentence):
            statement = claim.statement
            if statement.measure != "gap" or statement.unit != "百分点" or statement.bound != "=":
                continue
            rate = rates_of(sentence, at)
            if rate is None or not _PLACE.fullmatch(place_of(claim)) or other_of(facts, sentence, at, rate) is not None:
                continue
            found, place = rate.interval - claim.interval, place_of(claim)
            yield finding(
                NAME,
                tell(
                    "{place}: {about} is {found} % by {rate} and {distance}.",
                    place=place,
                    about=said(rate),
                    found=short(found.middle),
                    rate=quote(rate),
                    distance=quote(claim),
                ),
                [own(rate), own(claim), (place, "rate − distance", found)],
                [(rate, None), (claim, None)],
                severity="notice",
            )
