"""Files that took long to make, kept by what they were made of. What is gone, or not as it was put there, is made again."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kawara.memory.cache import sealed, unsealed

FOLDER = "images"
"""Beside the cache's file."""


def kept(cache: str, key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under a key; made where there are none, and kept where there is room. Several processes may do so at once."""
    file = Path(cache).parent / FOLDER / key
    data = found(file)
    if data is None:
        data = make()
        keep(file, data)
    return data


def found(file: Path) -> bytes | None:
    """What is kept in a file; None where it is not there, or not as it was put there: a machine may have lost its power."""
    try:
        return unsealed(file.read_bytes())
    except OSError:
        return None


def keep(file: Path, data: bytes) -> None:
    """Keep bytes in a file with their sum. Where that cannot be done they are made again next time."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(sealed(data))
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink()
