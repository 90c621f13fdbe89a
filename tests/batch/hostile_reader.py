"""A reader that does what hostile pages would make it do, by the name of the page."""

from __future__ import annotations

import os
import sys

from hefu.batch import confined, reading
from hefu.batch.pages import Page
from hefu.batch.reading import Rows


def _read(page: Page) -> Rows:
    if page.name == "hang.html":
        while True:
            pass
    if page.name == "eat.html":
        bytearray(2_000_000_000)
    if page.name == "crash.html":
        os.abort()
    if page.name == "bug.html":
        raise KeyError("a bug")
    return _honest(page)


_honest = reading._read
reading._read = _read

if __name__ == "__main__":
    confined.main(float(sys.argv[1]), int(sys.argv[2]))
