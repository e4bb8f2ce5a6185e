"""Pictures: what the head of a file tells without decoding it, and a picture in other widths and formats."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from kawara.base.digest import digest


def size(file: str) -> tuple[int, int] | None:
    """Width and height as they are shown, in pixels; None when they cannot be told."""
    import imagesize  # noqa: PLC0415  it takes 50 ms to import, and many builds look at no picture

    try:
        with Path(file).open("rb") as data:
            width, height = map(int, imagesize.get(data))
    except (OSError, ValueError, ArithmeticError):  # the latter two of a width that is no number, as SVG may have
        return None
    return (width, height) if width > 0 and height > 0 else None


QUALITY = {"avif": {"quality": 60, "speed": 8, "max_threads": 1}, "webp": {"quality": 80}}
"""What each format is saved with. One thread, so that the bytes depend on no machine."""


@cache
def recipe() -> str:
    """A digest of all that decides the bytes of :func:`scaled` beside the picture."""
    from importlib.metadata import version  # noqa: PLC0415  as above

    return digest(f"1 {version('pillow')} {QUALITY}".encode())[:8]


def scaled(data: bytes, width: int, form: str) -> bytes:
    """A picture in another width and format, upright, with its colours and without whatever else its file tells of it.

    Raises ValueError for one that cannot be decoded.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415  an extra, and slow to import

    try:
        with Image.open(BytesIO(data)) as opened:
            opened.draft("RGB", (width, width))
            profile = opened.info.get("icc_profile")
            picture = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(str(error)) from error
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    height = max(1, round(picture.height * width / picture.width))
    made = BytesIO()
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    small.info.clear()
    small.save(made, form, icc_profile=profile, **QUALITY[form])
    return made.getvalue()
