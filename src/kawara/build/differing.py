"""Two built sites → what readers would notice: pages, words, links, entries of feeds, sizes.

Digests are compared first, so that of ten thousand pages only those are read that are other than they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from kawara.build.shown import Shown, entries, shown
from kawara.build.words import address
from kawara.writer.disk import digest_file, walk
from kawara.writer.manifest import read_manifest
from kawara.writer.places import PREFIX


@dataclass(frozen=True, slots=True)
class Changed:
    """One page that shows something else."""

    url: str
    """Path below the site's root."""
    title: str
    taken: tuple[str, ...]
    """Lines of words that are no longer there."""
    added: tuple[str, ...]
    links_taken: tuple[str, ...]
    links_added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """One Atom feed with other entries."""

    url: str
    taken: Mapping[str, str]
    """Id → title."""
    added: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs. Paths are below the site's root; of a page without its `index.html`."""

    added: Mapping[str, str]
    """Path → title; empty for what is no page."""
    removed: Mapping[str, str]
    changed: tuple[Changed, ...]
    """Pages of which the words or links are others."""
    markup: tuple[str, ...]
    """Pages that show the same by other HTML."""
    files: tuple[str, ...]
    """Other files with other bytes."""
    feeds: tuple[Feed, ...]
    count: tuple[int, int]
    """Files before and now."""
    size: tuple[int, int]
    """Bytes before and now."""


def compare(old: Path, new: Path) -> Difference:
    """What differs from the old site to the new one. Raises OSError where a folder cannot be read."""
    before, now = files_of(old), files_of(new)
    other = sorted(path for path in before.keys() & now.keys() if before[path] != now[path])
    pages = {path: (read(old, path), read(new, path)) for path in other if is_page(path)}
    changed = [one for path, both in pages.items() if (one := changed_page(path, *both))]
    feeds = [feed for path in other if path.endswith("feed.xml") and (feed := changed_feed(path, old, new))]
    told = {one.url for one in changed}
    return Difference(
        added=titles(new, now.keys() - before.keys()),
        removed=titles(old, before.keys() - now.keys()),
        changed=tuple(changed),
        markup=tuple(url for path in pages if (url := address(path)) not in told),
        files=tuple(path for path in other if path not in pages),
        feeds=tuple(feeds),
        count=(len(before), len(now)),
        size=(total(old, before), total(new, now)),
    )


def files_of(folder: Path) -> dict[str, str]:
    """Path → digest of the files of a site: from its manifest, else by reading them."""
    manifest, _ = read_manifest(str(folder), folder.name)
    if manifest is not None:
        return {path: entry.digest for path, entry in manifest.items() if (folder / path).is_file()}
    paths = (path for path in walk(str(folder)) if not path.startswith(PREFIX))
    return {path: digest_file(f"{folder}/{path}") for path in paths}


def is_page(path: str) -> bool:
    """Whether a file is read in a browser."""
    return path.endswith(".html")


def read(folder: Path, path: str) -> Shown:
    """What a page shows."""
    return shown(text(folder, path))


def text(folder: Path, path: str) -> str:
    """A file as text; what is no UTF-8 in it shows as a sign of replacement."""
    return (folder / path).read_text("utf-8", "replace")


def titles(folder: Path, paths: set[str]) -> dict[str, str]:
    """Each of these files with its title."""
    return {address(path): read(folder, path).title if is_page(path) else "" for path in sorted(paths)}


def changed_page(path: str, before: Shown, now: Shown) -> Changed | None:
    """How a page differs; None when it shows what it showed."""
    if before == now:
        return None
    taken, added = lines_between(before.lines, now.lines)
    links = (tuple(sorted(before.links - now.links)), tuple(sorted(now.links - before.links)))
    if before.title != now.title:
        taken, added = (before.title, *taken), (now.title, *added)
    return Changed(address(path), now.title, taken, added, *links)


def lines_between(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that went, and those that came."""
    moves = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    taken = [line for kind, start, end, _, _ in moves if kind != "equal" for line in before[start:end]]
    added = [line for kind, _, _, start, end in moves if kind != "equal" for line in now[start:end]]
    return tuple(taken), tuple(added)


def changed_feed(path: str, old: Path, new: Path) -> Feed | None:
    """The entries of a feed that went and came; None when they are the same."""
    before, now = entries(text(old, path)), entries(text(new, path))
    taken = {key: title for key, title in before.items() if key not in now}
    added = {key: title for key, title in now.items() if key not in before}
    return Feed(address(path), taken, added) if taken or added else None


def total(folder: Path, paths: Mapping[str, str]) -> int:
    """Bytes of these files."""
    return sum((folder / path).stat().st_size for path in paths)


def is_empty(difference: Difference) -> bool:
    """Whether the two sites are the same."""
    found = (difference.added, difference.removed, difference.changed, difference.markup, difference.files)
    return not any(found)


def parts(difference: Difference) -> Iterator[tuple[str, int]]:
    """How many of each kind, in words."""
    yield from (("added", len(difference.added)), ("removed", len(difference.removed)))
    yield "with other words or links", len(difference.changed)
    yield from (("with other markup", len(difference.markup)), ("other files changed", len(difference.files)))
