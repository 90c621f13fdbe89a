"""Bodies that are responsible for an item: 牵头单位, 责任单位, 配合单位, 由…负责.

A list of names stands behind a label (牵头单位：…), before a word that gives the role (…牵头，…配合), or in the
column of a table. Every name must be that of a body: hefu keeps nothing on persons, and a list behind 责任人 or
责任领导 is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hefu.lexicon.plan import any_of, load
from hefu.model import Cell, Document
from hefu.plan.model import Body, Item, Role
from hefu.plan.names import Name, is_body, is_official, names, pieces
from hefu.plan.reading import Left, Reading, item_at, reading


@dataclass(frozen=True, slots=True)
class Rule:
    """Where lists of bodies stand. example: names with their roles after =; near_miss: what names none."""

    name: str
    pattern: re.Pattern[str]
    example: str
    near_miss: str


_WORDS = load()["bodies"]
_ROLES: tuple[Role, ...] = ("support", "responsible", "lead")
_ROLE_OF: dict[str, Role] = {label: role for role in _ROLES for label in _WORDS[role]}
_LABELS = any_of([*_ROLE_OF, *_WORDS["persons"]])
_LABEL = rf"(?<![\u4e00-\u9fff])(?P<open>[【\[［]?)(?P<label>{_LABELS})(?:[】\]］]\s*[：:]?|[*\s]*(?:：|为：))[*\s]*"

RULES: tuple[Rule, ...] = (
    Rule(
        "label",
        re.compile(_LABEL),
        "（牵头单位：市发展改革委；责任单位：市财政局、各县（市、区）） = lead 市发展改革委, responsible 市财政局, "
        "responsible 各县（市、区）",
        "责任人：王小明",
    ),
    Rule(
        "role in brackets",
        re.compile(
            r"[（【\[［](?P<list>(?:[^（）【】\n]|（[^（）\n]*）){2,400}?(?:牵头|负责|落实|实施|配合|参与|参加|协助|支持|协办|推进)(?:等)?"
            r"(?:[，；。](?:[^（）【】\n]|（[^（）\n]*）){0,200})?)[）】\]］]"
        ),
        "（市发展改革委牵头，市财政局、市商务局等按职责分工负责） = lead 市发展改革委, responsible 市财政局, "
        "responsible 市商务局",
        "（对群众负责，对历史负责）",
    ),
    Rule(
        "list in brackets",
        re.compile(r"(?<=[。；])（(?P<list>(?:[^（）\n]|（[^（）\n]*）){3,300})）(?=\s*(?:\n|$))"),
        "建成智慧港口。（市交通运输局、市港口集团） = responsible 市交通运输局, responsible 市港口集团",
        "市残疾人联合会（市残联）",
    ),
    Rule(
        "由…负责",
        re.compile(r"(?<![自缘事])由(?P<list>[^。；\n由]{2,160}?(?:牵头|负责|会同)[^。；\n]{0,120})"),
        "由市水务局牵头，会同市财政局制定细则 = lead 市水务局, support 市财政局",
        "本办法由市水务局负责解释",
    ),
    Rule(
        "subject",
        re.compile(
            r"(?:(?<=[。；\n])|^)[ \t]*(?P<list>(?:各|市|省|区|县|州|自治区|国家)[^。；\n]{2,120}?"
            r"(?:牵头|负责)[^。；\n]{0,120})"
        ),
        "市财政局负责落实资金，市教育局牵头编制清单 = responsible 市财政局, lead 市教育局",
        "市教育局牵头举办了运动会",
    ),
    Rule(
        "column of a table",
        re.compile(rf"(?P<label>{_LABELS})"),
        "a column under 责任单位",
        "a column under 责任人",
    ),
)

_ROLE = re.compile(
    r"(?P<lead>(?:负责)?牵头(?:负责|抓总|落实|推进|实施|组织)?)"
    r"|(?P<support>(?:协同|积极)?(?:配合|协助|参与|协办|参加|支持)(?:落实|实施|做好)?)"
    r"|(?P<responsible>(?:(?:按|按照|根据)(?:各自)?(?:职责|职能)(?:分工|权限)?|分工|分别|共同|具体|组织|联合|抓好)*(?:负责|落实|实施|推进|承担))"
)
_TOGETHER = re.compile(r"(?:并)?(?:会同|联合|协同|商)")
_NO_DEED = re.compile(r"解释|人(?!民|力|才|口|防|员|大|工)|任|制|同志|举办|召开|主办|起草|申报|的|[^，。；]{0,12}了")
"""What follows 负责 or 牵头 where no task is given: 负责解释, 负责人, 牵头举办的."""
_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:名)?(?:在)?(?:首位|第一位|第一|最前|首个)[^。；]{0,10}为(?:牵头|主要责任|第一责任)"
)
_LIST_END = re.compile(r"[；。\n】\]］]")
_BRACKET_LABELS = frozenset(
    {"主办单位", "主办部门", "承办单位", "承办部门", "参加单位", "支持单位", "协办单位", "实施单位"}
)
"""Labels that programmes of events and the feet of pages have, too: they count in brackets only."""
_DATE = re.compile(r"[^、，]*(?:\d{4}年|年底|月底|长期|持续|全年|时限)[^、，]*")

Found = tuple[Role, Name]


def bodies(document: Document, items: Sequence[Item]) -> tuple[Body, ...]:
    """The bodies that the text makes responsible, in order, each with its item."""
    read = reading(document)
    left = Left(document)
    first_leads = _FIRST_LEADS.search(read.text) is not None
    found: dict[tuple[int, int], Body] = {}
    for group in (*_in_text(read), *_in_tables(document, read)):
        for role, name in _led(group) if first_leads else group:
            start, end = read.span(name.start, name.end)
            if not left.holds(start):
                words = "".join(name.words.split())
                found.setdefault((start, end), Body(item_at(items, start), role, words, start, end))
    return tuple(found[place] for place in sorted(found))


def _led(group: Sequence[Found]) -> list[Found]:
    """The names of a group; the first leads, where the document says so of every list."""
    if any(role == "lead" for role, _ in group):
        return list(group)
    return [
        ("lead" if place == 0 and role == "responsible" else role, name) for place, (role, name) in enumerate(group)
    ]


# ---------------------------------------------------------------- running text


def _in_text(read: Reading) -> Iterator[list[Found]]:
    label, bracket, listed, by, subject = RULES[:5]
    text = read.text
    for match in label.pattern.finditer(text):
        yield _labelled(text, match)
    for match in bracket.pattern.finditer(text):
        yield _by_role(text, *match.span("list"), is_body)
    for match in listed.pattern.finditer(text):
        yield _plain_list(text, *match.span("list"))
    for rule in (by, subject):
        for match in rule.pattern.finditer(text):
            yield _by_role(text, *match.span("list"), is_official, prose=True)


def _labelled(text: str, match: re.Match[str]) -> list[Found]:
    """The names behind a label, up to the next one or to where its bracket, clause or paragraph ends."""
    role = _ROLE_OF.get(match["label"])
    inside = _inside(text, match.start())
    if role is None or (match["label"] in _BRACKET_LABELS and not inside and not match["open"]):
        return []
    following = RULES[0].pattern.search(text, match.end())
    stop = min(_list_end(text, match.end()), following.start() if following else len(text))
    if re.search(r"[^、，；。\s]：", text[match.end() : stop]):
        stop = match.end() + re.search(r"[、，\s]*[^、，；。\s]{2,8}：", text[match.end() : stop]).start()  # type: ignore[union-attr]
    return list(_with_roles(text, match.end(), stop, role))


def _inside(text: str, at: int) -> bool:
    """Whether a bracket is open at a place of its line."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - 200) : at]
    return line.count("（") > line.count("）")


def _list_end(text: str, start: int) -> int:
    """Where a list ends: at a semicolon, a full stop, the end of the paragraph, or the bracket that it stands in."""
    depth = 0
    for at in range(start, min(start + 600, len(text))):
        depth += (text[at] == "（") - (text[at] == "）")
        if depth < 0 or (depth == 0 and _LIST_END.match(text, at)):
            return at
    return min(start + 600, len(text))


def _with_roles(text: str, start: int, end: int, role: Role) -> Iterator[Found]:
    """The names of a labelled list; a role in brackets behind a name counts for that name: 市教育局（牵头）."""
    for low, high in pieces(text, start, end):
        own = re.search(r"（(牵头|负责|配合)）$", text[low:high])
        for name in names(text, low, low + own.start() if own else high):
            yield ("lead" if own[1] == "牵头" else "support" if own[1] == "配合" else role) if own else role, name


def _plain_list(text: str, start: int, end: int) -> list[Found]:
    """A bracket with nothing but names of public bodies and a date."""
    found: list[Found] = []
    for low, high in pieces(text, start, end, "、，；"):
        known = list(names(text, low, high))
        if not all(is_official(name.words) for name in known) or not (known or _DATE.fullmatch(text, low, high)):
            return []
        found += [("responsible", name) for name in known]
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """What a piece of a clause says. role: of the names up to here.  joins: its names help those before (会同).

    refused: what follows gives no task (负责解释).
    """

    names: list[Name]
    role: Role | None = None
    joins: bool = False
    refused: bool = False


def _by_role(text: str, start: int, end: int, accept: Callable[[str], bool], *, prose: bool = False) -> list[Found]:
    """Names up to the word that gives their role: …牵头，…、…配合. In prose the first other word ends what is read."""
    found: list[Found] = []
    waiting: list[Name] = []
    helping = False
    for low, high in pieces(text, start, end, "、，；"):
        parts = list(_parts(text, low, high))
        if not parts and prose and not found and not waiting:
            return []
        for part in parts:
            good = [name for name in part.names if accept(name.words)]
            if part.refused or (prose and len(good) < len(part.names)):
                return found
            if part.joins:
                found += [("lead", name) for name in waiting]
                waiting, helping = [], True
            waiting += good
            if helping or part.role:
                found += [("support" if helping else part.role or "responsible", name) for name in waiting]
                waiting, helping = [], helping and part.role is None
    return found


def _parts(text: str, low: int, high: int) -> Iterator[_Part]:
    """What a piece says: names with the role behind them, and those that join them."""
    joins = _TOGETHER.match(text, low, high)
    low = joins.end() if joins else low
    for match in _ROLE.finditer(text, low, high):
        known = list(names(text, low, match.start()))
        if known or match.start() == low or text[low : match.start()].startswith("等"):
            role: Role = match.lastgroup  # type: ignore[assignment]
            refused = _NO_DEED.match(text, match.end(), high) is not None
            yield _Part(known, role, joins is not None, refused)
            yield from _joined(text, match.end(), high)
            return
    inner = _TOGETHER.search(text, low, high)
    known = list(names(text, low, inner.start() if inner else high)) or ([] if inner else _prefix(text, low, high))
    if known:
        yield _Part(known, joins=joins is not None)
        if inner:
            yield from _joined(text, inner.start(), high)


def _joined(text: str, low: int, high: int) -> Iterator[_Part]:
    """The body behind 会同, if that is what follows."""
    if joined := _TOGETHER.match(text, low, high):
        yield _Part(_prefix(text, joined.end(), high), joins=True)


def _prefix(text: str, low: int, high: int) -> list[Name]:
    """The longest beginning of a piece that is the name of a public body: 市财政局 of 市财政局制定办法."""
    for end in range(min(high, low + 20), low + 2, -1):
        known = list(names(text, low, end))
        if (
            known
            and all(is_official(name.words) for name in known)
            and not text[end:high].startswith(("局", "委", "会"))
        ):
            return known
    return []


# ---------------------------------------------------------------- tables


def _in_tables(document: Document, read: Reading) -> Iterator[list[Found]]:
    """The names in the columns of tables that a label heads."""
    for table in document.tables:
        for role, cell in _columns(document, table.cells):
            start, end = read.at(cell.start), read.at(cell.end)
            yield list(_with_roles(read.text, start, end, role))


def _columns(document: Document, cells: Iterable[Cell]) -> Iterator[tuple[Role, Cell]]:
    heads: dict[int, Role | None] = {}
    for cell in cells:
        words = "".join(document.text[cell.start : cell.end].split())
        label = RULES[5].pattern.fullmatch(words)
        if label or re.fullmatch(r".*(?:时限|期限|备注|内容|任务|序号|进度)", words):
            heads[cell.column] = _ROLE_OF.get(label["label"]) if label else None
        elif role := heads.get(cell.column):
            yield role, cell
