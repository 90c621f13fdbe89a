from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import remote, run, speed
from bench.remote import Remote
from bench.scope import REASONS
from bench.systems import Text
from bench.texts import OWN

DOC = (Path(__file__).parents[2] / "docs" / "bench.md").read_text(encoding="utf-8")


def test_hefu_answers_from_a_process_of_its_own() -> None:
    with Remote("hefu") as hefu:
        assert hefu.missing is None
        (found,) = hefu.find(Text("t", "2023年，全市生产总值达到389.54亿元。", "2024-01-10", "拉萨市"))
        seconds, number = hefu.time("everything", [Text("t", "投资增长8%。")])
    assert (found.value, found.unit) == (38954000000, "元")
    assert seconds > 0
    assert number == 1


def test_the_layers_that_the_specs_ask_for_answer() -> None:
    with Remote("hefu") as hefu:
        (number,) = hefu.spec("numbers", "2.3万亩", None)
        (period,) = hefu.spec("periods", "去年5月", "2017-03-22T00:00:00")
    assert (number["value"], number["unit"], number["dimension"]) == (23000, "亩", "area")
    assert period["period"] == "2016-05"


def test_a_peer_that_is_not_installed_is_skipped_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(remote, "PYTHON", tmp_path / "none")
    assert run.main(["values", "--gold", str(OWN), "--no-install"]) == 0
    told = capsys.readouterr()
    assert "JioNLP is skipped: not installed" in told.err
    assert re.search(r"right value and unit +\d+\.\d %", told.out)


def test_a_peer_whose_libraries_are_missing_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PEERS", ())  # so that it is looked for where hefu is
    with Remote("Recognizers-Text") as peer:
        assert "recognizers" in (peer.missing or "")


def test_specs_that_are_not_there_are_skipped_with_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run.main(["specs", "--no-peers", "--specs", str(tmp_path / "none")]) == 0
    assert "specs are skipped" in capsys.readouterr().err


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.options(["sped"])
    assert "no such benchmark: sped (there are speed, costs, values, specs, scans)" in capsys.readouterr().err


def test_speed_is_measured_in_turn_and_written_as_markdown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(speed, "NUMBERLESS", 10_000)
    monkeypatch.setattr(speed, "BASE", 500)
    (tmp_path / "t.txt").write_text("各项工作统一部署。2023年，投资增长8%。\n" * 10, encoding="utf-8")
    written = tmp_path / "table.md"
    arguments = ["speed", "--no-peers", "--repeat", "2", "--texts", str(tmp_path), "--markdown", str(written)]
    assert run.main(arguments) == 0
    shown = capsys.readouterr().out
    for measure in ("statements a second", "MB/s, text without numerals", "time for 8 times the text"):
        assert measure in shown
        assert measure in written.read_text(encoding="utf-8")


def test_a_job_is_run_once_unmeasured_and_then_in_turn() -> None:
    order: list[str] = []

    def job(name: str) -> tuple[float, int]:
        order.append(name)
        return float(len(order)), 7

    timings = speed.rounds({"a": lambda: job("a"), "b": lambda: job("b")}, 2)
    assert order == ["a", "b", "a", "b", "a", "b"]
    assert timings["a"].seconds == (3.0, 5.0)
    assert timings["a"].rate(30) == "7.50 (6.00 – 10.00)"
    assert speed.together(list(timings.values())).seconds == (7.0, 11.0)


def test_every_option_and_every_benchmark_is_in_the_documentation() -> None:
    source = Path(run.__file__).read_text(encoding="utf-8")
    options = set(re.findall(r'add_argument\("(--[a-z-]+)"', source))
    assert len(options) > 5
    assert not [name for name in [*options, *run.BENCHMARKS] if f"`{name}`" not in DOC]


def test_every_reason_for_being_out_of_scope_is_in_the_documentation() -> None:
    assert not [reason.name for reason in REASONS if f"**{reason.name}**" not in DOC]
