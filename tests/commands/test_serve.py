"""`hefu serve`: the site of a ledger in a process of its own, until it is interrupted."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hefu.cli import main


@contextmanager
def served(folder: Path, *arguments: str, link: bool = True) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A running `hefu serve` that has said that it is ready, and its port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "hefu.cli", "serve", "--port", str(port), *arguments],
        cwd=folder, env={**os.environ, "HEFU_DATABASE_URL": ""}, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line == f"{folder / 'hefu.sqlite3'} is served at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
        if link:
            assert process.stdout.readline().startswith(f"This link signs you in: http://127.0.0.1:{port}/enter/?key=")
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def get(port: int, path: str = "/", host: str = "localhost") -> tuple[int, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": host})
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    response.read()
    connection.close()
    return response.status, headers


def test_a_ledger_is_made_and_served_until_ctrl_c(tmp_path: Path) -> None:
    with served(tmp_path) as (process, port):
        status, headers = get(port)
        assert status == 200
        assert headers["content-language"] == "zh-hans"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert get(port, "/static/web/hefu.css")[0] == 200
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    assert (tmp_path / "hefu.sqlite3").is_file()


def test_only_names_that_are_allowed_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_ALLOWED_HOSTS", "stats.example, www.stats.example")
    with served(tmp_path) as (process, port):
        assert get(port, host="evil.example")[0] == 400
        assert get(port, host="www.stats.example")[0] == 200
        assert get(port, host=f"127.0.0.1:{port}")[0] == 200
        process.terminate()
        assert process.communicate(timeout=20) == ("", "")


def test_a_port_in_use_is_a_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert capsys.readouterr().err == (
        f"hefu: cannot serve at 127.0.0.1, port {port}: Address already in use; choose others with --host and --port\n"
    )


def test_a_port_that_cannot_be_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "65536"]) == 2
    assert capsys.readouterr().err == "hefu: no port has the number 65536: choose one from 1 to 65535 with --port\n"


def test_a_setting_that_makes_no_sense_is_told_before_anybody_is_served(tmp_path: Path) -> None:
    env = os.environ | {"HEFU_DATABASE_URL": str(tmp_path / "hefu.sqlite3"), "HEFU_API_RATE": "many"}
    command = [sys.executable, "-m", "hefu.cli", "serve", "--port", str(free_port())]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "hefu: HEFU_API_RATE is 'many': write a whole number, 0 for no limit\n"
    elsewhere = subprocess.run(
        [sys.executable, "-c", "import hefu.wsgi"], env=env, capture_output=True, text=True, timeout=60
    )
    assert "HEFU_API_RATE is 'many': write a whole number" in elsewhere.stderr.splitlines()[-1]


def test_an_address_of_another_machine_is_a_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "192.0.2.1"]) == 1
    assert capsys.readouterr().err.startswith("hefu: cannot serve at 192.0.2.1, port 8000: Cannot assign")


def test_a_ledger_that_cannot_be_used_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no ledger" * 100)
    assert main(["serve", "--port", str(free_port()), "--db", str(path)]) == 1
    assert "file is not a database" in capsys.readouterr().err


def test_several_processes_add_up_what_they_count_and_are_announced_once(tmp_path: Path) -> None:
    with served(tmp_path, "--processes", "2") as (process, port):
        for _ in range(20):
            assert get(port, "/documents/")[0] == 200
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/metrics")
        told = connection.getresponse().read().decode()
        connection.close()
        assert 'hefu_requests_total{method="GET",route="documents",status="200"} 20.0' in told
        assert get(port, "/readyz")[0] == 200
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "")


def test_so_many_processes_cannot_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--processes", "0"]) == 2
    assert "a number from 1 to 64" in capsys.readouterr().err


def test_requests_are_logged_as_json_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_LOG", "json")
    with served(tmp_path) as (process, port):
        assert get(port, "/search/?q=x")[0] == 200
        process.terminate()
        _, err = process.communicate(timeout=20)
    lines = [json.loads(line) for line in err.splitlines()]
    assert [(line["route"], line["status"], line["level"]) for line in lines] == [("search", 200, "info")]
