"""Every page that can be reached, held against axe's rules, in both languages and colour schemes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from web.test_in_browser import browser  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCHEMES = [("zh", "light"), ("en", "dark")]


@pytest.fixture(scope="module")
def door(browser: Any, filled: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: F811
    """A running site; the link that signs in."""
    path = tmp_path_factory.mktemp("axe") / "hefu.sqlite3"
    shutil.copyfile(filled[0], path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "hefu.cli", "serve", "--db", str(path), "--port", str(port), "--workers", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout and "is served at" in server.stdout.readline()
        yield server.stdout.readline().partition(": ")[2].strip()
        server.send_signal(signal.SIGINT)


def _route(address: str) -> str | None:
    """The name of the page at an address of the site; None for what is no page."""
    parts = urlsplit(address)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    if not parts.path.endswith("/") or re.search(r"/(original|pages|api|enter)/", parts.path):
        return None
    return f"{found.view_name} {found.kwargs['name']}" if found.view_name in ("new", "edit") else found.view_name


@pytest.mark.parametrize(("language", "scheme"), SCHEMES)
def test_no_page_breaks_a_rule_of_axe(browser: Any, door: str, language: str, scheme: str) -> None:  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(door)
    site = "{0.scheme}://{0.netloc}".format(urlsplit(door))
    page.goto(f"{site}/?lang={language}")
    seen, queue, told = {"start"}, [f"{site}/"], []
    while queue:
        address = queue.pop(0)
        if (answer := page.goto(address)) is None or "html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status < 500, address
        for violation in axe.run(page).response["violations"]:
            node = violation["nodes"][0]
            told.append(f"{urlsplit(address).path}: {violation['id']}: {node['target']}: {node['html'][:120]}")
        for link in page.eval_on_selector_all(
            "a[href]", "all => all.map(one => new URL(one.getAttribute('href'), location).href)"
        ):
            name = _route(link) if link.startswith(site) else None
            if name and name not in seen and name not in ("sign-out", "enter"):
                seen.add(name)
                queue.append(link)
    context.close()
    assert len(seen) > 15, seen
    assert not told, "\n".join(told)
