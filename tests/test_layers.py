"""The direction of imports, read from the sources: who may import whom, and who may not import Django.

    read → extract → audit / plan → ledger → web, exports

To add a layer, add a row to MAY_IMPORT. An import counts wherever it stands, also inside a function or
under TYPE_CHECKING.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "hefu"

TYPES = {"places", "model", "errors", "confining"}
WORDS = TYPES | {"lexicon"}
READ = WORDS | {"read"}
EXTRACT = READ | {"extract"}
JUDGE = EXTRACT | {"audit", "plan"}
LEDGER = JUDGE | {"export", "imports", "report", "second", "ledger"}
SITE = LEDGER | {"office", "accounts", "web", "settings", "hefu"}

MAY_IMPORT = {
    "places": set(),
    "model": {"places"},
    "errors": set(),
    "confining": set(),
    "lexicon": TYPES,
    "read": WORDS,
    "extract": READ,
    "audit": EXTRACT,
    "plan": EXTRACT | {"audit"},
    "export": JUDGE,
    "imports": JUDGE | {"export"},
    "report": JUDGE,
    "second": WORDS,
    "hefu": LEDGER,  # hefu/__init__.py: what `import hefu` gives; the ledger only when one is opened
    "ledger": JUDGE | {"export", "imports", "report", "second", "settings"},
    "office": LEDGER,
    "accounts": LEDGER | {"office"},
    "web": LEDGER | {"office", "accounts", "settings", "hefu"},
    "mcp": SITE,
    "batch": JUDGE | {"export"},
    "settings": {"errors"},
    "wsgi": {"ledger", "web"},
    "commands": SITE | {"batch", "mcp", "wsgi"},
    "cli": {"errors", "commands", "hefu"},
}
"""Layer (a module or folder of src/hefu): the layers that it may import, besides itself. None may import cli."""

WITHOUT_DJANGO = TYPES | {
    "lexicon",
    "read",
    "extract",
    "audit",
    "plan",
    "export",
    "imports",
    "report",
    "second",
    "hefu",
    "batch",
    "cli",
}
"""Layers that never import Django: they work without a database."""

ROWS_AND_TYPES = "ledger/store.py"
"""The only file that may import both the rows (hefu.ledger.models) and the types (hefu.model)."""

THIN = {"cli": 120, "commands": 200}
"""Layer: the longest that one of its files may be, in lines. What is longer belongs into the layers below."""


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a file imports: `hefu.model.Table` for `from hefu.model import Table`."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"src/hefu/{self.file}:{self.line} imports {self.name}"


def layer(module: str) -> str:
    """`hefu.read.html` is in read, `hefu` and names that `hefu/__init__.py` defines are in hefu."""
    _, _, rest = module.partition(".")
    head = rest.partition(".")[0]
    return head if (SOURCE / head).is_dir() or (SOURCE / f"{head}.py").is_file() else "hefu"


def layer_of_file(file: str) -> str:
    parts = Path(file).with_suffix("").parts
    return "hefu" if parts[0] == "__init__" else parts[0]


def names(node: ast.AST, package: list[str]) -> list[str]:
    """The full names that an import statement brings in; relative ones are resolved against `package`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*base, *([node.module] if node.module else [])])
        return [f"{module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module") and node.args:
        name = node.args[0]
        return [name.value] if isinstance(name, ast.Constant) and isinstance(name.value, str) else []
    return []


def imports_of(path: Path) -> list[Import]:
    file = path.relative_to(SOURCE)
    package = ["hefu", *file.parent.parts]
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return [
        Import(file.as_posix(), node.lineno, name)
        for node in ast.walk(tree)
        for name in names(node, package)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)
    ]


FILES = sorted(SOURCE.rglob("*.py"))
IMPORTS = [item for path in FILES for item in imports_of(path)]
OURS = [item for item in IMPORTS if item.name.partition(".")[0] == "hefu"]


def test_every_module_and_folder_of_hefu_is_in_the_table() -> None:
    assert {layer_of_file(path.relative_to(SOURCE).as_posix()) for path in FILES} <= set(MAY_IMPORT)


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_a_layer_imports_only_the_layers_below_it(name: str) -> None:
    allowed = MAY_IMPORT[name] | {name}
    wrong = [str(item) for item in OURS if layer_of_file(item.file) == name and layer(item.name) not in allowed]
    assert not wrong


def test_the_table_itself_has_no_cycle_below_the_commands() -> None:
    below = {name: set(row) for name, row in MAY_IMPORT.items()}
    while below:
        bottom = {name for name, row in below.items() if not row & below.keys()}
        assert bottom, f"these layers import each other: {sorted(below)}"
        below = {name: row for name, row in below.items() if name not in bottom}


@pytest.mark.parametrize("name", sorted(WITHOUT_DJANGO))
def test_a_layer_that_works_without_a_database_does_not_import_django(name: str) -> None:
    django = [item for item in IMPORTS if item.name.partition(".")[0] == "django"]
    assert not [str(item) for item in django if layer_of_file(item.file) == name]


def test_only_the_store_knows_both_the_rows_and_the_types() -> None:
    def files_that_import(module: str) -> set[str]:
        return {item.file for item in OURS if item.name == module or item.name.startswith(f"{module}.")}

    both = files_that_import("hefu.ledger.models") & files_that_import("hefu.model")
    assert both <= {ROWS_AND_TYPES}


def test_nothing_imports_the_command_line() -> None:
    assert not [str(item) for item in OURS if layer(item.name) == "cli"]


@pytest.mark.parametrize("name", THIN)
def test_the_command_line_is_thin(name: str) -> None:
    lengths = {
        path.name: path.read_text(encoding="utf-8").count("\n")
        for path in FILES
        if layer_of_file(path.relative_to(SOURCE).as_posix()) == name
    }
    assert lengths
    assert not {file: lines for file, lines in lengths.items() if lines > THIN[name]}


def test_imports_are_seen_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.SOURCE", tmp_path)
    file = tmp_path / "ledger" / "store.py"
    file.parent.mkdir()
    file.write_text(
        "from . import models\nfrom ..model import Table\n"
        "def f():\n    import django.db\n    importlib.import_module('hefu.web.views')\n"
    )
    assert {item.name for item in imports_of(file)} == {
        "hefu.ledger.models",
        "hefu.model.Table",
        "django.db",
        "hefu.web.views",
    }
