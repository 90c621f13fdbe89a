"""Documents of an invented city, read and extracted, for tests of the audit of a ledger."""

from __future__ import annotations

import hefu
from hefu.ledger import auditing, store
from hefu.ledger.outcome import Changes
from hefu.model import Document, Extraction
from ledger.examples import source

BEFORE = "2020年全市旅游总收入86.2亿元。\n"
NOW = "2021年全市旅游总收入104.5亿元，增长12.1%。\n"
ABOVE = "2021年，全市规模以上工业增加值增长11.2%，高于全省3.2个百分点。\n"
FARMS = "2021年全市粮食产量96万吨，比上年增加2万吨，增长5.3%。\n"


def read(text: str, published: str = "2022-02-10", area: str = "拉萨市") -> tuple[Document, Extraction]:
    document = Document(text=text, source=source(text.encode()), published=published, area=area)
    return document, hefu.analyse(document)


def add(text: str, published: str = "2022-02-10", area: str = "拉萨市", *, audit: bool = True) -> int:
    """The key of the new document."""
    document, found = read(text, published, area)
    pk = store.add(document, text.encode(), found).pk
    if audit:
        audit_new()
    return pk


def audit_new() -> Changes:
    """The audit of what is new, however much of the ledger that is."""
    most, auditing._MOST = auditing._MOST, 1
    try:
        return auditing.audit_new()
    finally:
        auditing._MOST = most
