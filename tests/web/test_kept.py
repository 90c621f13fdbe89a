"""Pages for visitors come from the shelf as long as nothing was written, and never after."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Semaphore
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from hefu.accounts.store import set_public
from hefu.web.kept import Kept, Page, Shelf

PAGES = ["/", "/documents/", "/statements/?area=澜东区", "/targets/", "/feeds/zh/documents.atom", "/api/v1/documents"]


@pytest.fixture
def site(hashes: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of an open site; those that a test changes are put back."""
    from django.conf import settings

    for name in ("HEFU_TODAY", "HEFU_PUBLIC"):
        monkeypatch.setattr(settings, name, getattr(settings, name))
    settings.HEFU_PUBLIC = True
    return settings


@contextmanager
def no_page_made(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Inside, whatever is answered was made before."""
    from hefu.web.middleware import Preferences

    def made(*_: Any) -> Any:
        raise AssertionError("a page was made")

    with monkeypatch.context() as patched:
        patched.setattr(Preferences, "__call__", made)
        yield


def rename(path: str, title: str) -> None:
    """Writes as another program does, past hefu."""
    other = connection.copy()
    other.settings_dict["NAME"] = path
    with other.cursor() as cursor:
        cursor.execute("UPDATE ledger_document SET title = %s", [title])
    other.close()


def ledger() -> str:
    return str(connection.settings_dict["NAME"])


@pytest.mark.parametrize("address", PAGES)
def test_the_second_visitor_gets_what_was_made_for_the_first(
    address: str, site: Any, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = visitor.get(address)
    with no_page_made(monkeypatch):
        second = visitor.get(address)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert second.headers["Content-Security-Policy"]


def test_nothing_is_shown_that_another_program_has_changed(site: Any, visitor: Client) -> None:
    for title in ("云澜市第一版公报", "云澜市第二版公报", "云澜市第三版公报"):
        rename(ledger(), title)
        for _ in range(2):
            assert title in visitor.get("/documents/").content.decode()


def test_nothing_is_shown_that_another_process_has_changed(site: Any, visitor: Client) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("it is about files")
    visitor.get("/documents/")
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
    change = "UPDATE ledger_document SET title = '云澜市补遗'"
    subprocess.run([sys.executable, "-c", code, ledger(), change], check=True)
    assert "云澜市补遗" in visitor.get("/documents/").content.decode()


def test_a_ledger_that_was_put_back_in_the_place_of_the_other_is_shown(
    site: Any, visitor: Client, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("it is about files")
    connection.close()
    shutil.copyfile(ledger(), tmp_path / "backup")
    rename(str(tmp_path / "backup"), "云澜市备份")
    assert "云澜市备份" not in visitor.get("/documents/").content.decode()
    connection.close()
    (tmp_path / "backup").replace(ledger())
    for end in ("-wal", "-shm"):
        Path(ledger() + end).unlink(missing_ok=True)
    assert "云澜市备份" in visitor.get("/documents/").content.decode()


def test_who_is_signed_in_is_never_given_a_visitors_page_nor_the_other_way_round(
    site: Any, visitor: Client, signed_in: Callable[..., Client]
) -> None:
    visitor.get("/")
    editor = signed_in("editor")
    assert "/sign-in/" not in editor.get("/").content.decode()
    assert "editor" not in visitor.get("/").content.decode()
    assert "/sign-in/" in visitor.get("/").content.decode()


def test_a_site_that_is_closed_shows_no_page_that_was_made_when_it_was_open(visitor: Client, site: Any) -> None:
    assert visitor.get("/documents/").status_code == 200
    site.HEFU_PUBLIC = False
    assert visitor.get("/documents/").status_code == 302


def test_an_administrator_who_closes_the_site_closes_what_is_kept(visitor: Client, client: Client, site: Any) -> None:
    site.HEFU_PUBLIC = None
    client.post("/accounts/", {"do": "public", "public": "yes"})
    assert [visitor.get("/documents/").status_code for _ in range(2)] == [200, 200]
    client.post("/accounts/", {"do": "public", "public": "no"})
    assert visitor.get("/documents/").status_code == 302


def test_each_language_has_its_own_page(site: Any, visitor: Client) -> None:
    chinese = visitor.get("/documents/")
    visitor.get("/documents/?lang=en")
    english = visitor.get("/documents/")
    assert (chinese.headers["Content-Language"], english.headers["Content-Language"]) == ("zh-hans", "en")
    assert chinese.content != english.content


def test_a_page_for_another_day_is_made_anew(visitor: Client, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site.HEFU_TODAY = date(2025, 6, 30)
    visitor.get("/tasks/")
    with no_page_made(monkeypatch):
        assert visitor.get("/tasks/").status_code == 200
        site.HEFU_TODAY = date(2025, 7, 1)
        assert visitor.get("/tasks/").status_code == 500


def test_each_name_of_the_site_has_its_own_links(site: Any, visitor: Client) -> None:
    visitor.get("/feeds/zh/documents.atom")
    other = visitor.get("/feeds/zh/documents.atom", headers={"host": "127.0.0.1"})
    assert b"http://127.0.0.1" in other.content
    assert b"http://localhost" not in other.content


def test_a_form_with_its_secret_is_never_kept(site: Any, visitor: Client) -> None:
    secrets = {Client(headers={"host": "localhost"}).get("/sign-in/").cookies["csrftoken"].value for _ in range(3)}
    assert len(secrets) == 3


def test_who_has_a_page_already_is_told_so_until_it_changes(site: Any, visitor: Client) -> None:
    tag = visitor.get("/documents/").headers["ETag"]
    same = visitor.get("/documents/", headers={"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    rename(ledger(), "云澜市新题")
    assert visitor.get("/documents/", headers={"if-none-match": tag}).status_code == 200


def test_requests_are_counted_by_their_page_wherever_they_come_from(
    site: Any, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hefu.web.operations import metrics

    seen: list[str] = []
    monkeypatch.setattr(metrics, "count", lambda method, route, *_: seen.append(route))
    visitor.get("/areas/")
    visitor.get("/areas/")
    assert seen == ["areas", "areas"]


def test_a_page_that_was_made_while_somebody_wrote_is_not_kept(
    site: Any, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hefu.web.views import documents

    make = documents.page

    def slowly(*given: Any, **more: Any) -> Any:
        made = make(*given, **more)
        rename(ledger(), "云澜市写在其间")
        return made

    with monkeypatch.context() as patched:
        patched.setattr(documents, "page", slowly)
        assert "写在其间" not in visitor.get("/documents/").content.decode()
    assert "写在其间" in visitor.get("/documents/").content.decode()


# ---------------------------------------------------------------- under pressure


class Busy:
    """A site that tells of each address how often it was made; what begins with /slow/ is made until it is let go."""

    def __init__(self) -> None:
        self.made = Counter[str]()
        self.begun, self.go = Semaphore(0), Event()
        self.kept = Kept(self._make)

    def _make(self, request: HttpRequest) -> HttpResponse:
        request.resolver_match = resolve("/documents/")
        if request.path.startswith("/slow/"):
            self.begun.release()
            assert self.go.wait(20)
        self.made[request.path] += 1
        return HttpResponse(f"{request.path} {self.made[request.path]}")

    def get(self, address: str) -> str:
        response = self.kept(RequestFactory(headers={"host": "localhost"}).get(address))
        assert isinstance(response, HttpResponse)
        return response.content.decode()

    @contextmanager
    def pressed(self, pages: int) -> Iterator[None]:
        """Meanwhile it makes so many pages for others."""
        with ThreadPoolExecutor(pages) as threads:
            try:
                for number in range(pages):
                    threads.submit(self.get, f"/slow/{number}")
                    assert self.begun.acquire(timeout=20)
                yield
            finally:
                self.go.set()


def test_under_pressure_a_visitor_is_given_the_page_of_a_moment_ago(site: Any) -> None:
    busy = Busy()
    busy.get("/a/")
    rename(ledger(), "云澜市新题")
    with busy.pressed(2):
        assert busy.get("/a/") == "/a/ 1"
        assert busy.get("/b/") == "/b/ 1"
    assert busy.get("/a/") == "/a/ 2"


def test_who_is_alone_with_one_other_waits_for_the_page_as_it_is(site: Any) -> None:
    busy = Busy()
    busy.get("/a/")
    rename(ledger(), "云澜市新题")
    with busy.pressed(1):
        assert busy.get("/a/") == "/a/ 2"


def test_nothing_is_given_late_once_the_site_was_closed(site: Any) -> None:
    busy = Busy()
    busy.get("/a/")
    rename(ledger(), "云澜市新题")
    with busy.pressed(2):
        site.HEFU_PUBLIC = None
        set_public(False)
        busy.get("/a/")
    assert busy.made["/a/"] == 2


# ---------------------------------------------------------------- the shelf


def page(size: int) -> Page:
    return Page(b"x" * size, (), None)  # type: ignore[arg-type]


def test_the_shelf_keeps_what_was_asked_for_last_within_its_room() -> None:
    shelf = Shelf(100_000)
    for number in range(10):
        shelf.put("r", number, page(8_000))
        shelf.get("r", 0)
    assert shelf.size == sum(one.size for one in shelf._pages.values()) <= 100_000
    shelf.put("r", 10, page(8_000))
    assert shelf.get("r", 0) is not None
    assert shelf.get("r", 1) is None


def test_the_shelf_takes_no_page_that_would_drive_out_all_others() -> None:
    shelf = Shelf(100_000)
    shelf.put("r", "small", page(10))
    shelf.put("r", "large", page(20_000))
    assert shelf.get("r", "large") is None
    assert shelf.get("r", "small") is not None


def test_pages_of_an_earlier_revision_are_given_for_seconds_to_who_takes_them_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr("hefu.web.kept.monotonic", lambda: now)
    shelf = Shelf(100_000)
    shelf.put("r", "old", page(10))
    shelf.put("s", "new", page(10))
    assert shelf.get("s", "old") is None
    assert shelf.get("s", "old", late=True) is not None
    now = 131.0
    assert shelf.get("s", "old", late=True) is None
    assert shelf.get("s", "new") is not None
    shelf.get("t", "new")
    assert shelf.size == page(10).size
