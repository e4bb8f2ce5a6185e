"""The few looks at the disk and steps on it that the whole room shares. A symbolic link is never followed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import BinaryIO

from kawara.base.digest import digest_parts
from kawara.base.problems import KawaraError, problem
from kawara.writer.places import folders_of

CHUNK = 1 << 20

HINTS = {
    errno.ENOSPC: "free some space on the disk; the site is as it was",
    errno.EACCES: "look at who owns the folder and what stands in it",
    errno.EPERM: "look at who owns the folder and what stands in it",
    errno.EROFS: "name another folder with --output",
}


@contextmanager
def system_errors(place: str, hint: str = "") -> Iterator[None]:
    """Turn an error of the operating system into a KawaraError that names `place` and says what can be done."""
    try:
        yield
    except OSError as error:
        text = f"cannot be written: {error.strerror or error}"
        raise KawaraError(problem("output", place, text, hint=hint or HINTS.get(error.errno or 0, ""))) from error


def look(file: str) -> os.stat_result | None:
    """What stands at that very name, links not followed; None when nothing does."""
    try:
        return os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_file(found: os.stat_result | None) -> bool:
    """Whether it is a regular file."""
    return found is not None and S_ISREG(found.st_mode)


def is_folder(found: os.stat_result | None) -> bool:
    """Whether it is a folder itself, not a link to one."""
    return found is not None and S_ISDIR(found.st_mode)


def is_link(found: os.stat_result | None) -> bool:
    """Whether it is a symbolic link."""
    return found is not None and S_ISLNK(found.st_mode)


def digest_stream(source: BinaryIO, target: BinaryIO | None = None) -> tuple[str, int]:
    """Digest and size of all that is left in `source`, which is copied to `target` on the way."""
    size = 0

    def parts() -> Iterator[bytes]:
        nonlocal size
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if target is not None:
                target.write(chunk)
            yield chunk

    return digest_parts(parts()), size


def holds(file: str, digest: str) -> bool:
    """Whether a regular file with just these bytes stands there."""
    return is_file(look(file)) and digest_file(file) == digest


def digest_file(file: str) -> str:
    """The digest of a file's bytes."""
    with Path(file).open("rb", buffering=0) as source:
        return digest_stream(source)[0]


def obstacles(folder: str, paths: Iterable[str]) -> set[str]:
    """Which folders above these paths are no folders: files, or links that lead anywhere."""
    above = {each for path in paths for each in folders_of(path)}
    found = ((each, look(f"{folder}/{each}")) for each in above)
    return {each for each, there in found if there is not None and not is_folder(there)}


def is_blocked(path: str, blocks: AbstractSet[str]) -> bool:
    """Whether a path leads through one of these."""
    return bool(blocks) and any(each in blocks for each in folders_of(path))


def walk(folder: str, skip: Iterable[str] = ()) -> Iterator[str]:
    """Every file and link below a folder, `/`-separated; `skip` names what is passed over at the top."""
    passed = frozenset(skip)
    for root, folders, files in os.walk(folder, onerror=_raise):
        links = [name for name in folders if is_link(look(f"{root}/{name}"))]
        below = "" if root == folder else root[len(folder) + 1 :].replace(os.sep, "/") + "/"
        yield from (below + name for name in (*files, *links) if below or name not in passed)
        folders[:] = sorted(name for name in folders if below or name not in passed)


def _raise(error: OSError) -> None:
    """A folder that cannot be read may hold anything: never pass over it in silence."""
    raise error


def move(source: str, target: str) -> None:
    """Put a file into place, over whatever file or link stands there, in one step."""
    os.replace(source, target)  # noqa: PTH105 - plain strings: two Path objects would cost a third more per file


def make_folder(folder: str) -> None:
    """Make a folder whose parent is there; whatever is in the way shows when it is used."""
    with suppress(FileExistsError, FileNotFoundError, NotADirectoryError):
        os.mkdir(folder)  # noqa: PTH102 - plain strings, as in `move`


def prune(folder: str, paths: Iterable[str]) -> None:
    """Remove the folders of these paths that have become empty, innermost first."""
    for above in sorted({each for path in paths for each in folders_of(path)}, key=len, reverse=True):
        with suppress(OSError):  # it holds something, and stays
            Path(folder, above).rmdir()


def remove_hollow(folder: str) -> None:
    """Remove a folder that holds nothing but empty folders; anything else stays."""
    for root, _, _ in os.walk(folder, topdown=False) if is_folder(look(folder)) else ():
        with suppress(OSError):
            Path(root).rmdir()


def remove_tree(folder: str) -> None:
    """Remove a folder of our own with all that is in it; a link in its place goes, not what it leads to."""
    if not is_folder(look(folder)):
        Path(folder).unlink(missing_ok=True)
        return
    for root, folders, files in os.walk(folder, topdown=False):
        for name in files:
            Path(root, name).unlink()
        for name in folders:
            inner = Path(root, name)
            inner.unlink() if inner.is_symlink() else inner.rmdir()
    Path(folder).rmdir()
