"""The folders of a site → Sources: one walk, nothing read but names and sizes.

A file's name in every key and message is site-relative, NFC, with `/`. What is passed over without a word is what editors and
tools leave behind; anything else that cannot be taken is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kawara.base.ignored import KEPT, is_ignored
from kawara.base.problems import Problem, problem
from kawara.base.text import nfc
from kawara.config import FILE, Config
from kawara.model import Source
from kawara.yamltext import parse

NESTED = 2
"""Symlinks followed on the way to a file: a few folders that lead to one another would else be as good as endless."""
THEME = "theme:static"
"""Stands for the theme's `static/` in the paths of its files, which lie outside the site."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies in the folders of a site."""

    sources: tuple[Source, ...]
    """By path."""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Walk:
    """One walk through one root."""

    root: str
    """The root its sources are of: `content`, `static` or `theme`."""
    limit: str
    """Real path of the folder that no symlink may leave."""
    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(self, code: str, path: str, text: str, **more: Any) -> None:
        """Note a problem; names that are no UTF-8 are written with escapes, for no terminal could show them."""
        self.problems.append(
            problem(code, *(s.encode("utf-8", "backslashreplace").decode() for s in (path, text)), **more)
        )


def scan(root: Path, config: Config, theme: Path | None = None) -> Scan:
    """Every source of the site in `root`: `content/`, the mounted folders, `static/`, and the theme's `static/`.

    Folders that are not there hold nothing, save for mounts, which are named in the settings. `theme` is the folder that holds
    the theme's `static/`; where that is the site's own, its files are the site's.
    """
    limit = os.path.realpath(root)
    walks = [_enter(Walk("content", limit), root / "content", "content", "")]
    for folder, place in config.mounts.items():
        walks.append(_mount(Walk("content", limit), root, nfc(folder), nfc(place).strip("/")))
    walks.append(_enter(Walk("static", limit), root / "static", "static", ""))
    if theme and not _same_folder(theme / "static", root / "static"):
        walks.append(_enter(Walk("theme", os.path.realpath(theme / "static")), theme / "static", THEME, ""))
    found = {source.path: source for walk in reversed(walks) for source in walk.sources}
    return Scan(tuple(found[path] for path in sorted(found)), tuple(p for walk in walks for p in walk.problems))


def read(source: Source) -> bytes | Problem:
    """The bytes of a source; a problem when they cannot be read."""
    try:
        with open(source.file, "rb") as file:  # noqa: PTH123  pathlib costs as much as the reading
            return file.read()
    except OSError as error:
        return problem("read", source.path, f"cannot be read: {error.strerror}")


def _mount(walk: Walk, root: Path, folder: str, place: str) -> Walk:
    if not (root / folder).is_dir():
        hint = "make it, or take the line out"
        walk.say("config", FILE, f"mounts: there is no folder '{folder}'", hint=hint, **_written(root, folder))
    return _enter(walk, root / folder, folder.strip("/"), place)


def _written(root: Path, folder: str) -> dict[str, Any]:
    """Where the settings name a folder that they mount, if they can be read."""
    try:
        value, _ = parse((root / FILE).read_text(encoding="utf-8-sig"), FILE)
    except (OSError, ValueError):
        return {}
    mounts = value.data.get("mounts") if value and isinstance(value.data, dict) else None
    named = mounts.data if mounts and isinstance(mounts.data, dict) else {}
    key = next((member.key for name, member in named.items() if nfc(name).strip("/") == folder.strip("/")), None)
    return dict(zip(("line", "column", "source"), key, strict=True)) if key else {}


def _enter(walk: Walk, folder: Path, path: str, place: str) -> Walk:
    """Walk a root folder, if it is there."""
    real = os.path.realpath(folder)
    if not _inside(real, walk.limit):
        walk.say("outside", path, "the folder leads outside the project", hint="move it into the project")
    elif os.path.isdir(real):  # noqa: PTH112  as above
        _folder(walk, str(folder), path, place, ())
    return walk


def _folder(walk: Walk, folder: str, path: str, place: str, above: tuple[str, ...]) -> None:
    """Take everything in a folder. `above` holds the real paths of the folders whose symlinks led here."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        walk.say("read", path, f"the folder cannot be read: {error.strerror}")
        return
    for name, entry in _named(walk, path, listed):
        if is_ignored(name) and not (name in KEPT and walk.root != "content" and not place):
            continue
        _entry(walk, entry, f"{path}/{name}", f"{place}/{name}" if place else name, above)


def _named(walk: Walk, path: str, entries: list[os.DirEntry[str]]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Each entry with its name in NFC; a name that stands there twice, or is no text, is a problem."""
    taken: dict[str, str] = {}
    for entry in entries:
        name = entry.name
        if not name.isascii():
            name = nfc(name)
            if not _is_utf8(name):
                walk.say("name", f"{path}/{name}", "the name is not UTF-8", hint="rename it")
                continue
            if name in taken:
                text = f"two names are one after Unicode normalisation: {taken[name]!a} and {entry.name!a}"
                walk.say("name", f"{path}/{name}", text, hint="remove one of them")
                continue
            taken[name] = entry.name
        yield name, entry


def _entry(walk: Walk, entry: os.DirEntry[str], path: str, place: str, above: tuple[str, ...]) -> None:
    try:
        if entry.is_symlink() and not _may_follow(walk, entry, path, above):
            return
        if entry.is_dir():
            _folder(walk, entry.path, path, place, (*above, _real_folder(entry)) if entry.is_symlink() else above)
        elif entry.is_file():
            stat = entry.stat()
            walk.sources.append(Source(path, entry.path, place, walk.root, stat.st_size, stat.st_mtime_ns))
        else:
            walk.say("read", path, "is neither a file nor a folder", hint="remove it")
    except OSError as error:
        walk.say("read", path, f"cannot be read: {error.strerror}")


def _may_follow(walk: Walk, entry: os.DirEntry[str], path: str, above: tuple[str, ...]) -> bool:
    """Whether a symlink leads to something inside the project that does not hold the link itself."""
    real = os.path.realpath(entry.path)
    if not _inside(real, walk.limit):
        walk.say("outside", path, "the symlink leads outside the project", hint="copy the file into the project")
        return False
    if any(_inside(folder, real) for folder in (*above, _real_folder(entry))):
        text = "the symlink leads back to a folder it lies in, and is not followed"
        walk.say("read", path, text, hint="remove it", severity="warning")
        return False
    if not os.path.exists(entry.path):  # noqa: PTH110  as above; a link to itself is nowhere too
        walk.say("read", path, "the symlink leads nowhere", hint="remove it")
        return False
    if len(above) >= NESTED:
        text, hint = f"a symlink behind {NESTED} others is not followed", "link straight to the file"
        walk.say("read", path, text, hint=hint, severity="warning")
        return False
    return True


def _real_folder(entry: os.DirEntry[str]) -> str:
    """Real path of the folder an entry stands in."""
    return os.path.realpath(os.path.dirname(entry.path))  # noqa: PTH120  as above


def _inside(real: str, folder: str) -> bool:
    """Whether one real path is, or lies below, another."""
    return real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)


def _same_folder(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
