"""SDMX-ML: files that are none, or want to do more than tell figures, end in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.errors import ReadError
from hefu.read import read

HEAD = '<?xml version="1.0"?>'
ROOT = '<mes:StructureSpecificData xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message">'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEAD + ROOT, "cannot be read as SDMX-ML"), (HEAD + ROOT + "<x></y>", "cannot be read as SDMX-ML"),
        (HEAD + '<!DOCTYPE x [<!ENTITY a "b">]>' + ROOT, "entities"), (HEAD + "<other/>", "not read"),
    ],
)  # fmt: skip
def test_what_is_no_data_message_is_told(tmp_path: Path, data: str, words: str) -> None:
    pytest.importorskip("pysdmx", reason="needs hefu[sdmx]")
    path = tmp_path / "x.xml"
    path.write_text(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert words in str(caught.value)
