"""What readers tell of a file is shown in the language of the page."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from hefu.ledger.models import Document
from hefu.web.remarks import remark
from web.pages import words
from web.sources import HEFU, Sentences
from web.test_adding import city_of_clouds, send, work

__all__ = ["city_of_clouds"]

READERS = sorted((HEFU / "read").rglob("*.py"))
FROM_ELSEWHERE = {"ofd.py", "cache.py"}
"""Who hands on what others wrote: the library for OFD, see below, and pages that were read before."""


def notes(path: Path) -> set[str | None]:
    """What a reader may tell: mypy sees to it that every note is made by `Note(…)`."""
    return {said.words for said in Sentences(path, lambda name: slice(1) if name == "Note" else None).found}


def in_chinese(said: str) -> str:
    with translation.override("zh-hans"):
        return remark(said)


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_every_note_of_a_reader_has_its_words_in_chinese(path: Path) -> None:
    said = notes(path)
    assert None not in said or path.name in FROM_ELSEWHERE
    assert not [one for one in said if one and in_chinese(one) == one]


def test_the_notes_are_found_in_the_sources() -> None:
    said = {one for path in READERS for one in notes(path)}
    assert {"it is hidden", "the encoding is a guess: 某物", "pages without text: 某物"} <= said
    assert len(said) > 15


@pytest.mark.skipif(find_spec("ofdkit") is None, reason="the extra for OFD is not installed")
def test_what_the_library_for_ofd_warns_of_has_its_words_in_chinese() -> None:
    found = find_spec("ofdkit")
    assert found is not None and found.origin is not None
    folder, said = Path(found.origin).parent, set[str | None]()
    for name, calls in (("document", "self.warnings.append"), ("package", "OFDFormatError"), ("_xml", "OFDLimitError")):
        module = f"ofdkit.{name}"
        told = Sentences(folder / f"{name}.py", lambda one, calls=calls: slice(1) if one == calls else None, module)
        said |= {one.words for one in told.found}
    said = {one for one in said if one is None or "not an OFD file" not in one}  # then there is no document at all
    assert len(said) > 6
    assert not [one for one in said if one is None or in_chinese(one) == one]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("sheet 财政: 2023: it is hidden", "工作表“财政”：2023：这张表是隐藏的"),
        ("sheet 工业: only its first 500 rows were read; split it, if there is more",
         "工作表“工业”：只读取了前 500 行；如有其余内容，请拆分文件"),
        ("pages whose fonts do not say which characters they show: 1, 2 …; their text cannot be trusted; install the "
         "recogniser (pip install 'hefu[ocr]'), or recognise them elsewhere (OCR) and give hefu the text",
         "字体没有说明所显示字符的页：1, 2 …；这些页的文字不可信；请安装识别组件（pip install 'hefu[ocr]'），"
         "或在别处识别（OCR）后提交文字"),
        ("page 3: missing part: Doc_0/Pages/Page_2/Content.xml", "第 3 页：缺少部件：Doc_0/Pages/Page_2/Content.xml"),
        ("a note of an older hefu", "a note of an older hefu"),
    ],
)  # fmt: skip
def test_names_and_figures_of_a_note_stay_as_they_are(note: str, told: str) -> None:
    assert in_chinese(note) == told
    with translation.override("en"):
        assert remark(note) == note


def test_the_pages_of_a_file_tell_its_notes_in_their_language(city_of_clouds: None, client: Client) -> None:
    send(client, ("公报.txt", "2025年，云澜市粮食产量66.8万吨。\n".encode("gb18030")), area="云澜市", published="2025")
    work()
    english, chinese = "the encoding is a guess: gb18030", "编码是推测的：gb18030"
    pages = ["/add/1/"]
    for _turn in range(2):
        for page in pages:
            assert chinese in words(client.get(f"{page}?lang=zh", follow=True))
            assert english in words(client.get(f"{page}?lang=en", follow=True))
        client.post("/add/1/decide/", {"do": "file"})
        work()
        pages = [f"/documents/{Document.objects.get(name='公报.txt').original_id}/"]
