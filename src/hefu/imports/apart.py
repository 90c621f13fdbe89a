"""Shapes of several tables of one file that are not mistaken for each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hefu.imports.blocks import Block
from hefu.imports.mapping import Shape


def told_apart(found: Sequence[Block]) -> tuple[Shape, ...]:
    """The shapes of these tables, each once, those that ask for most first. Where one would fit the table of another,
    its columns of figures are named, where these are no times; else its sheets.
    """
    for block in found:
        if _mistaken(found, block) and _names_things(block):
            named = tuple(block.names[column] for column in block.figures())
            block.shape = replace(block.shape, values=named)
    for block in found:
        if block.sheet.name and _mistaken(found, block):
            block.shape = replace(block.shape, sheets=(block.sheet.name,))
    for block in found:
        if not block.shape.sheets and _mistaken(found, block):
            block.shape = replace(block.shape, values=tuple(block.names[column] for column in block.figures()))
    return _joined([block.shape for block in found])


def _mistaken(found: Sequence[Block], block: Block) -> bool:
    """Whether another table would be read by the shape of this one, or this one by another's."""
    others = [other for other in found if other.shape != block.shape]
    return any(_fits(block.shape, other) for other in others) or any(_fits(other.shape, block) for other in others)


def _fits(shape: Shape, block: Block) -> bool:
    return shape.holds(block.sheet.name) and set(shape.columns()) <= set(block.names.values())


def _names_things(block: Block) -> bool:
    """Whether the headings of its figures name things, which next year's edition has too."""
    return any(source.kind == "heading" for source in block.shape.fields.get("indicator", ()))


def _joined(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """Each shape once; shapes that differ only in their sheets are one for all these sheets."""
    found: list[Shape] = []
    for shape in shapes:
        bare = replace(shape, sheets=())
        same = next((n for n, other in enumerate(found) if replace(other, sheets=()) == bare), None)
        if same is None:
            found.append(shape)
        elif shape.sheets and found[same].sheets:
            found[same] = replace(shape, sheets=tuple(dict.fromkeys((*found[same].sheets, *shape.sheets))))
        else:
            found[same] = bare
    return tuple(sorted(found, key=lambda shape: (-len(shape.sheets), -len(list(shape.columns())))))
