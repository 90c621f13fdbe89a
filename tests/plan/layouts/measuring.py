"""How many rows of drawn tables are right in all fields: python -m tests.plan.layouts.measuring [--held] [FORMAT …]."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import hefu
from hefu.plan.targets import table_targets
from tests.plan.layouts import printing
from tests.plan.layouts.drawing import Table, draw
from tests.plan.reading import differences, read

FORMATS = (*printing.TEXTS, "docx", "pdf", "xlsx")


def printed(table: Table, form: str, seed: int, folder: Path) -> Path:
    """The file of a table in a format."""
    random = Random(seed)
    if form in printing.TEXTS:
        suffix, write = printing.TEXTS[form]
        path = folder / f"{form}{seed}{suffix}"
        path.write_text(write(table, random), encoding="utf-8")
        return path
    path = folder / f"{form}{seed}.{form}"
    if form == "docx":
        printing.as_docx(table, path)
    elif form == "xlsx":
        printing.as_xlsx(table, path)
    else:
        printing.as_pdf(table, path, random)
    return path


def wrong(table: Table, path: Path) -> list[str]:
    """What is wrong of each row, one text a row that is not right in all fields; rows too many count, too."""
    found = [read(target) for target in table_targets(hefu.read(path))]
    said, at = [], 0
    for want in table.truth:
        have = next((n for n in range(at, len(found)) if found[n]["indicator"] == want["indicator"]), None)
        if have is None:
            said.append(f"{want['indicator']}: missing")
            continue
        at = have + 1
        off = list(differences(want, found[have]))
        said += [f"{want['indicator']}: {'; '.join(off)}"] if off else []
    return said + ["one too many"] * max(0, len(found) - len(table.truth))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("formats", nargs="*")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 40))
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    totals = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for form in given.formats or FORMATS:
            good = count = shown = whole = 0
            for seed in range(*given.seeds):
                table = draw(seed, held=given.held)
                path = printed(table, form, seed, Path(folder))
                off = wrong(table, path)
                good += max(0, len(table.truth) - len(off))
                count += len(table.truth)
                whole += not off
                if off and shown < given.show:
                    shown += 1
                    heads = " ".join(table.layout.heads)
                    print(f"-- {form} {seed} {heads} [{table.layout.grouped}] {len(off)}/{len(table.truth)}")
                    print("\n".join("   " + line for line in off[:3]))
            tables = given.seeds[1] - given.seeds[0]
            print(f"{form:10} rows {good}/{count} = {good / count:.3f}   tables {whole}/{tables}", flush=True)
            totals["good"] += good
            totals["count"] += count
    print(f"all {totals['good']}/{totals['count']} = {totals['good'] / totals['count']:.3f}")


if __name__ == "__main__":
    main()
