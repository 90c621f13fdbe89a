"""What the audit says, in the language of the interface. Its own words are English sentences with gaps.

A sentence that is not listed here is shown in English, as one of an older hefu may be.
"""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_noop, pgettext_lazy

from hefu.model import Words
from hefu.web import periods

_ABOUT = {
    gettext_noop("{period} {name}{measure}{modality}"),
    gettext_noop("{name}{measure}{modality}"),
    gettext_noop(" growth"),
    gettext_noop(" change"),
    gettext_noop(" distance"),
    gettext_noop(" (estimate)"),
    gettext_noop(" (target)"),
}
"""What a figure is about."""

_LINES: dict[str, Promise] = {
    "growth": pgettext_lazy("arithmetic", "growth"),
    "change": pgettext_lazy("arithmetic", "change"),
    "before": pgettext_lazy("arithmetic", "before"),
    "multiple": pgettext_lazy("arithmetic", "multiple"),
    "a year": pgettext_lazy("arithmetic", "a year"),
    "by growth": pgettext_lazy("arithmetic", "by growth"),
    "distance": pgettext_lazy("arithmetic", "distance"),
    "odd ÷ others": pgettext_lazy("arithmetic", "odd ÷ others"),
    "sum": pgettext_lazy("arithmetic", "sum"),
    "a head": pgettext_lazy("arithmetic", "a head"),
    "share": pgettext_lazy("arithmetic", "share"),
    "each": pgettext_lazy("arithmetic", "each"),
    "aim": pgettext_lazy("arithmetic", "aim"),
    "as told": pgettext_lazy("arithmetic", "as told"),
    "plan": pgettext_lazy("arithmetic", "plan"),
    "done": pgettext_lazy("arithmetic", "done"),
}
"""What a line of the arithmetic is."""

_HOW = {
    gettext_noop("now ÷ before − 1"),
    gettext_noop("now − before"),
    gettext_noop("now − change"),
    gettext_noop("now ÷ before"),
    gettext_noop("(now ÷ before)^(1/{years}) − 1"),
    gettext_noop("before × growth"),
    gettext_noop("one − other"),
    gettext_noop("rate − distance"),
    gettext_noop("total ÷ heads (mean of the year within 3 %)"),
    gettext_noop("part ÷ whole"),
    gettext_noop("(now ÷ (now − change))^(1/{years}) − 1"),
    gettext_noop("part ÷ share"),
    gettext_noop("money ÷ people"),
    gettext_noop("days ÷ 354 to 366"),
    gettext_noop("result ÷ plan"),
}
"""How a line is come by."""

_MESSAGES = {
    gettext_noop("{now} is {found} times {before}, not {rate} ({about})."),
    gettext_noop("From {before} to {now} in {years} years is {found} % a year, not {rate} ({about})."),
    gettext_noop("{about} is {now}, {found} of the {before} of {period}, though growth was reported ({rates})."),
    gettext_noop("{now} after a change of {change} is growth of {found} %, not {rate} ({about})."),
    gettext_noop("From {before} to {now} the change is {found}, not {change} ({about})."),
    gettext_noop("{one} and {other} lie {found} points apart, not {distance} ({about})."),
    gettext_noop("{rate} and {distance} make {found} % for {place}, {other} and {apart} make {second} % ({about})."),
    gettext_noop("{now} after {before} is growth of {found} %, not {rate} ({about})."),
    gettext_noop("{place}: {about} is {found} % by {rate} and {distance}."),
    gettext_noop("{about} cannot be {value}: nothing can fall by more than 100 %."),
    gettext_noop("{about} cannot be {value}: it ends at {limit}."),
    gettext_noop("{about} is {odd}, {times} times the other {others}."),
    gettext_noop("The parts {parts} make {found}, the whole is {whole} ({about})."),
    gettext_noop("The shares {parts} add to {found} %, not to 100 %."),
    gettext_noop("{whole} for {heads} is {found} a head, not {value} ({about})."),
    gettext_noop("Estimated at {estimate}, it came to {result} ({about})."),
    gettext_noop("{about} had reached {before} by month {early} and is {now} by month {late}."),
    gettext_noop("{about} is both {one} and {other}."),
    gettext_noop("{part} of {whole} is {found} %, not {rate} ({about})."),
    gettext_noop("The aim {aim} is not above the {result} already reached ({about})."),
    gettext_noop("The plan's aim is told as {aim}, in the plan it is {plan} ({about})."),
    gettext_noop("{done} is said to pass the aim of {plan} ({about})."),
    gettext_noop("{done} is said to miss the aim of {plan} ({about})."),
    gettext_noop("{done} is {found} % of the planned {plan}, not {rate} ({about})."),
    gettext_noop("{now} after a change of {change} in {years} years is {found} % a year, not {rate} ({about})."),
    gettext_noop("{what}, as {about}, is {found} % by {rate} and {distance}."),
    gettext_noop("{whole} is {found}, of which {part} is {rate} ({about})."),
    gettext_noop("The year before it was {found}, by {now} and {change} ({about})."),
    gettext_noop("{money} for {people} is {found} each ({about})."),
    gettext_noop("{days} of a year is {found} %, not {rate} ({about})."),
    gettext_noop("{rate} of the plan was done, and yet it says {words} ({about})."),
}
"""What a finding says."""

IMPORTS = {
    gettext_noop("its column has no heading, so it is not known what it is"),
    gettext_noop("no figure can be read in it"),
    gettext_noop("a formula's error stands in it"),
    gettext_noop("a formula stands in it, and formulas are not worked out"),
    gettext_noop("a figure in brackets: whether it is below zero is not said"),
    gettext_noop("of what it is {word} is not said: write its name under [names.indicator]"),
    gettext_noop("more than one figure stands in it, or its digits are parted in a strange way"),
    gettext_noop("what {mark} behind the figure means is not said: write it under [marks]"),
    gettext_noop("nothing says what the figure is of"),
    gettext_noop("nothing says its unit: name the column, or write fields.unit"),
    gettext_noop("{own} stands behind the figure, but its unit is {told}"),
    gettext_noop("万 or 亿 stands behind the figure and in its unit, too"),
    gettext_noop("{unit} is no unit that is known: write it under [names.unit]"),
    gettext_noop("the power of ten is no whole number"),
    gettext_noop("a measure is one of {known}"),
    gettext_noop("{name} is a rate: its unit is not {unit}"),
    gettext_noop("what the status {word} means is not said: write it under [names.status]"),
    gettext_noop("the time lies after the publication, and nothing says whether it is a target or an estimate"),
    gettext_noop("nothing says for when the figure is"),
    gettext_noop("nothing says of which area it is: name its column, or give the file's area"),
    gettext_noop("{name} of which area? Give the file's area"),
    gettext_noop("no area is known by this name (near it: {near}): write it under [names.area]"),
    gettext_noop("{word} is none of {known}"),
    gettext_noop("no time can be read in it"),
    gettext_noop("the year is missing: name the column, heading or caption that has it, too"),
    gettext_noop("a number stands where a time should: if it is a day, give its cells the format of a date"),
}
"""Why a figure of a table does not come in."""

KNOWN = _ABOUT | _HOW | _MESSAGES | IMPORTS


def told(said: str | Words) -> str:
    """Words of the audit in the language of the interface; figures, names and places stay as they are."""
    if isinstance(said, str):
        return str(_LINES[said]) if said in _LINES else _template(said)
    parts = {
        name: periods.words(part) if name == "period" and isinstance(part, str) else told(part)
        for name, part in said.parts
    }
    return _template(said.template).format(**parts)


def _template(template: str) -> str:
    return translation.gettext(template) if template in KNOWN else template
