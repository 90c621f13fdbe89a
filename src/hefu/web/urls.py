"""The addresses of the site. A document is known by the beginning of its hash, a statement by its place in it."""

from __future__ import annotations

import re

from django.urls import path, register_converter

from hefu.export.formats import FORMATS
from hefu.web import offers
from hefu.web.api import spec
from hefu.web.api.routes import urls as api_urls
from hefu.web.spoken import LanguageConverter
from hefu.web.views import (
    accounts,
    adding,
    alignment,
    areas,
    bodies,
    concepts,
    deciding,
    documents,
    editing,
    embeds,
    errors,
    feeds,
    findings,
    history,
    indicators,
    plans,
    problems,
    projects,
    reports,
    review,
    search,
    signing,
    start,
    statements,
    target,
    targets,
    tasks,
)


class HashConverter:
    """The beginning of a SHA-256 hash, eight digits at least."""

    regex = "[0-9a-f]{8,64}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """So many digits that no two documents of a ledger share them."""
        return value[:16]


class IdentityConverter:
    """What a finding is known by."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class EditableConverter(IdentityConverter):
    """A kind of rows that has forms."""

    regex = "|".join(editing.EDITABLE)


class ExportableConverter:
    """The ending of a format of statements."""

    regex = "|".join(re.escape(one.suffix) for one in FORMATS.values())

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class FeedConverter(IdentityConverter):
    """A kind of feed."""

    regex = "|".join(offers.FEEDS)


register_converter(HashConverter, "hash")
register_converter(IdentityConverter, "identity")
register_converter(EditableConverter, "editable")
register_converter(ExportableConverter, "exportable")
register_converter(LanguageConverter, "language")
register_converter(FeedConverter, "feed")

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("invited/", signing.invited, name="invited"),
    path("account/", accounts.account, name="account"),
    path("accounts/", accounts.listing, name="accounts"),
    path("enter/", signing.enter, name="enter"),
    path("", start.start, name="start"),
    path("add/", adding.adding, name="add"),
    path("add/progress/", adding.progress, name="add-progress"),
    path("add/file/", adding.file_all, name="add-file"),
    path("add/<int:pk>/", adding.arrival, name="arrival"),
    path("add/<int:pk>/decide/", adding.decide, name="arrival-decide"),
    path("documents/", documents.listing, name="documents"),
    path("documents/<hash:sha256>/", documents.document, name="document"),
    path("documents/<hash:sha256>/fields/", documents.fields, name="fields"),
    path("documents/<hash:sha256>/pages/<int:number>/", documents.picture, name="picture"),
    path("documents/<hash:sha256>/original/", documents.original, name="original"),
    path("statements/", statements.listing, name="statements"),
    path("statements.<exportable:suffix>", statements.sheet, name="statements-as"),
    path("indicators/", indicators.listing, name="indicators"),
    path("indicators/edit/", concepts.editor, name="indicator-edit"),
    path("indicator/", indicators.indicator, name="indicator"),
    path("indicator.svg", indicators.drawing, name="indicator-svg"),
    path("indicator.csv", indicators.table, name="indicator-csv"),
    path("areas/", areas.listing, name="areas"),
    path("area/", areas.area, name="area"),
    path("area.svg", areas.drawing, name="area-svg"),
    path("area.csv", areas.table, name="area-csv"),
    path("findings/", findings.listing, name="findings"),
    path("findings/<identity:identity>/", findings.finding, name="finding"),
    path("findings/<identity:identity>/decide/", deciding.decide, name="decide"),
    path("findings/<identity:identity>/correct/<int:place>/", deciding.correct, name="correct"),
    path("findings/<identity:identity>/undo/<int:number>/", deciding.undo, name="undo"),
    path("plans/", plans.listing, name="plans"),
    path("plans/<hash:sha256>/", plans.plan, name="plan"),
    path("plans/<hash:sha256>/targets.xlsx", plans.plan_table, name="plan-table"),
    path("plans/<hash:sha256>/summary/", plans.summary, name="plan-summary"),
    path("plans/<hash:sha256>/items/<int:number>/", plans.item, name="plan-item"),
    path("plans/<hash:sha256>/targets/<int:start>/", target.target, name="target"),
    path("plans/<hash:sha256>/targets/<int:start>/link/", target.link, name="target-link"),
    path("plans/<hash:sha256>/reports/", reports.listing, name="plan-reports"),
    path("plans/<hash:sha256>/reports/<hash:report>.<str:format>", reports.file, name="plan-report"),
    path("plans/<hash:upper>/beside/<hash:lower>/", alignment.alignment_page, name="alignment"),
    path("plans/<hash:upper>/beside/<hash:lower>/decide/", alignment.decide, name="alignment-decide"),
    path("targets/", targets.listing, name="targets"),
    path("targets.results.json", targets.results, name="targets-results"),
    path("targets/without-results/", targets.without_results, name="without-results"),
    path("targets/without-targets/", targets.without_targets, name="without-targets"),
    path("targets/changes/", targets.changes, name="changes"),
    path("history/", history.listing, name="history"),
    path("history/undo/", history.undo, name="history-undo"),
    path("review/", review.queue, name="review"),
    path("review/decide/", review.decide, name="review-decide"),
    path("review/refuse/", review.refuse, name="review-refuse"),
    path("review/undo/<int:number>/", review.undo, name="review-undo"),
    path("review/add/", review.add, name="review-add"),
    path("embed/<language:language>/indicator/", embeds.indicator, name="embed-indicator"),
    path("embed/<language:language>/plans/<hash:sha256>/targets/<int:start>/", embeds.target, name="embed-target"),
    path("oembed/<language:language>/", embeds.oembed, name="oembed"),
    path("feeds/", feeds.listing, name="feeds"),
    path("feeds/<language:language>/<feed:kind>.atom", feeds.feed, name="feed"),
    path("search/", search.results, name="search"),
    path("tasks/", tasks.listing, name="tasks"),
    path("tasks.xlsx", tasks.sheet, name="office-xlsx"),
    path("dispatch.xlsx", tasks.dispatch_sheet, name="dispatch-xlsx"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("reports/<int:pk>/withdraw/", tasks.withdraw, name="withdraw"),
    path("problems/", problems.listing, name="problems"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("problems/<int:pk>/strike/", problems.strike, name="strike"),
    path("projects/", projects.listing, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("bodies/", bodies.listing, name="bodies"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("api/v1/openapi.json", spec.openapi, name="openapi"),
    path("api/v1/docs", spec.docs, name="api-docs"),
    path("api/v1/", api_urls),
    path("new/<editable:name>/", editing.new, name="new"),
    path("edit/<editable:name>/<int:pk>/", editing.edit, name="edit"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
