"""Which files are added, and what is known of them beforehand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hefu.errors import UsageError
from hefu.ledger.jobs import Collected, Job, collect, readable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.html", "deep/c.pdf", "deep/d.docx", "e.MD", "data.xlsb", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def manifest(folder: Path, *lines: str, name: str = "manifest.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def names(collected: Collected, folder: Path) -> list[str]:
    return [job.path.relative_to(folder).as_posix() for job in collected.jobs]


def told(collected: Collected, name: str) -> Job:
    [job] = [job for job in collected.jobs if job.path.name == name]
    return job


def test_a_folder_stands_for_its_files_of_known_formats_and_those_below(folder: Path) -> None:
    collected = collect([folder], Job(Path()))
    assert names(collected, folder) == ["a.html", "b.txt", "e.MD", "deep/c.pdf", "deep/d.docx"]
    assert [path.name for path, _ in collected.skipped] == ["data.xlsb"]


def test_a_file_that_is_named_is_tried_whatever_its_format(folder: Path) -> None:
    assert names(collect([folder / "data.xlsb"], Job(Path())), folder) == ["data.xlsb"]


def test_a_file_is_added_once_however_often_it_is_named(folder: Path) -> None:
    collected = collect([folder / "deep", folder, folder / "deep" / "c.pdf"], Job(Path()))
    assert sorted(names(collected, folder)) == ["a.html", "b.txt", "deep/c.pdf", "deep/d.docx", "e.MD"]


def test_a_manifest_lists_all_that_is_to_be_added(folder: Path) -> None:
    manifest(folder, "file", "b.txt", "deep/c.pdf")
    collected = collect([folder], Job(Path()))
    assert names(collected, folder) == ["b.txt", "deep/c.pdf"]
    assert collected.skipped == [(folder, "3 files in it that manifest.csv does not list")]


def test_a_file_beside_a_manifest_is_added_when_it_is_named(folder: Path) -> None:
    manifest(folder, "file", "b.txt")
    assert names(collect([folder, folder / "a.html"], Job(Path())), folder) == ["b.txt", "a.html"]


def test_a_path_that_is_not_there_is_wrong_use(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no file or folder .*nothing"):
        collect([folder / "nothing.txt"], Job(Path()))


def test_options_hold_for_every_file_and_the_manifest_knows_better(folder: Path) -> None:
    manifest(folder, "file,published,area,title", "deep/c.pdf,2023-01,拉萨市,", "b.txt,,,标题")
    collected = collect([folder], Job(Path(), published="2020", area="昌都市"))
    pdf, text = told(collected, "c.pdf"), told(collected, "b.txt")
    assert (pdf.published, pdf.area, pdf.title) == ("2023-01", "拉萨市", None)
    assert (text.published, text.area, text.title) == ("2020", "昌都市", "标题")
    assert len(collected.jobs) == 2


def test_every_column_of_a_manifest_is_known(folder: Path) -> None:
    manifest(
        folder, "file,published,area,title,issuer,url,licence", "b.txt,2023,拉萨市,标题,市政府,https://a.example/,公开"
    )
    job = told(collect([folder], Job(Path())), "b.txt")
    assert (job.issuer, job.url, job.licence) == ("市政府", "https://a.example/", "公开")


def test_a_file_that_a_manifest_names_is_added_whatever_its_format(folder: Path) -> None:
    manifest(folder, "file", "data.xlsb")
    assert "data.xlsb" in names(collect([folder], Job(Path())), folder)


def test_a_manifest_alone_says_what_to_add(folder: Path) -> None:
    rows = manifest(folder, "file,published", "deep/c.pdf,2023", "a.html,2022", name="these.csv")
    assert names(collect([], Job(Path()), manifest=rows), folder) == ["deep/c.pdf", "a.html"]


def test_a_manifest_that_is_named_goes_before_that_of_a_folder(folder: Path) -> None:
    manifest(folder, "file,title", "b.txt,theirs")
    mine = manifest(folder, "file,title", "b.txt,mine", name="mine.csv")
    assert told(collect([folder], Job(Path()), manifest=mine), "b.txt").title == "mine"


@pytest.mark.parametrize("row", ["missing.txt,2023", ",2023"])
def test_a_row_that_names_no_file_is_reported_and_the_others_hold(folder: Path, row: str) -> None:
    manifest(folder, "file,published", row, "b.txt,2023")
    collected = collect([folder], Job(Path()))
    assert told(collected, "b.txt").published == "2023"
    assert len(collected.problems) == 1
    assert "manifest.csv, line 2: file" in collected.problems[0] and "is not there" in collected.problems[0]


def test_a_file_listed_twice_is_reported(folder: Path) -> None:
    manifest(folder, "file,published", "b.txt,2023", "b.txt,2024")
    collected = collect([folder], Job(Path()))
    assert told(collected, "b.txt").published == "2023"
    assert "line 3: file 'b.txt' is listed twice" in collected.problems[0]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("file,date", "b.txt,2023"), "no column may be named 'date'"),
        (("published,title", "2023,x"), "the column 'file' is missing"),
        ((), "the column 'file' is missing"),
        (("file,title", "b.txt,one,two"), "line 2: more cells than columns"),
    ],
)
def test_a_manifest_that_cannot_be_understood_is_wrong_use(folder: Path, lines: tuple[str, ...], message: str) -> None:
    manifest(folder, *lines)
    with pytest.raises(UsageError, match=message):
        collect([folder], Job(Path()))


def test_a_manifest_that_is_not_there_is_wrong_use(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"mine\.csv: No such file"):
        collect([folder], Job(Path()), manifest=folder / "mine.csv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_manifest_may_be_as_a_spreadsheet_saves_it(folder: Path, encoding: str) -> None:
    (folder / "manifest.csv").write_bytes('file,title\r\nb.txt,"一，\n二"\r\n'.encode(encoding))
    assert told(collect([folder], Job(Path())), "b.txt").title == "一，\n二"


def test_areas_of_a_folder_hold_for_all_below_it(folder: Path) -> None:
    (folder / "areas.csv").write_text("")
    (folder / "deep" / "areas.csv").write_text("")
    collected = collect([folder], Job(Path()))
    assert told(collected, "b.txt").areas == folder / "areas.csv"
    assert told(collected, "c.pdf").areas == folder / "deep" / "areas.csv"


def test_areas_that_are_named_hold_for_all(folder: Path) -> None:
    (folder / "areas.csv").write_text("")
    mine = folder / "mine.csv"
    collected = collect([folder], Job(Path(), areas=mine))
    assert {job.areas for job in collected.jobs} == {mine}


def test_a_folder_that_links_to_itself_is_walked_once(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder)
    assert len(collect([folder], Job(Path())).jobs) == 5


def test_names_in_gbk_can_be_read() -> None:
    assert readable(os.fsdecode("政府工作报告.txt".encode("gb18030"))) == "政府工作报告.txt"
    assert readable("政府工作报告.txt") == "政府工作报告.txt"


def test_a_manifest_may_be_written_in_toml(folder: Path) -> None:
    lines = (
        "[[document]]",
        'file = "b.txt"',
        "published = 2024-01-25",
        'area = "拉萨市"',
        "[[document]]",
        'file = "x.txt"',
    )
    manifest(folder, *lines, name="manifest.toml")
    collected = collect([folder], Job(Path()))
    assert names(collected, folder) == ["b.txt"]
    assert (told(collected, "b.txt").published, told(collected, "b.txt").area) == ("2024-01-25", "拉萨市")
    assert collected.skipped == [(folder, "4 files in it that manifest.toml does not list")]
    assert "x.txt" in collected.problems[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[document]", "Expected"),
        ("document = 1", "write a table"),
        ("[[document]]\nfile = 'b.txt'\ndate = 'x'", "no key may be named 'date'"),
        ("[[document]]\narea = '拉萨市'", "has no key 'file'"),
    ],
)
def test_a_manifest_in_toml_that_cannot_be_understood_is_refused(folder: Path, text: str, said: str) -> None:
    path = manifest(folder, text, name="list.toml")
    with pytest.raises(UsageError, match=said):
        collect([], Job(Path()), manifest=path)
