"""Import of ledgers: what is understood, what is refused, and that it is all or nothing."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import numbers

from hefu.errors import ReadError, UsageError
from hefu.office import importing, reading, store, workbook
from hefu.office.export import export
from hefu.office.fields import SHEETS
from hefu.office.importing import ImportRefusedError, Result, counted
from hefu.office.models import Body, Change, Heading, Problem, ProgressReport, Project, Task
from hefu.office.template import template
from hefu.office.workbook import Cell, Grid
from office.sheets import book

HEAD = ["编号", "任务", "牵头单位", "完成时限"]
ROW = [1, "建成三个中试基地", "市工业和信息化局", "2025-09-30"]


def bring(*paths: Path, **more: object) -> Result:
    return importing.run(paths, who="李一", **more)  # type: ignore[arg-type]


def refused(*paths: Path, **more: object) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        bring(*paths, **more)
    assert not Task.objects.exists() and not Body.objects.exists() and not Change.objects.exists()
    return str(caught.value)


@pytest.fixture
def filled(any_ledger: str, tmp_path: Path) -> Path:
    """A ledger with a row of each kind, as people fill in the template."""
    return book(tmp_path / "台账.xlsx", {
        "责任单位": [["单位名称", "区划", "别名"], ["市工业和信息化局", "云澜市", "市工信局"]],
        "任务": [[*HEAD, "配合单位", "目标值", "调度频次"], [*ROW, "市科技局、市财政局", "3个", "每月"]],
        "进展": [["任务编号", "报告期", "完成值", "进展状态", "进展情况"], ["1", "2025-08", "2", "滞后", "设备未到"]],
        "问题": [["编号", "问题", "发现时间", "责任单位", "任务编号", "整改时限"],
                ["1", "供电未接通", datetime(2025, 8, 6), "市工信局", "1", "9月底"]],
        "项目": [["项目名称", "牵头单位", "总投资（万元）", "实际到位资金", "阶段", "进入阶段时间"],
                ["中试基地", "市工信局", 34000, "1.2亿元", "在建", "2025年4月18日"]],
    })  # fmt: skip


def test_a_workbook_is_opened_by_another_process(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("opened where it was asked for")

    monkeypatch.setattr(workbook, "_book", refuse)
    assert bring(filled, year=2025).outcomes
    bad = filled.with_name("坏.xlsx")
    bad.write_bytes(filled.read_bytes()[:-200])
    with pytest.raises(ReadError, match=r"坏\.xlsx: is a damaged or encrypted XLSX file"):
        bring(bad)


def test_a_sheet_is_carried_exactly() -> None:
    values = ["字", "", "\udc80", 12, -1, 0.1, 1e300, True, None, Decimal("0.10"), date(2025, 1, 2)]
    values += [datetime(2025, 1, 2, 3, 4, 5, 6), time(3, 4), timedelta(days=-1, seconds=2, microseconds=3)]
    grid = Grid("表", {7: {n: Cell(value, "yyyy", n, "坏") for n, value in enumerate(values, 1)}, 99: {}})
    back = reading.unpack(reading.pack(grid))
    assert back == grid
    assert [type(cell.value) for cell in back.rows[7].values()] == list(map(type, values))


def test_every_kind_of_row_is_brought_in(filled: Path) -> None:
    result = bring(filled, year=2025)
    assert [one[:2] for one in counted(result)] == [
        ("bodies", 1), ("tasks", 1), ("reports", 1), ("problems", 1), ("projects", 1),
    ]  # fmt: skip
    task = Task.objects.get()
    assert (task.goal, task.unit, task.rhythm, task.state) == ("3", "个", "monthly", "active")
    assert sorted(body.name for body in task.support.all()) == ["市科技局", "市财政局"]
    assert ProgressReport.objects.get().until == date(2025, 8, 31)
    problem = Problem.objects.get()
    assert (problem.body, problem.due) == (task.body, date(2025, 9, 30))
    project = Project.objects.get()
    assert (project.planned, project.planned_unit) == ("34000", "万元")
    assert (project.arrived, project.arrived_unit) == ("1.2", "亿元")
    assert (project.stage, project.stage_on) == ("building", date(2025, 4, 18))


def test_the_same_file_again_changes_nothing(filled: Path) -> None:
    bring(filled, year=2025)
    before = Change.objects.count()
    result = bring(filled, year=2025)
    assert {one.action for one in result.outcomes} == {"same"}
    assert Change.objects.count() == before


def test_what_is_exported_can_come_back_and_changes_nothing(filled: Path, tmp_path: Path) -> None:
    bring(filled, year=2025)
    for language in ("zh", "en"):
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(export(language))
        assert {one.action for one in bring(path).outcomes} == {"same"}


def test_a_dry_run_tells_all_and_changes_nothing(filled: Path) -> None:
    result = bring(filled, year=2025, dry=True)
    assert {one.action for one in result.outcomes} == {"new"}
    assert any("市科技局" in note for note in result.notes)
    assert not Task.objects.exists() and not Change.objects.exists()


def test_what_differs_is_changed_with_its_history_and_empty_cells_say_nothing(filled: Path, tmp_path: Path) -> None:
    bring(filled, year=2025)
    again = book(tmp_path / "again.xlsx", {"任务": [[*HEAD, "目标值"], [1, ROW[1], ROW[2], "2025-10-31", None]]})
    (one,) = bring(again).outcomes
    assert (one.action, one.changes) == ("changed", {"due": ["2025-09-30", "2025-10-31"]})
    task = Task.objects.get()
    assert (task.goal, task.support.count()) == ("3", 2)
    assert store.history(task).last().why == "again.xlsx · 任务:2"


def test_an_import_never_takes_a_state_back_that_was_reported(filled: Path, tmp_path: Path) -> None:
    bring(filled, year=2025)
    store.change(Task.objects.get(), {"state": "done"}, who="王二")
    again = book(tmp_path / "again.xlsx", {"任务": [[*HEAD, "状态"], [*ROW, "进行中"]]})
    assert any("建成三个中试基地" in note for note in bring(again).notes)
    assert Task.objects.get().state == "done"


def test_one_bad_cell_and_nothing_is_imported_and_every_bad_cell_is_named(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {
        "任务": [[*HEAD, "目标值", "状态"], ROW, [2, "甲", "市商务局", "2025-02-30", "三个左右", "还行"],
                [3, None, "市商务局", None], [4, "乙", None, "尽快"]],
    })  # fmt: skip
    told = refused(path)
    for place in ("D3", "E3", "F3", "B4", "C5", "D5"):
        assert f"任务 {place}: " in told
    assert "D2" not in told


def test_a_later_row_that_cannot_be_written_takes_all_back(filled: Path, tmp_path: Path) -> None:
    bad = book(tmp_path / "b.xlsx", {"进展": [["任务编号", "报告期", "进展状态"], ["99", "2025-08", "正常"]]})
    told = refused(filled, bad, year=2025)
    assert "b.xlsx · 进展 A2: " in told and "“99”" in told


def test_two_rows_for_one_task_are_refused(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [HEAD, ROW, [1, "另一项", "市商务局", "2025-12-31"]]})
    assert "2" in refused(path)


def test_problems_are_solved_after_they_are_found(any_ledger: str, tmp_path: Path) -> None:
    rows = [["问题", "发现时间", "责任单位", "整改完成时间"], ["甲", "2025-08-06", "市商务局", "2025-08-01"]]
    assert "D2" in refused(book(tmp_path / "a.xlsx", {"问题": rows}))


def test_a_body_much_like_a_known_one_is_noted(filled: Path, tmp_path: Path) -> None:
    bring(filled, year=2025)
    path = book(tmp_path / "b.xlsx", {"任务": [HEAD, [2, "甲", "市工业与信息化局", "2025-12-31"]]})
    assert any("市工业和信息化局" in note for note in bring(path).notes)


# ---------------------------------------------------------------- sheets as offices keep them


def test_titles_above_merged_cells_sections_and_remarks_are_understood(any_ledger: str, tmp_path: Path) -> None:
    path = book(
        tmp_path / "分解表.xlsx",
        {"Sheet1": [
            ["2025年重点任务分解表", None, None, None, None],
            ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
            ["一、科技创新", None, None, None, None],
            [1, "建成三个中试基地", "市工业和信息化局", "市科技局", "9月底前"],
            [2, "培育专精特新企业", None, "市财政局", "12月底"],
            ["二、乡村振兴", None, None, None, None],
            [3, "新建高标准农田", "市农业农村局", "各县区人民政府", "11月底前"],
            ["备注：每月5日前报送。", None, None, None, None],
        ]},
        {"Sheet1": ["A1:E1", "A3:E3", "C4:C5", "A6:E6", "A8:E8"]},
    )  # fmt: skip
    bring(path, into="2025年重点任务")
    found = Task.objects.order_by("pk").values_list("code", "section", "body__name", "due")
    assert list(found) == [
        ("1", "一、科技创新", "市工业和信息化局", date(2025, 9, 30)),
        ("2", "一、科技创新", "市工业和信息化局", date(2025, 12, 31)),
        ("3", "二、乡村振兴", "市农业农村局", date(2025, 11, 30)),
    ]
    assert Task.objects.get(code="1").support.get().name == "市科技局"


def test_headings_in_two_rows_are_read_together(any_ledger: str, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {"任务": [["任务", "牵头单位", "时间", None, "目标"], [None, None, "开始时间", "完成时间", None],
                ["甲", "市商务局", "2025-03-01", "2025-09-30", "20家"]]},
        {"任务": ["C1:D1", "A1:A2", "B1:B2", "E1:E2"]},
    )  # fmt: skip
    bring(path)
    task = Task.objects.get()
    assert (task.start_on, task.due, task.goal, task.unit) == (date(2025, 3, 1), date(2025, 9, 30), "20", "家")


def test_what_a_heading_means_is_told_once_and_known_then(any_ledger: str, tmp_path: Path) -> None:
    rows = [["工作要点", "包干部门（全称）", "啥时候完"], ["甲", "市商务局", "2025-09-30"]]
    path = book(tmp_path / "a.xlsx", {"本年": rows})
    assert "--map" in refused(path)
    maps = {"工作要点": "title", "包干部门（全称）": "body", "啥时候完": "due"}
    bring(path, maps=maps, dry=True)
    assert not Heading.objects.exists()
    bring(path, maps=maps)
    assert {one.action for one in bring(path).outcomes} == {"same"}


def test_an_unknown_column_name_in_a_map_is_refused_with_those_there_are(any_ledger: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="start_on"):
        bring(book(tmp_path / "a.xlsx", {"任务": [HEAD, ROW]}), maps={"任务": "titel"})


def test_columns_and_sheets_that_mean_nothing_are_noted(any_ledger: str, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", {"任务": [[*HEAD, "分管领导"], [*ROW, "某某"]], "通讯录": [["甲", "乙"], ["丙", "丁"]]}
    )
    notes = " ".join(bring(path).notes)
    assert "分管领导" in notes and "通讯录" in notes


def test_csv_in_the_encodings_of_offices_is_read(any_ledger: str, tmp_path: Path) -> None:
    text = "编号,任务,牵头单位,完成时限\n1,建成三个中试基地,市工业和信息化局,2025年9月底\n"
    for name, encoding in (("tasks.csv", "gb18030"), ("more.csv", "utf-8-sig")):
        (tmp_path / name).write_bytes(text.encode(encoding))
    bring(tmp_path / "tasks.csv")
    assert {one.action for one in bring(tmp_path / "more.csv").outcomes} == {"same"}
    assert Task.objects.get().due == date(2025, 9, 30)


# ---------------------------------------------------------------- hostile sheets


def test_formulas_are_never_run_and_one_without_a_value_is_refused(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [HEAD, [1, '=HYPERLINK("http://x","甲")', "市商务局", "=TODAY()"]]})
    told = refused(path)
    assert "B2" in told and "D2" in told


def test_a_formula_with_a_stored_value_counts_as_that_value(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [[*HEAD, "目标值"], [*ROW, 7777]]})
    _rewrite(path, b"<v>7777</v>", b"<f>1+2</f><v>3</v>")
    bring(path)
    assert Task.objects.get().goal == "3"


def test_a_cell_that_shows_an_error_is_refused(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [HEAD, [1, "#REF!", "市商务局", "2025-12-31"]]})
    assert "#REF!" in refused(path)


def test_texts_that_look_like_formulas_stay_texts_on_the_way_out(any_ledger: str, tmp_path: Path) -> None:
    source = tmp_path / "tasks.csv"
    source.write_text("任务,牵头单位\n\"=cmd|'/c calc'!A1\",+市商务局\n", encoding="utf-8")
    bring(source)
    path = tmp_path / "out.xlsx"
    path.write_bytes(export())
    cell = load_workbook(path)["任务"]["D2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|'/c calc'!A1", "s", True)
    assert {one.action for one in bring(path).outcomes} == {"same"}


def test_wrong_dates_are_named_by_cell(any_ledger: str, tmp_path: Path) -> None:
    rows = [
        HEAD,
        [1, "甲", "市商务局", 45991],
        [2, "乙", "市商务局", "2025-06-31"],
        [3, "丙", "市商务局", datetime(1900, 1, 1)],
    ]
    told = refused(book(tmp_path / "a.xlsx", {"任务": rows}))
    assert all(place in told for place in ("D2", "D3", "D4"))


def test_a_share_that_is_shown_as_percent_is_one(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [[*HEAD, "目标值"], [*ROW, 0.9]]})
    made = load_workbook(path)
    made["任务"]["E2"].number_format = numbers.FORMAT_PERCENTAGE
    made.save(path)
    bring(path)
    assert (Task.objects.get().goal, Task.objects.get().unit) == ("90", "%")


def test_two_units_for_one_figure_are_refused(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [[*HEAD, "目标值", "计量单位"], [*ROW, "1.2亿元", "万元"]]})
    assert "F2" in refused(path)


def test_a_sheet_of_a_million_empty_rows_takes_no_memory(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [HEAD, ROW]})
    empty = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(3, 200_000))
    _rewrite(path, b"</sheetData>", empty + b"</sheetData>")
    bring(path)
    assert Task.objects.count() == 1


def test_sheets_that_are_too_large_are_refused_in_one_line(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [HEAD, *([n, f"任务{n}", "市商务局"] for n in range(20_001))]})
    with pytest.raises(ReadError, match="too large"):
        bring(path)
    wide = book(tmp_path / "b.xlsx", {"任务": [[f"列{n}" for n in range(300)]]})
    with pytest.raises(ReadError, match="too large"):
        bring(wide)
    long = book(tmp_path / "c.xlsx", {"任务": [HEAD, [1, "长" * 20_000, "市商务局"]]})
    with pytest.raises(ReadError, match="B2"):
        bring(long)


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04broken", b"\x00\x01\x02", b'"' * 3], ids=repr
)
def test_files_that_are_no_sheets_are_refused_in_one_line(any_ledger: str, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises((ReadError, ImportRefusedError)) as caught:
        bring(path)
    assert "Traceback" not in str(caught.value)
    with pytest.raises(ReadError):
        bring(tmp_path / "none.xlsx")


def test_a_range_merged_over_a_whole_column_does_no_harm(any_ledger: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"任务": [HEAD, ROW, [2, "甲", None, "2025-12-31"]]}, {"任务": ["C2:C3"]})
    _rewrite(path, b'"C2:C3"', b'"C2:C1048576"')
    bring(path)
    assert Task.objects.get(code="2").body.name == "市工业和信息化局"


# ---------------------------------------------------------------- the template


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_has_a_sheet_for_each_kind_and_one_that_explains_them(language: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template(language))
    made = load_workbook(path)
    assert made.sheetnames[1:] == [getattr(sheet, language) for sheet in SHEETS]
    told = {str(cell.value) for row in made.worksheets[0].iter_rows() for cell in row}
    for sheet, page in zip(SHEETS, made.worksheets[1:], strict=True):
        assert [cell.value for cell in page[1]] == [getattr(one, language) for one in sheet.fields]
        assert {getattr(one, language) for one in sheet.fields} <= told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_examples_of_the_template_can_be_imported(any_ledger: str, tmp_path: Path, language: str) -> None:
    rows = {
        getattr(sheet, language): [
            [getattr(one, language) for one in sheet.fields if one.name not in ("document", "quote")],
            [one.example for one in sheet.fields if one.name not in ("document", "quote")],
        ]
        for sheet in SHEETS
    }
    assert {one.action for one in bring(book(tmp_path / "t.xlsx", rows)).outcomes} == {"new"}


def test_the_empty_template_says_that_no_row_is_in_it(any_ledger: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template())
    assert "任务" in refused(path)


def _rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Puts other bytes into the first sheet of a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)
