"""The tests that the page on security names."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "security.md"


def test_every_test_that_the_page_on_security_names_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 20
    assert not [
        (file, name) for file, name in named if f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]
