"""Invented pages, as archives, tables and lines: some with figures, most without."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path

REPORT = """<html><head><meta charset="utf-8"><title>{year}年云澜市国民经济和社会发展统计公报</title></head><body>
<h1>{year}年云澜市国民经济和社会发展统计公报</h1>
<p>初步核算，全年地区生产总值{gdp}亿元，比上年增长{growth}%。粮食产量12.5万吨，增长1.2%。</p>
<p>年末全市常住人口288.9万人，其中城镇人口188.1万人，乡村人口120.3万人。</p></body></html>"""
"""The two parts of the population are more than the whole: a finding."""

ENGLISH = "<html><body><p>Sales grew 5.2% to 389 million in 2023.</p></body></html>"
NOTICE = "<html><body><p>各科室要统一思想，提高认识，于2023年5月6日前完成学习任务。</p></body></html>"


def report(number: int) -> str:
    """A page with six statements and a finding, another one for each number."""
    return REPORT.format(year=2010 + number % 14, gdp=f"{500 + number}.{number % 10}", growth=f"{3 + number % 5}.5")


def warc(path: Path, pages: Sequence[tuple[str, str, bytes]]) -> Path:
    """An archive of (address, type, bytes), each record packed by itself, as crawlers write them."""
    out = io.BytesIO()
    for number, (url, media, body) in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-01T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out.write(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    path.write_bytes(out.getvalue())
    return path


def jsonl(path: Path, rows: Sequence[object]) -> Path:
    """One object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def rows(first: int, count: int) -> list[dict[str, object]]:
    """Rows of which every fifth is a report."""
    return [
        {"url": f"https://example.org/{n}.html", "html": report(n) if n % 5 == 0 else ENGLISH if n % 2 else NOTICE}
        for n in range(first, first + count)
    ]
