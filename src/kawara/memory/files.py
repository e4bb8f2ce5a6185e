"""What the files looked like at the last scan.

Content decides, never times: a file whose size and times are those of the last scan is taken to have the digest it had then,
and any other is read. A file that was changed so shortly before that scan that a later change could carry the same times is
read again as well. (The rule git calls «racy»: Documentation/technical/racy-git.)
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter

from kawara.base.digest import SIZE
from kawara.base.ignored import KEPT, is_ignored

COARSEST = 2_000_000_000
"""Nanoseconds: the coarsest time stamp of a file system in use (FAT's two seconds)."""

BLANK = "00" * SIZE
"""How the digest is kept of a file that could not be read."""

AT_HAND = os.stat in os.supports_dir_fd and os.scandir in os.supports_fd
"""Whether files can be named from an open folder."""

PASSING = getattr(os, "O_PATH", os.O_RDONLY)
"""How a folder is opened to pass through it, which the permission to list it is not needed for."""

Stat = tuple[int, int, int]
"""Size, time of modification and time of change, in bytes and nanoseconds."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files by name, each with its stat and digest, as of one scan."""

    names: tuple[str, ...] = ()
    stats: array[int] = field(default_factory=lambda: array("q"))
    """Three numbers a file."""
    digests: tuple[str, ...] = ()
    scanned: int = 0
    """When the scan began: nanoseconds since the epoch, by the clock that stamps files."""

    def digest(self, name: str) -> str:
        """The digest of one file. Raises ValueError for one that is not there."""
        return self.digests[self.names.index(name)]

    def table(self) -> dict[str, tuple[Stat, str]]:
        """Name → stat and digest."""
        return dict(zip(self.names, zip(triples(self.stats), self.digests, strict=True), strict=True))


def gather(found: Iterable[tuple[str, Stat]], digests: Mapping[str, str], scanned: int) -> Files:
    """The files of a scan. One without a digest in `digests` is kept with an empty one, and read next time."""
    names, stats = [], array("q")
    for name, stat in found:
        names.append(name)
        stats.extend(stat)
    return Files(tuple(names), stats, tuple(digests.get(name, "") for name in names), scanned)


def is_same(old: Files, names: tuple[str, ...], stats: array[int]) -> bool:
    """Whether a new scan saw just the same, and nothing in it is too young to be trusted."""
    return old.stats == stats and old.names == names and "" not in old.digests and not any(young(old))


def is_young(stat: Stat, scanned: int) -> bool:
    """Whether a file was changed so shortly before a scan that this may have missed a change."""
    return max(stat[1:]) >= scanned - COARSEST


def young(files: Files) -> Iterator[str]:
    """The names of those changed so shortly before their scan that it may have missed a change."""
    limit = files.scanned - COARSEST  # as `is_young`, without a call for each: every build asks it of all files
    if files.stats and max(*files.stats[1::3], *files.stats[2::3]) >= limit:
        stamps = zip(files.names, files.stats[1::3], files.stats[2::3], strict=True)
        yield from (name for name, modified, changed in stamps if max(modified, changed) >= limit)


def trusted(old: Files, found: Iterable[tuple[str, Stat]]) -> dict[str, str]:
    """Name → digest of those files that need not be read: just as they were at the last scan, and not too young then."""
    known, doubtful = old.table(), set(young(old))
    return {
        name: known[name][1]
        for name, stat in found
        if name in known and known[name][0] == stat and known[name][1] and name not in doubtful
    }


def triples(stats: array[int]) -> Iterator[Stat]:
    """Stats one by one."""
    return zip(*(stats[at::3] for at in range(3)), strict=True)


def doubtful(old: Files, names: tuple[str, ...], stats: array[int]) -> list[tuple[str, int]]:
    """Those of the old files that must be read, with their sizes: not as they were at the last scan, or too young then."""
    unsure = {*young(old), *(name for name, digest in zip(old.names, old.digests, strict=True) if not digest)}
    before: Iterable[Stat | None] = triples(old.stats)
    if names != old.names:
        before = map(dict(zip(old.names, before, strict=True)).get, names)
    return [
        (name, now[0])
        for name, was, now in zip(names, before, triples(stats), strict=True)
        if was and (was != now or name in unsure)
    ]


class StoppedError(Exception):
    """Whoever walked was called away."""


OFTEN = 256
"""So many files of a folder are looked at before it is asked again whether to stop: a millisecond or two."""


def never() -> bool:
    """Do not stop."""
    return False


def walk(base: str, roots: Iterable[str], stop: Callable[[], bool] = never) -> tuple[tuple[str, ...], array[int], bool]:
    """Every file below these folders, and these files, with their stats; and whether that is all there is to see.

    Roots and files are named from the folder `base` where they are below it. What no build takes for a part of the site is not
    seen. It is not all where there is a link: a scan decides whether it may be followed, and finds what it leads to. Nor is it
    where something cannot be looked at, is gone in the meantime, or is no file that can be read, such as a pipe. Raises
    StoppedError once `stop` says so.
    """
    names: list[str] = []
    stats = array("q")
    whole = True
    waiting = list(roots)
    while waiting:
        root = waiting.pop()
        place = os.path.join(base, root)  # noqa: PTH118  a Path would cost more than the call
        whole &= not os.path.islink(place)  # noqa: PTH114  as above
        try:
            with entered(place) as folder:
                files, seen, folders, all_there = _inside(folder, place, stop)
        except NotADirectoryError:
            names.append(root)
            stats.extend(_numbers(os.stat(place)))  # noqa: PTH116  as above
            continue
        except FileNotFoundError:
            continue
        except OSError:
            whole = False
            continue
        names += [f"{root}/{name}" for name in files]
        stats += seen
        waiting += [f"{root}/{name}" for name in folders]
        whole &= all_there
    return tuple(names), stats, whole


def _inside(folder: int | str, place: str, stop: Callable[[], bool]) -> tuple[list[str], array[int], list[str], bool]:
    """The names of the files in a folder, their stats, the names of the folders in it, and whether that is all."""
    files: list[str] = []
    folders: list[str] = []
    stats = array("q")
    whole = True
    for at, entry in enumerate(sorted(os.scandir(folder), key=_name)):
        if at % OFTEN == 0 and stop():
            raise StoppedError
        if is_ignored(entry.name) and entry.name not in KEPT:
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.name)
        elif stat := _stat(entry, place):
            files.append(entry.name)
            stats.extend((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
            whole &= not entry.is_symlink()
        else:
            whole = False
    return files, stats, folders, whole


@contextmanager
def entered(folder: str, flags: int = os.O_RDONLY) -> Iterator[int | str]:
    """An open folder, where the system can name files from one: to be led there anew for each is a tenth of looking at it."""
    if not AT_HAND:
        yield folder
        return
    handle = os.open(folder, flags | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


_name = attrgetter("name")


def _numbers(stat: os.stat_result) -> Stat:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _stat(entry: os.DirEntry[str], place: str) -> os.stat_result | None:
    """What is known of one file, or of a link that leads to none; None for anything else, and for what has just vanished."""
    try:
        if entry.is_file(follow_symlinks=False):
            return entry.stat(follow_symlinks=False)
        if not entry.is_symlink():
            return None
        file = f"{place}/{entry.name}"
        if os.path.isdir(file):  # noqa: PTH112  as above; a loop of links is no folder
            return None
        return entry.stat(follow_symlinks=os.path.isfile(file))  # noqa: PTH113  as above
    except OSError:
        return None


def stat_of(file: str) -> Stat | None:
    """The stat of one file, links not followed; None when it is not there."""
    try:
        found = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _numbers(found)


def stats_of(folder: str, names: Iterable[str]) -> array[int] | None:
    """The stats of files in a folder, links not followed; None when one of them is not there."""
    stats, look = array("q"), os.lstat
    try:
        with entered(folder, PASSING) as place:
            handle, base = (place, "") if isinstance(place, int) else (None, f"{place}/")
            for name in names:
                found = look(base + name, dir_fd=handle)  # here, as the call of a function is a tenth of the time
                stats.extend((found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stats


def encode(files: Files) -> bytes:
    """Files as bytes for a cache: names, digests and stats in columns, which are read in a fraction of JSON's time."""
    names = "\0".join(files.names).encode("utf-8", "surrogatepass")
    digests = bytes.fromhex("".join(digest or BLANK for digest in files.digests))
    head = b"".join(number.to_bytes(8, "little") for number in (files.scanned, len(files.names), len(names)))
    return b"".join([head, names, digests, files.stats.tobytes()])


def decode(data: bytes) -> Files:
    """The files out of :func:`encode`. Raises ValueError for anything else."""
    scanned, count, length = (int.from_bytes(data[at : at + 8], "little") for at in (0, 8, 16))
    middle, end = 24 + length, 24 + length + count * SIZE
    names = tuple(data[24:middle].decode("utf-8", "surrogatepass").split("\0")) if count else ()
    digests = data[middle:end].hex()
    stats = array("q")
    stats.frombytes(data[end:])
    if not len(names) == count == len(stats) // 3 or len(digests) != count * len(BLANK):
        raise ValueError("the lists differ in length")
    each = (digests[at : at + len(BLANK)] for at in range(0, len(digests), len(BLANK)))
    return Files(names, stats, tuple("" if digest == BLANK else digest for digest in each), scanned)
