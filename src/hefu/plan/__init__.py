"""Documents → plans: the tree of items with their targets, projects, responsible bodies and promises."""

from __future__ import annotations

from hefu.plan.model import Amount, Body, Item, Plan, Project, Promise, Target

__all__ = ["Amount", "Body", "Item", "Plan", "Project", "Promise", "Target"]
