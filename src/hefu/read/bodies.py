"""Who issued a document, and which area it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hefu.errors import UnknownAreaError
from hefu.read.dates import find_date
from hefu.read.leaf import Leaf

if TYPE_CHECKING:
    from hefu.lexicon.areas import Area, Areas

_ENDING = re.compile(r"(?:自治区|自治州|特别行政区|自治县|地区|[省市州盟县区旗])")
_CONGRESS = re.compile(r"在\s*(?P<area>.{0,24}?)第[一二三四五六七八九十百\d]+届\s*(?P<nation>全国)?")
_BODY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,24}?(?:人民政府(?:办公[厅室])?|统计局|财政局|发展和改革委员会|委员会|常务委员会|人民代表大会))"
)
_BUREAU = r"(?<!开新)(?<!格)(?<!布)(?<!大)局"
"""局 of an office, not that of 开新局, 格局."""
_NAME = rf"[\u4e00-\u9fff]{{2,24}}(?:政府|{_BUREAU}|委员会|办公[室厅]|厅|部|院|委|署|调查队|大会)"
_SIGNED = re.compile(rf"(?P<name>{_NAME})(?:\s+{_NAME})*")
_OFFICE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,8}}兼)?(?P<name>[\u4e00-\u9fff]{{2,16}}?(?:{_BUREAU}|委员会|厅|委))"
    r"(?:代?(?:局长|主任|厅长)[\s\u3000]*[\u4e00-\u9fff\s·]{2,8})?"
)
_PAPER = re.compile(r"(?:第.{1,3}版\s*)?《?(?P<area>[\u4e00-\u9fff]{2,4})[日晚]报》?(?:\s|$)")
_LABEL = re.compile(r"(?:发布机构|发文机关|发布单位|发文单位|来\s*源)\s*[：:\t]\s*([\u4e00-\u9fff]{2,24})")
_SPEAKER = re.compile(r"代表(?P<state>国务院)|(?:代表|受)(?P<name>[\u4e00-\u9fff]{0,8}?(?P<own>人民政府))")
_OFFICIAL = re.compile(r"政府|局$|委员会|委$|办公[室厅]|厅$|部$|大会|调查队")
_FIRST = 12
_OFTEN = 5
"""So often at least the name of a province or city stands in a text that is about it."""
_FEW = 4
"""So many of its counties at least name a city."""
_WINDOW = 30_000
_OF_CITY = ("全市", "我市", "市政府", "市委")
_OF_PROVINCE = ("全省", "我省", "省政府", "全区", "我区", "自治区")

Found = tuple[str, str, int | None, int | None]
"""A value, the rule that found it, and the place of the words."""


def area_of(leaf: Leaf, title: Found | None, claims: dict[str, str], areas: Areas, year: int | None) -> Found | None:
    """The full official name of the area that a document is about; None when it does not say so plainly."""
    for words, start, rule in _namers(leaf, title, claims):
        found = _area_in(words, areas, year)
        if found:
            area, at, end = found
            if start is None and rule == "title" and title and title[2] is not None:
                place = leaf.text.find(words[at:end], title[2], title[3])
                start = place - at if place >= 0 else None
            return (area.name, rule, None, None) if start is None else (area.name, rule, start + at, start + end)
    return _often(leaf, areas, year) or _by_parts(leaf, areas, year)


def _namers(leaf: Leaf, title: Found | None, claims: dict[str, str]) -> Iterator[tuple[str, int | None, str]]:
    """Words that name the area, the most trusted first, with their place and the name of the rule."""
    for line in leaf.opening():
        match = _CONGRESS.search(line.words) if find_date(line.words) else None
        if match and match["nation"]:
            yield "全国", line.start + match.start("nation"), "congress"
        elif match and match["area"]:
            yield match["area"], line.start + match.start("area"), "congress"
    if title:
        whole = title[2] is not None and title[3] is not None and leaf.text[title[2] : title[3]] == title[0]
        yield title[0], title[2] if whole else None, "title"
    for line in leaf.opening():
        match = _SPEAKER.search(line.words)
        if match and match["state"]:
            yield "全国", None, "the State Council speaks"
        if _SIGNED.fullmatch(line.words) or (match and match["name"]):
            yield line.words[:30], line.start, "issuer"
    for line in leaf.own[:_FIRST]:
        paper = _PAPER.match(line.words)
        if paper:
            yield paper["area"], line.start + paper.start("area"), "masthead"
    yield claims.get("contentsource", ""), None, "html meta"


def _area_in(words: str, areas: Areas, year: int | None) -> tuple[Area, int, int] | None:
    """The first area that words name in full, or by the short name that they begin with."""
    if words == "全国":
        return areas.find("全国"), 0, 2
    for ending in _ENDING.finditer(words):
        for start in range(max(ending.end() - 14, 0), ending.start()):
            area = _known(words[start : ending.end()], areas, year)
            if area and area.level not in ("zone", "village"):
                return _extended(words, area, start, ending.end(), areas, year)
    year_first = re.match(r"(?:\d{4}年(?:度|上半年|[一二三四前]季度)?)?(?:关于)?", words)
    start = year_first.end() if year_first else 0
    for length in (4, 3, 2):
        area = _known(words[start : start + length], areas, year) if len(words) >= start + length else None
        if area and area.level in ("province", "city"):
            return area, start, start + length
    return None


def _extended(words: str, area: Area, start: int, end: int, areas: Areas, year: int | None) -> tuple[Area, int, int]:
    """The area, or the smaller one that is named right behind it: 苏州 → 苏州市, 呼伦贝尔市海拉尔区."""
    for ending in _ENDING.finditer(words, end, end + 10):
        try:
            inner = areas.find(words[start : ending.end()], year=year)
        except UnknownAreaError:
            continue
        if inner.level != "zone" and areas.within(inner, area):
            area, end = inner, ending.end()
    return area, start, end


def _known(name: str, areas: Areas, year: int | None) -> Area | None:
    if name not in areas:
        return None
    try:
        return areas.find(name, year=year)
    except UnknownAreaError:
        return None


def _often(leaf: Leaf, areas: Areas, year: int | None) -> Found | None:
    """The one city or province that a text names again and again, when it names no other nearly so often."""
    provinces = areas.province_short_names()
    cities = {areas.short_name(one): one for above in provinces.values() for one in areas.children(above, year)}
    province, times = _most_named(leaf.text, provinces)
    city, city_times = _most_named(leaf.text, {name: one for name, one in cities.items() if one.level == "city"})
    local, above = (sum(leaf.text.count(word) for word in words) for words in (_OF_CITY, _OF_PROVINCE))
    if city and city_times > 2 * times and local:
        name, area = city, cities[city]
    elif province and above > local:
        name, area = province, provinces[province]
    else:
        return None
    start = leaf.text.index(name)
    return area.name, "named again and again", start, start + len(name)


def _by_parts(leaf: Leaf, areas: Areas, year: int | None) -> Found | None:
    """The one city whose counties a text speaks of, when it speaks of its city (全市, 我市) without naming it."""
    text = leaf.text[:_WINDOW]
    if sum(text.count(word) for word in _OF_CITY) < _OFTEN or "记者" in text:
        return None
    cities = [city for above in areas.province_short_names().values() for city in areas.children(above, year)]
    named: Counter[str] = Counter()
    for city in cities:
        parts = {areas.short_name(part) for part in areas.children(city, year) if part.level == "county"}
        named[city.name] = sum(len(part) > 1 and part in text for part in parts) + (areas.short_name(city) in text)
    (first, times), (_, others) = named.most_common(2)
    return (first, "its counties are named", None, None) if times >= max(_FEW, 2 * others) else None


def _most_named(text: str, names: dict[str, Area]) -> tuple[str, int]:
    """The name that a text has most often, and how often; none when it is seldom or another is nearly as frequent."""
    counts = Counter({name: text.count(name) for name in names if name in text})
    (first, times), (_, others) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return (first, times) if times >= max(_OFTEN, 3 * others) else ("", 0)


def issuer_of(leaf: Leaf, title: Found | None, area: str | None) -> Found | None:
    """The public body that issued a document; None when it does not say so plainly."""
    for finder in (_signer, _titled, _labelled, _office):
        found = finder(leaf, title)
        if found:
            return _in_full(found[0], area), *found[1:]
    return _speaker(leaf, area)


def _in_full(name: str, area: str | None) -> str:
    """市统计局 and 统计局 of a city with the city's name."""
    if area and (name[0] in "省市区县州" or len(name) <= 4):
        return area + name.lstrip("省市区县州")
    return name


def _signer(leaf: Leaf, _title: Found | None) -> Found | None:
    """The body whose name stands right above a date."""
    for lines in (leaf.opening(), leaf.tail):
        for number, line in enumerate(lines[1:], 1):
            found = find_date(line.words)
            if found is None or found[2] - found[1] < len(line.words) - 2:
                continue
            first = number
            while first and _SIGNED.fullmatch(lines[first - 1].words):
                first -= 1
            if first < number:
                signed = _SIGNED.match(lines[first].words)
                name = signed["name"] if signed else lines[first].words
                return name, "signed", lines[first].start, lines[first].start + len(name)
    return None


def _titled(_leaf: Leaf, title: Found | None) -> Found | None:
    """某市人民政府关于印发…的通知"""
    match = _BODY.match(title[0]) if title else None
    if title is None or match is None or not title[0][match.end() :].startswith("关于"):
        return None
    start = title[2]
    return match["name"], "title", start, None if start is None else start + len(match["name"])


def _labelled(leaf: Leaf, _title: Found | None) -> Found | None:
    for line in leaf.all:
        match = _LABEL.search(line.words) if line.width < 200 else None
        if match and _OFFICIAL.search(match[1]):
            return match[1], "label", line.start + match.start(1), line.start + match.end(1)
    return None


def _office(leaf: Leaf, _title: Found | None) -> Found | None:
    """某市财政局局长 某某, on a line of its own before the text begins."""
    lines = leaf.head()
    for line in lines:
        match = _OFFICE.fullmatch(line.words) if any(find_date(other.words) for other in lines) else None
        if match:
            return match["name"], "speaker's office", line.start + match.start("name"), line.start + match.end("name")
    return None


def _speaker(leaf: Leaf, area: str | None) -> Found | None:
    """现在，我代表市人民政府，向大会报告工作: the government of the document's area."""
    for line in leaf.opening():
        match = _SPEAKER.search(line.words, 0, 120)
        if match and match["state"]:
            return "国务院", "speaker", line.start + match.start("state"), line.start + match.end("state")
        if match and area:
            start, end = line.start + match.start("name"), line.start + match.end("name")
            named = match["name"] if len(match["name"]) > 7 else area + match["own"]
            return named, "speaker", start, end
    return None
