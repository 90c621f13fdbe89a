"""What hefu refuses is told in the language of the page, whatever layer has refused it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

import pytest
from django.utils import translation

from hefu.errors import (
    HefuError,
    ImpossibleDateError,
    PictureError,
    QueueFullError,
    ReadError,
    UnknownAreaError,
    UsageError,
)
from hefu.ledger import alignment, reviews
from hefu.ledger.models import Pairing, Review
from hefu.report.check import UnsourcedError
from hefu.web.refusals import why_not
from web.sources import Said, Sentences, modules, reached

EVERY = modules()
SITE = sorted(
    reached(name for name in EVERY if name.startswith(("hefu.web", "hefu.read")) or name == "hefu.ledger.working")
)
"""The modules that the site loads, those that read files among them: what others raise comes to no page."""

NEVER = [
    ("hefu.settings", "", "settings are read when a command begins: the command line tells of them, in English"),
    ("hefu.errors", r"^cannot serve at|, line ", "`hefu serve` cannot begin; the rows of an areas file, as below"),
    (
        "hefu.lexicon",
        "",
        "areas files are named on the command line, which reads them first; the others are hefu's own",
    ),
    ("hefu.ledger.jobs", "", "manifests are named on the command line"),
    ("hefu.ledger.opening", "`hefu upgrade`", "of `hefu upgrade`"),
    ("hefu.ledger.opinions", "", "of `hefu second`"),
    ("hefu.ledger.opened", "", "of `hefu.open_ledger` in Python"),
    ("hefu.export", r"^this is no |^this row is no |^line ", "what was exported is read again in Python only"),
    ("hefu.ledger.alignment", "in the meantime", "each verb has its own sentence, see below"),
    ("hefu.ledger.reviews", "in the meantime", "each verb has its own sentence, see below"),
]
"""What never comes to a page: module (with those in it), pattern of the sentence, and why."""

HANDED_ON = {
    "hefu.accounts.passwords": "Django's own words, in the language of the page",
    "hefu.ledger.confined": "what the process that reads has said",
    "hefu.ledger.door": "what the process that reads has said",
    "hefu.ledger.prepare": "what a reader has said",
    "hefu.ledger.opening": "of `hefu upgrade`",
    "hefu.lexicon.areas": "areas files, see above",
    "hefu.office.writing": "what `passages` has said, in the language of the page",
    "hefu.web.access": "what `refusal` says, in the language of the page",
    "hefu.web.views.deciding": "one of several sentences, in the language of the page",
    "hefu.web.params": "what the page wants, in its language",
}
"""Modules that raise an error with words of somebody else; any other one has its sentences where it raises them."""

SENTENCES = {"reason", "advice", "message", "wanted"}
"""How arguments of errors are called that are sentences, where an error is not made of one sentence alone."""


def kinds(kind: type[HefuError] = HefuError) -> Iterator[type[HefuError]]:
    """The error and all that are of its kind."""
    yield kind
    for one in kind.__subclasses__():
        yield from kinds(one)


for _module in SITE:
    if ".migrations" not in _module:
        import_module(_module)
KINDS = {one.__name__: one for one in kinds()}


def part(call: str) -> slice | None:
    """Which arguments of a call are sentences of an error."""
    if call == "Failed" or (call.removesuffix(".__init__") in KINDS and call.endswith(".__init__")):
        return slice(1)
    if call not in KINDS:
        return None
    if not inspect.isfunction(KINDS[call].__init__):
        return slice(1)
    names = [*inspect.signature(KINDS[call].__init__).parameters][1:]
    places = [place for place, name in enumerate(names) if name in SENTENCES]
    return slice(places[0], places[-1] + 1) if places else None


@cache
def raised(module: str) -> list[Said]:
    """What a module refuses."""
    return Sentences(EVERY[module], part, module).found


def comes_to_a_page(module: str, words: str) -> bool:
    """Whether a sentence can be shown by the site."""
    return not any(
        (module == name or module.startswith(f"{name}.")) and re.search(pattern, words) for name, pattern, _ in NEVER
    )


@pytest.mark.parametrize("module", SITE)
def test_every_refusal_that_can_come_to_a_page_has_its_words_in_chinese(module: str) -> None:
    found = raised(module)
    assert module in HANDED_ON or not [one.line for one in found if one.words is None]
    said = {one.words for one in found if one.words and comes_to_a_page(module, one.words)}
    with translation.override("zh-hans"):
        assert not [one for one in said if re.search("[a-z]{3}", one) and why_not(one) == one]


@pytest.mark.parametrize(("module", "pattern", "why"), NEVER)
def test_what_never_comes_to_a_page_is_still_there(module: str, pattern: str, why: str) -> None:
    said = [one.words or "" for name in SITE if name.startswith(module) for one in raised(name)]
    assert any(re.search(pattern, one) for one in said), why


def test_the_sources_are_read() -> None:
    said = {one.words for module in SITE for one in raised(module)}
    assert {"select the words of one figure", "is a damaged PDF file", "unknown area 某物: did you mean 某物?"} <= said
    assert "某物 is undone already" not in said and "correction 某物 is undone already" in said
    assert len(said) > 250
    assert {"hefu.read.pdf", "hefu.report.typeset", "hefu.export.formats", "hefu.web.params"} <= {*SITE}
    assert not {"hefu.commands.add", "hefu.batch.engine", "hefu.second.client"} & {*SITE}


def test_who_changed_something_in_the_meantime_is_told_with_what_was_done() -> None:
    done = [*Review.KINDS, "corrected", "changed", "taken back what was said of"]
    errors: list[Exception] = [reviews.ChangedError("李一", one) for one in done]
    errors += [alignment.ChangedError(Pairing(who="李一", kind=one)) for one in Pairing.KINDS]
    with translation.override("zh-hans"):
        assert not [error for error in errors if not re.fullmatch("李一[^A-Za-z]+", why_not(error))]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnknownAreaError("云蓝市", ("云澜市", "云栏市")), "没有名为 “云蓝市” 的地区：是否为云澜市, 云栏市？"),
        (ImpossibleDateError("2024-02-30"), "日期 “2024-02-30” 不存在：请写作 YYYY、YYYY-MM 或 YYYY-MM-DD"),
        (ReadError("云澜: 年报.pdf", "is a damaged PDF file", "fetch it again"),
         "云澜: 年报.pdf：是损坏的 PDF 文件；请重新下载"),
        (ReadError("a.zip", "files of the type .zip are not read", "the formats read are txt, md"),
         "a.zip：不支持 .zip 类型的文件；支持的格式：txt, md"),
        (QueueFullError("12 files are waiting already", "file or discard some, or wait until they are"),
         "已有 12 个文件在等候；请先归入或丢弃一些，或稍候再试"),
        (UsageError("period is 2024 already"), "“期间”已经是 2024"),
        (UsageError("the mapping is no TOML file: Invalid value (at line 3, column 9)"),
         "映射不是 TOML：Invalid value (at line 3, column 9)"),
        (PictureError(3, "too many are asked for at once; try again"),
         "第 3 页无法显示为图片：同时请求的页面图像太多；请重试"),
        (UsageError("this needs pyarrow: install it with  pip install 'hefu[parquet]'"),
         "此功能需要 pyarrow：请以 pip install 'hefu[parquet]' 安装"),
        (UnsourcedError(["约12", "共3"]),
         "报告没有出具：其中 2 个数字在台账中没有依据（“约12”; “共3”）；这是 hefu 的错误，请告知开发者"),
    ],
)  # fmt: skip
def test_names_words_and_figures_stay_as_they_are(error: Exception, words: str) -> None:
    with translation.override("zh-hans"):
        assert why_not(error) == words
    with translation.override("en"):
        assert why_not(error) == str(error)


def test_what_nobody_has_translated_is_shown_as_it_is() -> None:
    with translation.override("zh-hans"):
        assert why_not("something odd: nobody knows; look yourself") == "something odd: nobody knows; look yourself"
        assert why_not("is empty; " * 1000) == "is empty; " * 1000
