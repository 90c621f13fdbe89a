"""Menus, footers and the like stay in the text and are marked, with the reason."""

from __future__ import annotations

from pathlib import Path

from hefu.read.html import read_html
from hefu.read.parts import Parts

ARTICLE = "".join(
    f"<p>全年第{n}项工作完成投资{n}.6亿元，比上年增长{n}%；建成泵站{n}座，受益群众{n}万人。</p>" for n in range(2, 9)
)
PAGE = f"""<html><head><title>青禾市2025年水利工作情况 - 青禾市人民政府</title></head><body>
<div class="header"><a href=/>无障碍</a><a href=/>登录</a></div>
<ul class="mainNav"><li><a>首页</a><li><a>政务公开</a></ul>
<div class="crumb">当前位置：<a>首页</a> > <a>要闻</a></div>
<div class="article"><h1>青禾市2025年水利工作情况</h1>
<div class="info">发布时间：2026-03-02 来源：青禾市水利局 浏览次数：123</div>
<div class="content">{ARTICLE}<table><tr><td>县区<td>投资<tr><td>东岭县<td>3.2</table></div>
<div>上一篇：<a>全市供水会议召开</a></div><div class="share">分享到：微信</div></div>
<div class="right"><ul><li><a>热门一：某地投资9亿元</a><li><a>热门二</a></ul></div>
<div style="display: none">隐藏的话，谁也看不见，一共有三十个字以上的内容在这里写着。还有。</div>
<footer>主办单位：青禾市人民政府 网站标识码：9900000001</footer></body></html>"""


def read(source: str) -> Parts:
    return read_html(Path("页.html"), source.encode())


def reasons(parts: Parts) -> dict[str, str]:
    marked = ((parts.text[junk.start : junk.end], junk.reason) for junk in parts.junk)
    return {line: reason for words, reason in marked for line in words.split("\n")}


def test_the_article_is_not_marked() -> None:
    parts = read(PAGE)
    marked = reasons(parts)
    kept = [line for line in parts.text.split("\n") if line not in marked]
    assert kept[0] == "青禾市2025年水利工作情况"
    assert len(kept) == 1 + 7 + 2
    assert kept[-1] == "东岭县\t3.2"


def test_everything_around_it_is_marked_with_a_reason() -> None:
    marked = reasons(read(PAGE))
    assert marked["无障碍登录"] == "page head"
    assert marked["政务公开"] == "menu"
    assert marked["当前位置：首页 > 要闻"] == "breadcrumb"
    assert marked["发布时间：2026-03-02 来源：青禾市水利局 浏览次数：123"] == "publication details"
    assert marked["上一篇：全市供水会议召开"] == "previous and next"
    assert marked["分享到：微信"] == "share bar"
    assert marked["热门一：某地投资9亿元"] == "links"
    assert marked["主办单位：青禾市人民政府 网站标识码：9900000001"] == "footer"


def test_hidden_words_are_marked_even_when_they_are_sentences() -> None:
    assert "hidden" in reasons(read(PAGE)).values()


def test_an_article_is_not_a_menu_because_its_class_says_so() -> None:
    parts = read(f'<div class="nav"><div class="share">{ARTICLE}</div></div>')
    assert parts.junk == ()


def test_a_second_copy_for_phones_is_marked() -> None:
    parts = read(f"<div id=pc>{ARTICLE}</div><div id=mobile>{ARTICLE}<p>编辑：某某</p></div>")
    copies = [junk for junk in parts.junk if junk.reason == "stands on the page twice"]
    assert len(copies) == 1
    assert copies[0].start > parts.text.index("全年第8项")


def test_a_page_that_is_nothing_but_a_sentence_has_no_junk() -> None:
    assert read("<p>全市粮食产量88.2万吨。</p>").junk == ()
