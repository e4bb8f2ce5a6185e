"""What the head of an image file tells, without decoding it."""

from __future__ import annotations

from pathlib import Path


def size(file: str) -> tuple[int, int] | None:
    """Width and height as they are shown, in pixels; None when they cannot be told."""
    import imagesize  # noqa: PLC0415  it takes 50 ms to import, and many builds look at no picture

    try:
        with Path(file).open("rb") as data:
            width, height = map(int, imagesize.get(data))
    except (OSError, ValueError, ArithmeticError):  # the latter two of a width that is no number, as SVG may have
        return None
    return (width, height) if width > 0 and height > 0 else None
