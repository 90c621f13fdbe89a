"""`hefu report`: kinds, days, formats, made again from the snapshot, and what goes wrong."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from hefu.cli import main
from hefu.report.snapshot import load
from tests.report.examples import CHAIN, make_ledger, needs_typeset, report


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_ledger(tmp_path_factory.mktemp("chain"))


@pytest.fixture
def page(chain: str, tmp_path: Path) -> str:
    assert report(chain, "--format", "html", "--out", str(tmp_path / "report.html")) == 0
    return (tmp_path / "report.html").read_text("utf-8")


def test_the_summary_counts_verdicts_and_averages_nothing(page: str) -> None:
    text = re.sub(r"<[^>]+>", "", page)
    assert "总结评估报告" in text
    assert "21项目标：已达成 10，未达成 6，进度正常 1，滞后 1，尚无结果 2，无法评判 1。" in text


def test_every_link_leads_to_a_row_and_every_quote_stands_in_its_document(
    page: str, chain: str, tmp_path: Path
) -> None:
    names = set(re.findall(r'id="([a-z]\d*)"', page))
    assert set(re.findall(r'href="#([a-z]\d+)"', page)) <= names
    assert not re.search(r'(?:src|href)="(?!#)|<script|url\(', page)
    report(chain, "--format", "json", "--out", str(tmp_path / "s.json"))
    snapshot = load((tmp_path / "s.json").read_bytes(), name="s")
    for passage in snapshot.passages:
        source = snapshot.sources[passage.source]
        text = (CHAIN / source.name).read_text("utf-8")
        assert text[passage.start : passage.end] == passage.quote
        assert passage.before + passage.quote + passage.after in text


def test_gaps_and_the_lack_of_a_list_of_problems_are_said(page: str) -> None:
    text = re.sub(r"<[^>]+>", "", page)
    assert "尚无结果的目标：2" in text
    assert "无法判定的目标：1" in text
    assert "没有登记问题清单" in text


def test_a_report_that_was_issued_is_made_again_to_the_byte_although_the_ledger_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = make_ledger(tmp_path, "plan-2016-2020.md", "report-2018.txt")
    capsys.readouterr()
    assert report(ledger, "--format", "html", "--out", str(tmp_path / "one.html")) == 0
    [known] = re.findall(r"snapshot ([0-9a-f]{64})", capsys.readouterr().err)
    make_ledger(tmp_path)
    again = ["report", "--db", ledger, "--format", "html", "--from"]
    assert main([*again, known[:12], "--out", str(tmp_path / "two.html")]) == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert report(ledger, "--format", "html", "--out", str(tmp_path / "three.html")) == 0
    assert (tmp_path / "one.html").read_bytes() != (tmp_path / "three.html").read_bytes()
    with closing(sqlite3.connect(ledger)) as rows, rows:
        rows.execute("UPDATE ledger_rendering SET sha256 = 'other'")
    assert main([*again, known, "--out", str(tmp_path / "four.html")]) == 1
    assert "differs from the one first issued" in capsys.readouterr().err
    with closing(sqlite3.connect(ledger)) as rows, rows:
        rows.execute("UPDATE ledger_issuedreport SET snapshot = replace(snapshot, '云澜市统计局', '别人')")
    assert main([*again, known]) == 1
    assert "was changed in the ledger" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as-of", "2018-06-30"], "中期评估报告"),
        (["--as-of", "2017-02-01"], "年度监测评估报告"),
        (["--kind", "yearly"], "年度监测评估报告"),
        (["--language", "en"], "Final evaluation report"),
    ],
)
def test_the_kind_fits_plan_and_day(chain: str, tmp_path: Path, options: list[str], said: str) -> None:
    assert report(chain, "--format", "html", "--out", str(tmp_path / "r.html"), *options) == 0
    assert said in (tmp_path / "r.html").read_text("utf-8")


def test_a_day_before_the_reports_sees_none_of_their_figures(chain: str, tmp_path: Path) -> None:
    assert report(chain, "--format", "html", "--as-of", "2017-02-01", "--out", str(tmp_path / "r.html")) == 0
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "132.6" not in text
    assert "report-2021" not in text


def test_a_plan_without_results_has_a_report_that_says_so(tmp_path: Path) -> None:
    ledger = make_ledger(tmp_path, "plan-2016-2020.md")
    assert report(ledger, "--format", "html", "--out", str(tmp_path / "r.html")) == 0
    text = re.sub(r"<[^>]+>", "", (tmp_path / "r.html").read_text("utf-8"))
    assert re.search(r"年度监测评估报告.*19项目标：尚无结果 \d+", text, re.DOTALL)


def test_a_document_without_targets_has_one_too(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("2020年，粮食产量62.0万吨。", encoding="utf-8")
    ledger = str(tmp_path / "hefu.sqlite3")
    main(["add", "--db", ledger, "--published", "2021-01-18", str(tmp_path / "note.txt")])
    assert report(ledger, "--format", "html", "--out", str(tmp_path / "r.html"), plan="note") == 0
    assert "没有应评估的目标" in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("plan", "options", "said"),
    [
        ("some-plan", [], "the ledger has no plan 'some-plan'; it has plan-2016-2020.md"),
        ("report", [], "no plan 'report'"),
        ("政府工作报告", [], "several documents are called"),
        ("", [], "no plan is named"),
        ("plan-2016-2020", ["--from", "abc"], "leave out PLAN"),
        ("", ["--from", "abc"], "no report of the ledger begins with 'abc'"),
        ("plan-2016-2020", ["--as-of", "2018-01-01", "--kind", "final"], "the plan runs until 2020"),
        ("plan-2016-2020", ["--as-of", "soon"], "impossible date"),
        ("plan-2016-2020", ["--format", "html", "--out", "/nowhere/at/all.html"], "cannot be written"),
        ("plan-2016-2020", ["--fonts", "/nowhere"], "no folder /nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    chain: str, capsys: pytest.CaptureFixture[str], plan: str, options: list[str], said: str
) -> None:
    capsys.readouterr()
    assert report(chain, *options, plan=plan) in (1, 2)
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_an_empty_ledger_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("没有数字。", encoding="utf-8")
    ledger = str(tmp_path / "hefu.sqlite3")
    assert report(ledger) == 1
    assert "there is no ledger" in capsys.readouterr().err
    main(["add", "--db", ledger, str(tmp_path / "empty.txt")])
    capsys.readouterr()
    assert report(ledger) == 2
    assert "has no plan with targets" in capsys.readouterr().err


def test_without_the_extra_html_is_made_and_pdf_says_what_to_install(
    chain: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from hefu.report import typeset

    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    typeset._typst.cache_clear()
    typeset.fonts.cache_clear()
    assert report(chain, "--format", "html", "--out", str(tmp_path / "r.html")) == 0
    assert report(chain, "--format", "pdf", "--out", str(tmp_path / "r.pdf")) == 1
    assert "pip install 'hefu[report]'" in capsys.readouterr().err
    monkeypatch.undo()
    typeset._typst.cache_clear()
    typeset.fonts.cache_clear()


@needs_typeset
def test_a_pdf_has_its_fonts_inside_and_a_docx_leads_from_figures_to_evidence(chain: str, tmp_path: Path) -> None:
    assert report(chain, "--format", "pdf", "--out", str(tmp_path / "r.pdf")) == 0
    assert b"/FontFile" in (tmp_path / "r.pdf").read_bytes()
    assert report(chain, "--format", "docx", "--out", str(tmp_path / "r.docx")) == 0
    with zipfile.ZipFile(BytesIO((tmp_path / "r.docx").read_bytes())) as package:
        body = package.read("word/document.xml").decode()
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in package.infolist())
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', body))
    links = set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', body))
    assert {"e1", "t1", "d1"} <= links <= marks
