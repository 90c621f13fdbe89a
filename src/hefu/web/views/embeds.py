"""Charts for the frames of other sites, and oEmbed (https://oembed.com), by which these find them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import copy
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hefu.web import embedding, params
from hefu.web.middleware import EMBEDDED
from hefu.web.refusals import why_not
from hefu.web.seen import seen
from hefu.web.spoken import spoken
from hefu.web.views import indicators
from hefu.web.views import target as targets
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page

THEMES = ("light", "dark")
_LONGEST = 2000
"""Characters of an address that is asked for."""


@spoken
def indicator(request: HttpRequest) -> HttpResponse:
    """The chart of an indicator, with the parameters of its page; theme: light or dark, else as the system has it."""
    return _shown(request, _indicator(request), "indicator", [])


def _indicator(request: HttpRequest) -> dict[str, Any]:
    return indicators.charted(seen(request.GET))


@spoken
def target(request: HttpRequest, sha256: str, start: int) -> HttpResponse:
    """The course of a target with its verdict."""
    return _shown(request, targets.context_of(request, sha256, start), "target", [sha256, start])


def _shown(request: HttpRequest, context: dict[str, Any], name: str, args: list[Any]) -> HttpResponse:
    theme = params.choice(request.GET, "theme", THEMES)
    site = request.build_absolute_uri("/").rstrip("/")
    framed = embedding.frame(site, name, args, context)
    if framed is None:
        raise NotHereError(_("There is no chart to show."))
    answer = page(request, "embed.html", context | {"framed": framed, "theme": theme})
    answer.headers[EMBEDDED] = "1"
    return answer


# ---------------------------------------------------------------- oEmbed


@spoken
def oembed(request: HttpRequest) -> HttpResponse:
    """What oEmbed 1.0 tells of the page at `url`, as `format` says; at most `maxwidth` wide and `maxheight` high.

    404 for an address without a chart, 501 for another format, 401 where visitors may not read.
    """
    form = request.GET.get("format", "json")
    if form not in _FORMATS:
        return _refused(501, _("There are the formats json and xml."))
    if not embedding.public():
        return _refused(401, _("This site can be read by who is signed in only."))
    most, highest = (_pixels(request.GET, name) for name in ("maxwidth", "maxheight"))
    try:
        found = _found(request, request.GET.get("url", "")[:_LONGEST])
    except Http404 as error:
        return _refused(404, why_not(error) if isinstance(error, NotHereError) else _("No page has this address."))
    width = min(most or embedding.WIDTH, embedding.WIDTH)
    height = min(found.height(width), highest or found.height(width))
    told = {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": pgettext("name of the site", "hefu"),
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": 3600,
        "html": found.code(width, height),
        "width": width,
        "height": height,
    }
    media_type, write = _FORMATS[form]
    return HttpResponse(write(told), content_type=f"{media_type}; charset=utf-8")


def _pixels(query: QueryDict, name: str) -> int | None:
    number = params.whole(query, name)
    if number == 0:
        raise params.BadParameterError(name, "0", _("a number of pixels"))
    return number


def _refused(status: int, message: str) -> HttpResponse:
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


def _found(request: HttpRequest, url: str) -> embedding.Frame:
    """The frame of the page at an address of this site. Http404 where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotHereError(_("No page has this address.")) from None
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        raise NotHereError(_("This is no address of this site."))
    asked, match = copy(request), _resolved(parts.path)
    asked.GET = QueryDict(parts.query)
    name = match.url_name or ""
    name = next((of for of, framed in embedding.FRAMES.items() if framed == name), name)
    given = {key: value for key, value in match.kwargs.items() if key != "language"}
    if name not in _CONTEXTS:
        raise NotHereError(_("There is no chart to show."))
    context = _CONTEXTS[name](asked, **given)
    site = request.build_absolute_uri("/").rstrip("/")
    found = embedding.frame(site, name, list(given.values()), context)
    if found is None:
        raise NotHereError(_("There is no chart to show."))
    return found


def _resolved(path: str) -> Any:
    try:
        return resolve(path)
    except Resolver404:
        raise NotHereError(_("No page has this address.")) from None


_CONTEXTS: dict[str, Callable[..., dict[str, Any]]] = {
    "indicator": _indicator,
    "target": targets.context_of,
}
"""Name of a page's address: what the page says."""


def _xml(told: Mapping[str, object]) -> str:
    fields = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in told.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>\n'


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False)


_FORMATS = {"json": ("application/json", _json), "xml": ("text/xml", _xml)}
"""Value of `format`: media type, and what writes it."""
