"""The door of the server over HTTP: whoever may not read the ledger's pages may not ask here either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from hefu.errors import HefuError
from hefu.mcp.server import Authorize, bearer


class Gate:
    """Lets a request through when reading is public, or its token may read; else 401."""

    def __init__(self, app: ASGIApp, *, authorize: Authorize, public: Callable[[], bool]) -> None:
        self._app, self._authorize, self._public = app, authorize, public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (refusal := await sync_to_async(self._refusal)(Headers(scope=scope))):
            answer = PlainTextResponse(refusal, status_code=401, headers={"WWW-Authenticate": "Bearer"})
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, headers: Any) -> str:
        token = bearer(headers.get("authorization", ""))
        try:
            if token or not self._public():
                self._authorize(token, "read")
        except HefuError as error:
            return str(error)
        return ""


def application(server: MCPServer[Any], *, host: str, authorize: Authorize, public: Callable[[], bool]) -> ASGIApp:
    """The server at /mcp. It answers to the names of the site only, so that no other page can reach it by its own."""
    names = [name for allowed in settings.ALLOWED_HOSTS for name in (allowed, f"{allowed}:*")]
    origins = [f"{scheme}://{name}" for name in names for scheme in ("http", "https")]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=True, allowed_hosts=names, allowed_origins=origins
    )
    app = server.streamable_http_app(host=host, stateless_http=True, json_response=True, transport_security=security)
    return Gate(app, authorize=authorize, public=public)
