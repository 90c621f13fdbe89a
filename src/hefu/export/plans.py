"""Plans as JSON Lines and as a tree to read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import uuid4

from hefu.export.statements import plain
from hefu.model import Document
from hefu.plan.model import Amount, Body, Plan, Project, Promise, Target

_MARK = uuid4().hex
"""What no document has in it: a figure is written as JSON with all its digits, 4.50 and not 4.5."""
_NUMBER = re.compile(rf'"{_MARK}(-?[0-9.]+)"')

_BOUNDS = {"=": "", "≈": "≈", ">=": "≥", "<=": "≤", None: ""}


def as_jsonl(name: str, plan: Plan) -> Iterator[str]:
    """One object a line: the plan, then its items, targets, projects, bodies and promises, each with its `type`."""
    keys = ("title", "issuer", "area", "period", "above")
    yield _line("plan", name, {key: getattr(plan, key) for key in keys})
    for number, item in enumerate(plan.items):
        yield _line("item", name, {"item": number, **asdict(item)})
    for target in plan.targets:
        yield _line("target", name, target_dict(target))
    for kind, rows in (("project", plan.projects), ("body", plan.bodies), ("promise", plan.promises)):
        for row in rows:
            yield _line(kind, name, {key: value for key, value in asdict(row).items() if key != "evidence"})


def target_dict(target: Target) -> dict[str, Any]:
    """A target with its keys; `target2` is what its row aims at besides."""
    amounts = {"base": target.base, "target": target.target, "target2": target.second}
    return {
        **{key: getattr(target, key) for key in ("no", "group", "indicator", "unit", "part", "parent")},
        **{key: _amount(amount) for key, amount in amounts.items()},
        **{key: getattr(target, key) for key in ("binding", "direction", "area", "source", "item", "start", "end")},
    }


def _amount(amount: Amount | None) -> dict[str, Any] | None:
    return None if amount is None else asdict(amount)


def _line(kind: str, name: str, row: dict[str, Any]) -> str:
    text = json.dumps({"type": kind, "doc": name, **row}, ensure_ascii=False, default=_digits)
    return _NUMBER.sub(r"\1", text)


def _digits(value: object) -> str:
    if isinstance(value, Decimal):
        return _MARK + plain(value)
    raise TypeError(f"{type(value).__name__} has no place in a row")


# ---------------------------------------------------------------- a tree


def as_text(plan: Plan, document: Document) -> Iterator[str]:
    """The head of the plan, then its items as a tree with what each promises below it."""
    yield plan.title or document.source.name
    said = [plan.issuer, plan.area, plan.period, f"carries out {plan.above}" if plan.above else None]
    if any(said):
        yield "  " + " · ".join(word for word in said if word)
    below = _below(plan)
    yield from (f"  {line}" for line in below.get(None, ()))
    for number, item in enumerate(plan.items):
        yield "  " * item.level + _label(item.mark, item.title)
        yield from ("  " * (item.level + 1) + line for line in below.get(number, ()))


def _label(mark: str, title: str) -> str:
    gap = "" if mark.endswith(("、", "．", "）", "—", ".")) else " "
    return f"{mark}{gap}{title}".strip()


def _below(plan: Plan) -> dict[int | None, list[str]]:
    """The lines below each item, in the order of the document."""
    rows: list[Target | Project | Body | Promise] = [*plan.targets, *plan.projects, *plan.bodies, *plan.promises]
    found: dict[int | None, list[str]] = {}
    for row in sorted(rows, key=lambda row: row.start):
        found.setdefault(row.item, []).append(_row(row))
    return found


def _row(row: Target | Project | Body | Promise) -> str:
    if isinstance(row, Target):
        return _target(row)
    if isinstance(row, Project):
        said = (row.kind, row.place, row.stage, f"{plain(row.total)} 元" if row.total is not None else None)
        return " · ".join(("project: " + row.name, *(word for word in said if word)))
    if isinstance(row, Body):
        return f"{row.role}: {row.name}"
    return f"promise: {row.no or ''} {row.title}".replace(":  ", ": ")


def _target(row: Target) -> str:
    """target: 森林覆盖率 ≥65 % in 2030 (65.7 % in 2025), binding."""
    name = row.part or row.indicator
    whole = f"{row.parent}: " if row.parent else ""
    aims = "; ".join(_figure(amount, row.unit) for amount in (row.target, row.second) if amount)
    base = f" ({_figure(row.base, row.unit)})" if row.base else ""
    kind = {True: ", binding", False: ", expected", None: ""}[row.binding]
    return f"target: {whole}{name} {aims}{base}{kind}"


def _figure(amount: Amount, unit: str) -> str:
    if amount.value is None:
        words = amount.text or ""
    else:
        top = f"–{plain(amount.value_max)}" if amount.value_max is not None else ""
        words = f"{_BOUNDS[amount.bound]}{plain(amount.value)}{top} {amount.unit or unit}"
    how = {"growth": "growth ", "change": "change "}.get(amount.measure, "")
    basis = {"avg": " a year", "sum": " in all"}.get(amount.basis or "", "")
    return f"{how}{words}{basis}{f' in {amount.period}' if amount.period else ''}"
