"""Statements in SDMX 3.0: data as SDMX-CSV and SDMX-ML, and the structure that explains them.

Each statement is an observation. Its dimensions are what makes its series, the statement itself (two documents may say
different things of the same), and the time. Names are no codes of SDMX: a code is a letter and the beginning of the
name's hash, the same in every file. Written in a stream; the structure comes last, when all codes are known.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from io import StringIO, TextIOWrapper
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, TextIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from hefu.errors import UsageError
from hefu.export.cited import COLUMNS, Cited, cells, from_row
from hefu.export.sdmxstructure import ABSENT, AGENCY, ATTRIBUTES, DIMENSIONS, DSD, VERSION, Codes, structure
from hefu.export.statements import harmless, plain, restored

STATUS = {"actual": "A", "estimate": "E", "target": "T"}
"""Modality: observation status."""

FIELDS = (*DIMENSIONS, "TIME_PERIOD", "OBS_VALUE", *ATTRIBUTES)
_LEADING = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
_LINES = 1000
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


def code(letter: str, name: str | None) -> str:
    """The code of a name; that of what is absent for None."""
    return f"{letter}{hashlib.sha256(name.encode()).hexdigest()[:12].upper()}" if name else ABSENT


def time_period(period: str | None, published: str | None) -> str:
    """A time as SDMX writes it: 2023-01/2023-11 is 2023-01-01/P11M. Where none is said, when the document is of."""
    first, _, last = (period or published or "9999").partition("/")
    if not last:
        return first
    if len(first) == 4:
        return f"{first}-01-01/P{int(last[:4]) - int(first) + 1}Y"
    if len(first) == 7:
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
        return f"{first}-01/P{months}M"
    days = date.fromisoformat(last) - date.fromisoformat(first) + timedelta(days=1)
    return f"{first}/P{days.days}D"


def observation(one: Cited, site: str, codes: Codes) -> dict[str, str]:
    """A statement as an observation, under the names of FIELDS; its codes are noted on the way."""
    said, row = one.statement, dict(zip(COLUMNS, cells(one, site), strict=True))
    concept = one.concept or said.indicator
    dimensions = {
        "REF_AREA": code("A", said.area), "INDICATOR": code("I", concept), "MEASURE": said.measure.upper(),
        "BASIS": code("B", said.basis), "HOLDER": code("H", said.holder), "UNIT_MEASURE": code("U", said.unit),
        "STATEMENT": f"{one.sha256[:16]}-{said.start}",
    }  # fmt: skip
    codes.note(area=said.area, indicator=concept, basis=said.basis, holder=said.holder, unit=said.unit, code=code)
    told = {name: row[column] for name, column in ATTRIBUTES.items() if column}
    told["FINDING"] = " ".join(one.findings)
    values = {
        **dimensions, "TIME_PERIOD": time_period(said.period, one.published), "OBS_VALUE": plain(said.value),
        "OBS_STATUS": STATUS[said.modality],
    }  # fmt: skip
    return values | {name: "" if value is None else str(value) for name, value in told.items()}


# ---------------------------------------------------------------- SDMX-CSV


def as_sdmx_csv(found: Iterable[Cited], site: str = "", codes: Codes | None = None) -> Iterator[str]:
    """SDMX-CSV 2.0, that of SDMX 3.0, in pieces."""
    buffer, noted = StringIO(), codes or Codes()
    writer = csv.writer(buffer)
    writer.writerow((*_LEADING, *FIELDS))
    rows = iter(found)
    while True:
        chunk = list(islice(rows, _LINES))
        writer.writerows(_row(one, site, noted) for one in chunk)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        if not chunk:
            return


def read_sdmx_csv(file: TextIO) -> Iterator[Cited]:
    """The statements of a file as `as_sdmx_csv` writes it; opened with `newline=""`."""
    for row in csv.DictReader(file):
        yield from_observation({name: restored(value or "") for name, value in row.items()})


def from_observation(row: dict[str, Any]) -> Cited:
    """The statement of an observation, from the names of FIELDS."""
    if missing := [name for name in FIELDS if name not in row]:
        raise UsageError(f"this is no table of observations of hefu: it lacks {', '.join(missing)}")
    back = {column: row[name] for name, column in ATTRIBUTES.items() if column}
    modality = next((word for word, status in STATUS.items() if status == row["OBS_STATUS"]), "")
    measure = str(row["MEASURE"]).lower()
    return from_row(
        back | {"modality": modality, "measure": measure, "value": row["OBS_VALUE"], "findings": row["FINDING"]}
    )


# ---------------------------------------------------------------- SDMX-ML


def as_sdmx_ml(found: Iterable[Cited], site: str = "", codes: Codes | None = None) -> Iterator[str]:
    """SDMX-ML 3.0, structure specific, one observation a line. What XML cannot hold is written _x0001_."""
    noted = codes or Codes()
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:{DSD}({VERSION})"
    base = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<mes:StructureSpecificData'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xmlns:mes="{base}/message" xmlns:ss="{base}/data/structurespecific" xmlns:com="{base}/common"'
        f' xmlns:ns1="{urn}:ObsLevelDim:AllDimensions">\n'
        "<mes:Header><mes:ID>hefu</mes:ID><mes:Test>false</mes:Test>"
        f'<mes:Prepared>{date.today():%Y-%m-%d}T00:00:00Z</mes:Prepared><mes:Sender id="{AGENCY}"/>'
        f'<mes:Structure structureID="{DSD}" namespace="{urn}" dimensionAtObservation="AllDimensions">'
        f"<com:StructureUsage>{urn}</com:StructureUsage></mes:Structure></mes:Header>\n"
        f'<mes:DataSet ss:structureRef="{DSD}" xsi:type="ns1:DataSetType" action="Information">\n'
    )
    for one in found:
        values = observation(one, site, noted)
        yield "<Obs" + "".join(f" {name}={_quoted(value)}" for name, value in values.items() if value) + "/>\n"
    yield "</mes:DataSet>\n</mes:StructureSpecificData>\n"


def _quoted(value: str) -> str:
    return quoteattr(_UNPRINTED.sub(lambda found: f"_x{ord(found[0]):04X}_", value))


def uncoded(value: str) -> str:
    """A value of SDMX-ML as it was before what XML cannot hold was written otherwise."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), value)


# ---------------------------------------------------------------- all of it


def write_sdmx(found: Iterable[Cited], out: IO[bytes], site: str = "") -> None:
    """A zip with structure.xml, data.xml and data.csv."""
    codes = Codes()
    with TemporaryFile() as rows, ZipFile(out, "w", ZIP_DEFLATED) as folder:
        text = TextIOWrapper(rows, "utf-8", newline="", write_through=True)
        kept = _copied(found, text, site)
        with folder.open("data.xml", "w", force_zip64=True) as member:
            for piece in as_sdmx_ml(kept, site, codes):
                member.write(piece.encode())
        text.flush()
        rows.seek(0)
        with folder.open("data.csv", "w", force_zip64=True) as member:
            while piece_ := rows.read(1 << 16):
                member.write(piece_)
        folder.writestr("structure.xml", structure(codes))
        text.detach()


def _copied(found: Iterable[Cited], text: TextIO, site: str) -> Iterator[Cited]:
    """The statements; on the way they are written as SDMX-CSV."""
    writer = csv.writer(text)
    writer.writerow((*_LEADING, *FIELDS))
    noted = Codes()
    for one in found:
        writer.writerow(_row(one, site, noted))
        yield one


def _row(one: Cited, site: str, codes: Codes) -> tuple[str, ...]:
    values = observation(one, site, codes)
    return ("dataflow", f"{AGENCY}:{DSD}({VERSION})", "I", *(harmless(values[name]) for name in FIELDS))


def read_sdmx(file: IO[bytes]) -> Iterator[Cited]:
    """The statements of a zip as `write_sdmx` writes it."""
    with ZipFile(file) as folder:
        if "data.csv" not in folder.namelist():
            raise UsageError("this is no zip of SDMX data of hefu: it lacks data.csv")
        with folder.open("data.csv") as member:
            yield from read_sdmx_csv(TextIOWrapper(member, "utf-8", newline=""))
