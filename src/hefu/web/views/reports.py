"""The reports of a plan: issuing one, those that were issued, and their files, made again from what was frozen."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from hefu import __version__
from hefu.errors import HefuError, UsageError
from hefu.ledger import reports
from hefu.ledger.models import IssuedReport
from hefu.office.reporting import problems_of
from hefu.read.dates import parse_date
from hefu.report.make import Format, make
from hefu.report.snapshot import Kind, Language
from hefu.web.findings import in_words
from hefu.web.reasons import named as named_rule
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.plans import Opened, opened
from hefu.web.who import named

KINDS = {
    "": pgettext_lazy("report", "what fits plan and day"),
    "yearly": pgettext_lazy("report", "yearly"),
    "mid-term": pgettext_lazy("report", "mid-term"),
    "final": pgettext_lazy("report", "final"),
}
LANGUAGES = {"zh": "中文", "en": "English"}
MEDIA: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}
"""Format: media type. docx and pdf need the extra."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""Of a report as a page by itself: it carries its own styles, and runs nothing."""


def listing(request: HttpRequest, sha256: str) -> HttpResponse:
    """The reports that were issued about a plan, and the form for a new one."""
    found = opened(sha256)
    if request.method != "POST":
        return _show(request, found)
    try:
        who = named(request)
        snapshot = reports.gather(_order(request, found, who), problems=problems_of)
        reports.issue(snapshot)
    except HefuError as error:
        return _show(request, found, status=400, wrong=why_not(error))
    return HttpResponseRedirect(f"{reverse('plan-reports', args=[found.sha256])}?done={snapshot.sha256[:16]}")


def _order(request: HttpRequest, found: Opened, who: str) -> reports.Order:
    asked = {name: request.POST.get(name, "").strip() for name in ("kind", "language", "as_of")}
    if asked["kind"] not in KINDS or asked["language"] not in LANGUAGES:
        raise UsageError(_("The form is incomplete: open the page again."))
    return reports.Order(
        plan=found.sha256,
        kind=cast(Kind, asked["kind"]) if asked["kind"] else None,
        as_of=parse_date(asked["as_of"]) if asked["as_of"] else None,
        language=cast(Language, asked["language"]),
        who=who,
        hefu=__version__,
        named=named_rule,
        told=in_words,
    )


def _show(request: HttpRequest, found: Opened, *, status: int = 200, wrong: str = "") -> HttpResponse:
    rows = IssuedReport.objects.filter(plan=found.sha256).defer("snapshot").order_by("-when")
    context = found.common() | {
        "reports": [(row, KINDS[row.kind], LANGUAGES[row.language]) for row in rows],
        "kinds": KINDS,
        "languages": LANGUAGES,
        "language": "en" if get_language() == "en" else "zh",
        "formats": formats(),
        "extra": find_spec("typst") is None,
        "done": request.GET.get("done", ""),
        "wrong": wrong,
        "given": request.POST,
    }
    return page(request, "reports.html", context, status=status)


def formats() -> list[str]:
    """The formats in which a report can be had here."""
    return [name for name in MEDIA if name in ("html", "json") or find_spec("typst") is not None]


def file(request: HttpRequest, sha256: str, report: str, format: str) -> HttpResponse:
    """An issued report as a file, the same bytes each time."""
    found = opened(sha256)
    if not IssuedReport.objects.filter(sha256__startswith=report, plan=found.sha256).exists():
        raise NotHereError(_("No such report was issued about this plan."))
    if format not in formats():
        raise NotHereError(_("This format needs one more package: pip install 'hefu[report]'"))
    snapshot = reports.issued(report)
    headers: dict[str, Any] = {"Content-Security-Policy": POLICY} if format == "html" else {}
    answer = HttpResponse(make(snapshot, cast(Format, format)), content_type=MEDIA[format], headers=headers)
    name = f"{Path(snapshot.sources[snapshot.plan].name).stem}-{snapshot.kind}-{snapshot.as_of}.{format}"
    shown = "inline" if format in ("html", "pdf") else "attachment"
    answer.headers["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(name)}"
    return answer
