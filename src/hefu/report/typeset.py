"""Typst, which sets the pdf and draws charts for docx: found, with a font that has Chinese; or a clear word."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hefu.errors import HefuError

if TYPE_CHECKING:
    from hefu.report.ink import Picture

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "SimSun", "FandolSong")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
         "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback")  # fmt: skip
_DRAW = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)'
_PPI = 200


class TypesetError(HefuError, RuntimeError):
    """The extra is missing, or a font with Chinese, or the typesetter failed."""


@lru_cache(1)
def _typst() -> Any:
    try:
        import typst
    except ImportError as error:
        raise TypesetError(
            "reports as pdf and docx need the extra `report`: pip install 'hefu[report]', or choose --format html"
        ) from error
    return typst


@lru_cache(8)
def fonts(folder: Path | None = None) -> tuple[str, str]:
    """The families for text and for heads; TypesetError where no font with Chinese is known."""
    if folder is not None and not folder.is_dir():
        raise TypesetError(f"there is no folder {folder} with fonts: name another with --fonts")
    paths = [folder] if folder else []
    known = set(_typst().Fonts(True, True, paths).families())
    serif, sans = (next((name for name in names if name in known), None) for names in (_SERIF, _SANS))
    if not (serif or sans):
        raise TypesetError(
            "no font with Chinese characters was found: install Noto CJK (on Debian: apt-get install fonts-noto-cjk), "
            "or name a folder that has it with --fonts"
        )
    return serif or sans or "", sans or serif or ""


def made_with(folder: Path | None = None) -> str:
    """What takes part in the bytes of a pdf besides the snapshot."""
    return f"typst {metadata.version('typst')}, {' and '.join(dict.fromkeys(fonts(folder)))}"


def pdf_of(source: bytes, data: dict[str, Any], folder: Path | None) -> bytes:
    """A source set with data: `sys.inputs.data`, which is never read as markup."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return _compile(source, folder, format="pdf", sys_inputs=inputs)


def png(picture: Picture, folder: Path | None = None) -> bytes:
    """A chart as a picture of dots."""
    svg = picture.svg.replace("<svg ", f'<svg width="{picture.width}" height="{picture.height}" ', 1)
    return _compile(_DRAW.encode(), folder, format="png", ppi=_PPI, sys_inputs={"svg": in_font(svg, folder)})


def in_font(svg: str, folder: Path | None) -> str:
    """The chart in a font that is there."""
    return svg.replace(' font-family="', f' font-family="{fonts(folder)[1]}, ', 1)


def _compile(source: bytes, folder: Path | None, **options: Any) -> bytes:
    typst = _typst()
    fonts(folder)
    try:
        return bytes(typst.compile(source, font_paths=[folder] if folder else [], **options))
    except (typst.TypstError, RuntimeError) as error:
        raise TypesetError(f"the report could not be set: {error}") from error
