"""What a document says of itself: title, issuer, date of publication, area, each with the words it was taken from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hefu.model import Evidence
from hefu.read.bodies import Found, area_of, issuer_of
from hefu.read.dates import parse_date
from hefu.read.leaf import Leaf
from hefu.read.parts import Parts
from hefu.read.published import published
from hefu.read.titles import title

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas

__all__ = ["Given", "Metadata", "describe", "parse_date"]


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a document; it overrides what the text says."""

    published: str | None = None
    area: str | None = None
    title: str | None = None

    def checked(self, areas: Areas) -> Given:
        """The same, the date as ISO 8601 and the area by its full name.

        Raises ImpossibleDateError and UnknownAreaError.
        """
        when = parse_date(self.published) if self.published is not None else None
        year = int(when[:4]) if when else None
        where = areas.find(self.area, year=year).name if self.area is not None else None
        return Given(when, where, self.title)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, issuer, date and area of a document, None for what nobody says, with the evidence."""

    title: str | None
    issuer: str | None
    published: str | None
    area: str | None
    evidence: tuple[Evidence, ...]


def describe(parts: Parts, given: Given, areas: Areas) -> Metadata:
    """What is known of a document. `given` was checked."""
    leaf = Leaf.of(parts)
    when = _given(given.published) or published(leaf, parts.claims)
    called = _given(given.title) or title(leaf, parts.claims)
    year = int(when[0][:4]) if when else None
    where = _given(given.area) or area_of(leaf, called, parts.claims, areas, year)
    who = issuer_of(leaf, called, where[0] if where else None)
    found = {"title": called, "issuer": who, "published": when, "area": where}
    return Metadata(
        **{field: value[0] if value else None for field, value in found.items()},
        evidence=tuple(Evidence(field, *value[1:]) for field, value in found.items() if value),
    )


_SOURCE = re.compile(
    r"(?:^|[\s\u3000])(?:来\s*源|稿\s*源|信息来源|文章来源)\s*[：:]\s*(?P<name>[^\s：:，。|｜【]{2,30})?"
)
_NO_SOURCE = re.compile(r"本[网站]|原创|互联网|网络|未知|访问|字体|时间|发布|浏览|作者|编辑")


def source_of(parts: Parts) -> str | None:
    """Who published a page (来源): what the page's own data say, else the words behind the label, or beneath it."""
    claimed = parts.claims.get("contentsource", "").strip()
    if claimed and not _NO_SOURCE.match(claimed):
        return claimed
    lines = Leaf.of(parts).all
    for number, line in enumerate(lines):
        label = _SOURCE.search(line.words)
        if label:
            following = lines[number + 1].words if number + 1 < len(lines) and label.end() == len(line.words) else ""
            name = label["name"] or following
            if 2 <= len(name) <= 30 and not _NO_SOURCE.match(name) and "。" not in name:
                return name
    return parts.claims.get("sitename", "").strip() or claimed or None


def _given(value: str | None) -> Found | None:
    return (value, "given", None, None) if value else None
