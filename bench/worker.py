"""One system in a process of its own: requests as lines of JSON in, answers as lines of JSON out.

    python -m bench.worker NAME

So the systems share no memory, no imports and no versions of libraries, and each can have its own Python.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from dataclasses import asdict
from time import process_time
from typing import Any

from bench.systems import MODULES, System, Text


def answer(system: System, request: dict[str, Any]) -> Any:
    """The answer to one request: `task` is timed, `find` gives quantities, `spec` results for an input."""
    match request["op"]:
        case "task":
            return _timed(system, request["task"], [Text(**text) for text in request["texts"]])
        case "find":
            return [asdict(found) for found in system.quantities(Text(**request["text"]))]
        case "spec":
            return system.answer(request["model"], request["words"], request["reference"])
    raise ValueError(request["op"])


def _timed(system: System, task: str, texts: list[Text]) -> dict[str, float]:
    """In seconds of the processor: what else the machine does meanwhile is not the system's cost."""
    run = system.tasks[task]
    gc.collect()
    start = process_time()
    found = sum(run(text) for text in texts)
    return {"seconds": process_time() - start, "found": found}


def main(name: str) -> None:
    """Answers until the input ends. The first line tells what the system is, or why it cannot be used."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print on import must not get among the answers

    def say(what: Any) -> None:
        print(json.dumps(what, ensure_ascii=False, default=str), file=out, flush=True)

    try:
        system: System = importlib.import_module(MODULES[name]).System()
    except ImportError as error:
        say({"missing": str(error)})
        return
    say({"version": system.version, "tasks": list(system.tasks)})
    for line in sys.stdin:
        try:
            say({"answer": answer(system, json.loads(line))})
        except Exception as error:  # a system that fails on an input is told so, and asked the next one
            say({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main(sys.argv[1])
