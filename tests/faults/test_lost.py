"""A server that goes away in mid-transaction, a clock that goes backwards, ledgers of every earlier schema."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from faults.work import defects
from hefu.errors import BusyError, LedgerError
from hefu.ledger import arrivals, corrections, intake, opening, working
from hefu.ledger.models import Arrival, Correction, Document, Entry
from hefu.office import store as office
from hefu.office.models import Body
from ledger import city
from ledger.city import BEFORE


def _cut_off() -> None:
    """The server ends this connection, as it does when it is restarted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.extra
def test_a_connection_that_is_lost_in_mid_transaction_leaves_nothing_and_is_told(postgres_ledger: str) -> None:
    with pytest.raises(LedgerError, match="cannot be used"), opening.writing():
        office.create(Body(name="市统计局"), who="李一")
        _cut_off()
    opening.open_ledger(postgres_ledger)
    assert not Body.objects.exists()
    assert defects() == []


@pytest.mark.extra
def test_a_worker_goes_on_when_the_server_is_back(postgres_ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arrivals.accept("报告.txt", BEFORE.encode(), origin=Arrival.PAGE, at_once=True)
    cuts = [True]

    def also() -> None:
        if cuts:
            cuts.pop()
            with opening.clear_errors():
                _cut_off()

    rounds = iter(range(10))
    monkeypatch.setattr(working, "IDLE", 0.0)
    working.run(lambda: next(rounds, 10) >= 8, tell=lambda row: None, also=also)
    assert Arrival.objects.get().state == Arrival.FILED
    assert Document.objects.count() == 1
    assert defects() == []


def test_a_clock_that_goes_backwards_changes_no_order(worked_on: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Correction.objects.filter(undone=None)[0]
    last = Entry.objects.latest("number")
    past = datetime(2001, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: past)
    again = corrections.correct(one.document_id, one.start, one.field, "9.9", reason="再核", who="林芷")
    corrections.undo(again.pk, who="周衡")
    assert again.when == past
    assert [*Entry.objects.filter(when=past).values_list("number", flat=True)] == [
        *range(last.number + 1, Entry.objects.latest("number").number + 1)
    ]
    assert defects() == []


def test_what_a_dead_worker_held_is_taken_up_though_the_clock_went_back(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrivals.accept("报告.txt", BEFORE.encode(), origin=Arrival.PAGE, at_once=True)
    with working.Worker() as worker:
        held = arrivals.claim(f"{worker.name.partition(':')[0]}:999999999:dead")
        assert held is not None
        earlier = timezone.now() - timedelta(days=400)
        monkeypatch.setattr(timezone, "now", lambda: earlier)
        done = worker.step()
    assert done is not None and done.state == Arrival.FILED


EARLIER = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == "ledger")[:-1]
ALL = "KILLS" in os.environ  # `make faults`; else some of them


@pytest.mark.slow
def test_a_ledger_of_every_earlier_schema_is_brought_up_to_date(worked: Path, tmp_path: Path) -> None:
    for name in EARLIER if ALL else EARLIER[::9]:
        path = tmp_path / f"{name}.sqlite3"
        shutil.copyfile(worked, path)
        opening.open_ledger(str(path))
        opening.turn_back([("ledger", name[:4])])
        connection.close()
        opening.open_ledger(str(path))
        assert opening.is_current()
        wrong = [one for one in defects() if one.where != "office" and one.derived == ""]
        assert wrong == [], (name, wrong)
        assert Document.objects.count() == 3
    for part in ("office", "accounts") if ALL else ():
        path = tmp_path / f"{part}.sqlite3"
        shutil.copyfile(worked, path)
        opening.open_ledger(str(path))
        opening.turn_back([(part, "zero")])
        opening.open_ledger(str(path))
        assert defects() == []
    connection.close()


def test_what_a_newer_hefu_wrote_is_refused_by_the_check_too(ledger: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2030-01-01')"
        )
    connection.close()
    with pytest.raises(LedgerError, match=r"written by a newer hefu \(ledger.9999_later\): update hefu"):
        opening.open_ledger(str(ledger))


def test_both_who_add_the_same_file_at_once_find_one_document(any_ledger: str) -> None:
    def add() -> None:
        try:
            city.add(BEFORE)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Document.objects.count() == 1
    assert defects() == []


def test_who_waits_in_vain_for_other_writers_is_told_so_and_no_file_is_given_up(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = arrivals.accept("a.txt", "云澜市2024年接待游客100万人次。".encode(), origin=Arrival.PAGE, at_once=True)
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="do it again in a moment"):
            arrivals.accept("b.txt", b"b", origin=Arrival.PAGE)
        other.execute("ROLLBACK")
    with monkeypatch.context() as patched, working.Worker() as worker:
        patched.setattr(intake, "file", _busy)
        with pytest.raises(BusyError):
            worker.step()
    row.refresh_from_db()
    assert (row.state, row.tries, row.error) == (Arrival.WAITING, 0, "")


def _busy(*_: object, **__: object) -> None:
    with opening.clear_errors():
        raise OperationalError("database is locked")
