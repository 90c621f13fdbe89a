"""Findings that stand, open or confirmed, beside the figures that they are about on other pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from hefu.ledger.findings import complete, listed
from hefu.ledger.models import Finding, FindingFigure, Statement
from hefu.web.findings import Listed
from hefu.web.findings import listed as shown

STATES = (Finding.OPEN, Finding.CONFIRMED)


def contradictions(document: int) -> dict[int, str]:
    """The address of a finding by the place of each figure of a document that contradicts others."""
    rows = FindingFigure.objects.filter(
        document=document, finding__severity="conflict", finding__state__in=STATES, statement__isnull=False
    )
    found = rows.order_by("-finding").values_list("start", "finding__identity")
    return {start: reverse("finding", args=[identity]) for start, identity in found}


def of_statements(statements: Iterable[Statement], most: int = 20) -> list[Listed]:
    """The findings that these statements take part in, the gravest first, at most so many."""
    keys = [row.pk for row in statements]
    return shown(complete(listed(states=STATES).filter(figures__statement__in=keys).distinct())[:most])


def gravest(most: int) -> list[Listed]:
    """The open contradictions, the newest first."""
    return shown(complete(listed(severity="conflict"))[:most])
