"""A copy of a site's sources that differs in all that must not matter: its folder, its times and the order of its files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

A_DAY = 86_400_000_000_000
"""Nanoseconds."""
LONG_AGO = 11_000 * A_DAY


def duplicate(root: Path, names: Iterable[str], target: Path) -> None:
    """Copy these files and folders of a site, as far as they are there, into `target`, the last first and all with old times.

    A link to something that is copied as well leads to the copy; one that leaves the site leads where it led.
    """
    names = sorted({name for name in names if (root / name).exists()})
    names = [name for name in names if not any(name.startswith(f"{other}/") for other in names)]
    copied = [Path(os.path.realpath(root / name)) for name in names]
    waiting = [(root / name, target / name) for name in names]
    number = 0
    while waiting:
        source, copy = waiting.pop(0)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_symlink():
            real = Path(os.path.realpath(source))
            leads = where(real, root, copied, target, copy)
            if leads is not None:
                copy.symlink_to(leads)
                continue
        if source.is_dir():
            copy.mkdir(exist_ok=True)
            waiting += [(each, copy / each.name) for each in sorted(source.iterdir(), reverse=True)]
        elif source.is_file():
            number += 1
            shutil.copyfile(source, copy)
            os.utime(copy, ns=(LONG_AGO - number * A_DAY,) * 2)


def where(real: Path, root: Path, copied: Iterable[Path], target: Path, link: Path) -> str | None:
    """Where the copy of a link leads; None when what it leads to has to be copied in its place."""
    base = Path(os.path.realpath(root))
    if not real.exists() or not real.is_relative_to(base):
        return str(real)
    if any(real.is_relative_to(one) for one in copied):
        return os.path.relpath(target / real.relative_to(base), link.parent)
    return None
