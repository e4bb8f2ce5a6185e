"""The digests of files, of many in several processes: after a checkout, or where a cache was restored, every one is read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain
from struct import Struct

from kawara.base.digest import SIZE, digest, digest_parts
from kawara.base.machine import cores, may_fork
from kawara.memory.aside import aside
from kawara.memory.files import PASSING, entered

MANY = 1_000
"""Files for which a process more pays: to fork one costs some 10 ms, as much as reading 400."""
MOST = 4
"""Processes: beyond that the disk's cache is what is waited for."""
SHARE = 100
"""The least number of files that a process takes at a time, so that none waits long for another at the end."""
SHARES = 1_000
"""The most there may be of them: their numbers lie in a pipe, which has room for so many while nobody reads."""
NUMBER = 4
"""Bytes of the number of a share's first file."""
FOUND = Struct(f"<I{SIZE}s")
"""How a process tells the number of a file and its digest."""
READ = 1 << 16
"""Bytes read at a time: most pages at once."""
ABSENT = bytes(SIZE)
"""Stands for the digest of a file that cannot be read."""

Sized = tuple[str, int]
"""A file, and how many bytes it had when it was looked at."""
Placed = tuple[str, int, int | None]
"""The same, and the open folder it is named from."""


def digest_of(file: str, size: int = -1, folder: int | None = None) -> str:
    """The digest of a file's bytes; empty when it cannot be read. Where its size is known, its end need not be sought.

    It is named from an open folder, if one is given.
    """
    try:
        handle = os.open(file, os.O_RDONLY, dir_fd=folder)  # a third faster than a file object
    except OSError:
        return ""
    try:
        data = os.read(handle, READ)
        if len(data) == size:
            return digest(data)
        return digest_parts(chain((data,), iter(partial(os.read, handle, READ), b"")))
    except OSError:
        return ""
    finally:
        os.close(handle)


def digests_of(*groups: tuple[str, Sequence[Sized]]) -> list[str]:
    """The digest of each file of all groups, named from a folder, in order; empty for one that cannot be read."""
    with ExitStack() as folders:
        files = [file for folder, found in groups if found for file in _placed(folders, folder, found)]
        wanted = min(len(files) // MANY, MOST, cores()) if may_fork() else 1
        done = _shared(files, wanted - 1) if wanted > 1 else {}
        return [done[at] if at in done else digest_of(*file) for at, file in enumerate(files)]


def _placed(folders: ExitStack, folder: str, found: Sequence[Sized]) -> list[Placed]:
    """Files as they are opened: from their open folder, else by their whole paths."""
    try:
        place = folders.enter_context(entered(folder, PASSING))
    except OSError:
        place = folder
    if isinstance(place, int):
        return [(name, size, place) for name, size in found]
    return [(os.path.join(place, name), size, None) for name, size in found]  # noqa: PTH118  a Path would cost more


def _shared(files: Sequence[Placed], others: int) -> dict[int, str]:
    """Number of a file → its digest, found by this process and so many others. What one has taken that was killed is missing."""
    waiting = _shares(len(files))
    with ExitStack() as children:
        answers = [children.enter_context(aside(partial(_told, files, waiting))) for _ in range(others)]
        found = dict(_taken(files, waiting))
        os.close(waiting)
        for answer in answers:
            found |= _heard(answer())
    return found


def _shares(count: int) -> int:
    """A pipe from which processes take numbers: each is that of the first file of a share, and comes to one of them only."""
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(b"".join(at.to_bytes(NUMBER, "little") for at in range(0, count, _share(count))))
    return reader


def _share(count: int) -> int:
    """How many files are taken at a time."""
    return max(SHARE, -(-count // SHARES))


def _taken(files: Sequence[Placed], waiting: int) -> Iterator[tuple[int, str]]:
    """What this process gets hold of, until nothing is left: numbers and digests."""
    share = _share(len(files))
    for number in iter(partial(os.read, waiting, NUMBER), b""):
        first = int.from_bytes(number, "little")
        yield from ((at, digest_of(*files[at])) for at in range(first, min(first + share, len(files))))


def _told(files: Sequence[Placed], waiting: int) -> bytes:
    """What another process gets hold of, as bytes."""
    return b"".join(FOUND.pack(at, bytes.fromhex(found) or ABSENT) for at, found in _taken(files, waiting))


def _heard(answer: bytes) -> Iterator[tuple[int, str]]:
    """What that process found, as far as it came."""
    whole = len(answer) // FOUND.size * FOUND.size
    return ((at, "" if found == ABSENT else found.hex()) for at, found in FOUND.iter_unpack(answer[:whole]))
