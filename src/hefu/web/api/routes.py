"""The operations of the API. Filters are the pages' own: see `hefu.ledger.listing` and the modules of the views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import File, Form, NinjaAPI, Path, Query, UploadedFile
from ninja.renderers import JSONRenderer

from hefu import __version__
from hefu.ledger import arrivals, listing, paging, search
from hefu.ledger.models import Arrival, Document, Plan, Series, Statement, Target
from hefu.office import judging, store
from hefu.office.models import Task
from hefu.web import access
from hefu.web.api import queries, rows, shapes
from hefu.web.api.answers import listed, site
from hefu.web.api.cursor import last_key, pack, page
from hefu.web.api.problems import handle
from hefu.web.views import findings, targets, tasks
from hefu.web.views.documents import row_of
from hefu.web.views.errors import NotHereError

ABOUT = """What a ledger of hefu 合符 holds: quantitative statements of official documents with the place of their
words, series, findings of the audit, plans, targets with verdicts, tasks.

Every number is a text in its printed precision (`3.8954E+10` is 389.54亿). Every statement has the hash of its
document, `start` and `end` in that document's text (in characters, half-open), its quote and a link to its sentence.
Lists come in pages: `next` is the address of the next one. Add `format=csv`, or ask for `text/csv`, for tables.
Errors are problem details (RFC 9457), in Chinese where `Accept-Language` asks for it. Answers have an ETag."""


class _Renderer(JSONRenderer):
    """JSON that people can read, too."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=_Renderer(),
    title="hefu",
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
handle(api)


def _columns(shape: type[Any]) -> list[str]:
    return list(shape.model_fields)


# ---------------------------------------------------------------- documents


@api.get("/documents", response=shapes.Documents, tags=["documents"], url_name="documents", operation_id="documents")
def documents(request: HttpRequest, wanted: Query[queries.DocumentQuery]) -> Any:
    """Documents, newest first."""
    year, part = wanted.year or "", bool(wanted.area or wanted.year)
    many = not part and search.are_in_more_documents(wanted.q, wanted.limit)
    found = listing.documents(area=wanted.area, year=year, q=wanted.q, frequent=many)
    keys, then = page(found, ("-published", "-pk"), wanted.cursor, wanted.limit)
    return listed(request, wanted, rows.documents(keys, site(request)), then, _columns(shapes.Document))


@api.post(
    "/documents", response={202: shapes.Job}, tags=["documents"], url_name="documents", operation_id="add_document"
)
def add_document(request: HttpRequest, file: File[UploadedFile], sent: Form[queries.Sent]) -> Any:
    """Adds a document: the answer is a job to be watched. Needs a token with the scope `edit`."""
    told = {"published": sent.published.strip(), "area": sent.area.strip()}
    arrivals.fits(file.size or 0)
    arrivals.checked(told)
    who = access.by_hand(request).name
    row = arrivals.accept(file.name or "", file.read(), origin=Arrival.PAGE, who=who, told=told, at_once=sent.at_once)
    answer = JsonResponse(rows.job(row, site(request)), status=202)
    answer["Location"] = reverse("api:job", args=[row.pk])
    return answer


@api.get("/jobs/{id}", response=shapes.Job, tags=["documents"], url_name="job", operation_id="job")
def job(request: HttpRequest, id: Path[queries.Key]) -> Any:
    """How far a document is on its way into the ledger."""
    row = Arrival.objects.filter(pk=id).first()
    if row is None:
        raise NotHereError(_("No such file has come in."))
    return rows.job(row, site(request))


@api.get("/documents/{doc}", response=shapes.Document, tags=["documents"], url_name="document", operation_id="document")
def document(request: HttpRequest, doc: Path[queries.Hash]) -> Any:
    """One document, by its hash."""
    return rows.documents([row_of(doc, *Document.LARGE).pk], site(request))[0]


@api.get("/documents/{doc}/text", tags=["documents"], url_name="document-text", operation_id="document_text")
def document_text(request: HttpRequest, doc: Path[queries.Hash]) -> HttpResponse:
    """The text of a document, to which `start` and `end` of its statements belong."""
    found = row_of(doc, "layout", "places")
    return HttpResponse(found.text, content_type="text/plain; charset=utf-8")


# ---------------------------------------------------------------- statements and series


@api.get(
    "/statements", response=shapes.Statements, tags=["statements"], url_name="statements", operation_id="statements"
)
def statements(request: HttpRequest, wanted: Query[queries.StatementQuery]) -> Any:
    """Statements, those of the latest period first."""
    names = "indicator", "area", "period", "measure", "modality", "doc", "title", "q", "sort"
    asked = listing.Filter(**{name: getattr(wanted, name) or "" for name in names})
    return _statements(request, wanted, paging.rows(asked), listing.order(asked.sort))


@api.get(
    "/statements/{doc}/{start}", response=shapes.Statement, tags=["statements"], url_name="statement",
    operation_id="statement",
)  # fmt: skip
def statement(request: HttpRequest, doc: Path[queries.Hash], start: Path[queries.Start]) -> Any:
    """One statement, by the hash of its document and the place of its first character."""
    found = (
        Statement.objects.filter(document=row_of(doc, *Document.LARGE), start=start)
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        raise NotHereError(_("No statement begins at this place."))
    return rows.statements([found], site(request))[0]


def _statements(request: HttpRequest, wanted: queries.Paged, found: Any, order: tuple[str, ...]) -> Any:
    keys, then = page(found, order, wanted.cursor, wanted.limit)
    return listed(request, wanted, rows.statements(keys, site(request)), then, _columns(shapes.Statement))


@api.get("/series", response=shapes.AllSeries, tags=["series"], url_name="series", operation_id="series_list")
def series_list(request: HttpRequest, wanted: Query[queries.SeriesQuery]) -> Any:
    """Series: statements of one indicator, area, holder, measure, basis and unit."""
    found = listing.series(indicator=wanted.indicator, area=wanted.area, measure=wanted.measure or "")
    keys, then = page(found, ("indicator__name", "area_name", "pk"), wanted.cursor, wanted.limit)
    return listed(request, wanted, rows.series(keys, site(request)), then, _columns(shapes.Series))


@api.get("/series/{id}", response=shapes.Series, tags=["series"], url_name="one-series", operation_id="series")
def series(request: HttpRequest, id: Path[queries.Key]) -> Any:
    """One series."""
    return rows.series([_series(id)], site(request))[0]


@api.get(
    "/series/{id}/statements", response=shapes.Statements, tags=["series"], url_name="series-statements",
    operation_id="series_statements",
)  # fmt: skip
def series_statements(request: HttpRequest, id: Path[queries.Key], wanted: Query[queries.Paged]) -> Any:
    """The statements of a series, from the earliest period on."""
    found = Statement.objects.filter(series=_series(id))
    return _statements(request, wanted, found, listing.order("period"))


def _series(key: int) -> int:
    if not Series.objects.filter(pk=key).exists():
        raise NotHereError(_("The ledger has no such series."))
    return key


# ---------------------------------------------------------------- findings


@api.get("/findings", response=shapes.Findings, tags=["findings"], url_name="findings", operation_id="findings")
def finding_list(request: HttpRequest, wanted: Query[queries.FindingQuery]) -> Any:
    """Findings of the audit, those that are open unless another state is asked for; newest first."""
    asked = findings.Filter(wanted.state, wanted.severity or "", wanted.rule, wanted.area, wanted.year or "")
    keys, then = page(asked.rows(), ("-first_seen", "-pk"), wanted.cursor, wanted.limit)
    return listed(request, wanted, rows.findings(keys, site(request)), then, _columns(shapes.Finding))


@api.get("/findings/{identity}", response=shapes.Finding, tags=["findings"], url_name="finding", operation_id="finding")
def finding(request: HttpRequest, identity: Path[queries.Identity]) -> Any:
    """One finding."""
    return rows.finding(findings.get(identity), site(request))


# ---------------------------------------------------------------- plans and targets


@api.get("/plans", response=shapes.Plans, tags=["plans"], url_name="plans", operation_id="plans")
def plan_list(request: HttpRequest, wanted: Query[queries.PlanQuery]) -> Any:
    """Documents that set targets, newest first."""
    found = Plan.objects.filter(pk__in=Target.objects.filter(gone=False).values("plan"))
    found = found.filter(area_name=wanted.area) if wanted.area else found
    keys, then = page(found, ("-document__published", "-pk"), wanted.cursor, wanted.limit)
    return listed(request, wanted, rows.plans(keys, site(request)), then, _columns(shapes.Plan))


@api.get("/plans/{doc}", response=shapes.PlanDetail, tags=["plans"], url_name="plan", operation_id="plan")
def plan(request: HttpRequest, doc: Path[queries.Hash]) -> Any:
    """One plan with its items."""
    found = Plan.objects.filter(document=row_of(doc, *Document.LARGE)).first()
    if found is None:
        raise NotHereError(_("The ledger holds no plan with this hash."))
    here = site(request)
    return rows.plans([found.pk], here)[0] | {"items": rows.items(found, here)}


@api.get("/targets", response=shapes.Targets, tags=["plans"], url_name="targets", operation_id="targets")
def target_list(request: HttpRequest, wanted: Query[queries.TargetQuery]) -> Any:
    """Targets of all plans with their verdicts, plan by plan."""
    asked = targets.Filter(wanted.verdict or "", wanted.binding or "", wanted.area, wanted.indicator)
    found = asked.rows()
    found = found.filter(listing.begins(wanted.plan, "plan__document__original")) if wanted.plan else found
    keys, then = page(found, ("plan", "start"), wanted.cursor, wanted.limit)
    return listed(request, wanted, rows.targets(keys, site(request)), then, _columns(shapes.Target))


@api.get("/targets/{doc}/{start}", response=shapes.Target, tags=["plans"], url_name="target", operation_id="target")
def target(request: HttpRequest, doc: Path[queries.Hash], start: Path[queries.Start]) -> Any:
    """One target, by the hash of its document and its place in it."""
    found = Target.objects.filter(plan__document=row_of(doc, *Document.LARGE), start=start, gone=False).first()
    if found is None:
        raise NotHereError(_("No target begins at this place."))
    return rows.targets([found.pk], site(request))[0]


# ---------------------------------------------------------------- tasks


@api.get("/tasks", response=shapes.Tasks, tags=["tasks"], url_name="tasks", operation_id="tasks")
def task_list(request: HttpRequest, wanted: Query[queries.TaskQuery]) -> Any:
    """Tasks as they stand today, in the order of their numbers. Dropped ones only when they are asked for."""
    found = tasks.filtered({"list": wanted.list, "body": wanted.body, "q": wanted.q})
    every = judging.judged(found.prefetch_related("support").order_by("pk"), store.today())
    after = last_key(wanted.cursor) if wanted.cursor else 0
    some = [one for one in every if tasks.stands(one, wanted.state or "") and one.task.pk > after]
    then = pack(("pk",), [some[wanted.limit - 1].task.pk]) if len(some) > wanted.limit else None
    return listed(request, wanted, rows.tasks(some[: wanted.limit], site(request)), then, _columns(shapes.Task))


@api.get("/tasks/{id}", response=shapes.Task, tags=["tasks"], url_name="task", operation_id="task")
def task(request: HttpRequest, id: Path[queries.Key]) -> Any:
    """One task as it stands today."""
    found = judging.judged(Task.objects.filter(pk=id), store.today())
    if not found:
        raise NotHereError(_("The ledger has no such task."))
    return rows.tasks(found, site(request))[0]


urls: Any = api.urls
for _pattern in urls[0]:
    if _pattern.name == "documents":  # files are larger than forms: see `hefu.web.middleware`
        _pattern.callback.largest_body = lambda: arrivals.limits().size
