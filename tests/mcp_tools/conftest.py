"""A ledger with a plan, reports on it and figures that contradict each other, and a client that asks it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hefu.errors import UsageError

pytest.importorskip("mcp", reason="AI clients need the extra hefu[mcp]")

SITE = "https://hefu.example"
Ask = Callable[..., Any]


@pytest.fixture
def plan(ledger: Path, tmp_path: Path) -> str:
    """The hash of a plan in the open ledger; two reports of one year contradict each other."""
    from hefu.ledger import auditing
    from web import planned

    sha256 = planned.build(tmp_path)
    text = "云澜市2024年统计公报\n\n全年社会消费品零售总额1086.5亿元。全年社会消费品零售总额1186.5亿元。"
    planned.add(text, "2025-02-20", tmp_path, "云澜市2024年统计公报")
    auditing.audit_new()
    return sha256


def authorize(token: str, scope: str) -> str:
    """One person may do all."""
    if token != "good":
        raise UsageError(f"this needs a token with the scope {scope}")
    return "林"


@pytest.fixture
def ask(plan: str) -> Ask:
    """Calls a tool of the open ledger's server, in this process: its answer, or its error as text."""
    from mcp import Client

    from hefu.mcp.server import make

    def call(name: str, **arguments: Any) -> Any:
        async def called() -> Any:
            async with Client(make(SITE, authorize=authorize)) as client:
                return await client.call_tool(name, arguments)

        answer = asyncio.run(called())
        return answer.content[0].text if answer.is_error else answer.structured_content

    return call
