"""Adding documents: files are dropped, read in the background, looked at, corrected, filed or given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hefu.errors import BusyError, HefuError, LedgerError, QueueFullError, UsageError
from hefu.imports import as_text, from_text
from hefu.imports.editing import edited
from hefu.ledger import arrivals, importing
from hefu.ledger.models import Arrival, Document
from hefu.read.files import FORMATS
from hefu.web import params, questions
from hefu.web.arriving import STATES, Shown, drafted, listed, ordered
from hefu.web.imported import changes, imported
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.who import named

SIZE = 50
"""Files on a page."""


def adding(request: HttpRequest) -> HttpResponse:
    """The form for files, and what became of those that came in; or takes files in."""
    if request.method != "POST":
        return _page(request)
    files = [one for name in ("files", "folder") for one in request.FILES.getlist(name)]
    problems = [] if files else [("", _("Choose files first."))]
    status, who = (200, named(request)) if files else (400, "")
    for file in files:
        try:
            _take(request, file, who)
        except QueueFullError as error:
            problems.append((file.name or "", why_not(error)))
            status = 503 if error.later else 413
        except BusyError as error:
            problems.append((file.name or "", why_not(error)))
            status = 503
        except HefuError as error:
            problems.append((file.name or "", why_not(error)))
            status = 400
    if "application/json" in request.headers.get("accept", ""):
        told = {"problems": [f"{name}: {words}" for name, words in problems]}
        answer: HttpResponse = JsonResponse(told, status=status)
    elif problems:
        answer = _page(request, problems, status=status)
    else:
        answer = HttpResponseRedirect(reverse("add"))
    if status == 503:
        answer["Retry-After"] = str(arrivals.AGAIN)
    return answer


adding.largest_body = lambda: arrivals.limits().size  # type: ignore[attr-defined]


def _take(request: HttpRequest, file: UploadedFile[Any], who: str) -> None:
    arrivals.fits(file.size or 0)
    told = {name: request.POST.get(name, "").strip() for name in ("published", "area")}
    arrivals.checked(told)
    at_once = request.POST.get("at_once") == "on"
    arrivals.accept(file.name or "", file.read(), origin=Arrival.PAGE, who=who, told=told, at_once=at_once)


def _page(request: HttpRequest, problems: list[tuple[str, str]] | None = None, *, status: int = 200) -> HttpResponse:
    context = _listing(request) | {
        "section": "documents",
        "problems": problems or [],
        "formats": FORMATS.partition(";")[0],
        "most": arrivals.largest() // 1_000_000,
        "kept": {name: request.POST.get(name, "") for name in ("published", "area", "at_once")},
        "areas": _areas(),
    }
    return page(request, "add.html", context, status=status)


def _areas() -> list[str]:
    found = Document.objects.exclude(area_name="").values_list("area_name", flat=True)
    return list(found.distinct().order_by("area_name")[:200])


def progress(request: HttpRequest) -> HttpResponse:
    """The list alone, which the page asks for as long as something is under way."""
    return page(request, "_arrivals.html", _listing(request))


def _listing(request: HttpRequest) -> dict[str, Any]:
    state = params.choice(request.GET, "state", STATES)
    counts = arrivals.counts()
    found = params.page_of(ordered(state), request.GET, SIZE)
    return {
        "pages": found,
        "rows": listed(found),
        "state": state,
        "states": [(code, label, counts.get(code, 0)) for code, label in STATES.items() if counts.get(code)],
        "all": sum(counts.values()),
        "found": counts.get(Arrival.FOUND, 0),
        "busy": counts.get(Arrival.WAITING, 0) + counts.get(Arrival.READING, 0),
    }


def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far it is, or what was found in it, to be corrected before it is filed."""
    return _one(request, pk)


def _one(
    request: HttpRequest, pk: int, *, wrong: str = "", status: int = 200, sent: dict[str, str] | None = None
) -> HttpResponse:
    row = Arrival.objects.select_related("document").defer("document__text", "document__layout").filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("No such file has come in."))
    context = {"section": "documents", "row": Shown(row), "wrong": wrong, "draft": None, "areas": _areas()}
    if row.state == Arrival.FOUND and row.draft is not None:
        context["draft"] = drafted(row.draft, sent or {})
        context["table"] = imported(row, request.POST.get("mapping"))
    elif row.state == Arrival.FAILED and row.told.get("mapping"):
        context["table"] = imported(row, request.POST.get("mapping"))
    return page(request, "arrival.html", context, status=status)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Files it, reads it again with what was corrected, tries it again, or gives it up."""
    row = Arrival.objects.filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("No such file has come in."))
    actions: dict[str, Callable[[], object]] = {
        "file": lambda: _file(request, row),
        "take": lambda: arrivals.read_again(pk, _corrected(request, row) | {"mapping": _mapping(request)}),
        "plain": lambda: arrivals.read_again(pk, _corrected(request, row) | {"mapping": "", "leave": ""}),
        "again": lambda: arrivals.read_again(pk, _corrected(request, row)),
        "retry": lambda: arrivals.retry(pk),
        "discard": lambda: arrivals.discard(pk),
    }
    action = actions.get(request.POST.get("do", ""))
    if action is None:
        raise UsageError(_("Nothing was asked for."))
    try:
        action()
    except (UsageError, LedgerError) as error:
        sent = {name: request.POST[name] for name in arrivals.CORRECTED if name in request.POST}
        return _one(request, pk, wrong=why_not(error), status=409 if isinstance(error, LedgerError) else 400, sent=sent)
    stays = request.POST["do"] in ("file", "again", "take", "plain")
    return HttpResponseRedirect(reverse("arrival", args=[pk]) if stays else reverse("add"))


def _mapping(request: HttpRequest) -> str:
    """The mapping that a form has: one that is kept, by its name, or the one that was written, with what was chosen."""
    kept = request.POST.get("kept", "").strip()
    text = importing.saved(kept) if kept else questions.without(request.POST.get("mapping", ""))
    if not text:
        raise UsageError(_("The mapping is empty."))
    chosen = {} if kept else changes(request.POST.dict())
    return as_text(edited(from_text(text), chosen)) if chosen else text


def _file(request: HttpRequest, row: Arrival) -> None:
    """Files it; a table only as it was shown, and with figures that are unclear only when these may stay out."""
    draft = row.draft or {}
    told, sent = _corrected(request, row), request.POST.get("mapping")
    shown = draft.get("mapping")
    same = sent is None or (
        questions.without(sent) == questions.without(shown or "") and not changes(request.POST.dict())
    )
    if shown and not same:
        raise UsageError(_("The mapping was changed: see first what it takes from the table."))
    if arrivals.empty(draft.get("told")):
        raise UsageError(
            _("By this mapping the table has no figure: change the mapping, or take the file as any document.")
        )
    told["leave"] = request.POST.get("leave", "")
    if arrivals.unclear(draft.get("told")) and not told["leave"]:
        raise UsageError(_("Some figures are unclear: change the mapping or the file, or say that they may stay out."))
    name = request.POST.get("keep", "").strip()
    if name and shown:
        importing.keep(name, shown, draft["offer"][1], who=named(request))
    arrivals.file_it(row.pk, told)


@require_POST
def file_all(request: HttpRequest) -> HttpResponse:
    """Files all that were read, as they were found."""
    for pk, told in Arrival.objects.filter(state=Arrival.FOUND).values_list("pk", "told"):
        arrivals.file_it(pk, told)
    return HttpResponseRedirect(reverse("add"))


def _corrected(request: HttpRequest, row: Arrival) -> dict[str, str]:
    """What was told before, and the fields that the form has otherwise than they were found."""
    found = (row.draft or {}).get("fields", {})
    sent = {name: request.POST[name].strip() for name in arrivals.CORRECTED if name in request.POST}
    other = {name: text for name, text in sent.items() if text != found.get(name, {}).get("value", "")}
    return dict(row.told) | other
