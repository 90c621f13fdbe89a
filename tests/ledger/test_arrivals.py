"""Files that come in are taken, read once, laid before people or filed, and nothing is lost or done twice."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from hefu.errors import LedgerError, QueueFullError, UnknownAreaError, UsageError
from hefu.ledger import arrivals, auditing, sizes
from hefu.ledger.confined import Limits
from hefu.ledger.jobs import Job
from hefu.ledger.models import Area, Arrival, Baggage, Document, Finding, Original, Plan
from hefu.ledger.prepare import Failed, Prepared
from hefu.ledger.working import Worker

REPORT = """{city}政府工作报告

（{year}年1月9日在{city}人民代表大会上）

{year}年，{city}地区生产总值{number}亿元，增长6.5%，粮食产量12.5万吨。
"""
LIMITS = Limits(seconds=60, memory=3000)


def report(number: float = 140.5, *, city: str = "拉萨市", year: int = 2024) -> bytes:
    return REPORT.format(city=city, year=year, number=number).encode()


def come(content: bytes | None = None, name: str = "报告.txt", **options: object) -> Arrival:
    return arrivals.accept(name, content or report(), origin="page", **options)  # type: ignore[arg-type]


def again(row: Arrival) -> Arrival:
    return Arrival.objects.get(pk=row.pk)


def work(number: int = 1) -> list[Arrival | None]:
    with Worker(limits=LIMITS) as worker:
        return [worker.step() for _ in range(number)]


def test_a_file_is_read_and_laid_before_whoever_looks_at_it(any_ledger: str) -> None:
    row = come(who="李工")
    [done, nothing] = work(2)
    assert nothing is None
    assert done is not None
    assert (done.state, done.statements, done.who) == ("found", 3, "李工")
    draft = done.draft
    assert draft["fields"]["area"]["value"] == "拉萨市"
    assert draft["fields"]["published"]["value"] == "2024-01-09"
    assert "2024年1月9日" in "".join(draft["fields"]["published"]["around"])
    assert [item["indicator"] for item in draft["first"]] == ["地区生产总值", "地区生产总值", "粮食产量"]
    assert not Document.objects.exists()
    assert Baggage.objects.get(arrival=row).prepared


def test_what_was_looked_at_is_filed_as_it_was(any_ledger: str) -> None:
    row = come()
    work()
    arrivals.file_it(row.pk, again(row).told)
    work()
    done = again(row)
    assert done.state == "filed"
    assert done.document is not None
    assert (done.document.name, done.document.area_name) == ("报告.txt", "拉萨市")
    assert bytes(Original.objects.get().content) == report()
    assert not Baggage.objects.exists()
    assert not Document.objects.filter(audited=0).exists()
    assert Plan.objects.count() == 1


def test_date_and_area_can_be_corrected_before_it_is_filed(ledger: Path) -> None:
    row = come()
    work()
    arrivals.file_it(row.pk, {"published": "2025-02", "area": "日喀则市", "title": "报告", "issuer": "市政府"})
    work()
    document = Document.objects.get()
    assert (document.published, document.area_name) == ("2025-02", "日喀则市")
    assert (document.title, document.issuer) == ("报告", "市政府")


def test_a_correction_can_be_looked_at_first(ledger: Path) -> None:
    row = come()
    work()
    arrivals.read_again(row.pk, {"published": "2025-02"})
    work()
    done = again(row)
    assert done.state == "found"
    assert done.draft["fields"]["published"] == {"value": "2025-02", "rule": "given", "around": ["", "", ""]}


def test_corrections_that_cannot_be_are_refused_and_nothing_changes(ledger: Path) -> None:
    row = come()
    work()
    with pytest.raises(UnknownAreaError):
        arrivals.file_it(row.pk, {"area": "没有市"})
    with pytest.raises(UsageError, match="impossible date"):
        arrivals.file_it(row.pk, {"published": "2025-13"})
    assert again(row).state == "found"


def test_areas_of_the_users_own_are_known_when_a_file_is_read(ledger: Path) -> None:
    Area.objects.create(code="990100", name="云澜市", level="city")
    come(report(city="云澜市"))
    [done] = work()
    assert done is not None
    assert done.draft["fields"]["area"]["value"] == "云澜市"


def test_the_findings_that_it_would_raise_are_seen_and_not_kept(ledger: Path) -> None:
    row = come(report(140.5), at_once=True)
    come(report(166.2).replace("工作报告".encode(), "统计公报".encode()), "另一份.txt")
    first, second = work(2)
    assert first is not None
    assert second is not None
    assert again(row).state == "filed"
    assert [item["rule"] for item in second.draft["come"]] == ["same"]
    assert second.draft["come_all"] == 1
    assert not Finding.objects.exists()
    assert Document.objects.count() == 1


def test_a_file_that_the_ledger_has_is_known_at_once(ledger: Path) -> None:
    first = come(at_once=True)
    work()
    second = come(name="副本.txt")
    assert (second.state, second.document_id) == ("known", again(first).document_id)
    assert work() == [None]


def test_a_file_that_comes_in_twice_waits_once(ledger: Path) -> None:
    assert come().pk == come(name="副本.txt").pk
    assert Arrival.objects.count() == 1


def test_a_file_that_cannot_be_read_says_why_and_can_be_tried_again(ledger: Path) -> None:
    row = come(b"%PDF-1.4 nothing", "坏.pdf")
    work()
    assert again(row).state == "failed"
    assert "\n" not in again(row).error
    assert again(row).error
    arrivals.retry(row.pk)
    assert again(row).state == "waiting"


def test_what_was_given_up_is_gone_and_may_come_again(ledger: Path) -> None:
    row = come()
    arrivals.discard(row.pk)
    assert (again(row).state, Baggage.objects.count()) == ("discarded", 0)
    with pytest.raises(UsageError):
        arrivals.file_it(row.pk, {})
    with pytest.raises(LedgerError):
        arrivals.discard(999)
    assert come().state == "waiting"
    assert work()[0] is not None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\报告.docx", "报告.docx"),
        ("a\u202etxt.exe\n.pdf", "atxt.exe.pdf"),
        ("/", "file"),
        ("...", "file"),
        ("名" * 200 + ".pdf", "名" * 58 + ".pdf"),
        ("\ud800a.txt", "a.txt"),
    ],
    ids=["up", "back", "bidi", "nothing", "dots", "long", "half"],
)
def test_a_name_is_only_a_label(name: str, shown: str) -> None:
    assert arrivals.label(name) == shown


def test_a_hostile_name_reads_as_any_other(ledger: Path) -> None:
    come(name="../../\u202e../x\n.txt", at_once=True)
    [done] = work()
    assert done is not None
    assert (done.state, Document.objects.get().name) == ("filed", "x.txt")


def test_the_queue_says_when_it_is_full(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_QUEUE_FILES", "1")
    come()
    with pytest.raises(QueueFullError, match="1 files are waiting already; file or discard some"):
        come(report(1))
    assert come().state == "waiting"
    monkeypatch.setenv("HEFU_QUEUE_FILES", "9")
    monkeypatch.setenv("HEFU_QUEUE_MB", "1")
    with pytest.raises(QueueFullError, match="the file is too large: 1 MB, at most 1 MB") as refused:
        come(bytes(1_000_001))
    assert not refused.value.later
    with pytest.raises(QueueFullError, match="files of 0 MB are waiting already, and 1 MB is the most"):
        come(bytes(999_990))
    monkeypatch.setenv("HEFU_QUEUE_MB", "some")
    with pytest.raises(UsageError, match="HEFU_QUEUE_MB is 'some'"):
        come(report(1))


# ---------------------------------------------------------------- several workers, and dead ones


def crash(job: Job) -> Prepared | Failed:
    os.kill(os.getpid(), signal.SIGKILL)
    return Failed("never")


def test_a_reader_that_dies_costs_one_file(ledger: Path) -> None:
    row = come()
    with Worker(limits=LIMITS, function=crash) as worker:
        worker.step()
    assert again(row).state == "failed"
    assert again(row).error.startswith("the process that read it died")


def test_a_file_is_given_to_one_worker_only(any_ledger: str) -> None:
    rows = [come(report(number)) for number in range(6)]

    def take(worker: int) -> list[int]:
        try:
            taken = []
            while (row := arrivals.claim(f"host{worker}:1:x")) is not None:
                taken.append(row.pk)
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        taken = [pk for found in pool.map(take, range(3)) for pk in found]
    assert sorted(taken) == [row.pk for row in rows]


def test_what_a_worker_held_whose_lease_ended_is_taken_up(any_ledger: str) -> None:
    row = come()
    lost = arrivals.claim("elsewhere:1:x")
    assert lost is not None
    assert arrivals.claim("other:1:y") is None
    Arrival.objects.update(lease_until=timezone.now() - arrivals.LEASE)
    [done] = work()
    assert done is not None
    assert (done.pk, done.state) == (row.pk, "found")
    with pytest.raises(arrivals.LostError):
        arrivals.failed(lost, "too late")
    assert again(row).state == "found"


def test_a_file_over_which_workers_die_is_given_up(ledger: Path) -> None:
    row = come()
    for _ in range(arrivals.MOST_TRIES):
        assert arrivals.claim("elsewhere:1:x") is not None
        Arrival.objects.update(lease_until=timezone.now() - arrivals.LEASE)
    work()
    assert (again(row).state, again(row).error[:24]) == ("failed", "3 workers died over it; ")


def test_two_workers_file_one_document_once(ledger: Path) -> None:
    row = come(at_once=True)
    slow = arrivals.claim("elsewhere:1:x")
    assert slow is not None
    Arrival.objects.update(lease_until=timezone.now() - arrivals.LEASE)
    work()
    with pytest.raises(arrivals.LostError):
        arrivals.filed(slow, 1, created=True, statements=1)
    assert (again(row).state, Document.objects.count()) == ("filed", 1)


@pytest.mark.slow
def test_a_worker_killed_at_its_work_loses_nothing(ledger: Path) -> None:
    """kill -9 at several moments; the next worker on the machine does not wait for the lease."""
    rows = [come(report(number), f"{number}.txt", at_once=True) for number in range(4)]
    for pause in (0.6, 1.1, 1.6):
        process = subprocess.Popen([sys.executable, "-m", "hefu.cli", "work"], stdout=subprocess.DEVNULL)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        Arrival.objects.filter(state="reading").update(tries=1)  # not given up however often this test kills
    done = subprocess.run([sys.executable, "-m", "hefu.cli", "work", "--once"], check=False, timeout=120)
    assert done.returncode == 0
    hashes = {hashlib.sha256(report(number)).hexdigest() for number in range(4)}
    assert set(Document.objects.values_list("original", flat=True)) == hashes
    assert {again(row).state for row in rows} == {"filed"}
    assert sizes.totals().statements == 12
    assert auditing.outdated() == 0


@pytest.mark.slow
def test_a_worker_that_is_told_to_end_gives_back_what_it_had(ledger: Path) -> None:
    row = come(report() + ("\n" + "粮食产量12.5万吨。" * 40).encode() * 400)
    process = subprocess.Popen([sys.executable, "-m", "hefu.cli", "work"], stdout=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while again(row).state == "waiting" and time.monotonic() < end:
        time.sleep(0.05)
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert again(row).state in ("waiting", "found")
    assert again(row).lease_by == ""
