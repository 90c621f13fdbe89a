"""The pages of the docs that are made of the code: commands, Python, the data model. A hook of mkdocs.

Links that lead out of docs/ (to the sources) become plain words: the site has no address for them.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(((?:\.\./)[^)\s]*)\)")


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Puts in what is made of the code, and turns links that lead out of docs/ into their words."""
    if page.file.src_uri in PAGES:
        return markdown + "\n" + "\n".join(PAGES[page.file.src_uri]()) + "\n"
    folder = Path(page.file.src_uri).parent

    def kept(link: re.Match[str]) -> str:
        inside = not os.path.normpath(folder / link[2].partition("#")[0]).startswith("..")
        return link[0] if inside else link[1]

    return _LINK.sub(kept, markdown)


# ---------------------------------------------------------------- commands


def commands() -> Iterator[str]:
    """Every command with its options, as `--help` tells them."""
    from hefu.cli import COMMANDS

    for name, told in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"hefu {name}", formatter_class=_Wide)
        importlib.import_module(f"hefu.commands.{name}").arguments(parser)
        yield f"## hefu {name}\n\n{told[0].upper()}{told[1:]}.\n\n```\n{parser.format_help().strip()}\n```\n"


class _Wide(argparse.HelpFormatter):
    """As wide everywhere."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100, max_help_position=28)


# ---------------------------------------------------------------- Python


def python() -> Iterator[str]:
    """What `import hefu` gives, and the types that pass between its stages."""
    import hefu
    import hefu.errors
    import hefu.model

    yield "## import hefu\n"
    for name in hefu.__all__:
        yield from _member(f"hefu.{name}", getattr(hefu, name))
    for module in (hefu.model, hefu.errors):
        yield f"## {module.__name__}\n\n{_doc(module)}\n"
        own = (one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__)
        for one in own:
            yield from _member(one.__name__, one)


def _member(name: str, what: Any) -> Iterator[str]:
    if callable(what):
        yield f"### {name}\n\n```python\n{name.rpartition('.')[2]}{_signature(what)}\n```\n\n{_doc(what)}\n"


def _signature(what: Any) -> str:
    try:
        return str(inspect.signature(what)).replace("hefu.model.", "")
    except ValueError:
        return "(...)"


def _doc(what: Any) -> str:
    return inspect.getdoc(what) or ""


# ---------------------------------------------------------------- data model


def data_model() -> Iterator[str]:
    """Every table of a ledger with its columns, as the rows' classes tell them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hefu.settings"
    import django
    from django.apps import apps

    django.setup()
    for app in (one for one in apps.get_app_configs() if one.name.startswith("hefu.")):
        models = sorted(app.get_models(), key=lambda model: inspect.getsourcefile(model) or "")
        if models:
            yield f"## {app.label}\n\n{_doc(app.module)}\n"
        for model in models:
            yield f"### {model._meta.db_table}\n\n{_doc(model)}\n\n| column | kind | |\n|---|---|---|"
            yield from (_column(field) for field in model._meta.concrete_fields)
            yield ""


def _column(field: Any) -> str:
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", type(field).__name__.removesuffix("Field")).lower()
    length = f" ≤ {field.max_length}" if field.max_length else ""
    leads = f"→ {field.related_model._meta.db_table}" if field.related_model else ""
    told = [leads, "primary key" if field.primary_key else "", "may be null" if field.null else ""]
    return f"| `{field.column}` | {kind}{length} | {', '.join(filter(None, told))} |"


MADE = {"commands": commands, "python": python, "data-model": data_model}
PAGES = {f"reference/{name}{ending}.md": made for name, made in MADE.items() for ending in ("", ".zh")}
"""Page: what makes the lines that follow its own. A page in Chinese has a head of its own above the same lines."""
