"""Packages that only some need: imported when they are asked for, or told of by the name of their extra."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from hefu.errors import UsageError


def needed(module: str, extra: str) -> Any:
    """The module; UsageError that names the extra where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise UsageError(f"this needs {name}: install it with  pip install 'hefu[{extra}]'") from None


def is_there(module: str) -> bool:
    """Whether a package is installed."""
    return find_spec(module) is not None
