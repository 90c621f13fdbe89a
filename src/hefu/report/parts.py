"""The body of the report: target by target, measures, projects, problems, gaps, findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hefu.plan.assessment import WORST_FIRST
from hefu.report import chart
from hefu.report.compose import Draft
from hefu.report.ink import Heading, Run, Runs, Table, computed, count, date, mark, marks, record, words
from hefu.report.snapshot import Judged, Section

_GAP = re.compile(r" {2,}")
"""Between the columns of arithmetic, which are aligned for terminals."""


def targets(draft: Draft) -> None:
    """Each target with its verdict, how it came about, its evidence and its chart."""
    draft.section("target_by_target")
    every = draft.snapshot.targets
    if not every:
        draft.paragraph(draft.say("none_in_scope"))
        return
    draft.paragraph(draft.say("legend"), style="note")
    for n, one in enumerate(every, 1):
        name = (mark(f"t{n}", "no"), words("  "), record(one.indicator, f"e{one.target + 1}"), words("  "))
        draft.blocks.append(Heading(2, (*name, draft.verdict(one)), f"t{n}"))
        facts = tuple(((draft.say(label, "faint"),), runs) for label, runs in _facts(draft, one))
        draft.blocks.append(Table((), facts, (2, 13), style="facts"))
        if picture := chart.draw(draft, one):
            draft.blocks.append(picture)


def _facts(draft: Draft, one: Judged) -> Iterator[tuple[str, Runs]]:
    """The lines below a target's heading, by their labels."""
    kind = {True: "binding", False: "expected", None: ""}[one.binding]
    due: Runs = (words(" · "), date(one.period)) if one.period else ()
    yield "aim", (*_figure(draft, one.target), *due, *((words(" · "), draft.say(kind)) if kind else ()))
    if one.base is not None:
        yield "base", _figure(draft, one.base)
    if one.results:
        yield "results", _results(draft, one)
    note = (words(" · "), draft.say("provisional", "tag")) if one.provisional else ()
    yield "verdict", (draft.verdict(one), *note)
    if one.rule and one.rule != one.reason:
        yield "rule", (words(one.rule),)
    if one.formula:
        yield "formula", (computed(draft.formula(one.formula), _inputs(one), "formula"),)
    if one.progress:
        yield "progress", (computed(one.progress, _inputs(one)),)
    if one.reason:
        yield "reason", (words(one.reason),)
    others = [p for p in one.series if p.passage not in one.results]
    if others:
        yield "all_results", tuple(run for point in one.series for run in (
            date(point.period, "faint"), words(" "), *_figure(draft, point.passage), words("　")))  # fmt: skip


def _figure(draft: Draft, passage: int) -> Runs:
    return (draft.evidence(passage, style="strong"), *marks([f"e{passage + 1}"]))


def _results(draft: Draft, one: Judged) -> Runs:
    runs: list[Run] = []
    for passage, period in zip(one.results, one.result_periods, strict=True):
        runs += [date(period, "faint"), words(" "), *_figure(draft, passage), words("　")]
    return tuple(runs)


def _inputs(one: Judged) -> list[str]:
    """The evidence that the arithmetic of a target rests on."""
    return [f"e{p + 1}" for p in (one.target, *([] if one.base is None else [one.base]), *one.results)]


def measures(draft: Draft) -> None:
    """The plan's parts, each with the verdicts of the targets below it, counted."""
    sections = draft.snapshot.sections
    if not sections:
        return
    draft.section("measures")
    draft.paragraph(draft.say("measures_note"), style="note")
    rows = []
    for one in sections:
        indent = words("　" * (one.level - 1))
        rows.append(((indent, draft.evidence(one.passage, style="strong" if one.level == 1 else "")),
                     _tally(draft, _below(draft, one))))  # fmt: skip
    draft.blocks.append(Table(draft.heads("part", "verdicts"), tuple(rows), (8, 7), style="list"))


def _below(draft: Draft, section: Section) -> list[int]:
    """Numbers of the targets that stand in an item or below it."""
    inside = {section.number}
    for one in draft.snapshot.sections:
        if one.parent in inside:
            inside.add(one.number)
    return [n for n, one in enumerate(draft.snapshot.targets, 1) if one.item in inside]


def _tally(draft: Draft, numbers: list[int]) -> Runs:
    """The verdicts of these targets, the worst first, with how many have each."""
    if not numbers:
        return (draft.say("no_target", "faint"),)
    names, runs = dict(draft.snapshot.verdicts), []
    for verdict in WORST_FIRST:
        rows = [f"t{n}" for n in numbers if draft.snapshot.targets[n - 1].verdict == verdict]
        if rows:
            runs += [words(f"{names[verdict]} ", f"v-{verdict}"), count(rows), words("　")]
    return tuple(runs)


def projects(draft: Draft) -> None:
    """The projects that the plan names, as it prints them."""
    works = draft.snapshot.works
    if not works:
        return
    draft.section("projects")
    draft.paragraph(draft.say("projects_note"), style="note")
    rows = []
    for one in works:
        ref = f"e{one.passage + 1}"
        said = ((record(text, ref),) if text else draft.dash for text in (one.kind, one.place, one.stage))
        rows.append((_figure(draft, one.passage), *said))
    draft.blocks.append(
        Table(draft.heads("project", "kind", "place", "stage"), tuple(rows), (9, 2, 3, 2), style="list")
    )


def problems(draft: Draft) -> None:
    """The problems that people keep a list of, where they do."""
    draft.section("problems")
    found = draft.snapshot.problems
    if not found:
        draft.paragraph(draft.say("problems_none" if found is None else "problems_empty"))
        return
    rows, refs, solved = [], [], []
    for n, one in enumerate(found, 1):
        ref = f"p{n}"
        refs.append(ref)
        solved += [ref] if one.solved else []
        days = ((date(day),) if day else draft.dash for day in (one.found, one.due, one.solved, one.checked))
        texts = ((record(text, ref),) if text else draft.dash for text in (one.title, one.body, one.measure))
        rows.append(((mark(ref),), *texts, *days))
    draft.paragraph(
        draft.say("problems_solved"), count(solved, "strong"), draft.say("problems_of"), count(refs, "strong")
    )
    names = ("no", "problem", "body", "measure", "found", "due", "solved", "checked")
    draft.blocks.append(Table(draft.heads(*names), tuple(rows), (2, 6, 4, 6, 3, 3, 3, 3), tuple(refs), "list"))


_GAPS: tuple[tuple[str, Callable[[Judged], bool]], ...] = (
    ("gaps_no_result", lambda one: one.verdict == "no-result"),
    ("gaps_not_judgeable", lambda one: one.verdict == "not-judgeable"),
    ("gaps_open", lambda one: one.provisional),
)


def gaps(draft: Draft) -> None:
    """What is not known: targets without results, not judgeable ones with the reason, provisional ones."""
    draft.section("gaps")
    some = False
    for name, fits in _GAPS:
        found = [(n, one) for n, one in enumerate(draft.snapshot.targets, 1) if fits(one)]
        if not found:
            continue
        some = True
        draft.paragraph(draft.say(name, "strong"), draft.say("colon"), count([f"t{n}" for n, _ in found], "strong"))
        rows = tuple(
            ((mark(f"t{n}"),), (record(one.indicator, f"e{one.target + 1}"),), (draft.evidence(one.target),),
             (date(one.period),) if one.period else draft.dash, (words(one.reason),) if one.reason else draft.dash)
            for n, one in found
        )  # fmt: skip
        draft.blocks.append(
            Table(draft.heads("no", "indicator", "aim", "due", "reason"), rows, (2, 6, 5, 3, 8), (), "list")
        )
    if not some:
        draft.paragraph(draft.say("gaps_none"))


def findings(draft: Draft) -> None:
    """What the audit found about figures of this report."""
    draft.section("findings")
    found = draft.snapshot.findings
    if not found:
        draft.paragraph(draft.say("findings_none"))
        return
    draft.paragraph(draft.say("findings_note"), style="note")
    rows, anchors = [], []
    for n, one in enumerate(found, 1):
        ref = f"f{n}"
        anchors.append(ref)
        lines: list[Run] = [record(one.message, ref)]
        for line in one.arithmetic:
            lines += [words("\n"), record(_GAP.sub("　", line), ref, style="formula")]
        proof = marks([f"e{passage + 1}" for passage in one.passages])
        rows.append(((mark(ref),), (draft.say(one.severity), words(" · "), draft.say(one.state)), (words(one.rule),),
                     tuple(lines), proof))  # fmt: skip
    names = ("no", "severity", "rule", "message", "evidence")
    draft.blocks.append(Table(draft.heads(*names), tuple(rows), (2, 3, 4, 13, 3), tuple(anchors), "list"))
