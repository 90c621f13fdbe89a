"""The description of the API holds: schemathesis asks every operation, a client is generated from it and works."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

from hefu.web.api import limits, spec

_settings = settings(
    max_examples=12, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def _schema() -> Any:
    schema = schemathesis.openapi.from_dict(spec.description() | {"servers": [{"url": "http://localhost"}]})
    schema.app = get_wsgi_application()
    return schema


schema = _schema()


@pytest.fixture(autouse=True)
def without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.SETTING, "0")


@pytest.mark.slow
@pytest.mark.usefixtures("hashes")
@schema.parametrize()
@_settings
def test_every_operation_keeps_to_its_description(case: Any) -> None:
    case.call_and_validate()


# ---------------------------------------------------------------- a client


class _Quiet(WSGIRequestHandler):
    def log_message(self, *given: Any) -> None:
        pass


@pytest.fixture
def server(hashes: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site of the city, served for real."""
    monkeypatch.setattr(django_settings, "ALLOWED_HOSTS", ["127.0.0.1"])
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


@pytest.mark.slow
def test_a_generated_client_reads_pages_and_problems(
    server: str, hashes: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps(spec.description()), encoding="utf-8")
    command = Path(sys.executable).with_name("openapi-python-client")
    subprocess.run(
        [command, "generate", "--path", "openapi.json", "--meta", "none", "--output-path", "hefu_client"],
        cwd=tmp_path, check=True, capture_output=True,
        env=os.environ | {"PATH": f"{command.parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    monkeypatch.syspath_prepend(tmp_path)
    client = importlib.import_module("hefu_client").Client(base_url=server)
    statements = importlib.import_module("hefu_client.api.statements.statements")
    one = importlib.import_module("hefu_client.api.statements.statement")
    page = statements.sync(client=client, area="青坪", limit=1)
    assert len(page.items) == 1 and page.next_cursor
    then = statements.sync(client=client, area="青坪", limit=1, cursor=page.next_cursor)
    assert len(then.items) == 1 and then.next_cursor is None
    found = page.items[0]
    assert one.sync(found.doc, found.start, client=client).quote == found.quote
    missing = one.sync(found.doc, 0, client=client)
    assert (missing.status, type(missing).__name__) == (404, "Problem")
