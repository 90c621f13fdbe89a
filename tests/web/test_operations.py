"""What who runs the site needs: health, metrics, logs, and proxies that may or may not be believed."""

from __future__ import annotations

import gc
import ipaddress
import json
import logging
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from hefu.web.operations import logs, metrics, proxies
from hefu.web.operations.ready import ready

METRICS = "/metrics"


@pytest.fixture
def proxied(settings_of: Any) -> None:
    settings_of(HEFU_TRUSTED_PROXIES=[ipaddress.ip_network("10.0.0.0/8")])


@pytest.fixture
def settings_of() -> Any:
    """Sets settings for a test."""
    from django.test import override_settings

    running = []

    def change(**given: Any) -> None:
        running.append(override_settings(**given))
        running[-1].enable()

    yield change
    for one in running:
        one.disable()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """What the log of requests tells."""
    monkeypatch.setattr(logs.requests, "propagate", True)
    caplog.set_level(logging.INFO, "hefu.requests")
    return caplog


def test_a_site_lives_and_is_ready(client: Client, ledger: object) -> None:
    assert client.get("/healthz").content == b"alive\n"
    answer = client.get("/readyz", headers={"host": "10.1.2.3:8000"})  # balancers know no names
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ready\n", "no-store")
    assert client.post("/readyz").status_code == 405


def test_a_site_without_its_ledger_lives_and_is_not_ready(
    client: Client, ledger: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> bool:
        raise DatabaseError("password of hefu at /secret/place")

    monkeypatch.setattr("hefu.ledger.opening.is_current", fails)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the ledger cannot be reached\n")
    monkeypatch.setattr("hefu.ledger.opening.is_current", lambda: False)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_metrics_count_requests_by_route_and_tell_of_the_ledger(client: Client, hashes: dict[str, str]) -> None:
    client.get("/documents/")
    client.get("/documents/ffffffffffffffff/")
    client.get("/search/?q=秘密")
    told = client.get(METRICS).content.decode()
    assert 'hefu_requests_total{method="GET",route="documents",status="200"}' in told
    assert 'hefu_requests_total{method="GET",route="document",status="404"}' in told
    assert 'hefu_request_seconds_bucket{le="0.15",route="documents"}' in told
    assert 'hefu_database_seconds_sum{route="documents"}' in told
    assert f'hefu_ledger_rows{{table="document"}} {len(hashes)}' in told
    assert "# TYPE hefu_findings gauge" in told and "# TYPE hefu_arrivals gauge" in told
    assert "秘密" not in told


def test_metrics_are_for_this_machine_or_for_who_has_the_token(
    client: Client, ledger: object, settings_of: Any
) -> None:
    assert client.get(METRICS, REMOTE_ADDR="192.0.2.1").status_code == 404
    assert client.get(METRICS, headers={"x-forwarded-for": "192.0.2.1"}).status_code == 404
    settings_of(HEFU_METRICS_TOKEN="a-token")
    assert client.get(METRICS).status_code == 404
    assert client.get(METRICS, headers={"authorization": "Bearer a-tokem"}).status_code == 404
    assert client.get(METRICS, REMOTE_ADDR="192.0.2.1", headers={"authorization": "Bearer a-token"}).status_code == 200


def test_a_request_is_told_of_without_its_address(
    client: Client, hashes: dict[str, str], lines: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/search/?q=秘密%0A伪造", headers={"cookie": "hefu_session=secret"})
    (record,) = lines.records
    assert (record.route, record.status, record.method) == ("search", 200, "GET")  # type: ignore[attr-defined]
    assert record.ms > 0 and record.queries > 0  # type: ignore[attr-defined]
    for line in (logs.JsonLines().format(record), logs.TextLines().format(record)):
        assert "秘密" not in line and "secret" not in line and "\n" not in line
    assert len(answer["X-Request-ID"]) == 16


@pytest.mark.parametrize("form", [logs.JsonLines, logs.TextLines])
def test_nothing_can_begin_a_line_of_the_log_of_its_own(form: type[logging.Formatter]) -> None:
    said = "Not Found: /x\n2026-01-01 ERROR forged\x1b[2J\u2028"
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (said,), None)
    logs.request_id.set("abc")
    line = form().format(record)
    logs.request_id.set("")
    assert len(line.splitlines()) == 1 and "\x1b" not in line and "abc" in line
    if form is logs.JsonLines:
        assert json.loads(line)["message"] == said


def _heeded(address: str, **said: str) -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers={"host": "localhost", **said})
    proxies.heed(request)
    return request


def test_a_proxy_is_believed_only_where_it_is_named(proxied: None) -> None:
    said = {"x-forwarded-for": "198.51.100.9, 203.0.113.7, 10.0.0.2", "x-forwarded-proto": "https"}
    behind = _heeded("10.0.0.1", **said)
    assert (behind.META["REMOTE_ADDR"], behind.is_secure()) == ("203.0.113.7", True)
    stranger = _heeded("203.0.113.9", **said, **{"x-forwarded-host": "evil.example"})
    assert (stranger.META["REMOTE_ADDR"], stranger.is_secure()) == ("203.0.113.9", False)
    assert stranger.get_host() == "localhost"
    assert "HTTP_X_FORWARDED_FOR" not in stranger.META
    assert _heeded("10.0.0.1", **{"x-forwarded-for": "nonsense"}).META["REMOTE_ADDR"] == "10.0.0.1"


def test_an_id_of_a_request_is_taken_from_a_trusted_proxy_only(client: Client, ledger: object, proxied: None) -> None:
    given = {"x-request-id": "from-proxy.1"}
    assert client.get("/", REMOTE_ADDR="10.0.0.1", headers=given)["X-Request-ID"] == "from-proxy.1"
    assert client.get("/", headers=given)["X-Request-ID"] != "from-proxy.1"
    forged = {"x-request-id": "a b\nc"}
    assert client.get("/", REMOTE_ADDR="10.0.0.1", headers=forged)["X-Request-ID"] != forged["x-request-id"]


def test_over_https_only_means_a_redirect_and_no_health_check_fails(
    client: Client, ledger: object, settings_of: Any, proxied: None
) -> None:
    settings_of(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=1000)
    fresh = Client(headers={"host": "localhost"})
    answer = fresh.get("/documents/")
    assert (answer.status_code, answer["Location"]) == (301, "https://localhost/documents/")
    assert fresh.get("/healthz").status_code == 200
    secure = fresh.get("/documents/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-proto": "https"})
    assert secure.status_code in (200, 302) and "max-age=1000" in secure["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HEFU_TRUSTED_PROXIES", "10.0.0.0/99", "write addresses or networks"),
        ("HEFU_HTTPS", "yes", "write 0 or 1"),
        ("HEFU_LOG", "xml", "write errors or text or json"),
    ],
)
def test_a_setting_that_cannot_be_read_says_how_to_write_it(name: str, value: str, told: str, tmp_path: Any) -> None:
    command = [sys.executable, "-m", "hefu.cli", "list", "--db", str(tmp_path / "a.sqlite3")]
    ended = subprocess.run(command, env={**os.environ, name: value}, capture_output=True, text=True, check=False)
    assert told in ended.stderr and ended.stderr.count("\n") == 1 and ended.returncode == 2


def test_routes_are_few_however_many_addresses_are_asked(client: Client, ledger: object) -> None:
    for number in range(5):
        client.get(f"/no/such/{number}/")
        client.generic(f"M{number}", "/")
    told = metrics.exposition().decode()
    assert "/no/such" not in told and "M3" not in told


def test_a_process_is_ready_before_anybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(gc, "collect", lambda: done.append("collected"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("put aside"))
    ready()
    assert done == ["collected", "put aside"]
    assert [module for module in ("hefu.web.urls", "hefu.web.views.search") if module not in sys.modules] == []
