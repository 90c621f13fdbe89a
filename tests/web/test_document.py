from __future__ import annotations

import time

import pytest
from django.test import Client

from web import city
from web.pages import assert_queries, body, words

RETAIL = city.DAILY.index("889.2亿元")


def test_the_text_stands_whole_with_its_statements_in_place(hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/documents/{hashes['daily']}/")
    page = body(answer)
    assert page.count('<a class="st ') == 17
    assert f'<a class="st st--actual" id="s{RETAIL}" href="?s={RETAIL}#s{RETAIL}">889.2亿元</a>' in page
    for line in filter(None, city.DAILY.split("\n")):
        assert "".join(line.split()) in "".join(words(answer).split())


def test_the_kind_of_claim_is_seen_in_the_text(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get(f"/documents/{hashes['daily']}/"))
    estimate, target = city.DAILY.index("990亿元左右"), city.DAILY.index("6.5%左右")
    assert f'<a class="st st--estimate" id="s{estimate}"' in page
    assert f'<a class="st st--target st--growth" id="s{target}"' in page


def test_a_chosen_statement_shows_its_fields_and_where_they_were_taken_from(
    hashes: dict[str, str], client: Client
) -> None:
    answer = client.get(f"/documents/{hashes['daily'][:16]}/?s={RETAIL}")
    page = words(answer)
    assert "陈述 4 / 17" in page
    assert (
        "889.2 亿元 指标 社会消费品零售总额 社会消费品零售总额 地区 云澜市 全市 期间 2023 年 1 月—11 月 1至11月" in page
    )
    assert "数值 889.2 88,920,000,000 元 889.2亿元" in page
    assert "界限 = 等于 无限定词，即等于" in page
    assert "度量 水平 a rule without a name 性质 实际 陈述事实的语气" in page
    assert "置信度 0.97" in page
    place = city.DAILY.rindex("1至11月", 0, RETAIL)
    assert f'<span class="ev" id="e{place}" title="期间">1至11月</span>' in body(answer)
    assert f'<a href="#e{place}" title="' in body(answer)


def test_the_chosen_statement_has_neighbours_and_a_permanent_link(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get(f"/documents/{hashes['daily']}/?s={RETAIL}"))
    before, after = city.DAILY.index("14.8%"), city.DAILY.index("8.3%")
    assert f'rel="prev" data-key="k" data-choose href="?s={before}#s{before}"' in page
    assert f'rel="next" data-key="j" data-choose href="?s={after}#s{after}"' in page
    assert f'href="/documents/{hashes["daily"][:16]}/?s={RETAIL}#s{RETAIL}"' in page


def test_a_place_without_a_statement_is_told_and_the_text_is_shown(hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/documents/{hashes['daily']}/?s=3")
    assert answer.status_code == 200
    assert "原文此处（已）没有陈述" in words(answer)
    assert "消费市场持续恢复" in words(answer)


def test_the_outline_counts_the_statements_of_each_section(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get(f"/documents/{hashes['plan']}/"))
    assert "第一章 发展环境 2 第二章 主要目标 5 第一节 居民生活 3" in page


def test_numerals_that_became_no_statement_are_shown_on_demand(hashes: dict[str, str], client: Client) -> None:
    plain = client.get(f"/documents/{hashes['daily']}/")
    assert "日期与期间 1 名称与编号 1 数字的后半 0" in words(plain)
    assert 'class="nm"' not in body(plain)
    page = body(client.get(f"/documents/{hashes['daily']}/?numbers=name"))
    assert '第<span class="nm" title="number of a page">02</span>版' in page
    assert f'href="?numbers=name&amp;s={RETAIL}#s{RETAIL}"' in page


def test_junk_is_greyed_with_its_reason(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get(f"/documents/{hashes['daily']}/"))
    assert '<span class="junk" title="copyright notice">版权所有 未经许可不得转载</span>' in page


def test_a_table_stands_as_a_table(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get(f"/documents/{hashes['table']}/"))
    place = city.TABLE.index("86.3")
    assert f'<td class="num"><a class="st st--actual" id="s{place}" href="?s={place}#s{place}">86.3</a></td>' in page


def test_the_source_is_told(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get(f"/documents/{hashes['communique-2024']}/"))
    assert "文件 communique-2024.txt 大小 159 字节 发文单位 云澜市统计局 发布者 云澜市统计局 许可 公开发布" in page
    assert f"取得日期 2025-11-03 SHA-256 {hashes['communique-2024']}" in page


def test_the_original_file_comes_back_as_it_was_and_is_never_shown(hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/documents/{hashes['daily']}/original/")
    assert answer.content == city.DAILY.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''daily-2023-12-22.txt"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_part_that_changes_can_be_asked_for_alone(hashes: dict[str, str], client: Client) -> None:
    other = city.DAILY.index("6.5%左右")
    page = body(client.get(f"/documents/{hashes['daily']}/fields/?s={RETAIL}&was={other}"))
    assert "陈述 4 / 17" in page
    assert 'class="sel"' in page and page.count("<p id=") == 2
    assert "<html" not in page
    assert len(page) < 6_000


@pytest.mark.parametrize("address", ["0000000000000000/", "0000000000000000/fields/", "0000000000000000/original/"])
def test_an_unknown_hash_is_not_found(address: str, hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/documents/{address}")
    assert answer.status_code == 404
    assert "没有这个哈希值的文档" in words(answer)


@pytest.mark.parametrize("query", ["s=x", "s=-1", "s=99999999999999999999", "numbers=all", "s=1.5"])
def test_a_parameter_that_makes_no_sense_is_told(query: str, hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/documents/{hashes['daily']}/?{query}")
    assert answer.status_code == 400
    assert query in words(answer)


def test_a_document_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    for most in (24, 14):  # which documents the history tells of is asked once for each revision
        with assert_queries(most):
            client.get(f"/documents/{hashes['daily']}/?s={RETAIL}&numbers=name")


def test_the_longest_documents_are_written_at_once(hashes: dict[str, str], client: Client) -> None:
    sha256 = city.large()
    times = []
    for most in (24, 12, 12, 12):
        began = time.perf_counter()
        with assert_queries(most):
            answer = client.get(f"/documents/{sha256}/?s=20")
        times.append(time.perf_counter() - began)
    assert min(times) < 0.3
    assert body(answer).count('<a class="st ') == 3_000
