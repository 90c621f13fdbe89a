"""Coverage-guided fuzzing of the readers and of the extractor with atheris, for the night: `make fuzz`.

What is held: a file is a document or a HefuError of one line, never another exception; it takes seconds at most;
every quote is what stands at its place. What it finds lies in build/fuzz/found; mend it, and keep it as a test.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOUND, SEEDS = ROOT / "build" / "fuzz" / "found", ROOT / "build" / "fuzz" / "seeds"
SAMPLES = ROOT / "samples"
WORDS = ROOT / "corpus"
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
"""Packages whose main part is fuzzed: a changed byte of a zip would only ever be a damaged zip."""
MADE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TEXTS = ("extract", "audit", "plan")
TARGETS = ("txt", "md", "html", "csv", "docx", "xlsx", "pdf", *_TEXTS)
_HERE = "--in-this-process"
_SLOWEST, _LONGEST, _MEMORY = 20, 4096, 4000
"""Seconds of one input, bytes of one input, megabytes of the process."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"default: all of {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=int, default=120, help="for each target (default: 120)")
    if sys.argv[1:2] == [_HERE]:
        _fuzz(sys.argv[2], sys.argv[3:])
        return 0
    options = parser.parse_args()
    return max([_told(name, options.seconds) for name in options.targets or TARGETS])


def _told(name: str, seconds: int) -> int:
    """Fuzzes one target in a process of its own, so that a crash of a library ends that target alone."""
    folder = SEEDS / name
    folder.mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(_seeds(name)):
        (folder / f"seed-{number}").write_bytes(seed)
    words = SEEDS / f"{name}.dict"
    words.write_text("\n".join(_dictionary(name)), encoding="utf-8")
    flags = [
        f"-dict={words}",
        f"-max_total_time={seconds}", f"-timeout={_SLOWEST}", f"-rss_limit_mb={_MEMORY}", f"-max_len={_LONGEST}",
        f"-artifact_prefix={FOUND}/{name}-", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    command = [sys.executable, __file__, _HERE, name, *flags, str(folder)]
    done = subprocess.run(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
    print(f"{name}: {' '.join(runs) or 'no'} inputs, {'nothing found' if not done.returncode else 'FOUND'}", flush=True)
    if done.returncode:
        print(done.stderr[-3000:], flush=True)
    return int(bool(done.returncode))


def _seeds(name: str) -> list[bytes]:
    """Files to begin with: samples of that kind, in pieces that are short enough."""
    sentences = [path.read_bytes() for path in sorted(WORDS.glob("*.yml"))]
    if name in _PARTS:
        found = sorted(SAMPLES.rglob(f"*.{name}"))[:4]
        whole = [zipfile.ZipFile(path).read(_PARTS[name]) for path in found]
        made = [_body(words) for words in MADE["docx"]["seeds"]] if name == "docx" else []
        return [data[:_LONGEST] for data in whole] + [_short(name), *made]
    if name == "html":
        found = [path.read_bytes() for path in sorted(SAMPLES.rglob("*.html"))[:6]]
        return [data[at : at + 2000] for data in found for at in range(0, 8000, 2000)] + list(
            map(str.encode, MADE["html"]["seeds"])
        )
    if name in ("csv", "pdf"):
        return [path.read_bytes()[:_LONGEST] for path in sorted(SAMPLES.rglob(f"*.{name}"))[:6]]
    return [text[at : at + 600] for text in sentences for at in range(0, 6000, 600)]


def _body(words: str) -> bytes:
    """The main part of a DOCX with this body."""
    return f"<w:document {_WORD}><w:body>{words}<w:sectPr/></w:body></w:document>".encode()


def _dictionary(name: str) -> list[str]:
    """The words of a format, which changes of single bytes would take a night to hit upon."""
    words = MADE.get(name, {}).get("words", ())
    return ['"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words]


def _short(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_package(name))) as package:
        return package.read(_PARTS[name])


def _package(name: str) -> bytes:
    """A small document of that kind."""
    file = io.BytesIO()
    if name == "docx":
        import docx

        document = docx.Document()
        document.add_heading("一、主要目标", 1)
        document.add_paragraph("全年完成水利投资38.6亿元，增长12.4%。")
        document.add_table(2, 2).cell(0, 0).text = "粮食"
        document.save(file)
    else:
        import openpyxl

        book = openpyxl.Workbook()
        book.active.append(["指标", "2024年"])
        book.active.append(["粮食（万吨）", 12.4])
        book.save(file)
    return file.getvalue()


def _fuzz(name: str, flags: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["hefu"]):
        target = _of_text(name) if name in _TEXTS else _of_file(name)
    atheris.Setup([__file__, *flags], target)
    atheris.Fuzz()


def _of_file(name: str) -> Callable[[bytes], None]:
    from importlib import import_module

    from hefu.errors import HefuError
    from hefu.read import read

    for module in ("text", "html", "delimited", "docx", "xlsx", "pdf", "outline", "articles", "view"):
        import_module(f"hefu.read.{module}")
    path = Path(f"{FOUND}.{name}")  # of this process alone: a target is fuzzed by one process
    template = zipfile.ZipFile(io.BytesIO(_package(name))) if name in _PARTS else None
    others = {part: template.read(part) for part in template.namelist()} if template else {}

    def packed(data: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as package:
            for part, content in (others | {_PARTS[name]: data}).items():
                package.writestr(part, content)
        return file.getvalue()

    def one(data: bytes) -> None:
        path.write_bytes(packed(data) if others else data)
        try:
            document = read(path)
        except HefuError as error:
            assert "\n" not in str(error)
            return
        assert document.text.strip()
        assert all(0 <= table.start <= table.end <= len(document.text) for table in document.tables)
        assert all(heading.start <= heading.end <= len(document.text) for heading in document.outline)

    return one


def _of_text(name: str) -> Callable[[bytes], None]:
    from hefu.audit import audit
    from hefu.errors import HefuError
    from hefu.extract import analyse
    from hefu.model import Document, Source
    from hefu.plan import read_plan

    def one(data: bytes) -> None:
        text = data.decode("utf-8", "ignore")
        document = Document(text, Source("a.txt", "0" * 64, len(data), "text/plain", "utf-8"), title="云澜市工作报告")
        try:
            found = analyse(document)
            if name == "audit":
                audit([("a.txt", document, found.statements)])
            if name == "plan":
                read_plan(document, found)
        except HefuError as error:
            assert "\n" not in str(error)
            return
        assert all(text[each.start : each.end] == each.quote for each in found.statements)

    return one


if __name__ == "__main__":
    sys.exit(main())
