"""The digests of files, of many in several processes: after a checkout, or where a cache was restored, every one is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial

from kawara.base.digest import SIZE, digest_parts

MANY = 1_000
"""Files for which a process more pays: to fork one costs some 10 ms, as much as reading 400."""
MOST = 4
"""Processes: beyond that the disk's cache is what is waited for."""
READ = 1 << 16
"""Bytes read at a time: most pages at once."""
ABSENT = bytes(SIZE)
"""Stands for the digest of a file that cannot be read."""


def digest_of(file: str) -> str:
    """The digest of a file's bytes; empty when it cannot be read."""
    try:
        handle = os.open(file, os.O_RDONLY)  # a third faster than a file object
    except OSError:
        return ""
    try:
        return digest_parts(iter(partial(os.read, handle, READ), b""))
    except OSError:
        return ""
    finally:
        os.close(handle)


def digests_of(folder: str, names: Sequence[str]) -> list[str]:
    """The digest of each of these files, named from a folder, in order; empty for one that cannot be read."""
    files = [os.path.join(folder, name) for name in names]  # noqa: PTH118  a Path would cost more than the reading
    parts = max(1, min(len(files) // MANY, MOST, _cores())) if _may_fork() else 1
    size = -(-len(files) // parts) or 1
    children = [(part, _begun(part)) for part in (files[at : at + size] for at in range(size, len(files), size))]
    found = list(map(digest_of, files[:size]))
    for part, child in children:
        found += _ended(part, *child)
    return found


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _may_fork() -> bool:
    """Whether nothing can go wrong with it: on Linux, while there is one thread."""
    threading = sys.modules.get("threading")
    return sys.platform == "linux" and (threading is None or threading.active_count() == 1)


def _begun(files: Sequence[str]) -> tuple[int, int]:
    """A process that digests these files: its number, and where to read what it found."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    try:  # whatever happens, the copy of this process ends here
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(b"".join(bytes.fromhex(found) if (found := digest_of(file)) else ABSENT for file in files))
    finally:
        os._exit(0)


def _ended(files: Sequence[str], child: int, reader: int) -> list[str]:
    """What that process found. If it was killed, these files are digested here."""
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if len(data) != len(files) * SIZE:
        return list(map(digest_of, files))
    each = (data[at : at + SIZE] for at in range(0, len(data), SIZE))
    return ["" if found == ABSENT else found.hex() for found in each]
