"""The structure of our SDMX data: concepts, code lists, the data structure and its flow, as SDMX-ML 3.0."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from hefu.export.cited import columns

AGENCY, DSD, VERSION = "HEFU", "STATEMENTS", "1.0.0"
ABSENT = "_Z"
"""The code of SDMX for what does not apply."""

DIMENSIONS = {
    "REF_AREA": "CL_AREA", "INDICATOR": "CL_INDICATOR", "MEASURE": "CL_MEASURE", "BASIS": "CL_BASIS",
    "HOLDER": "CL_HOLDER", "UNIT_MEASURE": "CL_UNIT", "STATEMENT": "",
}  # fmt: skip
"""Dimension: its code list."""

ATTRIBUTES = {
    "OBS_STATUS": "", "FINDING": "", "DOC": "doc", "START": "start", "END": "end", "QUOTE": "quote",
    "INDICATOR_TEXT": "indicator", "VALUE_PRINTED": "value_printed", "VALUE_MAX": "value_max",
    "VALUE_MAX_PRINTED": "value_max_printed", "BOUND": "bound", "UNIT_TEXT": "unit", "BASIS_TEXT": "basis",
    "AREA_TEXT": "area", "AREA_CODE": "area_code", "HOLDER_TEXT": "holder", "PERIOD": "period",
    "CONFIDENCE": "confidence", "SENTENCE": "sentence", "CONCEPT": "concept", "TITLE": "title",
    "PUBLISHED": "published", "FILE": "file", "SOURCE": "link",
}  # fmt: skip
"""Attribute of an observation: the column of the tables that it holds, if it is one of them."""

_NAMES = {
    "REF_AREA": ("area", "地区"), "INDICATOR": ("indicator", "指标"), "MEASURE": ("measure", "量度"),
    "BASIS": ("what it is compared with", "比较基准"), "HOLDER": ("what it is about within the area", "所属单位"),
    "UNIT_MEASURE": ("unit", "计量单位"), "STATEMENT": ("the statement: document and place", "陈述：文件与位置"),
    "TIME_PERIOD": ("time; the document's date where PERIOD is empty", "时期；PERIOD 为空时是文件日期"),
    "OBS_VALUE": ("value", "数值"), "OBS_STATUS": ("observation status", "观测状态"),
    "FINDING": ("findings", "所涉发现"),
}  # fmt: skip

_MEASURES = {
    "LEVEL": "水平", "GROWTH": "增速", "CHANGE": "增减量", "RATIO": "占比", "GAP": "差距", "MULTIPLE": "倍数",
}  # fmt: skip
_STATUSES = {"A": ("normal", "正常值"), "E": ("estimate", "预计"), "T": ("target", "目标")}


class Codes:
    """The codes that data use, with their names, by code list."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[str, str]] = {"AREA": {}, "INDICATOR": {}, "BASIS": {}, "HOLDER": {}, "UNIT": {}}

    def note(
        self, *, area: str | None, indicator: str, basis: str | None, holder: str | None, unit: str,
        code: Callable[[str, str | None], str],
    ) -> None:  # fmt: skip
        """Takes the names of an observation down."""
        said = {"AREA": area, "INDICATOR": indicator, "BASIS": basis, "HOLDER": holder, "UNIT": unit}
        for name, words in said.items():
            self.lists[name][code(name[0], words)] = words or "—"


def structure(codes: Codes) -> str:
    """The structure message for data with these codes."""
    base = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<mes:Structure xmlns:mes="{base}/message" xmlns:str="{base}/structure" xmlns:com="{base}/common">',
            "<mes:Header><mes:ID>hefu</mes:ID><mes:Test>false</mes:Test>"
            f'<mes:Prepared>{date.today():%Y-%m-%d}T00:00:00Z</mes:Prepared><mes:Sender id="{AGENCY}"/></mes:Header>',
            "<mes:Structures>",
            "<str:Codelists>", *_codelists(codes), "</str:Codelists>",
            "<str:ConceptSchemes>", *_concepts(), "</str:ConceptSchemes>",
            f'<str:Dataflows><str:Dataflow {_identity(DSD)}>{_name("Statements", "陈述")}'
            f"<str:Structure>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{DSD}({VERSION})"
            "</str:Structure></str:Dataflow></str:Dataflows>",
            "<str:DataStructures>", *_components(), "</str:DataStructures>",
            "</mes:Structures>", "</mes:Structure>", "",
        )
    )  # fmt: skip


def _codelists(codes: Codes) -> Iterator[str]:
    for name, found in codes.lists.items():
        yield from _codelist(name, ((code, _name(words, words)) for code, words in sorted(found.items())))
    yield from _codelist("MEASURE", ((code, _name(code.lower(), zh)) for code, zh in _MEASURES.items()))
    yield from _codelist("OBS_STATUS", ((code, _name(*words)) for code, words in _STATUSES.items()))


def _codelist(name: str, found: Iterable[tuple[str, str]]) -> Iterator[str]:
    title = name.lower().replace("_", " ")
    yield f'<str:Codelist {_identity(f"CL_{name}")} isPartial="false">{_name(title, _TITLES[name])}'
    yield from (f"<str:Code id={quoteattr(code)}>{words}</str:Code>" for code, words in found)
    yield "</str:Codelist>"


_TITLES = {
    "AREA": "地区", "INDICATOR": "指标", "BASIS": "比较基准", "HOLDER": "所属单位", "UNIT": "计量单位",
    "MEASURE": "量度", "OBS_STATUS": "观测状态",
}  # fmt: skip


def _concepts() -> Iterator[str]:
    meanings = {one.name: (one.en, one.zh) for one in columns()}
    told = {name: meanings[column] for name, column in ATTRIBUTES.items() if column} | _NAMES
    yield f'<str:ConceptScheme {_identity("CS_HEFU")} isPartial="false">{_name("Concepts", "概念")}'
    yield from (f'<str:Concept id="{name}">{_name(*words)}</str:Concept>' for name, words in told.items())
    yield "</str:ConceptScheme>"


def _components() -> Iterator[str]:
    yield f"<str:DataStructure {_identity(DSD)}>{_name('Statements', '陈述')}<str:DataStructureComponents>"
    yield "<str:DimensionList>"
    for number, (name, codelist) in enumerate(DIMENSIONS.items(), 1):
        yield f'<str:Dimension id="{name}" position="{number}">{_represented(name, codelist)}</str:Dimension>'
    time = _represented("TIME_PERIOD", "", "ObservationalTimePeriod")
    yield f'<str:TimeDimension id="TIME_PERIOD">{time}</str:TimeDimension></str:DimensionList><str:AttributeList>'
    for name in ATTRIBUTES:
        use = "mandatory" if name == "OBS_STATUS" else "optional"
        yield (
            f'<str:Attribute usage="{use}" id="{name}">'
            f"{_represented(name, 'CL_OBS_STATUS' if name == 'OBS_STATUS' else '')}"
            "<str:AttributeRelationship><str:Observation/></str:AttributeRelationship></str:Attribute>"
        )
    yield "</str:AttributeList><str:MeasureList>"
    yield f'<str:Measure id="OBS_VALUE">{_represented("OBS_VALUE", "", "Decimal")}</str:Measure></str:MeasureList>'
    yield "</str:DataStructureComponents></str:DataStructure>"


def _represented(concept: str, codelist: str, kind: str = "String") -> str:
    urn = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{codelist}({VERSION})"
    said = f"<str:Enumeration>{urn}</str:Enumeration>" if codelist else f'<str:TextFormat textType="{kind}"/>'
    return (
        f"<str:ConceptIdentity>urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CS_HEFU({VERSION}).{concept}"
        f"</str:ConceptIdentity><str:LocalRepresentation>{said}</str:LocalRepresentation>"
    )


def _identity(name: str) -> str:
    return f'id="{name}" version="{VERSION}" isExternalReference="false" agencyID="{AGENCY}"'


def _name(en: str, zh: str) -> str:
    return f'<com:Name xml:lang="en">{_clean(en)}</com:Name><com:Name xml:lang="zh">{_clean(zh)}</com:Name>'


def _clean(words: str) -> str:
    return escape("".join(char if char >= " " and char not in "\ufffe\uffff" else " " for char in words))
