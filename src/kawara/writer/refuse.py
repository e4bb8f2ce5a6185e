"""Which folders are never an output folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os.path import abspath
from pathlib import Path

from kawara.base.problems import Problem, problem
from kawara.writer.places import PREVIEW

MEMORY = ".kawara"
"""What kawara remembers. The preview alone is built there, in a folder of its own."""
SOURCES = ("content", "templates", "static", ".git", MEMORY)
"""Folders of every site that are not for us to write to."""


def check_folder(output: Path, project: Path, sources: Iterable[str | Path] = (), *, name: str = "") -> list[Problem]:
    """Why this folder must not be written to, as at most one `output` problem.

    `sources` are further folders of the site, such as its mounts, absolute or from `project`. Looks at the folder's place
    only; whether strangers live in it is found by `commit`, which knows what would be written.
    """
    is_preview = output.absolute() == (project / PREVIEW).absolute()
    folders = [project / source for source in (*SOURCES, *sources) if not (is_preview and source == MEMORY)]
    reason = _reason(output, project, folders)
    if not reason:
        return []
    return [problem("output", name or output.name, reason, hint="name another folder, such as --output _site")]


def _reason(output: Path, project: Path, folders: list[Path]) -> str:
    """The end of the sentence; empty when the folder will do."""
    if output.is_symlink():
        return f"is a symbolic link to '{output.readlink()}', and kawara writes through none"
    place, home = output.resolve(), _home()
    if place == Path(place.anchor):
        return "is the root of the file system"
    if output.exists() and not output.is_dir():
        return "is a file, not a folder"
    if home and _within(home, place):
        return "is your home folder" if _same(home, place) else "holds your home folder"
    if _within(project, place):
        return "is the site's own folder" if _same(project, place) else "holds the site's own folder"
    named, own = Path(abspath(output)), abspath(project)  # noqa: PTH100  by their names: resolved, no link is left to see
    if named.is_relative_to(own) and not _within(place, project):
        return f"leads out of the site's folder to '{place}'"
    return next(_meetings(place, folders), "")


def _meetings(place: Path, folders: list[Path]) -> Iterator[str]:
    """For each source folder that the output folder is, holds or lies in."""
    for folder in folders:
        if _within(place, folder):
            yield f"is '{folder.name}', where the site's sources are" if _same(place, folder) else _inside(folder)
        elif _within(folder, place):
            yield f"holds '{folder.name}', where the site's sources are"


def _inside(folder: Path) -> str:
    return f"lies inside '{folder.name}', where the site's sources are"


def _home() -> Path | None:
    """The home folder; None where there is none, as in a bare container."""
    try:
        return Path.home()
    except RuntimeError:
        return None


def _within(inner: Path, outer: Path) -> bool:
    """Whether `inner` is `outer` or lies below it."""
    start = inner.resolve()
    return any(_same(each, outer) for each in (start, *start.parents))


def _same(one: Path, other: Path) -> bool:
    """Whether two names mean one folder, also where letter case does not count or a folder is mounted twice."""
    if one.resolve() == other.resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)
