"""A look at the files that a build reads: not what is in them, only whether anything seems other than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kawara.base.text import nfc
from kawara.base.theme import theme_folder
from kawara.build.options import Options
from kawara.build.run import Run
from kawara.build.settings import configure
from kawara.build.sight import roots_of
from kawara.config import Config
from kawara.loader.scan import scan
from kawara.memory.files import never, walk
from kawara.model import Source

Row = tuple[int, int, int]
"""Size and times."""


@dataclass(frozen=True, slots=True)
class Look:
    """All files at one moment."""

    stats: dict[str, Row]
    linked: tuple[Source, ...] = ()
    """All sources, where some stand behind links to folders, which a plain walk does not follow."""


def settings(root: Path) -> Config:
    """The settings as they are, for where to look and what to call pages."""
    return configure(root)[0]


def look(root: Path, config: Config, stop: Callable[[], bool] = never) -> Look:
    """The files of a site and of the theme. Raises StoppedError once `stop` says so."""
    run = Run(root, Options(now=datetime(1970, 1, 1, tzinfo=UTC)), config)
    names, stats, whole = walk(str(root), roots_of(run), stop)
    rows = dict(zip(names, zip(*(stats[at::3] for at in range(3)), strict=True), strict=True)) if names else {}
    return Look(rows, () if whole else scan(root, config, theme_folder()).sources)


def glimpsed(before: Look, root: Path, names: Iterable[str]) -> Look:
    """The look, where no other files than these may be otherwise."""
    stats = dict(before.stats)
    for name in names:
        try:
            found = (root / name).stat()
            stats[name] = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        except OSError:
            stats.pop(name, None)
    return Look(stats, before.linked)


def newest(before: Look, after: Look) -> str:
    """The file that was saved last among those that are other than before, as sources are called; empty for none."""
    other = [name for name, row in after.stats.items() if before.stats.get(name) != row]
    last = max(other, key=lambda name: after.stats[name][1], default="")
    return nfc(last)


def folders(root: Path, config: Config) -> dict[str, int]:
    """The folders to watch that are there, each with what tells it from another of its name."""
    named = [root / name for name in ("content", "templates", "static", *config.mounts)]
    return {str(folder): folder.stat().st_ino for folder in named if folder.is_dir()}
