"""The wheel holds everything that the installed hefu needs, and `hefu --help` stays light."""

from __future__ import annotations

import fnmatch
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "hefu"
HEAVY = {"django", "ofdkit", "openpyxl", "pypdfium2", "docx", "rich", "resiliparse", "granian", "whitenoise", "xlrd"}
"""Imported only by the commands that need them."""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints; its error output becomes the failure's message."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("HEFU_", "PYTHON"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=clean, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (built,) = folder.glob("hefu-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; the packages that it needs are borrowed from this one."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    return home


def shipped() -> set[str]:
    """Every file of src/hefu, as a wheel names it."""
    return {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert not shipped() - inside


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        "hefu/py.typed",
        "hefu/web/templates/*.html",
        "hefu/web/static/*.css",
        "hefu/*.mo",
        "hefu/lexicon/*.toml",
        "hefu/ledger/migrations/0001_*.py",
        "hefu-*/licenses/LICENSE",
        "hefu-*/licenses/NOTICE",
    ],
)
def test_the_wheel_holds_what_is_no_code(wheel: Path, pattern: str) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert fnmatch.filter(names, pattern), f"nothing matches {pattern}"  # here a star crosses folders, too


@pytest.mark.slow
def test_the_wheel_holds_neither_tests_nor_samples(wheel: Path) -> None:
    tops = {name.split("/")[0].split("-")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"hefu"}


@pytest.mark.slow
def test_the_installed_command_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "bin" / "hefu", "--version", cwd=tmp_path).startswith("hefu ")
    where = run(installed / "bin" / "python", "-c", "import hefu; print(hefu.__file__)", cwd=tmp_path)
    assert where.startswith(str(installed))


@pytest.mark.slow
def test_the_installed_hefu_reads_a_file_into_a_ledger_and_serves_its_site(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年，拉萨市地区生产总值完成834.79亿元，增长9.8%。\n", encoding="utf-8")
    hefu = installed / "bin" / "hefu"
    run(hefu, "add", "a.txt", "--published", "2024-01", "--db", "l.sqlite3", cwd=tmp_path)
    assert "a.txt" in run(hefu, "list", "--db", "l.sqlite3", cwd=tmp_path)
    visit = (
        "import os; os.environ['HEFU_DATABASE_URL'] = 'sqlite:///l.sqlite3'\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'hefu.settings'\n"
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "print(Client(SERVER_NAME='127.0.0.1').get('/', follow=True).status_code)"
    )
    assert run(installed / "bin" / "python", "-c", visit, cwd=tmp_path).strip() == "200"


def test_the_help_imports_nothing_heavy() -> None:
    look = "import sys; from hefu.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    loaded = {name.split(".")[0] for name in run(sys.executable, "-c", look).split()}
    assert "argparse" in loaded
    assert not loaded & HEAVY


def test_importing_hefu_does_not_import_django() -> None:
    loaded = run(sys.executable, "-c", "import sys, hefu; print(*sys.modules)").split()
    assert not {name.split(".")[0] for name in loaded} & HEAVY
