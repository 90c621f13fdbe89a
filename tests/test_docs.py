"""What a user can type, set or read in an export is documented, and what the documents show is true."""

from __future__ import annotations

import argparse
import ast
import csv
import doctest
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hefu
from hefu.cli import COMMANDS
from hefu.lexicon.areas import load as load_areas

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "hefu"
DOCS = ROOT / "docs"
SAMPLES = ROOT / "samples"
MARKDOWN = sorted(ROOT.glob("*.md")) + sorted(
    page for folder in ("docs", "samples", "corpus", "bench") for page in (ROOT / folder).rglob("*.md")
)
GUIDE, GUIDE_ZH, METHOD = DOCS / "guide.md", DOCS / "guide.zh.md", DOCS / "method.md"
PAIRS = [
    (page, page.with_suffix(".zh.md"))
    for page in (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
    if page.with_suffix(".zh.md").exists()
]

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
RULE_ROW = re.compile(r"^\| `([^`]+)`", re.MULTILINE)
HEADING = re.compile(r"^(#+) +(.*)$", re.MULTILINE)
SETTING = re.compile(r"\bHEFU_[A-Z_]+\b")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose_of(path: Path) -> str:
    return FENCED.sub("", text_of(path))


def options_of(command: str) -> list[str]:
    """The options and arguments of a command that its help shows."""
    parser = argparse.ArgumentParser(add_help=False)
    importlib.import_module(f"hefu.commands.{command}").arguments(parser)
    shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    names = [action.option_strings[-1] if action.option_strings else str(action.metavar) for action in shown]
    return [part for name in names for part in name.split("|")]


def section_of(path: Path, command: str) -> str:
    """The part of the guide under the heading of a command: ## hefu extract."""
    found = re.search(rf"^(#+) .*`hefu {command}`.*$(.*?)(?=^#{{1,2}} |\Z)", text_of(path), re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def rule_names() -> set[str]:
    """The name of every rule of the RULES tables, as it stands in evidence and in reasons."""
    folders = ("read", "extract", "audit", "plan", "plan/targets")
    files = [path.relative_to(SOURCE) for folder in folders for path in (SOURCE / folder).glob("[a-z]*.py")]
    modules = [importlib.import_module(".".join(("hefu", *path.with_suffix("").parts))) for path in files]
    rules = [rule for module in modules for rule in getattr(module, "RULES", ())]
    return {rule[0] if isinstance(rule, tuple) else rule.name for rule in rules}


def column_names() -> set[str]:
    """Every column of a table that hefu writes or reads: the COLUMNS of its modules."""
    names: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.parse(text_of(path)).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COLUMNS":
                names.update(str(leaf.value) for leaf in ast.walk(node.value) if isinstance(leaf, ast.Constant))
    return names


@pytest.mark.parametrize("guide", [GUIDE, GUIDE_ZH], ids=lambda path: path.name)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_a_section_of_the_guide_that_names_all_its_options(command: str, guide: Path) -> None:
    section = section_of(guide, command)
    assert section, f"{guide.name} has no heading with `hefu {command}`"
    assert not [option for option in options_of(command) if f"`{option}" not in section]


def test_every_setting_is_in_the_guide() -> None:
    used = {name for path in SOURCE.rglob("*.py") for name in SETTING.findall(text_of(path))}
    assert used
    assert not {name for name in used if f"`{name}`" not in text_of(GUIDE)}
    assert not {name for name in used if f"`{name}`" not in text_of(GUIDE_ZH)}


def test_the_guide_names_no_setting_that_hefu_does_not_know() -> None:
    known = {name for path in SOURCE.rglob("*") if path.suffix == ".py" for name in SETTING.findall(text_of(path))}
    assert set(SETTING.findall(text_of(GUIDE))) <= known


def test_every_column_is_in_the_guide() -> None:
    assert column_names()
    assert not {name for name in column_names() if f"`{name}`" not in text_of(GUIDE)}
    assert not {name for name in column_names() if f"`{name}`" not in text_of(GUIDE_ZH)}


def test_every_rule_is_in_the_description_of_the_method() -> None:
    assert rule_names()
    assert not [name for name in sorted(rule_names()) if f"`{name}`" not in text_of(METHOD)]


def test_the_method_in_chinese_has_the_rules_and_tables_of_the_english_one() -> None:
    english, chinese = (text_of(page) for page in (METHOD, METHOD.with_suffix(".zh.md")))
    assert coded(english) == coded(chinese)
    assert table_sizes(english) == table_sizes(chinese)
    assert RULE_ROW.findall(english) == RULE_ROW.findall(chinese), "in the same order"


def test_every_page_of_the_docs_site_that_is_read_from_end_to_end_is_there_in_chinese() -> None:
    pages = re.findall(r"[\w/-]+\.md$", text_of(ROOT / "mkdocs.yml"), re.MULTILINE)
    assert len(pages) > 10
    assert not [page for page in pages if not (DOCS / page).with_suffix(".zh.md").exists()]


def coded(text: str) -> set[str]:
    """What stands in `code`, also where a line was broken in it."""
    return {" ".join(name.split()) for name in re.findall(r"`([^`]+)`", text)}


def table_sizes(text: str) -> list[int]:
    return [len(table.splitlines()) for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)]


@pytest.mark.slow
def test_every_rule_that_the_samples_bring_up_is_in_the_description_of_the_method() -> None:
    areas = load_areas(SAMPLES / "areas.csv")
    seen: set[str] = set()
    for row in csv.DictReader(text_of(SAMPLES / "manifest.csv").splitlines()):
        document = hefu.read(SAMPLES / row["file"], areas=areas)
        found = hefu.analyse(document, areas=areas)
        seen.update(item.rule for item in document.evidence)
        seen.update(item.rule for statement in found.statements for item in statement.evidence)
        seen.update(numeral.reason for numeral in found.numerals)
    assert len(seen) > 30
    assert not [rule for rule in sorted(seen) if f"`{rule}`" not in text_of(METHOD)]


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=lambda path: path.name)
def test_a_text_and_its_translation_have_the_same_sections_and_examples(english: Path, chinese: Path) -> None:
    assert [level for level, _ in HEADING.findall(prose_of(english))] == [
        level for level, _ in HEADING.findall(prose_of(chinese))
    ]
    assert FENCED.findall(text_of(english)) == FENCED.findall(text_of(chinese))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_exist(path: Path) -> None:
    local = [link for link in LINK.findall(prose_of(path)) if not re.match(r"https?:|mailto:", link)]
    assert not [link for link in local if not leads_somewhere(path, link)]


def leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


def anchors(path: Path) -> set[str]:
    """The names that a forge gives to the headings of a page."""
    titles = (title.lower() for _, title in HEADING.findall(prose_of(path)))
    return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


@pytest.mark.slow
@pytest.mark.parametrize("page", [GUIDE, DOCS / "csv.md", DOCS / "tutorial.md"], ids=lambda path: path.name)
def test_the_examples_of_a_page_print_what_it_shows(page: Path, tmp_path: Path) -> None:
    """Its `console` blocks are one session in an empty folder beside samples/; `...` stands for anything."""
    (tmp_path / "samples").symlink_to(SAMPLES)
    examples = [
        (command, want) for kind, block in FENCED.findall(text_of(page)) for command, want in steps(kind, block)
    ]
    assert examples
    wrong = [
        f"$ {command}\n{got}" for command, want in examples if not same(want, got := printed_by(command, tmp_path))
    ]
    assert not wrong, "\n\n".join(wrong)


def steps(kind: str, block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    if kind != "console":
        return []
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, want) for command, _, want in (part.partition("\n") for part in parts)]


def same(want: str, got: str) -> bool:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    return doctest.OutputChecker().check_output(want.strip(), got.strip(), flags)


def printed_by(command: str, folder: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{clean.get('PATH', '')}"
    env = clean | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60
    )
    return done.stdout.decode("utf-8")


@pytest.mark.slow
def test_the_docs_are_built_without_a_warning(tmp_path: Path) -> None:
    """The site of the docs in both languages, with the reference that is made of the code."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}  # an announcement
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert "hefu extract" in text_of(tmp_path / "reference/commands/index.html")
    assert "教程" in text_of(tmp_path / "zh/tutorial/index.html")
    assert "ledger_statement" in text_of(tmp_path / "zh/reference/data-model/index.html")
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!squidfunk)', text_of(tmp_path / "index.html"))
