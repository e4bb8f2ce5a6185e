"""What the files of a site look like now: their stats from one walk, and their digests, most of them remembered."""

from __future__ import annotations

import time
from array import array
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kawara.base.theme import theme_folder
from kawara.build.recall import Past, file_of, name_in
from kawara.build.run import Run
from kawara.config import FILE
from kawara.memory.digests import digests_of
from kawara.memory.files import Files, stat_of, triples, trusted, walk
from kawara.model import Source

TEMPLATES = "templates/"
"""What stands in the name of each template."""
FOLDERS = ("content", "templates", "static")


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at the files."""

    root: str
    roots: tuple[str, ...]
    """What was walked, as names in the site's folder."""
    whole: bool
    names: tuple[str, ...]
    stats: array[int]
    digests: dict[str, str]
    """Name → digest of every file, but of texts that are new or changed only once the workers have read them."""
    scanned: int

    def digest(self, source: Source) -> str:
        """The digest of a source; empty when it has to be read."""
        return self.digests.get(name_in(self.root, source.file), "")

    def stands(self, files: Container[str] = ()) -> bool:
        """Whether no template has been touched since, and none of these files: pages are known by what they were at this look."""
        root, seen = Path(self.root), enumerate(self.names)
        read = ((at * 3, file_of(root, name)) for at, name in seen if TEMPLATES in name or name in files)
        return all(stat_of(file) == tuple(self.stats[at : at + 3]) for at, file in read)

    def files(self) -> Files:
        """All that is known of the files in the end."""
        return Files(self.names, self.stats, tuple(self.digests.get(name, "") for name in self.names), self.scanned)


def roots_of(run: Run) -> tuple[str, ...]:
    """Every file and folder that a build looks at, as names in the site's folder."""
    theme = theme_folder()
    mine = [FILE, *FOLDERS, *run.config.mounts]
    return tuple(
        dict.fromkeys([*mine, *(name_in(str(run.root), str(theme / folder)) for folder in ("templates", "static"))])
    )


class Glimpse(NamedTuple):
    """All files and their stats."""

    scanned: int
    """When the walk began: nanoseconds since the epoch."""
    names: tuple[str, ...]
    stats: array[int]
    whole: bool


def glimpse(run: Run) -> Glimpse:
    """One walk over all files that a build looks at."""
    return Glimpse(time.time_ns(), *walk(str(run.root), roots_of(run)))


def looked(run: Run, texts: Sequence[Source], past: Past, settings: str, seen: Glimpse | None = None) -> Sight:
    """Look at all files. `texts` are left to the workers where they are not as they were; `settings` is kawara.yml's digest.

    `seen`: them as they were at the moment for which this is to hold.
    """
    root, roots = str(run.root), roots_of(run)
    scanned, names, stats, whole = seen or glimpse(run)
    digests = trusted(past.sources, zip(names, triples(stats), strict=True))
    left = {name_in(root, source.file) for source in texts}
    to_read = [name for name in names if name not in digests and name not in left]
    sizes = dict(zip(names, stats[::3], strict=True))
    now = digests_of((root, [(name, sizes[name]) for name in to_read]))
    digests |= zip(to_read, now, strict=True)
    return Sight(root, roots, whole, names, stats, digests | ({FILE: settings} if FILE in names else {}), scanned)
