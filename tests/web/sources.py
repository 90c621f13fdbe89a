"""The sentences that stand in the sources: what a module says in its calls, each gap filled with something."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
HEFU = SOURCE / "hefu"
GAP = "某物"

Part = Callable[[str], slice | None]
"""Which arguments of a call are sentences, by what is called; None where none is."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and its line. words: None where they come from elsewhere."""

    line: int
    words: str | None


class Sentences(ast.NodeVisitor):
    """What a module says. part: in which of its calls."""

    def __init__(self, path: Path, part: Part, module: str = "") -> None:
        self.module = module or ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        self.part = part
        self.found: list[Said] = []
        self.names: dict[str, list[ast.expr]] = {}
        self.classes: list[str] = []
        self.visit(ast.parse(path.read_text(encoding="utf-8")))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before, self.names = self.names, dict(self.names)
        for part in ast.walk(node):
            if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
                self.names.setdefault(part.targets[0].id, []).append(part.value)
        self.generic_visit(node)
        self.names = before

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func)
        if name == "super().__init__" and self.classes:
            name = f"{self.classes[-1]}.__init__"
        places = self.part(name)
        for argument in node.args[places] if places else ():
            said = [*self.said(argument)]
            self.found += [Said(node.lineno, words) for words in said] or [Said(node.lineno, None)]
        self.generic_visit(node)

    def said(self, node: ast.expr) -> Iterator[str]:
        """What an expression may be."""
        match node:
            case ast.Constant():
                yield str(node.value)
            case ast.IfExp():
                yield from self.said(node.body)
                yield from self.said(node.orelse)
            case ast.BinOp(op=ast.Add()):
                yield from self._put_together(node.left, node.right)
            case ast.JoinedStr():
                yield from self._put_together(*node.values)
            case ast.FormattedValue():
                # a variable that stands for words of ours is as good as the words
                named = isinstance(node.value, (ast.Name, ast.IfExp))
                yield from [*self.said(node.value)] if named and [*self.said(node.value)] else [GAP]
            case ast.Call(func=ast.Attribute(value=ast.Name() as template, attr="format")):
                yield from (words for words in self.said(template) if not words)
            case ast.Name() if node.id in self.names:
                for value in self.names[node.id]:
                    if not isinstance(value, ast.Name):
                        yield from self.said(value)
            case ast.Call() if _is_translated(node):
                yield ""  # in the language of the page already
            case ast.Name() if isinstance(value := getattr(import_module(self.module), node.id, None), str):
                yield value

    def _put_together(self, *nodes: ast.expr) -> Iterator[str]:
        yield from map("".join, product(*([*self.said(node)] for node in nodes)))


def _is_translated(call: ast.Call) -> bool:
    """Whether it is `_("…")`, or `_("…").format(…)`."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "format" and isinstance(call.func.value, ast.Call):
        return _is_translated(call.func.value)
    return isinstance(call.func, ast.Name) and call.func.id in ("_", "gettext", "ngettext", "pgettext", "npgettext")


def modules() -> dict[str, Path]:
    """All modules of hefu."""
    found = {".".join(path.relative_to(SOURCE).with_suffix("").parts): path for path in sorted(HEFU.rglob("*.py"))}
    return {name.removesuffix(".__init__"): path for name, path in found.items()}


def reached(begin: Iterable[str]) -> set[str]:
    """The modules that these import, wherever the import stands, and those that they import in turn."""
    every = modules()
    todo = [*begin]
    found = set(todo)
    while todo:
        more = {one for name in imported(every[todo.pop()]) for one in above(name) if one in every} - found
        found |= more
        todo += more
    return found


def above(name: str) -> Iterator[str]:
    """A module and the packages it stands in."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def imported(path: Path) -> set[str]:
    """What a module imports, modules and names of them alike."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found
