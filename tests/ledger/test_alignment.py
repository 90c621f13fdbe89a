"""Plans of the ledger side by side, and what people say of their links."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import hefu
from hefu import cli
from hefu.errors import LedgerError, UsageError
from hefu.ledger import alignment, store, tracking
from hefu.ledger.models import Alignment, Document, Pairing
from hefu.lexicon.areas import load

AREAS = load(Path(__file__).parents[2] / "samples" / "areas.csv")
UPPER = """云澜市国民经济和社会发展第十四个五年规划纲要

第一章 主要目标
到2025年，地区生产总值达到2600亿元，高新技术企业达到420家，常住人口城镇化率达到68%，森林覆盖率达到43%，粮食产量达到66万吨。
第二章 重点任务
第一节 发展文化旅游
建设澜江古镇旅游度假区，打造高山茶园研学旅行线路。
第二节 保护绿水青山
推进石棹河流域水环境综合治理，修复废弃矿山。
"""
LOWER = """澜东区国民经济和社会发展第十四个五年规划纲要

第一章 主要目标
到2025年，地区生产总值达到320亿元，高新技术企业达到60家，常住人口城镇化率达到70%，森林覆盖率达到43%，粮食产量达到9万吨。
第二章 重点任务
第一节 做优旅游
配合建设澜江古镇旅游度假区，新建游客中心。
第二节 治理水环境
实施石棹河流域水环境综合治理工程。
第三节 其他
开展矿区生态修复，恢复植被。
"""


def add(text: str, area: str, folder: Path) -> int:
    path = folder / f"{area}.txt"
    path.write_text(text, encoding="utf-8")
    document = replace(hefu.read(path, published="2021-02-08", area=area, areas=AREAS), title=text.split("\n")[0])
    return store.add(document, path.read_bytes(), hefu.analyse(document, areas=AREAS), areas=AREAS).pk


@pytest.fixture
def plans(ledger: Path, tmp_path: Path) -> tuple[int, int]:
    """The keys of a city's plan and of that of one of its districts."""
    found = add(UPPER, "云澜市", tmp_path), add(LOWER, "澜东区", tmp_path)
    tracking.track_new()
    return found


def tie(both: alignment.Laid, words: str) -> alignment.Tie:
    return next(one for one in both.ties if words in one.lower and one.targets is None)


def test_which_plans_belong_together_is_found_by_place_and_time(plans: tuple[int, int]) -> None:
    assert [(one.pk, other.pk) for one, other in alignment.every_pair()] == [plans]


def test_targets_and_passages_are_linked_with_the_reason(plans: tuple[int, int]) -> None:
    both = alignment.laid(*plans)
    figures = {one.upper: one.link.figures for one in both.ties if one.targets}
    assert figures["常住人口城镇化率达到68%"] == "higher" and figures["森林覆盖率达到43%"] == "same"
    assert "澜江古镇旅游度假区" in "".join(tie(both, "新建游客中心").link.why)
    for one in both.ties:
        text = both.lower.document.text
        assert text[one.link.lower.start : one.link.lower.end] == one.lower


def test_what_was_found_is_kept_until_one_of_the_plans_is_read_again(plans: tuple[int, int]) -> None:
    first = alignment.laid(*plans)
    kept = Alignment.objects.get()
    assert alignment.laid(*plans) == first and Alignment.objects.get() == kept
    tracking.renew(plans[1], set())
    assert not Alignment.objects.exists()
    assert alignment.laid(*plans) == first


def test_a_link_that_is_cut_leaves_its_passage_without_one(plans: tuple[int, int]) -> None:
    places = tie(alignment.laid(*plans), "新建游客中心").places
    alignment.cut(*plans, places, who="林", why="只是配合")
    both = alignment.laid(*plans)
    assert tie(both, "新建游客中心").state == "cut"
    assert any("澜江古镇" in words for _, words in both.dropped)
    alignment.undo(*plans, places, who="林")
    both = alignment.laid(*plans)
    assert tie(both, "新建游客中心").state == "found"
    assert not any("澜江古镇" in words for _, words in both.dropped)
    assert [one.kind for one in Pairing.objects.all()] == ["cut", "undone"]


def test_a_person_links_what_the_rules_did_not(plans: tuple[int, int]) -> None:
    start = tie(alignment.laid(*plans), "水环境综合治理工程").link.upper.start
    alignment.add(*plans, start, "矿区生态修复", who="林", why="同一批矿山")
    both = alignment.laid(*plans)
    added = tie(both, "矿区生态修复")
    assert (added.state, added.link.upper.start, added.said and added.said.why) == ("added", start, "同一批矿山")


@pytest.mark.parametrize(
    ("words", "why", "told"),
    [
        ("没有的话语", "试试", "no passage"),
        ("治理", "试试", "four characters"),
        ("矿区生态修复", "", "say why"),
    ],
)
def test_a_link_that_leads_nowhere_or_has_no_reason_is_refused(
    plans: tuple[int, int], words: str, why: str, told: str
) -> None:
    start = alignment.laid(*plans).ties[0].link.upper.start
    with pytest.raises(UsageError, match=told):
        alignment.add(*plans, start, words, who="林", why=why)


def test_two_people_do_not_overwrite_each_other(plans: tuple[int, int]) -> None:
    places = tie(alignment.laid(*plans), "新建游客中心").places
    alignment.confirm(*plans, places, who="林", seen=0)
    with pytest.raises(alignment.ChangedError, match="林 has confirmed"):
        alignment.cut(*plans, places, who="陈", why="不是", seen=0)
    assert Pairing.objects.get().who == "林"


def test_what_was_said_finds_its_words_again_or_is_told_to_be_lost(plans: tuple[int, int]) -> None:
    places = tie(alignment.laid(*plans), "新建游客中心").places
    alignment.confirm(*plans, places, who="林")
    document = Document.objects.get(pk=plans[1])
    moved = document.text.replace("第一章 主要目标", "第一章 发展的主要目标")
    Document.objects.filter(pk=plans[1]).update(text=moved)
    tracking.renew(plans[1], set())
    assert not alignment.laid(*plans).lost
    assert tie(alignment.laid(*plans), "游客中心").state == "confirmed"
    Document.objects.filter(pk=plans[1]).update(text=moved.replace("游客中心", "停车场"))
    tracking.renew(plans[1], set())
    assert [one.who for one in alignment.laid(*plans).lost] == ["林"]


def test_nobody_and_nothing_are_refused(plans: tuple[int, int]) -> None:
    places = alignment.laid(*plans).ties[0].places
    with pytest.raises(UsageError, match="who decides"):
        alignment.confirm(*plans, places, who=" ")
    with pytest.raises(UsageError, match="why the link is cut"):
        alignment.cut(*plans, places, who="林", why="")
    with pytest.raises(LedgerError, match="no such passages"):
        alignment.confirm(*plans, (1, 2), who="林")
    with pytest.raises(LedgerError, match="two different plans"):
        alignment.laid(plans[0], 99)


def test_the_command_lists_shows_and_decides(
    plans: tuple[int, int], ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*options: str) -> str:
        cli.main(["align", "--db", str(ledger), *options])
        told = capsys.readouterr()
        return told.out + told.err

    assert "云澜市国民经济" in run() and "←" in run()
    upper, lower = map(str, plans)
    above, below = tie(alignment.laid(*plans), "新建游客中心").places
    assert f"{above}:{below} found →" in run(upper, lower)
    cut = run(upper, lower, "--cut", f"{above}:{below}", "--why", "只是配合", "--by", "林")
    assert cut == f"{above}:{below} is cut\n"
    assert '"state": "cut", "by": "林"' in run(upper, "澜东区", "--format", "jsonl")
    assert run(upper, lower, "--undo", f"{above}:{below}") == f"{above}:{below} is undone\n"
    assert "is no place" in run(upper, lower, "--confirm", "x")
    assert "no document is called" in run(upper, "没有")
