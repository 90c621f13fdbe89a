"""Fits the weights of `src/hefu/lexicon/confidence.toml` and draws how far the confidence may be believed.

    .venv/bin/python tools/calibrate.py ../shared/gold corpus/second [FOLDER...]

Each folder has annotated texts as the gold has: `meta*.json`, `KEY.jsonl`, `KEY.txt` (or `texts/KEY.txt`,
`../seeds/KEY_*.txt`). The reliability is measured on texts that the weights were not fitted on: they are
fitted anew for each tenth of the texts, without it. The weights that are kept are fitted on all texts.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import hefu
from hefu.extract.confidence import traits
from hefu.model import Statement

ROOT = Path(__file__).parent.parent
FIELDS = ("value", "value_max", "unit", "bound", "measure", "basis", "area", "period", "modality", "indicator")
WEIGHTS = ROOT / "src/hefu/lexicon/confidence.toml"
PICTURE = ROOT / "docs/pictures/reliability.svg"
SURE = 0.97
"""Of the statements with a confidence of 0.9 or more, at least so many are to be right."""
FOLDS, ROUNDS, PENALTY, RATE = 10, 400, 2.0, 0.5
CLASSES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


class Case(NamedTuple):
    """A statement found in an annotated text: its traits, and whether every field is right."""

    text: str
    traits: tuple[str, ...]
    right: bool


def main() -> int:
    """Fits, tests, writes the weights and the picture, prints the table of the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--score", type=Path, default=ROOT.parent / "shared/gold", help="folder of score.py")
    parser.add_argument(
        "--unseen",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder of texts that no rule was made for: the margin is taken from them alone",
    )
    options = parser.parse_args()
    options.folders += options.unseen
    sys.path.insert(0, str(options.score))
    cases = [case for folder in options.folders for case in read(folder)]
    texts = sorted({case.text for case in cases})
    random.Random(0).shuffle(texts)
    unseen = {case.text for case in cases if Path(case.text).parent in options.unseen}
    tested: list[tuple[float, bool]] = []
    fresh: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        held = set(texts[fold::FOLDS])
        weights = fit([case for case in cases if case.text not in held])
        tested += [(probability(weights, case), case.right) for case in cases if case.text in held]
        fresh += [(probability(weights, case), case.right) for case in cases if case.text in held & unseen]
    taken = margin(fresh or tested)
    tested = [(lowered(p, taken), right) for p, right in tested]
    weights = fit(cases)
    weights["always"] -= taken
    print(f"{len(cases)} statements of {len(texts)} texts; taken off the log odds: {taken:.2f}")
    lines = [f"{json.dumps(name, ensure_ascii=False)} = {weights[name]:.2f}" for name in sorted(weights)]
    about = "# Log odds that a statement is right in every field, for each rule and trait: see extract/confidence.py.\n"
    WEIGHTS.write_text(about + "# Fitted by tools/calibrate.py; do not edit.\n" + "\n".join(lines) + "\n", "utf-8")
    PICTURE.write_text(draw(tested), encoding="utf-8")
    return 0


def read(folder: Path) -> Iterator[Case]:
    """The statements that hefu finds in the annotated texts of a folder, judged by the gold's own comparison."""
    import score  # type: ignore[import-not-found]

    for listing in [*folder.glob("meta*.json"), *folder.glob("texts/meta.json")]:
        for key, about in json.loads(listing.read_text("utf-8")).items():
            answers = folder / f"{key}.jsonl"
            if not answers.exists():
                continue
            places = [folder / f"{key}.txt", folder / f"texts/{key}.txt", *folder.parent.glob(f"seeds/{key}_*.txt")]
            text = next(place for place in places if place.exists()).read_bytes().decode()
            gold = score.load(answers)
            for one in gold:
                one["doc"] = key
            found = hefu.extract(text, published=about["published"], area=about["area"])
            rows = [row(key, statement) for statement in found]
            _, errors = score.compare(gold, rows)
            wrong = {(error[2] or {}).get("start") for error in errors if error[2]}
            judged = [one["at"] for one in gold]
            for statement in found:
                if not any(statement.start <= at < statement.end for at in judged):
                    continue  # An annotated passage of a longer text.
                names = tuple(traits(statement.indicator, statement.evidence))
                yield Case(f"{folder}/{key}", names, statement.start not in wrong)


def row(key: str, statement: Statement) -> dict[str, Any]:
    """A statement as the comparison wants it."""
    fields = {name: getattr(statement, name) for name in FIELDS}
    for name in ("value", "value_max"):
        fields[name] = None if fields[name] is None else float(fields[name])
    return {"doc": key, "start": statement.start, "end": statement.end, "quote": statement.quote, **fields}


def fit(cases: list[Case]) -> dict[str, float]:
    """Logistic regression with a quadratic penalty, by gradient descent from zero: the same each time."""
    often: defaultdict[str, int] = defaultdict(int)
    for case in cases:
        for name in case.traits:
            often[name] += 1
    weights = {"always": 0.0} | {name: 0.0 for name, count in often.items() if count >= 5}
    for _ in range(ROUNDS):
        slope: defaultdict[str, float] = defaultdict(float)
        for case in cases:
            error = case.right - probability(weights, case)
            slope["always"] += error
            for name in case.traits:
                slope[name] += error
        for name in weights:
            size = len(cases) if name == "always" else often[name] + 20
            weights[name] += RATE * (slope[name] - PENALTY * weights[name] * (name != "always")) / size
    return weights


def margin(tested: list[tuple[float, bool]]) -> float:
    """What must be taken off the log odds that SURE of the statements with 0.9 or more are right."""
    for step in range(60):
        sure = [right for p, right in tested if lowered(p, step / 20) >= 0.9]
        if sure and sum(sure) >= SURE * len(sure):
            return step / 20
    raise SystemExit("No statement can be trusted so far: annotate more texts.")


def lowered(probable: float, taken: float) -> float:
    """A probability with something taken off its log odds."""
    return 1 / (1 + math.exp(taken - math.log(probable / (1 - probable))))


def probability(weights: dict[str, float], case: Case) -> float:
    """How likely a statement is right by these weights."""
    odds = weights["always"] + sum(weights.get(name, 0.0) for name in case.traits)
    return 1 / (1 + math.exp(-odds))


def draw(tested: list[tuple[float, bool]]) -> str:
    """The reliability curve as SVG: of the statements of each class of confidence, the share that is right."""
    points = []
    for low, high in pairwise(CLASSES):
        inside = [(p, right) for p, right in tested if low <= p < high]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            true = sum(right for _, right in inside) / len(inside)
            points.append((said, true, len(inside)))
            print(f"{low:.2f}–{min(high, 1):.2f}  said {said:.3f}  right {true:.3f}  of {len(inside)}")
    sure = [right for p, right in tested if p >= 0.9]
    print(f"at 0.9 or more: {len(sure)} of {len(tested)}, right {sum(sure) / max(len(sure), 1):.3f}")
    marks = "".join(
        f'<circle cx="{60 + 300 * said:.0f}" cy="{330 - 300 * true:.0f}" r="{3 + math.sqrt(count) / 4:.1f}"/>'
        f'<text x="{60 + 300 * said - 8:.0f}" y="{330 - 300 * true - 14:.0f}" text-anchor="end">{count}</text>'
        for said, true, count in points
    )
    grid = "".join(
        f'<path class="g" d="M60 {330 - 300 * t / 10:.0f}H360M{60 + 300 * t / 10:.0f} 30V330"/>'
        f'<text x="52" y="{334 - 300 * t / 10:.0f}" text-anchor="end">{t / 10:.1f}</text>'
        f'<text x="{60 + 300 * t / 10:.0f}" y="348" text-anchor="middle">{t / 10:.1f}</text>'
        for t in range(0, 11, 2)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 380" role="img" font-family="sans-serif" '
        'font-size="11" fill="#1b1f20"><title>Confidence and the share of statements that are right</title>'
        "<style>svg{background:#fafaf7}.g{stroke:#dcded6;fill:none}circle{fill:#1f4e8c}</style>"
        f'{grid}<path d="M60 330L360 30" stroke="#868b84" stroke-dasharray="4 4"/>{marks}'
        '<text x="210" y="370" text-anchor="middle">confidence</text>'
        '<text x="16" y="180" transform="rotate(-90 16 180)" text-anchor="middle">share that is right</text></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
