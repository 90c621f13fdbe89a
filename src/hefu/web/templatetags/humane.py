"""Filters for the site's templates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from hefu.web.figures import figure

register = template.Library()

Value = TypeVar("Value")


@register.filter
def grouped(number: int) -> str:
    """A count with commas: `11,386`."""
    return f"{number:,}"


@register.filter
def times(number: int) -> range:
    """The numbers from 1 to this one."""
    return range(1, number + 1)


@register.filter
def xy(place: float) -> str:
    """A place in a drawing, to a tenth."""
    return f"{place:.1f}".removesuffix(".0")


@register.filter
def more(place: float, by: float) -> float:
    """A place, moved on. (Django's own `add` makes whole numbers of both.)"""
    return place + by


@register.filter
def less(place: float, by: float) -> float:
    """A place, moved back."""
    return place - by


@register.filter
def item(found: Mapping[str, Value], name: str) -> Value:
    """The entry of a mapping under a name that a template has in a variable."""
    return found[name]


@register.filter
def ticked(words: str) -> SafeString:
    """Words with `code` between backticks, as HTML; all else is escaped."""
    parts = enumerate(words.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if at % 2 else part,) for at, part in parts)
    )


@register.filter
def clip(words: object, length: int) -> str:
    """The words, cut to so many characters."""
    said = str(words)
    return said if len(said) <= length else said[: length - 1] + "…"


@register.simple_tag
def ask(**wanted: str | int | None) -> str:
    """The query of an address, without what is None: `?name=粮食产量&area=云澜市`."""
    return f"?{urlencode({name: value for name, value in wanted.items() if value is not None})}"


@register.filter
def yuan(total: Decimal) -> str:
    """A sum in yuan as people read it: `96.4亿元`."""
    return "".join(figure(total, "元"))
