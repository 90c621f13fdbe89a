"""What people do with findings: confirm, dismiss, open again, correct a figure, take a correction back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hefu.errors import LedgerError, UsageError
from hefu.ledger import corrections, decisions
from hefu.ledger.given import given as understood
from hefu.ledger.models import Finding, FindingFigure
from hefu.ledger.opening import writing
from hefu.web import params, rules
from hefu.web.correcting import changed as changed_fields
from hefu.web.correcting import editor
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.findings import Filter, address, filter_of, get, neighbours, order, show
from hefu.web.who import named
from hefu.web.wording import CORRECTABLE


@require_POST
def decide(request: HttpRequest, identity: str) -> HttpResponse:
    """Confirms, dismisses or opens again; then the next finding of the list, from which this can be taken back."""
    wanted = filter_of(request.GET)
    _before, then = neighbours(order(wanted), identity)
    try:
        who = named(request)
        _decide(request, get(identity).identity, who)
    except UsageError as error:
        return show(request, identity, status=400, wrong=why_not(error), given=request.POST)
    except LedgerError:
        return _changed(request, identity)
    stays = request.POST.get("do") == "reopen"
    return HttpResponseRedirect(_next(wanted, identity, identity if stays else then))


def _changed(request: HttpRequest, identity: str) -> HttpResponse:
    """What was asked for cannot be done any more: somebody else was quicker."""
    said = _("It was changed meanwhile. This is how it stands now; nothing was written down.")
    return show(request, identity, status=409, wrong=said)


def _decide(request: HttpRequest, identity: str, who: str) -> None:
    action = params.choice(request.POST, "do", ("confirm", "dismiss", "reopen"))
    note = request.POST.get("note", "").strip()
    if action == "confirm":
        decisions.confirm(identity, who=who, note=note)
    elif action == "reopen":
        decisions.reopen(identity, who=who)
    elif action == "dismiss":
        _dismiss(identity, request.POST.get("reason", ""), note, who)
    else:
        raise UsageError(_("Nothing was asked for: confirm, dismiss or open again."))


def _dismiss(identity: str, reason: str, note: str, who: str) -> None:
    if reason not in rules.REASONS:
        raise UsageError(_("Choose the reason for which it is dismissed."))
    if reason == "other" and not note:
        raise UsageError(_("Write down the other reason."))
    decisions.dismiss(identity, reason, who=who, note=note)


def _next(wanted: Filter, identity: str, then: str | None) -> str:
    """The next finding; where none is left, the one that was decided."""
    return address(identity, wanted) if then in (None, identity) else address(str(then), wanted, done=identity)


# ---------------------------------------------------------------- corrections


def correct(request: HttpRequest, identity: str, place: int) -> HttpResponse:
    """The fields of one figure to be corrected; or the corrections, made."""
    figure = _figure(get(identity), place)
    if request.method != "POST":
        return show(request, identity, editor=editor(figure, {}))
    wanted = filter_of(request.GET)
    try:
        who = named(request)
        _correct(request, figure, who)
    except UsageError as error:
        fields = editor(figure, {name: request.POST.get(name, "") for name in CORRECTABLE})
        return show(request, identity, status=400, editor=fields, wrong=why_not(error), given=request.POST)
    except LedgerError:
        return _changed(request, identity)
    return HttpResponseRedirect(address(identity, wanted, corrected="1"))


def _figure(finding: Finding, place: int) -> FindingFigure:
    found = next((row for row in finding.figures.all() if row.place == place and row.statement is not None), None)
    if found is None:
        raise NotHereError(_("The finding has no such figure, or it is read no more."))
    return found


def _correct(request: HttpRequest, figure: FindingFigure, who: str) -> None:
    """Every field that was changed; all of them or none."""
    assert figure.statement is not None, "the statement has gone"
    reason = request.POST.get("reason", "").strip()
    changed = changed_fields(figure.statement, request.POST)
    if not changed:
        raise UsageError(_("Nothing was changed: write the right value into one of the fields."))
    if not reason:
        raise UsageError(_("A correction needs its reason: what stands in the document?"))
    for name, value in changed.items():
        check(name, value, changed.get("unit", figure.stated["unit"]))
    with writing():
        for name, value in changed.items():
            corrections.correct(figure.document_id, figure.start, name, value, reason=reason, who=who)


def check(name: str, value: str, unit: str) -> None:
    """Says in the language of the page what a field cannot be."""
    try:
        understood(name, value, unit=unit)
    except UsageError as error:
        said = {
            "value": _("“{text}” is no number: write it as 12.5, 140.5亿 or 1.405E+10."),
            "period": _("“{text}” is no period: write it as 2023, 2023-11 or 2023-01/2023-11."),
        }
        other = _("“{text}” cannot be the {field}.")
        template = said.get(name.removesuffix("_max"), other)
        raise UsageError(template.format(text=value, field=CORRECTABLE[name])) from error


@require_POST
def undo(request: HttpRequest, identity: str, number: int) -> HttpResponse:
    """Takes a correction of one of the finding's figures back."""
    wanted = filter_of(request.GET)
    try:
        who = named(request)
        corrections.undo(number, who=who)
    except UsageError as error:
        return show(request, identity, status=400, wrong=why_not(error), given=request.POST)
    except LedgerError:
        return _changed(request, identity)
    return HttpResponseRedirect(address(identity, wanted))
