"""A running `hefu serve` with all its processes: called by HTTP, and killed at once."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_READY = re.compile(r"is served at (http://[^ ]+)/ ")
_FORM = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """A site that answers. place: its address.  link: signs in whoever follows it.  told: where its errors go."""

    process: subprocess.Popen[str]
    place: str
    link: str
    told: Path

    def kill(self) -> None:
        """Ends all its processes at once, as `kill -9` does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def peaks(self) -> list[int]:
        """The most memory that each of its processes has had, in MB."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if os.getpgid(int(place.name)) == self.process.pid:
                    [peak] = re.findall(r"VmHWM:\s+(\d+) kB", (place / "status").read_text())
                    found.append(int(peak) // 1024)
            except (OSError, ValueError):
                continue  # it has ended meanwhile
        return found


@contextmanager
def serving(url: str, folder: Path, *arguments: str, **settings: str) -> Iterator[Site]:
    """A site of the ledger at `url`, in a session of its own; killed in the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = folder / f"serve-{port}.txt"
    with told.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "hefu.cli", "serve", "--port", str(port), "--db", url, *arguments],
            env={**os.environ, **settings}, cwd=folder, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        ready = _READY.search(process.stdout.readline())
        assert ready, told.read_text()
        link = process.stdout.readline().rpartition(" ")[2].strip()
        yield Site(process, ready[1], link, told)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


class Person:
    """Somebody at the adding page, signed in."""

    def __init__(self, site: Site) -> None:
        self.http = httpx.Client(base_url=site.place, timeout=PATIENCE, follow_redirects=True, trust_env=False)
        self.http.get(site.link).raise_for_status()
        [self._secret, *_] = _FORM.findall(self.http.get("/add/").text)

    def drop(self, *files: tuple[str, bytes], at_once: bool = False, scripted: bool = True) -> httpx.Response:
        """Sends files as the page does; without `scripted` as its bare form does."""
        return self.http.post(
            "/add/",
            data={"csrfmiddlewaretoken": self._secret} | ({"at_once": "on"} if at_once else {}),
            files=[("files", file) for file in files],
            headers={"accept": "application/json"} if scripted else {},
            follow_redirects=False,
        )

    def file_all(self) -> None:
        """Presses the button that files all that were read."""
        self.http.post("/add/file/", data={"csrfmiddlewaretoken": self._secret}).raise_for_status()


class Program:
    """A program with a token, at the API."""

    def __init__(self, site: Site, token: str) -> None:
        self.http = httpx.Client(
            base_url=site.place, timeout=PATIENCE, headers={"Authorization": f"Bearer {token}"}, trust_env=False
        )

    def drop(self, file: tuple[str, bytes]) -> httpx.Response:
        """Sends one file, to be filed at once."""
        return self.http.post("/api/v1/documents", files={"file": file})
