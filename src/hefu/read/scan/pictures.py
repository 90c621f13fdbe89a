"""Pictures of pages: from image files and from the pages of a PDF, grey, of bounded size."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hefu.errors import ReadError
from hefu.read.scan.shapes import Pixels

MOST_PIXELS = 120_000_000
"""A larger picture is refused: a broadsheet page scanned at 400 dots per inch has half as many."""
_LONGEST, _FINEST = 5000, 300
"""A page is looked at with at most so many pixels along its longer side, and so many dots per inch."""
_USUAL = 200
"""Dots per inch, where nothing tells."""
_MOST_PAGES = 5000
_DAMAGED, _AGAIN = "is a damaged image", "scan or fetch it again"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture. points: how many 1/72 inch a pixel is."""

    number: int
    grey: Pixels
    points: float


def of_pdf_page(path: Path, page: Any, number: int) -> Picture:
    """The picture of a PDF's page (of pypdfium2), at the resolution of the largest image on it."""
    from pypdfium2 import raw

    width, height = page.get_size()
    finest = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        across, down = image.get_px_size()
        if across * down > MOST_PIXELS:
            raise _too_large(path, f"page {number}", across, down)
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > 0.2 * width * height:
            finest = max(finest, across / max(right - left, 1.0))
    scale = min(finest or _USUAL / 72, _FINEST / 72, _LONGEST / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    grey = np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return Picture(number, grey, width / max(grey.shape[1], 1))


def of_image(path: Path, data: bytes) -> Iterator[Picture]:
    """The pages of a PNG, JPEG or TIFF file. Raises ReadError for one that is damaged or too large."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data))
            count = getattr(image, "n_frames", 1)
            for number in range(min(count, _MOST_PAGES)):
                image.seek(number)
                yield _of_frame(path, image, number + 1)
        except ReadError:
            raise
        except Image.DecompressionBombError:
            raise _too_large(path, "the image") from None
        except UnidentifiedImageError:
            raise ReadError(path, _DAMAGED, _AGAIN) from None
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise ReadError(path, f"{_DAMAGED} ({error})", _AGAIN) from None


def count_of(path: Path, data: bytes) -> int:
    """How many pages an image file has. Raises ReadError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return int(getattr(Image.open(io.BytesIO(data)), "n_frames", 1))
    except Image.DecompressionBombError:
        raise _too_large(path, "the image") from None
    except UnidentifiedImageError:
        raise ReadError(path, _DAMAGED, _AGAIN) from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError(path, f"{_DAMAGED} ({error})", _AGAIN) from None


def _of_frame(path: Path, image: Any, number: int) -> Picture:
    from PIL import Image, ImageOps

    across, down = image.size
    if across * down > MOST_PIXELS:
        raise _too_large(path, f"page {number}", across, down)
    dots = float(image.info.get("dpi", (0, 0))[0] or 0)
    image.draft("L", (across, down))
    frame = ImageOps.exif_transpose(image)
    if frame.mode in ("RGBA", "LA", "P", "PA"):
        frame = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame)
    if frame.mode.startswith("I") or frame.mode == "F":
        frame = _eight_bits(frame)
    frame = frame.convert("L")
    longest = max(frame.size)
    wanted = min(_LONGEST / longest, _FINEST / dots if dots > _FINEST else 1.0)
    if wanted < 1:
        frame = frame.resize((round(frame.width * wanted), round(frame.height * wanted)), Image.Resampling.LANCZOS)
    dots = (dots if 50 <= dots <= 2400 else _USUAL) * min(wanted, 1.0)
    return Picture(number, np.array(frame, np.uint8), 72 / dots)


def _eight_bits(frame: Any) -> Any:
    """A picture of more than 256 shades in 256."""
    from PIL import Image

    shades = np.asarray(frame, np.float32)
    low, high = float(shades.min()), float(shades.max())
    return Image.fromarray(((shades - low) * (255 / max(high - low, 1))).astype(np.uint8))


def _too_large(path: Path, page: str, across: int = 0, down: int = 0) -> ReadError:
    size = f"{across} × {down} pixels, " if across else ""
    reason = f"{page} is too large: {size}at most {MOST_PIXELS // 1_000_000} million pixels are read"
    return ReadError(path, reason, "scan it at 200 to 300 dots per inch")
