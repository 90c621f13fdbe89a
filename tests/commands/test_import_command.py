"""`hefu import`, as a user types it: proposed, tried, kept, brought in, and not twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hefu.cli import main
from hefu.ledger import importing, store
from hefu.ledger.models import Document, Imported, SavedMapping, Statement

TABLE = """表3-2 主要指标,,,
,,,单位：亿元
指标,2021年,2022年,2022年比上年增长（%）
社会消费品零售总额,13.0,24.0,2.0
规模以上工业利润总额,100.0,105.0,5.0
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `hefu import` in a folder with the table: its exit status, output and errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["import", *arguments, "--db", str(ledger)])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def proposed(run: Run, folder: Path) -> str:
    status, out, _ = run("t.csv", "--propose")
    assert status == 0
    (folder / "m.toml").write_text(out, encoding="utf-8")
    return "m.toml"


TOLD = ("--area", "拉萨市", "--published", "2023-08")


def test_a_proposal_alone_writes_nothing(run: Run) -> None:
    status, out, err = run("t.csv", *TOLD)
    assert status == 1
    assert "[[table]]" in out
    assert "nothing was written" in err
    assert not Document.objects.exists()


def test_a_dry_run_tells_what_would_come_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("t.csv", "--mapping", proposed(run, tmp_path), "--dry-run", "--save", "x", *TOLD)
    assert status == 0
    assert "6 figures in 2 rows" in out
    assert "findings: 1 come" in out
    assert not (Document.objects.exists() or SavedMapping.objects.exists())


def test_figures_come_in_with_their_cells_and_the_audit_runs(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("t.csv", "--mapping", proposed(run, tmp_path), "--save", "年鉴", *TOLD)
    assert status == 0
    assert "imported t.csv: 6 statements" in out
    pk = Document.objects.get().pk
    document = store.load_document(pk)
    said = store.statements(pk)
    assert [document.places(one.start, one.end)[0].cell for one in said] == ["B4", "C4", "D4", "B5", "C5", "D5"]
    assert all(document.text[one.start : one.end] == one.quote for one in said)
    assert document.published == "2023-08"
    assert main(["audit"]) == 1


def test_the_second_time_adds_nothing(run: Run, tmp_path: Path) -> None:
    mapping = proposed(run, tmp_path)
    run("t.csv", "--mapping", mapping, *TOLD)
    status, out, _ = run("t.csv", "--mapping", mapping, *TOLD)
    assert (status, Document.objects.count(), Statement.objects.count()) == (0, 1, 6)
    assert "in the ledger already" in out


def test_a_newer_edition_stands_beside_the_older_one_by_the_mapping_that_was_kept(run: Run, tmp_path: Path) -> None:
    run("t.csv", "--mapping", proposed(run, tmp_path), "--save", "年鉴", *TOLD)
    newer = (
        TABLE.replace("2022年", "2023年")
        .replace("2021年,2023年,2023年", "2022年,2023年,2023年")
        .replace("24.0", "25.0")
    )
    (tmp_path / "n.csv").write_text(newer, encoding="utf-8")
    status, out, err = run("n.csv", "--area", "拉萨市", "--published", "2024-08")
    assert status == 0
    assert "'年鉴' was kept for these headings" in err
    assert "2 said otherwise" in out
    assert sorted(Document.objects.values_list("published", flat=True)) == ["2023-08", "2024-08"]


def test_what_is_unclear_keeps_all_out_unless_it_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE.replace("24.0", "24.0*"), encoding="utf-8")
    mapping = proposed(run, tmp_path)
    status, _, err = run("t.csv", "--mapping", mapping, *TOLD)
    assert (status, Document.objects.count()) == (1, 0)
    assert "C4: value: '24.0*'" in err
    status, out, _ = run("t.csv", "--mapping", mapping, "--leave-unclear", *TOLD)
    assert status == 0
    assert "imported t.csv: 5 statements" in out


def test_an_imported_document_is_read_again_by_its_mapping(run: Run, tmp_path: Path) -> None:
    run("t.csv", "--mapping", proposed(run, tmp_path), *TOLD)
    before = store.statements(Document.objects.get().pk)
    assert main(["add", "--again", "t.csv", *TOLD]) == 0
    assert store.statements(Document.objects.get().pk) == before


def test_another_mapping_takes_the_figures_anew_when_asked(run: Run, tmp_path: Path) -> None:
    mapping = proposed(run, tmp_path)
    run("t.csv", "--mapping", mapping, *TOLD)
    text = (tmp_path / mapping).read_text(
        encoding="utf-8"
    ) + '\n[names.indicator]\n"规模以上工业利润总额" = "工业利润"\n'
    (tmp_path / mapping).write_text(text, encoding="utf-8")
    _, out, _ = run("t.csv", "--mapping", mapping, *TOLD)
    assert "--again" in out
    status, _, _ = run("t.csv", "--mapping", mapping, "--again", *TOLD)
    assert status == 0
    assert {one.indicator for one in store.statements(Document.objects.get().pk)} == {"社会消费品零售总额", "工业利润"}
    assert Imported.objects.get().mapping == text


def test_a_file_that_was_added_is_imported_when_asked(run: Run, tmp_path: Path) -> None:
    mapping = proposed(run, tmp_path)
    assert main(["add", "t.csv", *TOLD]) == 0
    _, out, _ = run("t.csv", "--mapping", mapping, *TOLD)
    assert "`--again` takes its figures anew" in out
    run("t.csv", "--mapping", mapping, "--again", *TOLD)
    assert importing.mapping_of(Document.objects.get().pk)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("t.csv", "--mapping", "nobody's"), "no mapping \"nobody's\""), (("none.csv",), "cannot be opened"),
        (("t.csv", "--area", "火星市"), "unknown area"), (("t.csv", "--published", "2024-02-30"), "impossible date"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_one_line(run: Run, arguments: tuple[str, ...], words: str) -> None:
    status, _, err = run(*arguments)
    assert status in (1, 2)
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_dry_run_needs_no_ledger(run: Run, tmp_path: Path) -> None:
    mapping = proposed(run, tmp_path)
    assert main(["import", "t.csv", "--mapping", mapping, "--dry-run", *TOLD, "--db", "none.sqlite3"]) == 0
    assert not (tmp_path / "none.sqlite3").exists()
