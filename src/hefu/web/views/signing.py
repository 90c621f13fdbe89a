"""Signing in and out, and setting the first password by a link that is good once."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from hefu.accounts import doorway, passwords, throttle
from hefu.accounts.models import Account
from hefu.accounts.roles import OFFICER
from hefu.errors import UsageError
from hefu.web import access
from hefu.web.refusals import why_not
from hefu.web.views.page import page

LONG = timedelta(days=30)
"""How long a session lasts where its owner asks for it; else half a day, see the settings."""

SECRET = {"Cache-Control": "no-store"}
"""Headers of pages that show, or are reached by, what nobody else may know. Addresses of pages are told to this site
only, see the headers of all: without a referrer browsers would send their forms as if from elsewhere."""


@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """By name and password; then the page that was asked for."""
    if request.method != "POST":
        return _form(request)
    name = request.POST.get("name", "")
    made = throttle.attempt(name, request.META.get("REMOTE_ADDR", ""))
    if made.seconds:
        wait = ngettext(
            "Too many attempts. Try again in {n} second.", "Too many attempts. Try again in {n} seconds.", made.seconds
        )
        answer = _form(request, wait.format(n=made.seconds), status=429)
        answer["Retry-After"] = str(made.seconds)
        return answer
    password = request.POST.get("password", "")[: passwords.MOST + 1]
    found = authenticate(request, username=name, password=password)
    if not isinstance(found, Account):
        return _form(request, _("This name and this password do not belong together."), status=403)
    throttle.succeeded(made)
    answer = _entered(request, found)
    if request.POST.get("stay"):
        request.session.set_expiry(int(LONG.total_seconds()))
    return answer


def _form(request: HttpRequest, wrong: str = "", *, status: int = 200) -> HttpResponse:
    given = {"name": request.POST.get("name", "")[:50]}
    context = {"given": given, "wrong": wrong, "next": _next(request), "wanted": bool(request.GET.get("next"))}
    return page(request, "sign_in.html", context, status=status)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    access.forget(request)
    answer = HttpResponseRedirect(reverse("start"))
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def enter(request: HttpRequest) -> HttpResponse:
    """The link that `hefu serve` prints: its key is exchanged for a session, and leaves the address."""
    found = doorway.opened(request.GET.get("key", ""))
    if found is None:
        raise access.NotAllowedError(
            _("This link signs nobody in: it ends with the server that printed it. Take the newest, or sign in.")
        )
    return _secret(_entered(request, found))


@sensitive_post_parameters()
def invited(request: HttpRequest) -> HttpResponse:
    """Sets the password of who was sent a link, and signs in."""
    key, wrong = request.GET.get("key", ""), ""
    row = passwords.invited(key)
    if row is None:
        raise access.NotAllowedError(_("This link is used up or too old. Ask an administrator for another one."))
    if request.method == "POST":
        try:
            passwords.set_password(row, chosen(request))
            return _secret(_entered(request, row))
        except UsageError as error:
            wrong = why_not(error)
    context = {"account": row, "wrong": wrong, "key": key}
    return _secret(page(request, "invited.html", context, status=400 if wrong else 200))


def chosen(request: HttpRequest) -> str:
    """The password that was typed twice."""
    text = request.POST.get("password", "")
    if text != request.POST.get("again", ""):
        raise UsageError(_("The two passwords are not the same."))
    return text


def _entered(request: HttpRequest, account: Account) -> HttpResponse:
    """Signs in, under a new number of the session."""
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session.clear_expired()
    access.forget(request)
    return HttpResponseRedirect(_next(request) or _home(account))


def _next(request: HttpRequest) -> str:
    """The page of this site that was asked for, if any."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if here else ""


def _home(account: Account) -> str:
    """Where work begins: an officer's with the tasks of the own body, all others' at the start."""
    if account.role == OFFICER and account.body:
        return f"{reverse('tasks')}?{urlencode({'body': account.body.name})}"
    return reverse("start")


def _secret(answer: HttpResponse) -> HttpResponse:
    for name, value in SECRET.items():
        answer[name] = value
    return answer
