"""A page of a PDF as a picture, for people to compare with the text.

The file is somebody else's and may be made to do harm, so the page is drawn by another process, which has little
time and memory: what goes wrong there ends there.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys

from hefu.confining import confine
from hefu.errors import PictureError
from hefu.read import standin

WIDTH = 1600
"""Of a picture, in pixels."""
MEDIA_TYPE = "image/webp"
_MOST_PIXELS, _LONGEST = 8_000_000, 16_000
_SECONDS, _MEMORY = 20, 1500
"""What drawing one page may take: seconds, megabytes."""
_QUALITY, _EFFORT = 80, 2


def picture(pdf: bytes, page: int) -> bytes:
    """The picture of a page (numbered from 1) of a PDF, as WebP. Raises PictureError when it cannot be drawn."""
    command = [sys.executable, "-m", "hefu.read.picture", str(page)]
    try:
        # Without the environment of the site, in which its secrets may be.
        done = subprocess.run(
            command, input=pdf, capture_output=True, timeout=_SECONDS, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise PictureError(page, "drawing it takes too long") from None
    if done.returncode or not done.stdout:
        raise PictureError(page, "it is damaged or too large")
    return done.stdout


def _environment() -> dict[str, str]:
    kept = ("PATH", "PYTHONPATH", "LANG", "SYSTEMROOT", "TMPDIR", "TEMP")
    return {name: os.environ[name] for name in kept if name in os.environ}


def draw(pdf: bytes, page: int) -> bytes:
    """Draws a page in this process."""
    import pypdfium2 as pdfium

    standin.put_in()
    with pdfium.PdfDocument(pdf) as document:
        wide, high = document[page - 1].get_size()
        scale = min(WIDTH / wide, _LONGEST / high, (_MOST_PIXELS / (wide * high)) ** 0.5)
        image = document[page - 1].render(scale=scale).to_pil()
    out = io.BytesIO()
    image.convert("RGB").save(out, "WEBP", quality=_QUALITY, method=_EFFORT)
    return out.getvalue()


if __name__ == "__main__":
    confine(memory=_MEMORY, largest=0, seconds=_SECONDS)
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), int(sys.argv[1])))
