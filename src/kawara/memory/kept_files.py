"""Files that took long to make, kept by what they were made of. What is empty or gone is made again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

FOLDER = "images"
"""Beside the cache's file."""


def kept(cache: str, key: str, make: Callable[[], bytes]) -> Path:
    """The file kept under a key; made first where there is none. Several processes may do so at once."""
    file = Path(cache).parent / FOLDER / key
    if (
        not file.is_file() or not file.stat().st_size
    ):  # a machine that lost its power may leave the name without the bytes
        data = make()
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{key}.{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(file)
    return file
