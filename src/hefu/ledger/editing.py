"""What people change about indicators: merged, split, given other properties; the effect shown first; undone.

The file of the lexicon stays as it is: changes are rows of the ledger, and hold whenever statements are brought into
series, also when documents are read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from hefu.errors import LedgerError, UsageError
from hefu.ledger import auditing, claims, concepts, rehearsal, resolve, store, tracking
from hefu.ledger.claims import chunks
from hefu.ledger.models import Claim, Indicator, IndicatorEdit, IndicatorName, Series, Statement, Target
from hefu.ledger.opening import rehearsing, writing
from hefu.ledger.saving import save
from hefu.lexicon.indicators import FIELDS, Edit, Indicators, built_in, plain, text_of, unknown, using, value_of
from hefu.lexicon.indicators import Indicator as Concept

LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Moved:
    """Statements that go from one series to another. beside: how many are in that one already."""

    before: str
    after: str
    area: str
    holder: str
    measure: str
    basis: str
    unit: str
    statements: int
    beside: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of an indicator does. documents: whose statements it touches."""

    moved: tuple[Moved, ...] = ()
    documents: int = 0
    ledger: rehearsal.Effect = field(default_factory=rehearsal.Effect)

    @property
    def statements(self) -> int:
        """How many change their series."""
        return sum(one.statements for one in self.moved)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants to change, and why. See `hefu.lexicon.indicators.Edit`."""

    edit: Edit
    who: str
    why: str


def units_known() -> tuple[str, ...]:
    """The dimensions that an indicator may be counted in."""
    return tuple(sorted({indicator.unit_family for indicator in built_in()} - {""}))


def make(change: Change) -> Effect:
    """Changes an indicator, and all that follows from it: series, findings, verdicts. All or nothing.

    UsageError for a change that makes no sense, LedgerError for an indicator that is not there.
    """
    with writing():
        effect = _make(change)
    concepts.forget()
    return effect


def rehearse(change: Change) -> Effect:
    """What `make` would do. Nothing is kept."""
    with rehearsing():
        return _make(change)


def undo(pk: int, *, who: str) -> Effect:
    """Takes a change back: series, findings and verdicts are as they would be without it."""
    with writing():
        effect = _undo(pk, who)
    concepts.forget()
    return effect


def rehearse_undo(pk: int) -> Effect:
    """What `undo` would do."""
    with rehearsing():
        return _undo(pk, "-")


def edits(name: str = "") -> list[IndicatorEdit]:
    """All changes, the latest first; or those of an indicator."""
    found = IndicatorEdit.objects.order_by("-pk")
    if name:
        found = found.filter(name=name) | found.filter(other=name)
    return list(found)


def _make(change: Change) -> Effect:
    if not change.who.strip() or not change.why.strip():
        raise UsageError("a change of an indicator needs a reason and the name of who makes it")
    edit = change.edit
    before = concepts.lexicon()
    old = _checked(edit, before)
    row = IndicatorEdit(
        kind=edit.kind, name=edit.name, other=edit.other, value=edit.value, old=old, why=change.why.strip(),
        who=change.who.strip(), when=timezone.now(),
    )  # fmt: skip
    save([row])
    effect = _switch(before)
    row.moved = effect.statements
    row.save(update_fields=["moved"])
    return effect


def _undo(pk: int, who: str) -> Effect:
    if not who.strip():
        raise UsageError("nobody takes it back: say who with --by")
    row = IndicatorEdit.objects.filter(pk=pk).first()
    if row is None or row.undone is not None:
        raise LedgerError(f"change {pk} {'is undone already' if row else 'is not in the ledger'}")
    before = concepts.lexicon()
    row.undone, row.undone_by = timezone.now(), who.strip()
    row.save(update_fields=["undone", "undone_by"])
    return _switch(before)


# ---------------------------------------------------------------- what makes sense


def _checked(edit: Edit, known: Indicators) -> str:
    """The value that a field had; '' for other changes."""
    if not edit.name or not edit.other or len(edit.name) > LONGEST or len(edit.other) > LONGEST:
        raise UsageError(f"a name has between 1 and {LONGEST} characters")
    _of_ledger(edit.name, known)
    if edit.kind == "set":
        return _checked_value(edit, known)
    if plain(edit.name) == plain(edit.other):
        raise UsageError(f"{edit.name} is one indicator: name another one")
    if edit.kind == "merge":
        _of_ledger(edit.other, known)
        return ""
    owner = known.find(edit.other)
    if (owner.name if owner is not None else resolve.own_name(edit.other)) != edit.name:
        raise UsageError(f"{edit.other} is no name of {edit.name}")
    return ""


def _of_ledger(name: str, known: Indicators) -> None:
    if not Indicator.objects.filter(name=name).exists() and name not in {one.name for one in known}:
        found = known.find(name)
        hint = f": it is a name of {found.name}" if found is not None else ""
        raise LedgerError(f"the ledger has no indicator {name!r}{hint}")


def _checked_value(edit: Edit, known: Indicators) -> str:
    allowed = ", ".join(FIELDS)
    if edit.other not in FIELDS:
        raise UsageError(f"an indicator has no {edit.other!r}: it has {allowed}")
    if edit.other == "unit" and edit.value and edit.value not in units_known():
        raise UsageError(f"no unit is of the kind {edit.value!r}: give one of {', '.join(units_known())}")
    try:
        value = value_of(edit.other, edit.value)
    except (ValueError, ArithmeticError):
        raise UsageError(f"{edit.value!r} cannot be the {edit.other} of an indicator") from None
    found = known.names().get(plain(edit.name))
    if found is not None and getattr(found, FIELDS[edit.other]) == value:
        raise UsageError(f"the {edit.other} of {edit.name} is {edit.value or 'empty'} already")
    return text_of(found, edit.other) if found is not None else ""


# ---------------------------------------------------------------- what follows from it


def _switch(before: Indicators) -> Effect:
    """Brings the ledger from these indicators to those that it has now."""
    after = concepts.lexicon()
    seen = rehearsal.Before()
    changed = _changed(before, after)
    with using(lambda: after):
        concerned = [one for known in (before, after) for one in _named(known, changed)]
        _keep_concepts(concerned, after)
        texts = _texts(changed)
        other = {text for _, text in texts if _reads(before, text) != _reads(after, text)}
        moved = _move({pair: n for pair, n in texts.items() if pair[1] in other})
        named = {one.name for one in concerned}
        documents = _documents(other, named if other else ())
        subjects, results = _rename(documents, named)
        auditing.recheck_documents(subjects, documents)
        tracking.judge_again(results)
        _sweep(after)
    return Effect(tuple(moved), len(documents), seen.effect())


def _changed(before: Indicators, after: Indicators) -> set[str]:
    """The names, as `plain` writes them, that mean something else now."""
    one, other = before.names(), after.names()
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _named(known: Indicators, changed: Iterable[str]) -> Iterable[Concept]:
    names = known.names()
    return (names[name] for name in changed if name in names)


def _reads(known: Indicators, text: str) -> tuple[str, str]:
    return known.key(text), known.words(text)


def _texts(changed: Collection[str]) -> dict[tuple[int, str], int]:
    """Series and the words of their statements that may be of a changed indicator: how many statements."""
    rows = [
        pk for pk, name in Indicator.objects.values_list("pk", "name") if any(one in plain(name) for one in changed)
    ]
    found: dict[tuple[int, str], int] = {}
    for chunk in chunks(rows):
        said = Statement.objects.filter(series__indicator__in=chunk)
        found.update(
            {(series, text): n for series, text, n in
             said.values_list("series", "indicator_text").annotate(n=Count("pk")).order_by()}
        )  # fmt: skip
    return found


def _move(texts: dict[tuple[int, str], int]) -> list[Moved]:
    """Gives statements the series of what their words mean now."""
    to = resolve.indicators({text for _, text in texts})
    rows = {
        row.pk: row
        for chunk in chunks({series for series, _ in texts})
        for row in Series.objects.filter(pk__in=chunk).select_related("indicator")
    }
    going = {pair: n for pair, n in texts.items() if rows[pair[0]].indicator_id != to[pair[1]]}
    keys = {pair: resolve.key_of(rows[pair[0]])._replace(indicator=to[pair[1]]) for pair in going}
    series = resolve.series(set(keys.values()))
    names = dict(Indicator.objects.filter(pk__in=set(to.values())).values_list("pk", "name"))
    beside = _sizes(series.values())
    moved: dict[tuple[int, int], Moved] = {}
    for (old, text), n in going.items():
        row, new = rows[old], series[keys[old, text]]
        Statement.objects.filter(series=old, indicator_text=text).update(series=new)
        known = moved.get((old, new))
        moved[old, new] = Moved(
            row.indicator.name, names[to[text]], row.area_name, row.holder, row.measure, row.basis, row.unit,
            n + (known.statements if known else 0), beside.get(new, 0),
        )  # fmt: skip
    return sorted(moved.values(), key=lambda one: (-one.statements, one.area, one.measure))


def _sizes(series: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in chunks(set(series)):
        counted = Statement.objects.filter(series__in=chunk).values_list("series").annotate(n=Count("pk"))
        found.update(dict(counted.order_by()))
    return found


def _documents(texts: Iterable[str], named: Iterable[str]) -> set[int]:
    """Those with statements of these words, or with targets of these names."""
    found = {pk for chunk in chunks(named) for pk in _aiming(chunk)}
    for chunk in chunks(texts):
        said = Statement.objects.filter(indicator_text__in=chunk)
        found.update(said.values_list("document", flat=True).distinct().order_by())
    return found


def _aiming(names: list[str]) -> Iterable[int]:
    return Target.objects.filter(name__in=names, gone=False).values_list("plan", flat=True).distinct().order_by()


def _rename(documents: Collection[int], named: set[str]) -> tuple[set[str], set[tracking.Subject]]:
    """Calls claims, answers and targets by their names of now: the subjects of audit and targets that it touches."""
    results = tracking.subjects_named(named)
    subjects: set[str] = set()
    for chunk in chunks(named):
        subjects.update(Claim.objects.filter(name__in=chunk).values_list("key", flat=True).distinct())
    known = claims.areas()
    for pk in documents:
        results |= tracking.subjects_of(pk)
        before = _claims(pk)
        store.renew_claims(pk, areas=known)
        after = _claims(pk)
        subjects.update(values[0] for _, values in before.items() ^ after.items())
    results |= tracking.look_through_again(documents)
    return subjects, results


def _claims(document: int) -> dict[int, tuple[str, ...]]:
    columns = "statement", "key", "among", "tier", "printed"
    return {pk: tuple(map(str, rest)) for pk, *rest in Claim.objects.filter(document=document).values_list(*columns)}


def _keep_concepts(concerned: Iterable[Concept], after: Indicators) -> None:
    """The rows of these indicators, with the names and properties that they have now."""
    names = {name for one in concerned for name in one.names} | {one.name for one in concerned}
    rows = list(Indicator.objects.filter(name__in=names))
    IndicatorName.objects.filter(indicator__in=rows).delete()
    IndicatorName.objects.filter(name__in=names).delete()
    for row in rows:
        known = after.names().get(plain(row.name))
        one = known if known is not None and known.name == row.name else unknown(row.name)
        row.unit_family, row.kind = one.unit_family, one.kind
        row.price_basis, row.direction = one.price_basis or "", "" if one is not known else one.direction
        row.save()
        if one is known:
            resolve.add_names({row.name: row.pk}, [one])


def _sweep(after: Indicators) -> None:
    """Removes series without statements, and indicators that are only a name of another one now."""
    Series.objects.filter(statements=None).delete()
    gone = [
        row.pk
        for row in Indicator.objects.filter(series=None)
        if (known := after.names().get(plain(row.name))) is None or known.name != row.name
    ]
    for chunk in chunks(gone):
        Indicator.objects.filter(pk__in=chunk).delete()
