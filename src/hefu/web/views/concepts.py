"""Editing indicators: merged, split, given properties; what it does is shown before it is done, and can be undone."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hefu.errors import LedgerError, UsageError
from hefu.ledger import editing
from hefu.ledger.models import Indicator, IndicatorEdit, Statement
from hefu.lexicon.indicators import Edit, load, plain, text_of
from hefu.web import params, wording
from hefu.web.arriving import changes_of
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.who import named

_MOST = 300
"""Names of one indicator that are listed, and of others that are proposed."""
KINDS = ("merge", "split", "set")
FIELDS: dict[str, Promise] = {
    "unit": gettext_lazy("Unit of its level"),
    "kind": gettext_lazy("Kind"),
    "price": gettext_lazy("Price basis of its level"),
    "growth": gettext_lazy("Price basis of its growth"),
    "direction": gettext_lazy("Wanted direction"),
    "aim": gettext_lazy("An aim is"),
    "min": gettext_lazy("Lower limit"),
    "max": gettext_lazy("Upper limit"),
}
WORDS: dict[str, Promise] = {
    "money": pgettext_lazy("indicator", "money"),
    "people": pgettext_lazy("indicator", "people"),
    "ratio": pgettext_lazy("indicator", "share or rate"),
    "area": pgettext_lazy("indicator", "area"),
    "area/people": pgettext_lazy("indicator", "area a head"),
    "coal_equivalent": pgettext_lazy("indicator", "energy in coal equivalent"),
    "coal_equivalent/money": pgettext_lazy("indicator", "energy for a sum of money"),
    "computing": pgettext_lazy("indicator", "computing power"),
    "container": pgettext_lazy("indicator", "containers"),
    "count": pgettext_lazy("indicator", "number of things"),
    "energy": pgettext_lazy("indicator", "energy"),
    "freight_transport": pgettext_lazy("indicator", "freight transport"),
    "household": pgettext_lazy("indicator", "households"),
    "length": pgettext_lazy("indicator", "length"),
    "mass": pgettext_lazy("indicator", "mass"),
    "mass/money": pgettext_lazy("indicator", "mass for a sum of money"),
    "mass/volume": pgettext_lazy("indicator", "mass in a volume"),
    "money/people": pgettext_lazy("indicator", "money a head"),
    "passenger_transport": pgettext_lazy("indicator", "passenger transport"),
    "power": pgettext_lazy("indicator", "power"),
    "time": pgettext_lazy("indicator", "time"),
    "visits": pgettext_lazy("indicator", "visits"),
    "volume": pgettext_lazy("indicator", "volume"),
    "volume/money": pgettext_lazy("indicator", "volume for a sum of money"),
    "flow": pgettext_lazy("indicator", "flow: over a period"),
    "stock": pgettext_lazy("indicator", "stock: at a time"),
    "rate": pgettext_lazy("indicator", "rate: a share or a speed"),
    "index": pgettext_lazy("indicator", "index: against a base"),
    "nominal": pgettext_lazy("indicator", "current prices"),
    "constant": pgettext_lazy("indicator", "comparable prices"),
    "up": pgettext_lazy("indicator", "more is better"),
    "down": pgettext_lazy("indicator", "less is better"),
    "none": pgettext_lazy("indicator", "neither"),
    "ceiling": pgettext_lazy("indicator", "a ceiling"),
}
"""What the codes of properties mean."""
_CHOICES = {
    "kind": ("", "flow", "stock", "rate", "index"),
    "price": ("", "nominal", "constant"),
    "growth": ("", "nominal", "constant"),
    "direction": ("none", "up", "down"),
    "aim": ("", "ceiling"),
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an indicator. options: codes and words to choose from; none for a number."""

    name: str
    label: str
    value: str
    options: list[tuple[str, str]]


def editor(request: HttpRequest) -> HttpResponse:
    """The indicator `name` with all that may be changed of it; the effect of a change; the change, made."""
    if request.method != "POST":
        return _page(request, params.text(request.GET, "name"))
    name = request.POST.get("name", "")
    try:
        if request.POST.get("undo"):
            return _undo(request, name)
        return _change(request, name)
    except (UsageError, LedgerError) as error:
        return _page(request, name, wrong=why_not(error), status=400 if isinstance(error, UsageError) else 409)


def _change(request: HttpRequest, name: str) -> HttpResponse:
    """Shows what a change would do, or makes it when that has been seen."""
    kind = params.choice(request.POST, "kind", KINDS)
    other, value = request.POST.get("other", "").strip(), request.POST.get("value", "").strip()
    who, why = named(request), request.POST.get("why", "").strip()
    change = editing.Change(Edit(cast(Any, kind), name, other, value), who=who, why=why)
    if request.POST.get("do") != "make":
        said = {"kind": kind, "other": other, "value": value, "why": why}
        return _page(request, name, effect=editing.rehearse(change), asked=said)
    editing.make(change)
    return HttpResponseRedirect(_address(other if kind == "merge" else name, done="made"))


def _undo(request: HttpRequest, name: str) -> HttpResponse:
    number, who = params.whole(request.POST, "undo"), named(request)
    if number is None:
        raise UsageError(_("Nothing was asked for."))
    if request.POST.get("do") != "make":
        return _page(request, name, effect=editing.rehearse_undo(number), asked={"undo": number})
    row = IndicatorEdit.objects.filter(pk=number).first()
    editing.undo(number, who=who)
    return HttpResponseRedirect(_address(row.name if row else name, done="undone"))


def _address(name: str, **more: str) -> str:
    return f"{reverse('indicator-edit')}?{urlencode({'name': name, **more})}"


def _page(
    request: HttpRequest, name: str, *, effect: editing.Effect | None = None, asked: dict[str, Any] | None = None,
    wrong: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    row = Indicator.objects.filter(name=name).first() or Indicator.objects.filter(names__name=name).first()
    if row is None:
        raise NotHereError(_("The ledger knows no indicator of this name."))
    texts = _texts(row)
    context = {
        "section": "indicators",
        "indicator": row,
        "texts": texts,
        "statements": sum(n for _text, n, _splits in texts),
        "properties": _properties(row.name),
        "others": _others(row),
        "log": _log(row.name),
        "effect": None if effect is None else _shown(effect),
        "asked": asked or {},
        "asked_words": _words(row.name, asked or {}),
        "wrong": wrong,
        "done": params.choice(request.GET, "done", ("made", "undone")),
    }
    return page(request, "concept.html", context, status=status)


def _texts(row: Indicator) -> list[tuple[str, int, bool]]:
    """The words by which documents call it, how often, and whether they may become an indicator of their own."""
    said = Statement.objects.filter(series__indicator=row).values_list("indicator_text")
    known, counts = load(), Counter[str]()
    for text, n in said.annotate(n=Count("pk")).order_by("indicator_text"):
        counts[known.words(text)] += n
    apart = known.names().get(plain(row.name)) is not None
    own = plain(row.name)
    return [(text, n, apart and plain(text) != own and len(text) <= editing.LONGEST)
            for text, n in counts.most_common(_MOST)]  # fmt: skip


def _others(row: Indicator) -> list[str]:
    """Indicators to merge it with: those with a word of its name first."""
    rows = Indicator.objects.exclude(pk=row.pk).filter(series__isnull=False).distinct()
    head, tail = row.name[:2], row.name[-2:]
    near = rows.filter(name__contains=head) | rows.filter(name__contains=tail)
    return list(near.distinct().order_by("name").values_list("name", flat=True)[:_MOST])


def _properties(name: str) -> list[Property]:
    known = load().names().get(plain(name))
    made = []
    for field, label in FIELDS.items():
        value = text_of(known, field) if known is not None else "none" if field == "direction" else ""
        codes = ("", *editing.units_known()) if field == "unit" else _CHOICES.get(field, ())
        options = [(code, str(WORDS.get(code, code)) if code else _("not said")) for code in codes]
        made.append(Property(field, str(label), value, options))
    return made


def _log(name: str) -> list[tuple[IndicatorEdit, str]]:
    return [(row, said(row)) for row in editing.edits(name)]


def _words(name: str, asked: dict[str, Any]) -> str:
    """What is asked for, in words."""
    if "undo" in asked:
        row = IndicatorEdit.objects.filter(pk=asked["undo"]).first()
        made = said(row) if row else ""
        return _("Take back: {change}").format(change=made)
    return _said(asked["kind"], name, asked["other"], asked["value"]) if asked else ""


def said(row: IndicatorEdit) -> str:
    """A change of an indicator in words."""
    return _said(row.kind, row.name, row.other, row.value)


def _said(kind: str, name: str, other: str, value: str) -> str:
    if kind == "merge":
        return _("“{name}” becomes a name of “{other}”").format(name=name, other=other)
    if kind == "split":
        return _("“{other}” becomes an indicator of its own, apart from “{name}”").format(name=name, other=other)
    words = str(WORDS.get(value, value)) if value else _("not said")
    return _("{field} of “{name}”: {value}").format(field=FIELDS.get(other, other), name=name, value=words)


def _shown(effect: editing.Effect) -> dict[str, Any]:
    moved = [asdict(one) | {"measure": wording.MEASURES.get(one.measure, one.measure)} for one in effect.moved]
    return changes_of(effect.ledger) | {
        "moved": moved[:_MOST],
        "series": len(moved),
        "statements": effect.statements,
        "documents": effect.documents,
    }
