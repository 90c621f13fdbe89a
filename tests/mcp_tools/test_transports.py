"""The server as people run it, asked with the client of the protocol's own package over both transports."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hefu.accounts import store, tokens
from hefu.ledger.models import Finding

pytestmark = pytest.mark.extra

TOOLS = {"search_documents", "search_statements", "read_passage", "series", "targets", "findings", "finding",
         "audit_text", "decide_finding"}  # fmt: skip


def environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")} | more


def token(*scopes: str) -> str:
    account = store.add("lin", shown="林", role="reviewer")
    return tokens.issue(account, "client", scopes)[0]


async def asked(server: Any, *calls: tuple[str, dict[str, Any]]) -> tuple[set[str], list[Any]]:
    """The names of the tools, and the answer to each call or its error."""
    from mcp import Client

    async with Client(server) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        answers = [await client.call_tool(name, given) for name, given in calls]
    return names, [one.content[0].text if one.is_error else one.structured_content for one in answers]


def over_stdio(ledger: Path, **more: str) -> Any:
    from mcp import StdioServerParameters

    command = ["-m", "hefu.cli", "mcp", "--db", str(ledger)]
    return StdioServerParameters(command=sys.executable, args=command, env=environment(**more))


@contextmanager
def over_http(ledger: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "hefu.cli", "mcp", "--http", "--port", str(port), "--db", str(ledger)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as server:
        assert server.stdout and "reach the ledger at" in server.stdout.readline()
        yield f"http://127.0.0.1:{port}/mcp"
        server.send_signal(signal.SIGINT)


def test_a_client_asks_over_standard_input_and_output(plan: str, ledger: Path) -> None:
    names, (found,) = asyncio.run(asked(over_stdio(ledger), ("targets", {"indicator": "高新技术企业"})))
    assert names == TOOLS
    assert found["targets"][0]["target"]["quote"] == "420家"


def test_a_client_asks_over_http(plan: str, ledger: Path) -> None:
    with over_http(ledger) as address:
        names, (found,) = asyncio.run(asked(address, ("search_statements", {"query": "高新技术企业", "limit": 1})))
    assert names == TOOLS and len(found["statements"]) == 1


def test_it_writes_only_with_a_token_of_that_scope(plan: str, ledger: Path) -> None:
    identity = Finding.objects.filter(severity="conflict").values_list("identity", flat=True).first()
    call = ("decide_finding", {"identity": identity, "decision": "confirm"})
    _, (refused,) = asyncio.run(asked(over_stdio(ledger), call))
    assert "scope review" in refused
    account = token("read", "review")
    _, (done,) = asyncio.run(asked(over_stdio(ledger, HEFU_TOKEN=account), call))
    assert done["state"] == "confirmed"
    assert Finding.objects.get(identity=identity).decisions.last().who == "林"


def test_over_http_who_may_not_read_the_site_may_not_ask(plan: str, ledger: Path) -> None:
    import httpx

    store.set_public(False)
    with over_http(ledger) as address:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        answer = httpx.post(address, json=body, headers={"Accept": "application/json, text/event-stream"})
        assert answer.status_code == 401 and "token with the scope read" in answer.text
        other = {"Host": "evil.example", "Accept": "application/json, text/event-stream",
                 "Authorization": f"Bearer {token('read')}"}  # fmt: skip
        assert httpx.post(address, json=body, headers=other).status_code in (400, 403, 421)
