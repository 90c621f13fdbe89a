"""`hefu serve`: the site of a ledger, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hefu.commands import ledger_option
from hefu.commands.work import watch_option, workers
from hefu.errors import ServeError, UsageError

HOSTS = "HEFU_ALLOWED_HOSTS"
EVERYWHERE = ("0.0.0.0", "::")
HERE = ("127.0.0.1", "::1", "localhost")
THREADS = 4
"""Requests at a time. WSGI answers 2.5 times as many a second as ASGI; more threads or processes do not add to it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument(
        "--link",
        action=argparse.BooleanOptionalAction,
        help="print a link that signs in whoever has it (default: only when no other machine is served)",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="processes that read the files that come in (default: 1; 0: none, `hefu work` does it)",
    )
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="processes that answer requests (default: 1)"
    )
    watch_option(parser)
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    if not 0 <= options.workers <= 64:
        raise UsageError("--workers is a number from 0 to 64")
    if not 1 <= options.processes <= 64:
        raise UsageError("--processes is a number from 1 to 64")
    _allow(options.host)
    _try_port(options.host, options.port)

    from django.db import connection
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from hefu.ledger.opening import address, open_ledger

    open_ledger(options.db, create=True)
    from hefu.web.operations.limits import look_at_limits  # needs the ledger

    look_at_limits()
    key = _doorway(options)
    connection.close()
    server = Server(
        "hefu.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        workers=options.processes,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
        workers_kill_timeout=5,
    )
    place = _url(options.host, options.port)
    announcement = f"{address()} is served at {place} (Ctrl-C ends it)"
    if key:
        announcement += f"\nThis link signs you in: {place}enter/?key={key}"
    with _counting() as told, workers(options.workers, options.watch):
        server.serve(target_loader=partial(_application, options.host, options.port, announcement, told))
    return 0


def _doorway(options: argparse.Namespace) -> str:
    """The key of the link that signs the person in who runs this; '' for none: others can reach the site, too."""
    from hefu.accounts import doorway, store

    doorway.shut()
    if options.link or (options.link is None and options.host in HERE):
        return doorway.make(store.local())
    if not store.has_administrator():
        print("hefu: nobody can sign in yet: hefu account add NAME --role administrator", file=sys.stderr)
    return ""


def _allow(host: str) -> None:
    """Lets the site be called by the name that it listens at; by others only where the environment names them."""
    names = os.environ.get(HOSTS, "")
    if host in EVERYWHERE:
        if not names:
            print(f"hefu: others reach the site only by the names that {HOSTS} lists", file=sys.stderr)
        return
    os.environ[HOSTS] = f"{names},{_bracketed(host)}"


def _try_port(host: str, port: int) -> None:
    if not 0 < port < 65536:
        raise UsageError(f"no port has the number {port}: choose one from 1 to 65535 with --port")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        number = error.errno or 0  # negative when the name of the host is not known
        raise ServeError(host, port, os.strerror(number) if number > 0 else str(error.strerror)) from None


@contextmanager
def _counting() -> Iterator[Path]:
    """Inside, the processes of the site add up what they count in a folder; and one of them announces it there."""
    with TemporaryDirectory(prefix="hefu-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # before the library is imported anywhere
        yield Path(folder, "announced")


def _application(host: str, port: int, announcement: str, told: Path, *_: Any) -> Any:
    """The application, loaded in each process that serves it. It is announced once, as soon as it answers."""
    from hefu.wsgi import application

    try:
        told.touch(exist_ok=False)
    except FileExistsError:
        return application
    threading.Thread(target=_announce, args=(host, port, announcement), daemon=True).start()
    return application


def _announce(host: str, port: int, announcement: str) -> None:
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            print(announcement, flush=True)
            return


def _url(host: str, port: int) -> str:
    return f"http://{'localhost' if host in EVERYWHERE else _bracketed(host)}:{port}/"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
