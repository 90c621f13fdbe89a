"""HTML as a tree of elements and pieces of text, each with its offset in the source.

A tolerant tokenizer of our own: the libraries that build a tree do not say where a text stood, and a
document must lead back to its source, character by character. It never recurses and looks at each
character a fixed number of times, whatever the markup.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "frame", "keygen",
))  # fmt: skip
"""Elements without content."""
RAW = frozenset((
    "script", "style", "noscript", "template", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "svg",
    "math", "object",
))  # fmt: skip
"""Elements whose content is no text of the page."""
_FOREIGN = frozenset(["svg", "math", "object"])
"""Those of them that may be empty: <svg/>."""
BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup",
    "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
"""Elements that begin a new line."""
_CELLS = frozenset(["td", "th"])
_ROWS = _CELLS | {"tr"}
_GROUPS = _ROWS | {"tbody", "thead", "tfoot"}
_LISTS = frozenset(["ul", "ol", "dl", "table", "td", "th", "section", "article", "body", "select"])
_TABLES = frozenset(["table", "body"])
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), _LISTS),
    "dt": (frozenset(["dt", "dd"]), _LISTS),
    "dd": (frozenset(["dt", "dd"]), _LISTS),
    "option": (frozenset(["option"]), _LISTS),
    "td": (_CELLS, _TABLES | {"tr"}),
    "th": (_CELLS, _TABLES | {"tr"}),
    "tr": (_ROWS, _TABLES),
    "tbody": (_GROUPS, _TABLES),
    "thead": (_GROUPS, _TABLES),
    "tfoot": (_GROUPS, _TABLES),
}
"""Which open elements an element closes, and where the search for them stops."""
_DEEPEST = 256
"""The tags of elements deeper than this are passed over; their text belongs to the last one above."""

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]*))?""")


@dataclass(slots=True)
class Tree:
    """Elements in document order, by number; element 0 is the page.

    attributes: where the attributes of an element stand in the source.
    starts, ends, owners, breaks: the pieces of text, the element each is in, whether a line begins before it.
    firsts, lasts: which pieces an element holds.
    """

    source: str
    tags: list[str] = field(default_factory=lambda: [""])
    parents: list[int] = field(default_factory=lambda: [0])
    attributes: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    firsts: list[int] = field(default_factory=lambda: [0])
    lasts: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    claims: list[dict[str, str]] = field(default_factory=list)
    title: str = ""

    def attribute(self, element: int) -> dict[str, str]:
        """The attributes of an element, names in lower case, values with entities decoded."""
        start, end = self.attributes[element]
        return attributes(self.source[start:end])


def attributes(words: str) -> dict[str, str]:
    """The attributes in a tag. The first of two with one name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(words):
        value = (match[2] or "").strip("\"'")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def parse(source: str) -> Tree:
    """The tree of a page. Nothing is an error: what cannot be a tag is text."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = Tree(source)
        self.open: list[int] = [0]
        self.opened: Counter[str] = Counter()
        self.broken = True
        self.unclosed: set[str] = set()

    def run(self) -> Tree:
        source, position, length = self.source, 0, len(self.source)
        while position < length:
            bracket = source.find("<", position)
            if bracket < 0:
                bracket = length
            if bracket > position:
                self._text(position, bracket)
            position = self._markup(bracket) if bracket < length else length
        while self.open:
            self._pop()
        return self.tree

    def _markup(self, bracket: int) -> int:
        """Takes what begins at `<`; returns where to go on."""
        source = self.source
        after = source[bracket + 1 : bracket + 2]
        if after == "!":
            return self._comment(bracket)
        if after == "?":
            return self._past(">", bracket + 2)
        closing = after == "/"
        name = _NAME.match(source, bracket + 1 + closing)
        if name is None:
            self._text(bracket, bracket + 1)
            return bracket + 1
        end = self._tag_end(name.end())
        tag = name[0].lower()
        if closing:
            self._close(tag)
            return end
        return self._element(tag, name.end(), end)

    def _comment(self, bracket: int) -> int:
        if self.source.startswith("<!--", bracket):
            return self._past("-->", bracket + 4)
        if self.source.startswith("<![CDATA[", bracket):
            return self._past("]]>", bracket + 9)
        return self._past(">", bracket + 2)

    def _past(self, mark: str, position: int) -> int:
        """Behind the next `mark`; the end of the page when there is none."""
        if mark in self.unclosed:
            return position
        found = self.source.find(mark, position)
        if found < 0:
            self.unclosed.add(mark)
            return position
        return found + len(mark)

    def _tag_end(self, position: int) -> int:
        """Behind the `>` of a tag; one inside a quoted value is none."""
        if ">" in self.unclosed:
            return len(self.source)
        found = self.source.find(">", position)
        if found < 0:
            self.unclosed.add(">")
            return len(self.source)
        for quote in "\"'":
            if self.source.count(quote, position, found) % 2:
                closing = self.source.find(quote, found, found + 2000)
                further = self.source.find(">", closing, closing + 2000) if closing > 0 else -1
                return (further if further > 0 else found) + 1
        return found + 1

    def _element(self, tag: str, start: int, end: int) -> int:
        if tag in BLOCK:
            self.broken = True
            self._close_implied(tag)
        if tag == "meta":
            self.tree.claims.append(attributes(self.source[start : end - 1]))
        if tag in RAW:
            return self._raw(tag, end)
        if tag in VOID or len(self.open) >= _DEEPEST:
            return end
        tree = self.tree
        tree.tags.append(tag)
        tree.parents.append(self.open[-1])
        tree.attributes.append((start, max(end - 1, start)))
        tree.firsts.append(len(tree.starts))
        tree.lasts.append(-1)
        self.open.append(len(tree.tags) - 1)
        self.opened[tag] += 1
        return end

    def _raw(self, tag: str, position: int) -> int:
        """Skips an element whose content is no text; keeps the page's title."""
        if tag in self.unclosed or (tag in _FOREIGN and self.source[position - 2] == "/"):
            return position
        closing = re.compile(rf"</{tag}\b[^>]*>", re.I).search(self.source, position)
        if closing is None:
            self.unclosed.add(tag)
            return len(self.source) if tag in ("script", "style") else position
        if tag == "title" and not self.tree.title:
            self.tree.title = html.unescape(self.source[position : closing.start()]).strip()
        return closing.end()

    def _close_implied(self, tag: str) -> None:
        """Closes what HTML lets an author leave open: a paragraph, an item, a cell, a row."""
        tags, stack = self.tree.tags, self.open
        if tag not in _CLOSES:
            if tag != "br" and tags[stack[-1]] == "p":
                self._pop()
            return
        closes, fences = _CLOSES[tag]
        if not any(self.opened[name] for name in closes):
            return
        found = len(stack)
        for depth in range(len(stack) - 1, 0, -1):
            if tags[stack[depth]] in closes:
                found = depth
            elif tags[stack[depth]] in fences or (found < len(stack) and tags[stack[depth]] not in closes):
                break
        self._pop_to(found)

    def _close(self, tag: str) -> None:
        if tag in BLOCK:
            self.broken = True
        if not self.opened[tag]:
            return
        fences = _TABLES if tag in _GROUPS else _GROUPS | {"table"}
        for depth in range(len(self.open) - 1, 0, -1):
            name = self.tree.tags[self.open[depth]]
            if name == tag:
                self._pop_to(depth)
                return
            if name in fences and tag not in ("table", "body", "html"):
                return

    def _pop_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self._pop()

    def _pop(self) -> None:
        element = self.open.pop()
        self.opened[self.tree.tags[element]] -= 1
        self.tree.lasts[element] = len(self.tree.starts)

    def _text(self, start: int, end: int) -> None:
        tree = self.tree
        if not self.broken and tree.ends and tree.ends[-1] == start and tree.owners[-1] == self.open[-1]:
            tree.ends[-1] = end
            return
        if self.broken and self.source[start:end].isspace():
            return
        tree.starts.append(start)
        tree.ends.append(end)
        tree.owners.append(self.open[-1])
        tree.breaks.append(self.broken)
        self.broken = False
