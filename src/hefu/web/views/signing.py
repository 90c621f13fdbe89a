"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from hefu.accounts import doorway
from hefu.accounts.models import Account
from hefu.web import access
from hefu.web.views.page import page


def sign_in(request: HttpRequest) -> HttpResponse:
    """By name and password; then the page that was asked for."""
    wrong = ""
    if request.method == "POST":
        found = authenticate(request, username=request.POST.get("name", ""), password=request.POST.get("password", ""))
        if isinstance(found, Account):
            return _entered(request, found)
        wrong = _("This name and this password do not belong together.")
    context = {"given": request.POST, "wrong": wrong, "next": _next(request)}
    return page(request, "sign_in.html", context, status=403 if wrong else 200)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    access.forget(request)
    return HttpResponseRedirect(reverse("start"))


def enter(request: HttpRequest) -> HttpResponse:
    """The link that `hefu serve` prints: its key is exchanged for a session, and leaves the address."""
    found = doorway.opened(request.GET.get("key", ""))
    if found is None:
        raise access.NotAllowedError(
            _("This link signs nobody in: it ends with the server that printed it. Take the newest, or sign in.")
        )
    return _entered(request, found)


def _entered(request: HttpRequest, account: Account) -> HttpResponse:
    """Signs in, under a new number of the session."""
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    access.forget(request)
    return HttpResponseRedirect(_next(request))


def _next(request: HttpRequest) -> str:
    """The page of this site that was asked for, else the start."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if here else reverse("start")
