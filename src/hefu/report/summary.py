"""The summary: how many targets have which verdict, binding ones apart. Counted, never averaged."""

from __future__ import annotations

from collections.abc import Callable

from hefu.report.compose import Draft
from hefu.report.ink import Runs, Table, count, date, mark, record, words
from hefu.report.snapshot import Judged

_BINDING: tuple[tuple[str, Callable[[Judged], bool]], ...] = (
    ("total", lambda one: True),
    ("binding", lambda one: one.binding is True),
    ("expected", lambda one: one.binding is False),
    ("unsaid", lambda one: one.binding is None),
)


def write(draft: Draft) -> None:
    """Counts by verdict, the sentence that tells them, and all targets on one list."""
    draft.section("summary")
    targets = draft.snapshot.targets
    if not targets:
        draft.paragraph(draft.say("none_in_scope"), style="lead")
        return
    _sentence(draft)
    _counts(draft)
    draft.paragraph(draft.say("worst"), style="note")
    provisional = [f"t{n}" for n, one in enumerate(targets, 1) if one.provisional]
    if provisional:
        draft.paragraph(draft.say("provisional_note"), draft.say("colon"), count(provisional), style="note")
    _overview(draft)


def _with(draft: Draft, verdict: str, fits: Callable[[Judged], bool]) -> list[str]:
    """The targets with a verdict (all, where it is empty) that fit, by their numbers."""
    return [f"t{n}" for n, one in enumerate(draft.snapshot.targets, 1) if verdict in ("", one.verdict) and fits(one)]


def _sentence(draft: Draft) -> None:
    runs = [count(_with(draft, "", _BINDING[0][1]), "strong"), draft.say("of_targets"), draft.say("colon")]
    told = [
        (name, rows) for verdict, name in draft.snapshot.verdicts if (rows := _with(draft, verdict, _BINDING[0][1]))
    ]
    for place, (name, rows) in enumerate(told):
        runs += [draft.say("comma")] if place else []
        runs += [words(f"{name} "), count(rows, "strong")]
    draft.paragraph(*runs, draft.say("stop"), style="lead")


def _counts(draft: Draft) -> None:
    rows = []
    for verdict, name in (*draft.snapshot.verdicts, ("", draft.text("total"))):
        style = f"v-{verdict}" if verdict else "strong"
        rows.append(((words(name, style),), *((count(_with(draft, verdict, fits)),) for _, fits in _BINDING)))
    draft.blocks.append(Table(draft.heads("verdict", *(name for name, _ in _BINDING)), tuple(rows), (4, 2, 2, 2, 2),
                              style="figures"))  # fmt: skip


def _overview(draft: Draft) -> None:
    rows = [_line(draft, n, one) for n, one in enumerate(draft.snapshot.targets, 1)]
    draft.paragraph(draft.say("overview", "strong"))
    names = ("no", "indicator", "due", "base", "aim", "results", "verdict")
    draft.blocks.append(Table(draft.heads(*names), tuple(rows), (2, 7, 3, 4, 5, 5, 4), style="list"))


def _line(draft: Draft, n: int, one: Judged) -> tuple[Runs, ...]:
    base = draft.dash if one.base is None else (draft.evidence(one.base),)
    result = (draft.evidence(one.results[0]),) if one.results else draft.dash
    name = record(one.indicator, f"e{one.target + 1}")
    return ((mark(f"t{n}"),), (name, *_bound(draft, one)), (date(one.period),) if one.period else draft.dash, base,
            (draft.evidence(one.target),), result, (draft.verdict(one),))  # fmt: skip


def _bound(draft: Draft, one: Judged) -> Runs:
    """Marks a binding target."""
    return (words(" "), draft.say("binding", "tag")) if one.binding else ()
