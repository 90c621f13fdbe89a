"""What the columns of a table of indicators are to each other: bases 基期, aims 目标, and of what years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hefu.lexicon.periods import load as load_periods
from hefu.plan.targets.heads import TARGET, Column, Frame, named_plan

_FAR = 5
_PLAN_TITLE = re.compile(r"规划|计划|纲要|方案")
_REVIEW = re.compile(r"执行情况|评估|总结|回顾|公报")
_AIMS = re.compile(r"[“\"]?十[一二三四五六七八]?五[”\"时规]|目标|规划|计划")
"""What the caption of a table of aims says."""


def settled(columns: Sequence[Column], caption: str, published: str | None, title: str | None) -> Frame | None:
    """The columns with the role of each; None when they are not those of a table of targets.

    published: when the document was: the years before are over.  title: its title, which may name a plan.
    """
    found = _bound(_one_name(columns))
    values = [one for one in found if one.kind == "value"]
    rates = [one for one in found if one.kind == "rate"]
    if not any(one.kind == "name" for one in found) or not (values or rates):
        return None
    now = int(published[:4]) if published else None
    if not _aims(found, caption, now, _aimed_year(title or "")):
        return None
    figures = [*values, *rates]
    ends = [end for one in figures if (end := _end(one)) is not None]
    told = {end for one in figures if TARGET.search(one.text) and (end := _end(one)) is not None}
    undated = any(_end(one) is None and TARGET.search(one.text) for one in values)
    plan, before = _years(ends, caption, _last(sorted(set(ends)), told, now), undated=undated)
    found = [_with_role(one, plan, now, alone=len(values) == 1) for one in found]
    return Frame(tuple(found), plan, before) if any(one.role == "target" for one in found) else None


def _one_name(columns: Sequence[Column]) -> list[Column]:
    """Of 一级指标, 二级指标 the last names the row, the others its group."""
    names = [n for n, one in enumerate(columns) if one.kind == "name"]
    if len({columns[n].text for n in names}) < 2:
        return list(columns)
    return [replace(one, kind="group") if n in names[:-1] else one for n, one in enumerate(columns)]


def _bound(columns: Sequence[Column]) -> list[Column]:
    """类型 right of the names tells what binds, and not the group: that stands left of them."""
    kinds = [one.kind for one in columns]
    if "binding" in kinds or "name" not in kinds:
        return list(columns)
    name = kinds.index("name")
    return [replace(one, kind="binding") if one.kind == "group" and n > name else one for n, one in enumerate(columns)]


def _aimed_year(title: str) -> int | None:
    """The last year of the plan that a title names: 第十五个五年规划, 规划（2026—2030年）; of a review none."""
    if not _PLAN_TITLE.search(title) or _REVIEW.search(title):
        return None
    plan = named_plan(re.sub("第(十[一二三四五六七八]?)个五年", r"\1五", title))
    years = re.findall("20[0-9]{2}", title)
    return plan.last if plan else int(max(years)) if years else None


def _aims(columns: Sequence[Column], caption: str, now: int | None, aimed: int | None) -> bool:
    """Whether something says that the table aims at anything: else it is one of results.

    aimed: the last year of the plan that the title of the document names.
    """
    figures = [one for one in columns if one.kind in ("value", "rate")]
    if any(one.kind == "binding" for one in columns) or any(TARGET.search(one.text) for one in figures):
        return True
    ends = [end for one in figures if (end := _end(one)) is not None]
    if now is not None and ends:
        return max(ends) >= now
    return bool(ends) and (_AIMS.search(caption) is not None or (aimed is not None and max(ends) >= aimed))


def _end(one: Column) -> int | None:
    """The year that a column is for, of a plan its last."""
    return one.year or (one.era.last if one.era else None)


def _last(ends: Sequence[int], told: set[int], now: int | None) -> int | None:
    """The last year of the plan: beside 2025年 and 2030年, 2035年 is a vision 远景. told: years said to be aimed at."""
    if len(ends) > 2 and ends[-1] - ends[-2] >= _FAR and ends[-2] - ends[-3] > 1:
        aimed = ends[-2] in told if told else now is None or ends[-2] >= now
        return ends[-2] if aimed else ends[-1]
    return ends[-1] if ends else None


def _years(ends: Sequence[int], caption: str, last: int | None, *, undated: bool) -> tuple[str | None, str | None]:
    """The years that the table aims at, and those of the plan before. undated: a heading 目标 names no year."""
    periods = load_periods()
    plan = named_plan(caption)
    begun = plan is not None and undated and set(ends) == {plan.first - 1}
    if plan is None or (ends and not begun and not any(plan.first <= end <= plan.last for end in ends)):
        plan = periods.plan_of(last) if last else None
        if plan and plan.last != last:
            plan = None
    if plan is not None:
        earlier = periods.plan_of(plan.first - 1)
        return plan.iso, earlier.iso if earlier else None
    first = max((year for year in ends if last and year < last), default=None)
    if first and last and first + 1 < last:
        return f"{first + 1}/{last}", None
    return (str(last) if last else None), None


def _with_role(one: Column, plan: str | None, now: int | None, *, alone: bool) -> Column:
    """Words say what a column is, else its year: what lies before the plan or is over is a base."""
    if one.kind not in ("value", "rate"):
        return one
    first, last = (int(plan[:4]), int(plan[-4:])) if plan else (None, None)
    end = _end(one)
    role = one.role
    if role is None and one.kind == "rate":
        role = "base" if end and last and end < min(last, now or last) else "target"
    elif role is None:
        over = end is not None and ((first is not None and end < first) or (now is not None and end < now))
        role = "target" if (alone and not over) or (end is not None and not over) else "base"
    if role == "target" and end is not None and first is not None and end < first:
        role = "past"
    year = one.year or end
    if year is None and one.kind == "value" and last is not None and first is not None:
        year = last if role == "target" else first - 1
    return replace(one, role=role, year=year)
