"""The own account with its tokens; and for administrators the accounts of all, and who may read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from hefu.accounts import passwords, store, tokens
from hefu.accounts.models import Account, Token
from hefu.accounts.roles import ADMINISTRATOR, EDITOR, OFFICER, READER, REVIEWER, RIGHTS, SCOPES
from hefu.errors import UsageError
from hefu.office.models import Body
from hefu.web import access
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.signing import SECRET, chosen

ROLES: dict[str, Promise] = {
    READER: gettext_lazy("reader"),
    OFFICER: gettext_lazy("officer of a body"),
    REVIEWER: gettext_lazy("reviewer"),
    EDITOR: gettext_lazy("editor"),
    ADMINISTRATOR: gettext_lazy("administrator"),
}

RIGHT_WORDS: dict[str, Promise] = {
    access.READ: gettext_lazy("read"),
    access.REPORT: gettext_lazy("report"),
    access.REVIEW: gettext_lazy("review"),
    access.EDIT: gettext_lazy("edit"),
}


@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponse:
    """The own account: password and tokens. A new token is shown in the answer, and never again."""
    row, fresh, wrong = _own(request), "", ""
    if request.method == "POST":
        try:
            fresh = _done(request, row)
            if not fresh:
                return HttpResponseRedirect(f"{reverse('account')}?done={request.POST['do']}")
        except UsageError as error:
            wrong = why_not(error)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "section": "account", "account": row, "role": ROLES[row.role], "fresh": fresh, "wrong": wrong,
        "tokens": [
            (one, [RIGHT_WORDS[name] for name in one.scopes.split()], tokens.good(one, today))
            for one in row.tokens.select_related("account")
        ],
        "scopes": [(one.value, RIGHT_WORDS[one]) for one in SCOPES if one in RIGHTS[row.role]],
        "days": tokens.DAYS, "most": tokens.MOST_DAYS, "done": request.GET.get("done", ""),
    }  # fmt: skip
    return _secret(page(request, "account.html", context, status=400 if wrong else 200))


def _own(request: HttpRequest) -> Account:
    row = Account.objects.select_related("body").filter(pk=access.holder(request).account or 0).first()
    if row is None:
        raise NotHereError(_("The ledger has nothing at this address."))
    return row


def _done(request: HttpRequest, row: Account) -> str:
    """Does what was asked for. Gives back a new token."""
    asked = request.POST.get("do", "")
    if asked == "password":
        if row.has_usable_password() and not row.check_password(request.POST.get("old", "")[: passwords.MOST + 1]):
            raise UsageError(_("The present password is another one."))
        passwords.set_password(row, chosen(request))
        update_session_auth_hash(request, row)
    elif asked == "token":
        name, scopes = request.POST.get("name", ""), request.POST.getlist("scope")
        return tokens.issue(row, name, scopes, days=_days(request.POST.get("days", "")))[0]
    elif asked == "revoke":
        found = Token.objects.filter(account=row, pk=_number(request, "token")).first()
        if found is None:
            raise UsageError(_("There is no such token."))
        tokens.revoke(found)
    else:
        raise UsageError(_("Nothing was asked for."))
    return ""


def _days(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else tokens.DAYS if not text else 0


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


# ---------------------------------------------------------------- all accounts


def listing(request: HttpRequest) -> HttpResponse:
    """All accounts; adds, changes, closes them, makes links for passwords, opens and closes public reading."""
    wrong, made = "", None
    if request.method == "POST":
        try:
            made = _administered(request)
            if made is None:
                return HttpResponseRedirect(f"{reverse('accounts')}?done={request.POST['do']}")
        except UsageError as error:
            wrong = why_not(error)
    rows = Account.objects.select_related("body").order_by("-is_active", "name")
    context = {
        "section": "account", "roles": ROLES, "wrong": wrong, "given": request.POST, "made": made,
        "rows": [(row, ROLES[row.role]) for row in rows],
        "bodies": Body.objects.order_by("area", "name"), "public": store.public(), "fixed": store.fixed(),
        "link": _link(request, made) if made else "", "done": request.GET.get("done", ""), "officer": OFFICER,
    }  # fmt: skip
    return _secret(page(request, "accounts.html", context, status=400 if wrong else 200))


def _administered(request: HttpRequest) -> Account | None:
    """Does what was asked for. Gives back the account for which a link is to be made."""
    asked, sent = request.POST.get("do", ""), request.POST
    if asked == "public":
        store.set_public(sent.get("public") == "yes")
        return None
    role = {"role": sent.get("role", ""), "body": Body.objects.filter(pk=_number(request, "body")).first()}
    if asked == "add":
        return store.add(sent.get("name", ""), shown=sent.get("shown", ""), **role)  # type: ignore[arg-type]
    row = Account.objects.filter(pk=_number(request, "account")).first()
    if row is None:
        raise UsageError(_("There is no such account."))
    if asked == "invite":
        return row
    if asked == "change":
        store.change(row, shown=sent.get("shown", ""), **role)  # type: ignore[arg-type]
    elif asked in ("close", "open"):
        store.change(row, active=asked == "open")
    else:
        raise UsageError(_("Nothing was asked for."))
    return None


def _link(request: HttpRequest, row: Account) -> str:
    return request.build_absolute_uri(f"{reverse('invited')}?key={passwords.invitation(row)}")


def _secret(answer: HttpResponse) -> HttpResponse:
    for name, value in SECRET.items():
        answer[name] = value
    return answer
