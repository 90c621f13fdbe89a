"""Newspaper pages of an invented city, drawn for the tests and then scanned: turned, grey, full of noise."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
)
"""Where Debian's packages put Chinese type."""
SIZE, LEADING, DPI = 30, 44, 200


def font_file() -> str | None:
    """A font with Chinese characters; None where there is none."""
    return next((name for name in FONTS if Path(name).exists()), None)


@dataclass
class Story:
    """An article to be printed."""

    title: str
    byline: str
    paragraphs: Sequence[str]
    columns: int = 2
    kicker: str = ""

    def body(self) -> str:
        return "".join(self.paragraphs)


@dataclass
class Sheet:
    """A page on which articles are drawn one below the other, a rule between two."""

    width: int = 1654
    height: int = 2339
    margin: int = 90
    gutter: int = 45
    column_rules: bool = False
    image: Any = field(init=False)
    top: int = field(init=False)

    def __post_init__(self) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("L", (self.width, self.height), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.top = self.margin

    def font(self, size: int) -> Any:
        from PIL import ImageFont

        return ImageFont.truetype(font_file() or "", size, index=2)

    def masthead(self, name: str, date: str) -> None:
        self.draw.text((self.margin, self.top), "第1版", font=self.font(SIZE), fill=20)
        self.draw.text((self.width // 2 - 150, self.top - 30), name, font=self.font(75), fill=20)
        self.draw.text((self.width - self.margin - 420, self.top), date, font=self.font(26), fill=20)
        self.top += 75
        self.rule()

    def rule(self) -> None:
        self.draw.line((self.margin, self.top, self.width - self.margin, self.top), fill=20, width=3)
        self.top += 30

    def story(self, story: Story, *, left: int | None = None, right: int | None = None, lines: int = 0) -> None:
        """Draws an article over a part of the width, the whole if nothing is said."""
        left, right = left or self.margin, right or self.width - self.margin
        for words, size in ((story.kicker, 34), (story.title, 60), (story.byline, 28)):
            if words:
                self._centred(words, size, left, right)
        self.top += 10
        wide = (right - left - (story.columns - 1) * self.gutter) // story.columns
        fit = list(_set(story.paragraphs, wide // SIZE))
        high = lines or -(-len(fit) // story.columns)
        for number, line in enumerate(fit):
            x = left + (number // high) * (wide + self.gutter)
            self._line(line, x, self.top + (number % high) * LEADING)
        if self.column_rules:
            for column in range(1, story.columns):
                x = left + column * (wide + self.gutter) - self.gutter // 2
                self.draw.line((x, self.top, x, self.top + high * LEADING), fill=20, width=2)
        self.top += high * LEADING + 30

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        high = 56
        right = self.margin + sum(widths)
        for number in range(len(rows) + 1):
            y = self.top + number * high
            self.draw.line((self.margin, y, right, y), fill=20, width=2)
        x = self.margin
        for column, width in enumerate([0, *widths]):
            x += width
            self.draw.line((x, self.top, x, self.top + len(rows) * high), fill=20, width=2)
            for number, row in enumerate(rows if column < len(widths) else ()):
                self.draw.text((x + 12, self.top + number * high + 8), row[column], font=self.font(SIZE), fill=20)
        self.top += len(rows) * high + 30

    def _centred(self, words: str, size: int, left: int, right: int) -> None:
        font = self.font(size)
        x = (left + right - font.getlength(words)) / 2
        self.draw.text((x, self.top), words, font=font, fill=20)
        self.top += int(size * 1.5)

    def _line(self, words: str, x: float, y: float) -> None:
        font = self.font(SIZE)
        for letter in words:
            self.draw.text((x, y), letter, font=font, fill=20)
            x += font.getlength(letter) if letter.isascii() else SIZE


def _set(paragraphs: Iterable[str], wide: int) -> Iterator[str]:
    """Paragraphs as lines of so many characters, two letters of ASCII for one."""
    for paragraph in paragraphs:
        line, used = "\u3000\u3000", 2.0
        for letter in paragraph:
            width = 0.56 if letter.isascii() else 1.0
            if used + width > wide and letter not in "，。；：、）”%":
                yield line
                line, used = "", 0.0
            line, used = line + letter, used + width
        yield line


def scanned(image: Any, *, skew: float = 0.5, noise: float = 8.0, seed: int = 1, quality: int = 45) -> Any:
    """A page as a scanner sees it."""
    import numpy as np
    from PIL import Image, ImageFilter

    turned = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.7))
    shades = np.asarray(turned, np.float32) * (205 / 255) + 10
    light = np.linspace(0, 18, shades.shape[1])[None, :]
    grains = np.random.default_rng(seed).normal(0, noise, shades.shape)
    grey = Image.fromarray(np.clip(shades + light + grains, 0, 255).astype(np.uint8))
    file = io.BytesIO()
    grey.save(file, "JPEG", quality=quality, dpi=(DPI, DPI))
    return Image.open(io.BytesIO(file.getvalue()))


def as_file(image: Any, kind: str = "JPEG") -> bytes:
    """An image as the bytes of a file."""
    file = io.BytesIO()
    image.save(file, kind, dpi=(DPI, DPI), **({"quality": 60} if kind == "JPEG" else {}))
    return file.getvalue()


def as_pdf(*images: Any) -> bytes:
    """Images as the pages of a PDF."""
    file = io.BytesIO()
    images[0].save(file, "PDF", resolution=DPI, save_all=True, append_images=images[1:])
    return file.getvalue()
