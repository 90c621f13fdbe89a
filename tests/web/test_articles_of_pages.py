"""The page of a document lists the articles of a newspaper page and leads to their other parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from hefu.extract import analyse
from hefu.ledger import store
from hefu.read import read
from web.pages import body, words

FIRST = """云澜日报

2024年3月6日 星期三

第1版 要闻

干字当头开新局

本报讯（记者 林一禾）一季度，全市计划开工重点项目126个。（下转第四版）

市妇幼保健院新院区投入使用

本报讯（记者 苏叶）3月4日，新院区首日接诊1200人次，院方还
"""
FOURTH = """云澜日报

2024年3月6日 星期三

第4版 综合

干字当头开新局

（紧接第一版）目前，全市已开工项目98个。

全国春运发送旅客创新高

新华社北京3月5日电（记者 周闻）春运期间铁路发送旅客4.8亿人次。
"""


def add(folder: Path, name: str, text: str) -> str:
    """Adds a page; its hash."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    document = read(path)
    store.add(document, path.read_bytes(), analyse(document))
    return document.source.sha256


@pytest.fixture
def pages(ledger: Path, tmp_path: Path) -> tuple[str, str]:
    return add(tmp_path, "a.txt", FIRST), add(tmp_path, "b.txt", FOURTH)


def test_the_outline_names_the_articles_with_their_state(pages: tuple[str, str], client: Client) -> None:
    page = words(client.get(f"/documents/{pages[0]}/"))
    assert "干字当头开新局 1 转第 4 版" in page
    assert "市妇幼保健院新院区投入使用 1 中断" in page


def test_both_parts_of_an_article_lead_to_one_another(pages: tuple[str, str], client: Client) -> None:
    first, fourth = pages
    assert f'<a href="/documents/{fourth[:16]}/">转第 4 版</a>' in body(client.get(f"/documents/{first}/"))
    assert f'<a href="/documents/{first[:16]}/">接第 1 版</a>' in body(client.get(f"/documents/{fourth}/"))


def test_a_part_that_is_not_in_the_ledger_is_named_without_a_link(ledger: Path, tmp_path: Path, client: Client) -> None:
    page = body(client.get(f"/documents/{add(tmp_path, 'a.txt', FIRST)}/"))
    assert "转第 4 版" in page
    assert ">转第 4 版</a>" not in page


def test_the_entry_of_an_article_leads_to_its_title(pages: tuple[str, str], client: Client) -> None:
    page = body(client.get(f"/documents/{pages[1]}/"))
    place = page.index("全国春运发送旅客创新高</span>")
    anchor = page[:place].rpartition('href="#')[2].partition('"')[0]
    assert "全国春运发送旅客创新高" in page[page.index(f'id="{anchor}"') :].partition("</")[0]
