"""Measures hefu beside its peers and prints one table: `python bench/run.py`, or `make bench`.

speed: the same paragraphs through every system, then hefu alone. costs: start-up and memory.
values: value and unit on gold texts. specs: the published Chinese specs of Recognizers-Text.
scans: pages read by OCR, beside their truth and beside the engine's own time.
See docs/bench.md for what each row means.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs as a script and as a module

from bench import costs, scans, specs, speed, tables, texts, values  # noqa: E402
from bench.remote import AnswerError, Remote, install  # noqa: E402
from bench.systems import MODULES, PEERS  # noqa: E402

BENCHMARKS = ("speed", "costs", "values", "specs", "scans")
SPECS = ROOT.parent / "shared" / "peer-specs" / "recognizers-text" / "Specs"


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmarks", nargs="*", metavar="BENCHMARK", help=f"{', '.join(BENCHMARKS)}; default: all")
    parser.add_argument("--texts", type=Path, help="folder of texts for speed; default: the project's own")
    parser.add_argument("--gold", type=Path, help="folder of gold texts; default: ../shared/gold, else corpus/second")
    parser.add_argument("--specs", type=Path, default=SPECS, help="folder Specs of Recognizers-Text")
    parser.add_argument("--scans", type=Path, default=scans.SHARED, help="folder of scanned pages with their truth")
    parser.add_argument("--repeat", type=int, default=5, help="rounds of every measurement of time (default 5)")
    parser.add_argument("--sample", type=int, default=20_000, help="characters that all systems read (default 20000)")
    parser.add_argument(
        "--big", type=int, default=50, metavar="MB", help="size of the long file, 0 for none (default 50)"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of each kind")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table as Markdown, too")
    parser.add_argument("--no-peers", action="store_true", help="measure hefu alone")
    parser.add_argument("--no-install", action="store_true", help="skip peers that are not in bench/.venv")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.benchmarks) - set(BENCHMARKS)):
        parser.error(f"no such benchmark: {', '.join(unknown)} (there are {', '.join(BENCHMARKS)})")
    asked.benchmarks = asked.benchmarks or list(BENCHMARKS)
    return asked


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints. Exit status 0, also when peers or specs are missing: a line says so."""
    asked = options(arguments)
    if not (asked.no_install or asked.no_peers) and (trouble := install()):
        print(f"The peers could not be installed: {trouble}", file=sys.stderr)
    with ExitStack() as stack:
        names = ("hefu",) if asked.no_peers else tuple(MODULES)
        remotes = list(_present([stack.enter_context(Remote(name)) for name in names]))
        try:
            sections = list(_sections(asked, remotes))
        except AnswerError as error:
            raise SystemExit(str(error)) from error
    title = _title(remotes)
    print(title, tables.text(sections), sep="\n\n")
    for section in sections if asked.errors else ():
        print("", *section.details, sep="\n")
    if asked.markdown:
        asked.markdown.write_text(f"{title}\n\n{tables.markdown(sections)}\n", encoding="utf-8")
    return 0


def _present(remotes: Sequence[Remote]) -> Iterator[Remote]:
    for remote in remotes:
        if remote.missing is None:
            yield remote
        elif remote.name in PEERS:
            print(f"{remote.name} is skipped: {remote.missing}", file=sys.stderr)
        else:
            raise SystemExit(f"hefu cannot be measured: {remote.missing}")


def _sections(asked: argparse.Namespace, remotes: Sequence[Remote]) -> Iterator[tables.Section]:
    read = texts.load(asked.texts)
    if not read:
        raise SystemExit(f"no texts in {asked.texts}")
    if "speed" in asked.benchmarks:
        yield speed.beside(remotes, read, asked.sample, asked.repeat)
        yield speed.alone(remotes[0], read, asked.repeat)
    if "costs" in asked.benchmarks:
        yield costs.section(read, repeat=asked.repeat, big=asked.big)
    if "values" in asked.benchmarks:
        folder = asked.gold or (texts.SHARED if texts.SHARED.exists() else texts.OWN)
        yield values.section(remotes, list(texts.gold(folder)), asked.errors)
    if "scans" in asked.benchmarks:
        yield from scans.sections(asked.scans, asked.repeat)
    if "specs" in asked.benchmarks:
        if asked.specs.exists():
            yield specs.section(remotes, asked.specs, asked.errors)
        else:
            print(f"specs are skipped: there is no folder {asked.specs}", file=sys.stderr)


def _title(remotes: Sequence[Remote]) -> str:
    systems = ", ".join(f"{remote.name} {remote.version}" for remote in remotes)
    return f"{date.today()}, {os.cpu_count()} cores, Python {platform.python_version()}: {systems}"


if __name__ == "__main__":
    sys.exit(main())
