"""Documents → plans: the tree of items with their targets, projects, responsible bodies and promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hefu.model import Document, Extraction
from hefu.plan.bodies import bodies
from hefu.plan.header import header
from hefu.plan.items import items
from hefu.plan.model import Amount, Body, Item, Plan, Project, Promise, Target
from hefu.plan.projects import projects
from hefu.plan.promises import promises
from hefu.plan.targets import targets

__all__ = ["Amount", "Body", "Item", "Plan", "Project", "Promise", "Target", "read_plan"]


if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


def read_plan(document: Document, extraction: Extraction, *, areas: Areas | None = None) -> Plan:
    """The plan that a document is, with all that it promises.

    extraction: what was found in this document.  areas: the gazetteer to use, default the built-in one.
    """
    head, tree = header(document), items(document)
    return Plan(
        title=head.title,
        issuer=head.issuer,
        area=head.area,
        period=head.period,
        above=head.above,
        items=tree,
        targets=targets(document, extraction, tree, area=head.area),
        projects=projects(document, tree, areas=areas),
        bodies=bodies(document, tree),
        promises=promises(document, tree),
    )
