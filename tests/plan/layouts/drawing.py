"""A seed → a table: its layout, its rows, and what a careful reader makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.plan.layouts import stock
from tests.plan.layouts.stock import Indicator

ERAS = (("十三五", 2020, "十四五", 2025), ("十四五", 2025, "十五五", 2030))
_SUMS = ("[{}]", "〔{}〕", "［{}］", "【{}】", "（{}）", "({})")
_BLANKS = ("—", "-", "/", "——", "")
_BODIES = ("市发展改革委", "市统计局", "市工业和信息化局", "市生态环境局", "市人力资源社会保障局", "市农业农村局")
_SPECIAL = ("级", "以")


@dataclass(frozen=True)
class Layout:
    """kinds: of the columns from left to right; heads: their words.  grouped: column, rows or none."""

    kinds: tuple[str, ...]
    heads: tuple[str, ...]
    grouped: str
    numbered: str
    united: str
    summed: str
    blank: str
    base: int
    aim: int
    estimated: bool
    title: str


@dataclass(frozen=True)
class Table:
    """A table as it is meant: its title, headings, rows with the number of the group each is of, and the truth."""

    layout: Layout
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]
    truth: tuple[dict[str, Any], ...]


def draw(seed: int, *, held: bool = False) -> Table:
    """The table of a seed. held: its words are those kept for measuring."""
    random = Random(f"{held}{seed}")
    layout = _layout(random, held)
    order = sorted(random.sample(range(len(stock.INDICATORS)), random.randint(7, 14)))
    found = [stock.INDICATORS[number] for number in order]
    rows = tuple(_row(random, layout, number, one) for number, one in enumerate(found, 1))
    truth = tuple(_truth(layout, number, one) for number, one in enumerate(found, 1))
    return Table(layout, rows, tuple(one.group for one in found), truth)


def _layout(random: Random, held: bool) -> Layout:
    before, base, era, aim = random.choice(ERAS)

    def word(words: list[str]) -> str:
        common = random.random() < 0.35
        chosen = words[0] if common else random.choice(stock.halves(words)[held])
        return chosen.format(b=base, B=before, t=aim, T=era)

    grouped = random.choice(("column", "column", "rows", "none"))
    united = random.choice(("bracket", "bracket", "column"))
    numbered = random.choice(("column", "dot", "none"))
    estimated = random.random() < 0.25
    kinds = ["base", "target"] if random.random() < 0.92 else ["target", "base"]
    kinds = kinds[:1] + kinds[1:] if random.random() < 0.93 else ["target"]
    kinds += ["rate"] if random.random() < 0.55 else []
    front = ["name", "unit"] if united == "column" else ["name"]
    front = (["no"] if numbered == "column" else []) + front
    if grouped == "column":
        front = ["group", *front] if random.random() < 0.8 or front[0] != "no" else [front[0], "group", *front[1:]]
    chance = random.random()
    kinds = (
        [*front, *kinds, "binding"]
        if chance < 0.75
        else [*front, "binding", *kinds]
        if chance < 0.85
        else [*front, *kinds]
    )
    kinds += ["other"] if random.random() < 0.15 else []
    words = {
        "name": stock.NAME, "group": stock.GROUP, "unit": stock.UNIT, "no": stock.NO,
        "base": stock.ESTIMATED if estimated else stock.BASE, "target": stock.TARGET, "rate": stock.RATE,
        "binding": stock.BINDING, "other": stock.OTHER,
    }  # fmt: skip
    return Layout(
        tuple(kinds), tuple(word(words[kind]) for kind in kinds), grouped, numbered, united,
        random.choice(_SUMS), random.choice(_BLANKS), base, aim, estimated,
        random.choice(stock.TITLES).format(T=era),
    )  # fmt: skip


def _row(random: Random, layout: Layout, number: int, one: Indicator) -> tuple[str, ...]:
    figures = _figures(layout, one)
    name = f"{number}.{one.name}" if layout.numbered == "dot" else one.name
    cells = {
        "no": str(number),
        "group": one.group,
        "name": name if layout.united == "column" else f"{name}（{one.printed}）",
        "unit": one.printed,
        "binding": "约束性" if one.binding else "预期性",
        "other": random.choice(_BODIES),
        **figures,
    }
    return tuple(cells[kind] for kind in layout.kinds)


def _figures(layout: Layout, one: Indicator) -> dict[str, str]:
    """The figures of a row as printed: with a column of averages, movements and sums stand there."""
    rated = "rate" in layout.kinds
    aim, rate = one.aim, one.rate
    if rated and one.sort in ("growth", "words", "fall"):
        aim = "—"
    if rated and one.sort == "flow":
        aim = "—"
    return {"base": _printed(layout, one.base), "target": _printed(layout, aim), "rate": _printed(layout, rate)}


def _printed(layout: Layout, text: str) -> str:
    if text == "—":
        return layout.blank
    summed = re.fullmatch(r"\[(.*)\]", text)
    return layout.summed.format(summed[1]) if summed else text


def _truth(layout: Layout, number: int, one: Indicator) -> dict[str, Any]:
    plan, before = f"{layout.aim - 4}/{layout.aim}", str(layout.base)
    rated = "rate" in layout.kinds
    first = _aim(layout, one, one.aim, plan)
    second = None
    if rated and one.rate != "—" and one.sort in ("level", "share"):
        second = _second(one, plan)
    base = None
    if "base" in layout.kinds and one.base != "—":
        moved = one.sort in ("growth", "words")
        modality = "estimate" if layout.estimated else "actual"
        value = _value(one.base, 0 if moved else one.exponent)
        base = {**value, "period": before, "text": None, "basis": "yoy" if moved else None, "modality": modality}
    return {
        "no": None if layout.numbered == "none" else number,
        "group": None if layout.grouped == "none" else one.group,
        "indicator": one.name,
        "unit": one.unit,
        "base": base,
        "target": first,
        "second": second,
        "binding": one.binding if "binding" in layout.kinds else None,
        "direction": "down" if one.sort == "fall" else None,
    }


def _aim(layout: Layout, one: Indicator, text: str, plan: str) -> dict[str, Any]:
    whole = one.sort in ("growth", "words", "fall", "flow")
    measure = {"growth": "growth", "words": "growth", "fall": "growth", "share": "ratio"}.get(one.sort, "level")
    basis = {"growth": "avg", "words": "avg", "fall": "sum", "flow": "sum"}.get(one.sort)
    if one.name.startswith("单位GDP二氧化碳") and "rate" not in layout.kinds:
        basis = "sum"
    exponent = 0 if measure == "growth" else one.exponent
    return {**_value(text.strip("[]"), exponent), "period": plan if whole else str(layout.aim),
            "measure": measure, "basis": basis}  # fmt: skip


def _second(one: Indicator, plan: str) -> dict[str, Any]:
    summed = one.rate.startswith("[")
    points = one.unit == "%" and summed
    found = _value(one.rate.strip("[]"), one.exponent if summed and not points else 0)
    measure, basis = ("change", "sum") if summed else ("growth", "avg")
    return {
        **found,
        "period": plan,
        "measure": measure,
        "basis": basis,
        "unit": "百分点" if points else one.unit if summed else "%",
    }


def _value(text: str, exponent: int) -> dict[str, Any]:
    found = re.fullmatch(r"(?P<sign>[><≥]?)(?P<num>[\d.]+)(?P<tail>左右|以上|以下)?", text)
    if found is None:
        return {"value": None, "bound": None, "text": text}
    bound = {">": ">=", "≥": ">=", "<": "<=", "左右": "≈", "以上": ">=", "以下": "<="}.get(
        found["sign"] or found["tail"] or "", "="
    )
    return {"value": Decimal(found["num"]).scaleb(exponent), "bound": bound, "text": None}
