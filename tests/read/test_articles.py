"""Newspaper pages come apart into their articles; every other document is one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import newspaper
import pytest
from newspaper import HEAD, PIECES, SETTINGS, Piece, Setting, page

from hefu.model import Article
from hefu.read import read
from hefu.read.articles import articles
from hefu.read.lines import lines_of

SHARED = Path(__file__).parents[3] / "shared"
GOLD, SEEDS, SCANS = SHARED / "gold" / "articles.json", SHARED / "seeds", SHARED / "scans"
needs_shared = pytest.mark.skipif(not GOLD.exists(), reason="the shared truth is not there")

PLAIN = Setting(15, "")


def squeezed(words: str | None) -> str:
    """Words without spaces and the marks of Markdown."""
    return re.sub(r"[\s*#]", "", words or "")


def body(text: str, article: Article) -> str:
    return squeezed("".join(text[start:end] for start, end in article.spans))


def found(text: str) -> list[Article]:
    """The articles of a text, without what belongs to none."""
    return [article for article in articles(lines_of(text)) if article.state != "none"]


def the(text: str, piece: Piece) -> Article:
    """The article of a page that has the title of a piece."""
    return next(article for article in found(text) if squeezed(article.title) == squeezed(piece.title))


# ---------------------------------------------------------------- whole pages

PAGES = (
    ("SPRING", "PORT", "MEETING", "EDITORIAL", "CUT"),
    ("CONTINUED", "MEETING", "CUT", "WIRE", "PARENT"),
    ("INTERVIEW", "AGENDA", "EDITORIAL", "SPRING", "VILLAGE"),
    ("PORT", "INTERVIEW", "VILLAGE", "WIRE", "CONTINUED"),
    ("AGENDA", "PORT", "PARENT", "INTERVIEW", "WIRE"),
    ("WIRE", "VILLAGE", "EDITORIAL", "CONTINUED", "SPRING"),
    ("CONFERENCE", "RIVER", "COMMENT", "WIRE"),
    ("DECISION", "ANSWERS", "THEORY", "SPRING"),
    ("RIVER", "THEORY", "CONFERENCE", "DECISION"),
)


@pytest.mark.parametrize("head", [HEAD, ()], ids=["head", "bare"])
@pytest.mark.parametrize("names", PAGES, ids=" ".join)
@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_every_character_of_a_page_is_in_the_right_article(
    setting: Setting, names: tuple[str, ...], head: tuple[str, ...]
) -> None:
    pieces = [PIECES[name] for name in names]
    text = page(setting, tuple(pieces), head)
    got = [(squeezed(one.title), body(text, one), one.state) for one in found(text)]
    assert got == [(squeezed(one.title), squeezed(one.body), one.state) for one in pieces]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_head_of_the_page_belongs_to_no_article(setting: Setting) -> None:
    text = page(setting, (newspaper.SPRING, newspaper.WIRE), HEAD)
    none = [article for article in articles(lines_of(text)) if article.state == "none"]
    words = "".join(body(text, article) for article in none)
    assert words.replace(setting.ruled or "…", "") == squeezed("".join(HEAD))
    assert all(article.title is None for article in none)
    assert {article.page for article in found(text)} == {2}


# ---------------------------------------------------------------- one thing each


@pytest.mark.parametrize(
    ("name", "byline"),
    [
        ("PORT", "本报记者 韩照 程野"),
        ("SPRING", "记者 林一禾"),
        ("EDITORIAL", "本报评论员"),
        ("PARENT", "杨帆"),
        ("VILLAGE", None),
    ],
)
def test_the_byline_is_kept_as_it_is_printed(name: str, byline: str | None) -> None:
    text = page(PLAIN, (newspaper.MEETING, PIECES[name], newspaper.WIRE))
    assert the(text, PIECES[name]).byline == byline


def test_a_jump_names_the_pages_of_both_parts() -> None:
    second = Piece(
        newspaper.CONTINUED.titles, ("目前，全市已开工项目98个，完成投资121亿元。",), byline="（紧接第一版）"
    )
    first = the(page(PLAIN, (newspaper.CONTINUED, newspaper.WIRE)), newspaper.CONTINUED)
    other = the(page(PLAIN, (newspaper.WIRE, second)), second)
    assert (first.continued_on, first.continued_from) == (4, None)
    assert (other.continued_on, other.continued_from) == (None, 1)


def test_headings_inside_an_article_begin_no_new_one() -> None:
    text = page(PLAIN, (newspaper.SPRING, newspaper.PORT, newspaper.WIRE))
    assert "服务更优" in body(text, the(text, newspaper.PORT))


def test_a_column_that_is_printed_before_its_title_comes_last() -> None:
    first = "云澜融媒讯（记者程野）3月5日，全市作风建设专班会议召开。会议要求，“强担当”行动专班要把督查问责抓到位；"
    last = "“强效能”行动专班要把审批提速抓到位，推动行动专班的各项任务落地；“强纪律”行动"
    piece = Piece(("全市作风建设专班会议召开",), (first + "“",), state="cut")
    spring = replace(newspaper.SPRING, texts=(*newspaper.SPRING.texts, last))
    text = page(Setting(15, "## "), (newspaper.WIRE, spring, piece))
    article = the(text, piece)
    assert body(text, article) == squeezed(first + "“" + last)
    assert article.spans[0] > article.spans[1]
    assert article.state == "cut"
    assert body(text, the(text, newspaper.SPRING)).endswith("186万亩以上。")


def test_a_passage_that_is_printed_twice_is_pointed_out() -> None:
    again = newspaper.PARENT.texts[0]
    text = page(
        PLAIN, (replace(newspaper.PARENT, texts=(again, again, newspaper.PARENT.texts[1])), newspaper.WIRE), HEAD
    )
    [(start, end)] = the(text, newspaper.PARENT).repeated
    assert squeezed(text[start:end]) == again
    assert start > text.index("书声琅琅") + len(again)


def test_a_clause_that_is_printed_at_once_again_is_pointed_out() -> None:
    texts = ("要压实安全生产的主体责任，坚决整治违法违规建设行为，坚决整治违法违规建设行为。会议还研究了其他事项。",)
    text = page(PLAIN, (replace(newspaper.MEETING, texts=("本报讯（记者 程野）" + texts[0],)), newspaper.WIRE))
    [(start, end)] = the(text, newspaper.MEETING).repeated
    assert squeezed(text[start:end]) == "坚决整治违法违规建设行为"
    assert squeezed(text[:start]).endswith("行为，")


def test_set_phrases_are_no_repetition() -> None:
    assert not the(page(PLAIN, (newspaper.PORT, newspaper.WIRE)), newspaper.PORT).repeated


def test_photographs_that_show_something_else_belong_to_no_article() -> None:
    caption = "图为三月三文化集市上的民俗表演。\n\n本报记者 程野 摄\n\n"
    text = page(PLAIN, (newspaper.WIRE, newspaper.SPRING)) + "\n\n" + caption
    assert body(text, the(text, newspaper.SPRING)).endswith("186万亩以上。")
    none = [article for article in articles(lines_of(text)) if article.state == "none"]
    assert [body(text, article) for article in none] == [squeezed(caption)]


def test_news_that_is_told_under_photographs_is_an_article_without_a_title() -> None:
    told = "近日，由市文化馆主办的第三届灯彩艺术展在澜江公园开幕。\n\n"
    told += "图①：巨型龙灯。\n\n图②：市民观展。\n\n本报记者 程野 摄\n"
    text = page(Setting(0, ""), (newspaper.SPRING, newspaper.WIRE)) + "\n\n" + told
    last = found(text)[-1]
    assert (last.title, last.state, body(text, last)) == (None, "complete", squeezed(told))


def test_who_presided_stands_apart_in_the_title() -> None:
    text = "## 全市作风建设大会召开\n\n周小禾主持\n\n本报讯（记者 程野）3月5日，全市作风建设大会召开。\n\n" + page(
        PLAIN, (newspaper.WIRE,)
    )
    assert found(text)[0].title == "全市作风建设大会召开 周小禾主持"


def test_short_news_without_titles_come_apart_by_their_senders() -> None:
    text = "本报讯（记者 程野）3月5日，澜东区新建口袋公园12个。\n\n本报讯（记者 苏叶）3月4日，澜西区改造道路8公里。\n"
    assert [(one.title, one.byline) for one in found(text)] == [(None, "记者 程野"), (None, "记者 苏叶")]


def test_lines_in_large_type_are_titles_as_a_layout_tells() -> None:
    text = "市统计局发布公报\n去年全市生产总值突破两千亿\n2023年，全市生产总值2048亿元，增长6.1%。\n"
    text += "农业稳步发展\n粮食产量86万吨。\n"
    text += "扩大内需见成效\n全市社会消费品零售总额889亿元，增长8.3%。（下转第三版）\n"
    large = frozenset({text.index("去年全市"), text.index("扩大内需")})
    got = [one for one in articles(lines_of(HEAD[0] + "\n" + text)) if one.state != "none"]
    assert len(got) < 2
    shift = len(HEAD[0]) + 1
    text = HEAD[0] + "\n" + text
    got = [one for one in articles(lines_of(text), titles=frozenset(at + shift for at in large)) if one.state != "none"]
    assert [one.title for one in got] == ["去年全市生产总值突破两千亿", "扩大内需见成效"]
    assert "农业稳步发展" in body(text, got[0])


# ---------------------------------------------------------------- other documents


def test_a_document_that_is_no_newspaper_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# 云澜市2023年统计公报\n\n## 一、综合\n\n全市生产总值2048亿元。\n\n## 二、农业\n\n粮食产量86万吨。\n"
    )
    document = read(path)
    [article] = document.articles
    assert (article.title, article.state) == (document.title, "complete")
    assert body(document.text, article) == squeezed("一、综合全市生产总值2048亿元。二、农业粮食产量86万吨。")


def test_a_text_without_words_of_its_own_has_no_article() -> None:
    assert articles([]) == ()


# ---------------------------------------------------------------- the shared truth


def _truth() -> list[tuple[str, int, dict[str, Any]]]:
    if not GOLD.exists():
        return []
    pages = json.loads(GOLD.read_text(encoding="utf-8"))
    return [(key, n, one) for key in ("000", "002", "003") for n, one in enumerate(pages[key]["articles"])]


@needs_shared
def test_the_articles_of_the_shared_pages_are_found() -> None:
    right = ends = 0
    for key, number, wanted in _truth():
        document = read(next(SEEDS.glob(f"{key}_*.txt")))
        got = [article for article in document.articles if article.state != "none"][number]
        words = body(document.text, got)
        right += (
            squeezed(got.title) == squeezed(wanted["title"])
            and words.startswith(squeezed(wanted["first"]))
            and got.state == wanted["ends"]
        )
        ends += words.endswith(squeezed(wanted["last"]))
    assert right == len(_truth()) == 19
    assert ends >= 17  # Two of the last words are not the last ones of the file.


@needs_shared
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_paragraphs_of_the_shared_layouts_are_in_the_right_articles(number: int) -> None:
    document = read(SCANS / f"page{number}.text.pdf")
    truth = json.loads((SCANS / f"page{number}.truth.json").read_text(encoding="utf-8"))["articles"]
    got = [article for article in document.articles if article.state != "none"]
    assert [squeezed(one.title).startswith(squeezed(two["title"])) for one, two in zip(got, truth, strict=True)] == [
        True
    ] * len(truth)
    paragraphs = [(one, squeezed(words)) for one, two in zip(got, truth, strict=True) for words in two["body"]]
    held = sum(len(words) for one, words in paragraphs if words in body(document.text, one))
    assert held >= 0.97 * sum(len(words) for _, words in paragraphs)
