"""A small endpoint that speaks chat completions over HTTP: it answers as it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behave = Callable[[dict[str, Any]], tuple[int, bytes]]
"""The body of a request: status and body of the answer."""


class Endpoint(ThreadingHTTPServer):
    """Remembers what it was asked."""

    daemon_threads = True

    def __init__(self, behave: Behave) -> None:
        self.behave, self.asked, self.keys = behave, [], []  # type: ignore[var-annotated]
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body))
        self.server.keys.append(self.headers.get("Authorization"))
        status, answer = self.server.behave(body)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        if 300 <= status < 400:
            self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""


@contextmanager
def serving(behave: Behave) -> Iterator[Endpoint]:
    """An endpoint that runs until the block ends."""
    server = Endpoint(behave)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(content: Any, *, tokens: int = 10) -> tuple[int, bytes]:
    """A completion with this text, or with this object as its text."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    body = {"choices": [{"message": {"role": "assistant", "content": text}}], "usage": {"total_tokens": tokens}}
    return 200, json.dumps(body).encode()


def shown(body: dict[str, Any]) -> dict[str, Any]:
    """What a request tells of the statement."""
    return json.loads(body["messages"][1]["content"])  # type: ignore[no-any-return]
