"""The pages of a web archive (WARC), read by fastwarc."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hefu.batch.pages import LARGEST, Page, name_of, too_large
from hefu.batch.places import Place
from hefu.export.extras import needed

if TYPE_CHECKING:
    from hefu.batch.pages import Columns

_OFFICE = ("application/vnd.openxmlformats-officedocument.", "application/vnd.ms-excel", "application/msexcel")
_READ = ("text/html", "text/plain", "application/xhtml+xml", "application/pdf", "application/octet-stream", "")


def of_warc(file: Place, path: str, columns: Columns) -> Iterator[Page]:
    """The answers and texts in an archive. What comes behind a damage is lost: the last page tells of it."""
    warc = needed("fastwarc.warc", "spark")
    with file.system.open_input_stream(file.path, compression=None) as stream:
        given = _Given(stream)
        kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource | warc.WarcRecordType.conversion
        number = -1
        records = warc.ArchiveIterator(given, record_types=kinds, parse_http=True, auto_decode="all")
        while True:
            number += 1
            try:
                record = next(records, None)
                page = _page(record, number) if record is not None else None
            except BaseException as error:  # a panic of its parser is no Exception
                if given.failed or not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
                    raise  # the store's fault, or Ctrl-C
                yield Page(number, path, error=f"the archive is damaged from here on: {error}")
                return
            if page is None:
                return
            yield page


class _Given:
    """What fastwarc reads from; knows whether it was the store that failed."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._at = 0
        self.failed = False

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        try:
            data = bytes(self._stream.read(size if size >= 0 else None))
        except OSError:
            self.failed = True
            raise
        self._at += len(data)
        return data


def _page(record: Any, number: int) -> Page:
    headers = record.headers
    media = (record.http_content_type or ("" if record.is_http else headers.get("Content-Type")) or "").lower()
    media = media.partition(";")[0].strip()
    url, fetched = headers.get("WARC-Target-URI"), headers.get("WARC-Date")
    name = name_of(url, media, number)
    if not (media in _READ or media.startswith(_OFFICE)):
        return Page(number, name, url=url, media=media, fetched=fetched)
    data = bytes(record.reader.read(LARGEST + 1))
    if len(data) > LARGEST:
        return Page(number, name, url=url, media=media, fetched=fetched, error=too_large())
    if len(data) < record.content_length and not _is_encoded(record):
        return Page(number, name, url=url, media=media, fetched=fetched, error="it breaks off: the archive is damaged")
    return Page(number, name, data, url, media, record.http_charset, fetched)


def _is_encoded(record: Any) -> bool:
    """Whether the page was packed for its way; then its length tells nothing."""
    headers = record.http_headers
    return headers is not None and any(headers.get(f"{one}-Encoding") for one in ("Content", "Transfer"))
