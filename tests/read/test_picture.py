"""Pictures of PDF pages, drawn by a process of their own."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hefu.errors import PictureError
from hefu.read import picture as pictures
from hefu.read.picture import WIDTH, draw, picture
from read.drawing import HEIGHT
from read.drawing import WIDTH as PAPER
from read.drawing import draw as a_pdf

DATA = a_pdf([(72, 90, "第一页。")], [(72, 90, "第二页。")])


def test_a_page_becomes_a_picture_of_fixed_width() -> None:
    with Image.open(io.BytesIO(picture(DATA, 2))) as image:
        assert image.format == "WEBP"
        assert image.width == pytest.approx(WIDTH, abs=1)
        assert image.height == pytest.approx(WIDTH * HEIGHT / PAPER, abs=2)


def test_a_page_of_an_absurd_size_becomes_a_picture_of_bounded_size() -> None:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(100, 14_000))
    canvas.drawString(10, 100, "x")
    canvas.save()
    with Image.open(io.BytesIO(draw(file.getvalue(), 1))) as image:
        assert image.width * image.height < 8_200_000


@pytest.mark.parametrize("data", [b"%PDF-1.4 nonsense", b"", DATA[: len(DATA) // 2]], ids=["nonsense", "empty", "half"])
def test_a_damaged_file_ends_in_one_clear_line(data: bytes) -> None:
    with pytest.raises(PictureError, match="page 1 cannot be shown as a picture: it is damaged or too large"):
        picture(data, 1)


def test_a_page_that_is_not_there_is_no_picture() -> None:
    with pytest.raises(PictureError):
        picture(DATA, 3)


def test_drawing_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_SECONDS", 0.001)
    with pytest.raises(PictureError, match="takes too long"):
        picture(DATA, 1)


def test_the_process_that_draws_knows_nothing_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_DATABASE_URL", "postgresql://user:secret@host/hefu")
    assert not [name for name in pictures._environment() if name.startswith("HEFU")]
