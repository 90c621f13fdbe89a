"""A thousand files are dropped at once: each is taken in and filed, or refused in words, and none is lost.

In CI there are fewer, and less room in the queue.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pytest

from faults.killing import KNOWN, Ledgers, in_child, look
from faults.serving import Person, Program, Site, serving
from faults.test_restart import files, seen, token_for, wait_until

MOST_MB = 600
"""Of any process of the site; a worker's has the lexicon and the libraries in it."""
_LATER = 429, 503


class Flood:
    """Sends files from several threads at once, each until it is taken in; notes what was answered."""

    def __init__(self, site: Site, token: str, *, patience: float) -> None:
        self.said: Counter[int] = Counter()
        self.words: set[str] = set()
        self._patience = patience
        self._lock = threading.Lock()
        self._site, self._token = site, token
        self._own = threading.local()

    def send(self, number: int, file: tuple[str, bytes]) -> None:
        if not hasattr(self._own, "person"):
            self._own.person, self._own.program = Person(self._site), Program(self._site, self._token)
        while True:
            by_page = number % 2
            answer = self._own.person.drop(file, at_once=True) if by_page else self._own.program.drop(file)
            self._note(answer, by_page=bool(by_page))
            if answer.status_code not in _LATER:
                return
            time.sleep(min(float(answer.headers["Retry-After"]), self._patience))

    def _note(self, answer: httpx.Response, *, by_page: bool) -> None:
        with self._lock:
            self.said[answer.status_code] += 1
            if not answer.is_success:
                told = answer.json()
                self.words |= set(told["problems"]) if by_page else {told["detail"]}


def flooded(ledgers: Ledgers, folder: Path, number: int, *, room: int, patience: float) -> Flood:
    url = ledgers.fresh()
    token = token_for(url)
    dropped = files(number, years=2)
    with serving(url, folder, HEFU_QUEUE_FILES=str(room)) as site:
        flood = Flood(site, token, patience=patience)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(flood.send, range(number), dropped))
        assert max(seen(url)[0].values()) <= max(number, room)
        wait_until(lambda: seen(url)[0]["filed"] == number, seconds=number)
        assert httpx.get(f"{site.place}/readyz", trust_env=False).status_code == 200
        peaks = site.peaks()
        site.kill()
        assert site.told.read_text() == ""
    print(f"{number} files: answers {dict(flood.said)}, peaks of the processes {sorted(peaks)} MB")
    assert max(peaks) < MOST_MB
    assert seen(url)[:3] == (Counter(filed=number), number + len(KNOWN), number)
    status, (_, wrong) = in_child(partial(look, url))
    assert (status, wrong) == (0, [])
    return flood


@pytest.mark.slow
def test_of_files_beyond_the_room_of_the_queue_none_is_lost(ledgers: Ledgers, tmp_path: Path) -> None:
    flood = flooded(ledgers, tmp_path, 30, room=8, patience=0.3)
    assert flood.said[200] + flood.said[202] == 30
    assert flood.said[503] and set(flood.said) == {200, 202, 503}
    assert all("8" in words for words in flood.words)


@pytest.mark.nightly
def test_a_thousand_files_are_taken_in_and_filed(ledgers: Ledgers, tmp_path: Path) -> None:
    flood = flooded(ledgers, tmp_path, 1000, room=200, patience=60)
    assert flood.said[200] + flood.said[202] == 1000
    assert set(flood.said) <= {200, 202, 429, 503} and flood.said[503]


@pytest.mark.nightly
def test_a_thousand_files_in_one_form_are_each_taken_in_or_named(ledgers: Ledgers, tmp_path: Path) -> None:
    url = ledgers.fresh()
    with serving(url, tmp_path, "--workers", "0", HEFU_QUEUE_FILES="600") as site:
        person = Person(site)
        answer = person.drop(*files(1000, years=1), scripted=False)
        assert answer.status_code == 503 and answer.headers["Retry-After"]
        refused = {f"快报{n}.txt" for n in range(1, 1001) if f"<bdi>快报{n}.txt</bdi>: " in answer.text}
        assert len(refused) == 400 and seen(url)[0] == Counter(waiting=600)
        assert max(site.peaks()) < MOST_MB
        assert person.drop(*files(1001, years=1), scripted=False).status_code == 413
        site.kill()
        assert site.told.read_text() == ""
