"""Rows of the ledger.

Values are exact: decimals are kept as text beside a float for sorting only. An empty text stands for
not known (None in the dataclasses). Free texts have no limit of length; `store.py` refuses what does not fit
the others.
"""

from hefu.ledger.models.arriving import Arrival, Baggage
from hefu.ledger.models.asked import Opinion
from hefu.ledger.models.chained import Chained, Entry
from hefu.ledger.models.edited import IndicatorEdit
from hefu.ledger.models.imported import Imported, SavedMapping
from hefu.ledger.models.issued import IssuedReport, Rendering
from hefu.ledger.models.judged import KEY, Ask, Claim, Correction, Decision, Finding, FindingFigure, Review
from hefu.ledger.models.read import (
    Area,
    Article,
    Document,
    Folded,
    Indicator,
    IndicatorName,
    Numeral,
    Original,
    Secret,
    Series,
    Statement,
)
from hefu.ledger.models.tracked import Alignment, Answer, Item, Judgement, Link, Pairing, Plan, Target, Use

__all__ = [
    "KEY",
    "Alignment",
    "Answer",
    "Area",
    "Arrival",
    "Article",
    "Ask",
    "Baggage",
    "Chained",
    "Claim",
    "Correction",
    "Decision",
    "Document",
    "Entry",
    "Finding",
    "FindingFigure",
    "Folded",
    "Imported",
    "Indicator",
    "IndicatorEdit",
    "IndicatorName",
    "IssuedReport",
    "Item",
    "Judgement",
    "Link",
    "Numeral",
    "Opinion",
    "Original",
    "Pairing",
    "Plan",
    "Rendering",
    "Review",
    "SavedMapping",
    "Secret",
    "Series",
    "Statement",
    "Target",
    "Use",
]
