"""`hefu second`: asks a language model about the figures of low confidence. It proposes; people decide."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING

from hefu.commands import ledger_option
from hefu.errors import UsageError

if TYPE_CHECKING:
    from hefu.ledger.opinions import Asked

EXAMPLE = "http://localhost:11434/v1"
ENDPOINT, KEY = "HEFU_SECOND_ENDPOINT", "HEFU_SECOND_KEY"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--endpoint", help=f"of chat completions, such as {EXAMPLE} (or {ENDPOINT})")
    parser.add_argument("--model", required=True, help="the name that the endpoint has for the model")
    parser.add_argument("--below", type=float, default=0.5, help="ask about what is less sure (default: 0.5)")
    parser.add_argument("--most", type=int, default=100, help="ask about so many statements at most (default: 100)")
    parser.add_argument("--tokens", type=int, default=200_000, help="stop when so many are spent (default: 200000)")
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for one answer (default: 60)")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    endpoint = options.endpoint or os.environ.get(ENDPOINT, "")
    if not endpoint.startswith(("http://", "https://")):
        raise UsageError(
            f"no endpoint is given: name one with --endpoint or {ENDPOINT}, such as http://localhost:11434/v1"
        )
    if find_spec("httpx") is None:
        raise UsageError("a second reader needs one more package: pip install 'hefu[second]'")
    if not 0 < options.below <= 1 or options.most < 1 or options.tokens < 1 or options.timeout <= 0:
        raise UsageError("--below is between 0 and 1; --most, --tokens and --timeout are above 0")

    from hefu.ledger import opinions
    from hefu.ledger.opening import clear_errors, open_ledger
    from hefu.second.client import Client

    open_ledger(options.db)
    key = os.environ.get(KEY, "")
    with clear_errors(), Client(endpoint, options.model, key=key, timeout=options.timeout) as client:
        budget = {"below": options.below, "most": options.most, "tokens": options.tokens}
        return _told(list(map(_line, opinions.ask(client, **budget))))


def _line(asked: Asked) -> tuple[str, int]:
    """Prints what was answered about one statement: its outcome, and its tokens."""
    row, found = asked.statement, asked.opinion
    print(f"{row.document.name}:{row.start} {row.quote}", end="  ")
    if found is None:
        print(asked.failure)
        return "failed", asked.tokens
    said = [f"{one.field}: {one.value}" for one in found.proposals] + ["counts nothing"] * found.nothing
    dropped = [f"(dropped: {why})" for why in found.refused]
    print("; ".join((*said, *dropped)) or "agrees", flush=True)
    return "proposed" if said else "dropped" if dropped else "agreed", asked.tokens


def _told(outcomes: list[tuple[str, int]]) -> int:
    counted = Counter(outcome for outcome, _ in outcomes)
    told = ", ".join(f"{counted[name]} {name}" for name in ("proposed", "agreed", "dropped", "failed"))
    print(f"{len(outcomes)} asked: {told}; {sum(tokens for _, tokens in outcomes)} tokens")
    return 1 if outcomes and counted["failed"] == len(outcomes) else 0
