"""`hefu mcp`: the ledger for AI clients, by the Model Context Protocol."""

from __future__ import annotations

import argparse
import socket
from importlib.util import find_spec
from typing import Any

from hefu.commands import ledger_option
from hefu.errors import ServeError, UsageError

SITE = "http://localhost:8000"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--http", action="store_true", help="over HTTP, instead of standard input and output")
    parser.add_argument("--host", default="127.0.0.1", help="with --http: default 127.0.0.1, this machine only")
    parser.add_argument("--port", type=int, default=8010, help="with --http: default 8010")
    parser.add_argument("--site", default=SITE, help=f"the address of the ledger's pages, for links (default: {SITE})")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    if find_spec("mcp") is None:
        raise UsageError("AI clients need one more package: pip install 'hefu[mcp]'")
    if not options.site.startswith(("http://", "https://")):
        raise UsageError(f"--site is an address such as {SITE}, not {options.site!r}")

    from hefu.ledger.opening import open_ledger

    open_ledger(options.db)
    from hefu.mcp.server import make
    from hefu.mcp.tokens import authorize

    server = make(options.site, authorize=authorize)
    if options.http:
        _serve(server, options.host, options.port)
    else:
        server.run("stdio")
    return 0


def _serve(server: Any, host: str, port: int) -> None:
    import uvicorn

    from hefu.mcp.gate import application
    from hefu.mcp.tokens import authorize, public

    app = application(server, host=host, authorize=authorize, public=public)
    with _listening(host, port) as listening:
        print(f"AI clients reach the ledger at http://{host}:{port}/mcp (Ctrl-C ends it)", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    if not 0 < port < 65536:
        raise UsageError(f"no port has the number {port}: choose one from 1 to 65535 with --port")
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ServeError(host, port, error.strerror or str(error)) from None
