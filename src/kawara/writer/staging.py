"""Where outputs are written first. Any process may stage files at the same time as others; one of them commits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kawara.base.digest import digest
from kawara.base.problems import KawaraError, Problem, problem
from kawara.base.text import nfc
from kawara.model import Output
from kawara.writer.disk import digest_file, digest_stream, is_file, look, make_folder, remove_tree, system_errors
from kawara.writer.places import beside, refused

JOURNAL = "journal"
"""Stands in the staging folder from the moment when a commit can no longer be taken back."""
ALONE = "/index.html"
WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Staging:
    """Where one build writes before anything is seen. Plain values, so that it can be sent to other processes."""

    output: str
    """The output folder, absolute."""
    folder: str
    """The staging folder, on the same file system."""
    tree: bool
    """Files stand at their own paths, to be moved in one rename; else in one flat folder, named after their paths."""
    name: str
    """What messages call the output folder."""


NOWHERE = Staging("", "", tree=False, name="")
"""For whoever makes outputs and stages none."""


@dataclass(frozen=True, slots=True)
class Staged:
    """One output whose bytes are on disk."""

    path: str
    digest: str
    size: int
    """Bytes."""
    owner: str = ""


def open_staging(output: Path, *, name: str = "") -> Staging:
    """An empty staging folder for an output folder. Whoever opens it holds the lock and has recovered before."""
    place = output.resolve()
    folder = beside(place, "staging")
    staging = Staging(str(place), str(folder), not place.exists(), name or output.name)
    with system_errors(staging.name):
        remove_tree(staging.folder)
        (folder / "tree" if staging.tree else folder).mkdir(parents=True)
    return staging


def discard(staging: Staging) -> None:
    """Remove the staging folder; one whose commit has begun stays, for `recover` to finish."""
    if not is_file(look(f"{staging.folder}/{JOURNAL}")):
        with suppress(OSError):  # the build itself is done; the next one tries again, and complains
            remove_tree(staging.folder)


def spot(staging: Staging, path: str) -> str:
    """The file in which the output of that path is staged."""
    return f"{staging.folder}/tree/{path}" if staging.tree else f"{staging.folder}/{digest(path.encode())}"


def stage(staging: Staging, output: Output) -> Staged:
    """Write one output where nobody sees it yet, unless it stands in the output folder already. Doing it again is harmless.

    Raises KawaraError with a problem: `outside` for a path that may not be written, `read` for a file to copy that cannot
    be read, `collision` for a path that is another output's folder, `output` for an error of the system.
    """
    path = nfc(output.path)
    if reason := refused(path):
        raise KawaraError(problem("outside", output.owner or path, f"the path '{path}' {reason}"))
    with system_errors(f"{staging.name}/{path}"):
        standing = None if staging.tree else _as_it_stands(f"{staging.output}/{path}", output)
        made, size = standing or put(staging, path, output)
    return Staged(path, made, size, output.owner)


def _as_it_stands(file: str, output: Output) -> tuple[str, int] | None:
    """Digest and size when the output folder holds these very bytes: reading them costs less than writing them again."""
    found, size = look(file), _size(output)
    if found is None or not is_file(found) or found.st_size != size:
        return None
    if not output.file:
        return (digest(output.data), size) if Path(file).read_bytes() == output.data else None
    with _reading(output):
        made = digest_file(output.file)
    return (made, size) if digest_file(file) == made else None


def _size(output: Output) -> int:
    with _reading(output):
        return Path(output.file).stat().st_size if output.file else len(output.data)


def put(staging: Staging, path: str, output: Output) -> tuple[str, int]:
    """Write the staged file, whatever stands in the output folder; returns digest and size."""
    handle = _create(staging, path, output.owner)
    try:
        return _copy(output, handle) if output.file else _write(output.data, handle)
    finally:
        os.close(handle)


def _create(staging: Staging, path: str, owner: str) -> int:
    """Open the staged file for writing. Most pages stand in a folder of their own, which is made without asking first.

    A bare descriptor: at 15,000 files, Path and buffered files cost as much time as the writing itself.
    """
    file = spot(staging, path)
    try:
        if staging.tree and path.endswith(ALONE):
            make_folder(file.removesuffix(ALONE))
        try:
            return os.open(file, WRITING, 0o666)
        except FileNotFoundError:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            return os.open(file, WRITING, 0o666)
    except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
        raise KawaraError(both(path, owner)) from error


def both(path: str, owner: str) -> Problem:
    """The problem of a path that one output needs as a file and another as a folder."""
    text = f"'{path}' and another output need one name as file and as folder"
    return problem("collision", owner or path, text, hint="give one of them another `permalink`")


def _write(data: bytes, handle: int) -> tuple[str, int]:
    """Write bytes, however few the system takes at a time; returns their digest and number."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    return digest(data), len(data)


def _copy(output: Output, handle: int) -> tuple[str, int]:
    """Copy content only: modes and times of sources are accidents of one machine."""
    with _reading(output):
        source = Path(output.file).open("rb")  # noqa: SIM115 - only this call may fail for the source's sake
    with source, open(handle, "wb", closefd=False) as target:
        return digest_stream(source, target)


@contextmanager
def _reading(output: Output) -> Iterator[None]:
    """Lay an error of the system at the door of the file to copy."""
    try:
        yield
    except OSError as error:
        text = f"cannot be read: {error.strerror or error}"
        raise KawaraError(problem("read", output.owner or output.path, text)) from error
