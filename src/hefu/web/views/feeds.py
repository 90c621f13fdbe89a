"""Feeds: what is new, for programs that read feeds; and the page that says where they stand."""

from __future__ import annotations

from typing import cast

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import http_date
from django.utils.translation import gettext as _

from hefu.ledger.listing import HASH
from hefu.ledger.models import Document, Plan
from hefu.ledger.news import Wanted
from hefu.web import access, feeds, offers, params
from hefu.web.spoken import spoken
from hefu.web.views.page import page
from hefu.web.views.plans import Known, every, opened, shown


def wanted_of(request: HttpRequest) -> Wanted:
    """Of what the address asks for news: an `area`, a `plan`, or of everything."""
    plan = params.pattern(request.GET, "plan", HASH, _("the beginning of a document's hash"))
    return Wanted(params.text(request.GET, "area"), opened(plan).plan if plan else None)


_OFFERED = 200
"""Plans to choose from; a feed of any other is linked from its page."""


def _offered(chosen: Plan | None) -> list[Known]:
    """The newest plans of several years, and the one that is chosen."""
    known = every()
    found = [one for one in known if one.long][:_OFFERED]
    key = chosen.pk if chosen is not None else None
    return found + [one for one in known if one.key == key and one not in found]


@spoken
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """A feed. Who has it already, as ETag or date say, is told so."""
    site = request.build_absolute_uri("/").rstrip("/")
    made = feeds.feed(kind, wanted_of(request), site)
    answer = HttpResponse(content_type=made.content_type)
    made.write(answer, "utf-8")
    changed = int(made.latest_post_date().timestamp())
    answer["Last-Modified"] = http_date(changed)
    if not access.seen(request):
        answer["Cache-Control"] = "no-cache"
    patch_vary_headers(answer, ["Authorization"])
    set_response_etag(answer)
    found = get_conditional_response(request, etag=answer["ETag"], last_modified=changed, response=answer)
    return cast(HttpResponse, found)


def listing(request: HttpRequest) -> HttpResponse:
    """Which feeds there are, of everything or of what one chooses."""
    wanted = wanted_of(request)
    plan: Plan | None = wanted.plan
    sha256 = plan.document.original_id if plan is not None else ""
    context = {
        "section": "feeds",
        "area": wanted.area,
        "plan": plan,
        "chosen": sha256[:16],
        "offered": [
            (kind, title, offers.feed_address(kind, area=wanted.area, plan=sha256))
            for kind, title in offers.FEEDS.items()
        ],
        "areas": Document.objects.exclude(area_name="").values("area_name").annotate(n=Count("pk")).order_by(
            "-n", "area_name"),
        "plans": shown(_offered(plan)),
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }  # fmt: skip
    return page(request, "feeds.html", context)
