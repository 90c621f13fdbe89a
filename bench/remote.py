"""The other end of bench/worker.py, and the environment that the peers are installed in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.systems import PEERS, Found, Text

ROOT = Path(__file__).parent.parent
VENV = Path(__file__).parent / ".venv"
PYTHON = VENV / "bin" / "python"


class AnswerError(Exception):
    """A system could not answer: not installed, or it failed on an input."""


class Remote:
    """A system in its own process. Use as a context; `missing` says why it cannot be used, None when it can."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.missing: str | None = None
        self.version = ""
        self.tasks: list[str] = []
        python = PYTHON if name in PEERS else Path(sys.executable)
        if not python.exists():
            self.missing = "not installed"
            return
        self._process = subprocess.Popen(
            [python, "-W", "ignore", "-m", "bench.worker", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
            text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": _path(), "PYTHONUTF8": "1"},
        )  # fmt: skip
        hello = self._read()
        self.missing = hello.get("missing")
        self.version, self.tasks = hello.get("version", ""), hello.get("tasks", [])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.missing is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait()

    def time(self, task: str, texts: Iterable[Text]) -> tuple[float, int]:
        """Seconds of the processor for a task over texts, and how many things it found."""
        done = self._ask(op="task", task=task, texts=[asdict(text) for text in texts])
        return done["seconds"], int(done["found"])

    def find(self, text: Text) -> list[Found]:
        """The quantities of a text."""
        return [Found(**found) for found in self._ask(op="find", text=asdict(text))]

    def spec(self, model: str, words: str, reference: str | None) -> list[dict[str, Any]]:
        """Its results for an input of a spec."""
        return list(self._ask(op="spec", model=model, words=words, reference=reference))

    def _ask(self, **request: Any) -> Any:
        assert self._process.stdin is not None
        print(json.dumps(request, ensure_ascii=False), file=self._process.stdin, flush=True)
        said = self._read()
        if "error" in said:
            raise AnswerError(f"{self.name}: {said['error']}")
        return said["answer"]

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            return {"missing": "its process ended at once"}
        said: dict[str, Any] = json.loads(line)
        return said


def _path() -> str:
    """Where Python looks first: here, then where it looked anyway."""
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


def install() -> str | None:
    """Makes bench/.venv with the group `bench` of pyproject.toml, unless it is there; says what went wrong, or None."""
    group = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["bench"]
    wanted, stamp = "\n".join(group), VENV / ".installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    print("Installing the peers into bench/.venv", file=sys.stderr)
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install", *group]
    for command in ([sys.executable, "-m", "venv", str(VENV)], pip):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            lines = (done.stderr or done.stdout).strip().splitlines()
            return lines[-1] if lines else f"{command[0]} failed"
    stamp.write_text(wanted, encoding="utf-8")
    return None
