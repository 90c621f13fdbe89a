"""A snapshot → the blocks of its report, in order."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hefu.report.ink import Block, Heading, Paragraph, Report, Run, Runs, Table, date, number, quote, record, words
from hefu.report.snapshot import Judged, Snapshot

_NUMBERED = {"zh": "一二三四五六七八九十", "en": "123456789"}


@lru_cache(1)
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@dataclass(slots=True)
class Draft:
    """A report in the making: the snapshot, and the blocks so far."""

    snapshot: Snapshot
    blocks: list[Block] = field(default_factory=list)
    sections: int = 0

    def text(self, name: str) -> str:
        """Our words of this name in the report's language."""
        return _words()[self.snapshot.language][name]

    def say(self, name: str, style: str = "") -> Run:
        """The same as a run."""
        return words(self.text(name), style)

    def section(self, name: str) -> None:
        """Begins a section, with its number."""
        sign = _NUMBERED[self.snapshot.language][self.sections]
        gap = "、" if self.snapshot.language == "zh" else "  "
        self.sections += 1
        self.blocks.append(Heading(1, (number(sign), words(gap), self.say(name)), f"s{self.sections}"))

    def paragraph(self, *runs: Run, style: str = "") -> None:
        self.blocks.append(Paragraph(runs, style))

    def heads(self, *names: str) -> tuple[Runs, ...]:
        """The cells of a table's head."""
        return tuple((self.say(name, "strong"),) for name in names)

    def evidence(self, passage: int, *, style: str = "") -> Run:
        """A figure as its passage prints it, leading there."""
        return quote(flat(self.snapshot.passages[passage].quote).strip(), f"e{passage + 1}", style=style)

    def formula(self, text: str) -> str:
        """The arithmetic with its words in the report's language; its numbers stay as they are."""
        if self.snapshot.language == "zh":
            for name in ("of_the_time", "line"):
                before, after = _words()["en"][name].split("#"), _words()["zh"][name].split("#")
                text = re.sub(r"(-?[\d.]+%?)".join(map(re.escape, before)), r"\1".join(after), text)
        return text

    def verdict(self, target: Judged) -> Run:
        """The name of its verdict."""
        return words(dict(self.snapshot.verdicts)[target.verdict], f"v-{target.verdict}")

    @property
    def dash(self) -> Runs:
        return (self.say("dash", "faint"),)


def compose(snapshot: Snapshot) -> Report:
    """The report of a snapshot. The same snapshot gives the same blocks."""
    from hefu.report import appendix, parts, summary

    draft = Draft(snapshot)
    _cover(draft)
    summary.write(draft)
    parts.targets(draft)
    parts.measures(draft)
    parts.projects(draft)
    parts.problems(draft)
    parts.gaps(draft)
    parts.findings(draft)
    appendix.write(draft)
    title = f"{snapshot.title} {draft.text(snapshot.kind)}"
    return Report(snapshot.language, title, snapshot.when, snapshot.who, tuple(draft.blocks))


def _cover(draft: Draft) -> None:
    """The head of the report: of what, by whom, as of when, known by which snapshot."""
    held = draft.snapshot
    plan = f"d{held.plan + 1}"
    draft.blocks.append(Heading(0, (record(held.title, plan),), "top"))
    draft.paragraph(draft.say(held.kind), style="lead")
    rows: list[tuple[str, Run]] = [
        ("issuer", record(held.issuer, plan)),
        ("area", record(held.area, plan)),
        ("period", date(held.period)),
        ("above", record(held.above, plan)),
        ("as_of", date(held.as_of)),
        ("issued", date(held.when)),
        ("who", record(held.who, plan)),
        ("snapshot", record(held.sha256, plan, style="mono")),
    ]
    shown = tuple(((draft.say(name, "faint"),), (run,)) for name, run in rows if run.text)
    draft.blocks.append(Table((), shown, (2, 9), style="facts"))
    draft.paragraph(draft.say("intro"), style="note")


def flat(text: str) -> str:
    """On one line: quotes of tables and of broken lines have ends of lines in them."""
    return re.sub(r"\s+", " ", text)
