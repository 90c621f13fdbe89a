"""Forms from the columns of an office's sheets: what may stand in a cell may stand in a field, and is told alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hefu.errors import LedgerError, UsageError
from hefu.office import passages, words
from hefu.office.fields import BY_KIND, Field
from hefu.office.importing import read_cell
from hefu.office.models import Body, Kept, Passage, as_text
from hefu.office.store import ChangedMeanwhileError
from hefu.office.workbook import LONGEST, Cell
from hefu.office.writing import CellError
from hefu.web import who
from hefu.web.refusals import why_not

LONG = {"title", "text", "measure", "solution", "serves", "quote", "why"}
"""Fields that may have several lines."""


@dataclass(frozen=True, slots=True)
class Input:
    """A field of a form. control: text, long, day, choice, names.  error: what is wrong with what was given."""

    name: str
    label: str
    control: str
    value: str = ""
    needed: bool = False
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent, or as it is offered. error: what is wrong with it as a whole."""

    inputs: tuple[Input, ...]
    version: int | None = None
    why: str = ""
    error: str = ""


def inputs(kind: str, names: tuple[str, ...], given: Mapping[str, str]) -> tuple[Input, ...]:
    """The fields of a kind of sheets under these names, with what stands in them."""
    sheet = BY_KIND[kind]
    return tuple(_input(sheet.field(name), given.get(name, "")) for name in names)


def _input(one: Field, value: str) -> Input:
    english = (get_language() or "").startswith("en")
    options: tuple[tuple[str, str], ...] = ()
    control = "long" if one.name in LONG else "text"
    if one.shape == "code":
        control, options = "choice", tuple(words.choices(one.vocabulary))
    elif one.shape == "day":
        control = "day"
    elif one.shape in ("body", "bodies"):
        control = "names"
    label, told = (one.en, one.help_en) if english else (one.zh, one.help_zh)
    return Input(one.name, label, control, value, one.needed, "" if one.shape == "day" else told, options)


def values_of(row: Kept, kind: str) -> dict[str, str]:
    """What stands in the fields of a row that is there already, under the names of its columns."""
    found: dict[str, str] = {}
    for one in BY_KIND[kind].fields:
        if one.shape == "bodies":
            found[one.name] = "、".join(body.name for body in getattr(row, one.name).all())
        elif one.name == "document":
            shown = passages.shown(row) if isinstance(row, Passage) else None
            found["document"] = (shown.title or shown.sha256) if shown else ""
        elif hasattr(row, one.name):
            found[one.name] = as_text(getattr(row, one.name))
    return found


def read(kind: str, names: tuple[str, ...], query: QueryDict) -> tuple[dict[str, Any], tuple[Input, ...]]:
    """The values that were sent, an empty field as an empty value, and the fields with what is wrong in each."""
    given = {name: query.get(name, "").replace("\r\n", "\n").strip() for name in names}
    found: dict[str, Any] = {}
    shown = []
    for field in inputs(kind, names, given):
        try:
            _merge(found, _read(BY_KIND[kind].field(field.name), given[field.name]))
        except UsageError as error:
            field = replace(field, error=why_not(error))
        shown.append(field)
    return found, tuple(shown)


def _merge(found: dict[str, Any], more: Mapping[str, Any]) -> None:
    """A unit may stand behind its figure or in a field of its own, but not be two."""
    for name, value in more.items():
        if found.get(name) and value and found[name] != value:
            raise UsageError(_("the unit is another one than that of the figure"))
        found[name] = value or found.get(name, value)


def _read(one: Field, text: str) -> dict[str, Any]:
    if len(text) > LONGEST or "\0" in text:
        raise UsageError(_("at most {n} characters fit").format(n=LONGEST))
    empty: dict[str, Any] = {"day": None, "bodies": [], "body": [], "period": None}
    value = read_cell(one, Cell(text) if text else None, "", None)
    return {one.name: empty.get(one.shape, "")} | value


def complaint(shown: tuple[Input, ...], error: Exception) -> tuple[tuple[Input, ...], str]:
    """The fields with an error at the one that it is about; else the error for the form as a whole."""
    if isinstance(error, CellError) and any(field.name == error.field for field in shown):
        return tuple(replace(one, error=why_not(error)) if one.name == error.field else one for one in shown), ""
    return shown, why_not(error)


def version(query: QueryDict) -> int | None:
    """The version that the writer saw; None where the form has none."""
    text = query.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


Save = Callable[[dict[str, Any], str, str, int | None], str]
"""Keeps what was sent: values, who, why, the version that was seen; gives back where to go."""


def handle(request: HttpRequest, kind: str, names: tuple[str, ...], save: Save) -> HttpResponse | Sent:
    """What a form says when it was sent: the answer after it is kept, or the form with what is wrong in it."""
    query = request.POST
    found, shown = read(kind, names, query)
    why, seen = query.get("why", "").strip()[:LONGEST], version(query)
    if any(field.error for field in shown):
        return Sent(shown, seen, why, _("Nothing is saved yet: some fields must be put right."))
    try:
        return HttpResponseRedirect(save(found, who.named(request), why, seen))
    except ChangedMeanwhileError as error:
        newest = error.change.version if error.change else seen
        told = why_not(error) + " " + _("Look at both, and save again if yours is to stand.")
        return Sent(shown, newest, why, told)
    except (UsageError, LedgerError) as error:
        shown, told = complaint(shown, error)
        return Sent(shown, seen, why, told or _("Nothing is saved yet: some fields must be put right."))


def offered(kind: str, names: tuple[str, ...], given: Mapping[str, str], row: Kept | None = None) -> Sent:
    """A form to fill in: empty, or with what stands in a row; and with what is given besides."""
    values = values_of(row, kind) if row is not None else {}
    return Sent(inputs(kind, names, values | dict(given)), row.version if row is not None else None)


def around(request: HttpRequest) -> dict[str, Any]:
    """What every page with a form needs: the bodies that can be named."""
    return {"known_bodies": Body.objects.order_by("area", "name").values_list("name", flat=True)}
