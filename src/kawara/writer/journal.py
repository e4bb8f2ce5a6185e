"""The point of no return. A commit that has begun is finished, by this run or by the next.

The steps may be taken again from the start, wherever they were broken off: what is gone cannot be removed twice, and what
has been moved is no longer in staging.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from kawara.base.problems import Problem, problem
from kawara.writer.disk import (
    holds,
    is_blocked,
    is_file,
    is_folder,
    look,
    move,
    obstacles,
    prune,
    remove_hollow,
    remove_tree,
    system_errors,
)
from kawara.writer.manifest import Manifest, parse
from kawara.writer.places import MANIFEST, candidates, is_tame
from kawara.writer.staging import JOURNAL, Staging, spot

VERSION = 1


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps of a commit, in the order in which they are taken."""

    clears: Mapping[str, str] = field(default_factory=dict)
    """Files, with their digests, that make way."""
    folders: tuple[str, ...] = ()
    """Empty folders that make way."""
    moves: tuple[str, ...] = ()
    """Staged outputs to be moved into the folder."""
    removals: Mapping[str, str] = field(default_factory=dict)
    """Files, with their digests, that nothing asks for any more."""


def begin(staging: Staging, journal: Journal, manifest: bytes) -> None:
    """Write the journal, and beside it the manifest that will be true when every step is done."""
    _write(f"{staging.folder}/{MANIFEST}", manifest)
    part = f"{staging.folder}/{JOURNAL}.part"
    _write(part, json.dumps(asdict(journal) | {"version": VERSION}).encode())
    move(part, f"{staging.folder}/{JOURNAL}")


def _write(file: str, data: bytes) -> None:
    """Write and wait for the disk: these two decide what a run after a power cut believes."""
    with Path(file).open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def carry_out(staging: Staging, journal: Journal) -> None:
    """Take every step, then put the manifest in its place, then forget the journal."""
    _remove(staging.output, journal.clears)
    for folder in journal.folders:
        remove_hollow(f"{staging.output}/{folder}")
    for folder in sorted({path.rpartition("/")[0] for path in journal.moves}):
        Path(staging.output, folder).mkdir(parents=True, exist_ok=True)
    for path in journal.moves:
        move(spot(staging, path), f"{staging.output}/{path}")
    _remove(staging.output, journal.removals)
    move(f"{staging.folder}/{MANIFEST}", f"{staging.output}/{MANIFEST}")
    Path(staging.folder, JOURNAL).unlink()


def _remove(output: str, files: Mapping[str, str]) -> None:
    """Remove what is still as we wrote it, and the folders that this leaves empty."""
    for path, digest in files.items():
        if holds(f"{output}/{path}", digest):
            Path(output, path).unlink()
    prune(output, files)


def recover(output: Path, *, name: str = "") -> list[Problem]:
    """Finish a commit that was broken off, or throw away what was staged and never committed. Call it under the lock.

    Returns a `recovered` note for a commit that has been finished.
    """
    found, place = [], output.resolve()
    for folder in map(str, candidates(place, "staging")):
        staging = Staging(str(place), folder, is_folder(look(f"{folder}/tree")), name or output.name)
        if look(folder) is not None:
            with system_errors(
                staging.name, f"mend this, or remove '{folder}' to give up the build that was broken off"
            ):
                found += _finish(staging)
                remove_tree(folder)
    return found


def _finish(staging: Staging) -> list[Problem]:
    """Take the steps that are still due. Without its manifest a commit has done everything but tidy up."""
    journal = read_journal(staging)
    manifest = _staged_manifest(staging)
    if journal is None or manifest is None or not is_folder(look(staging.output)):
        return []
    carry_out(staging, _still_due(staging, journal, manifest))
    return [problem("recovered", staging.name, "an earlier build was broken off while writing, and has been finished")]


def read_journal(staging: Staging) -> Journal | None:
    """The journal of a commit that has begun; None when there is none that we wrote."""
    file = f"{staging.folder}/{JOURNAL}"
    if not is_file(look(file)):
        return None
    try:
        table = json.loads(Path(file).read_bytes())
        version = table.pop("version")
        journal = Journal(**table)
        paths = [*journal.clears, *journal.folders, *journal.moves, *journal.removals]
        digests = [*journal.clears.values(), *journal.removals.values()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    known = version == VERSION and all(map(is_tame, paths)) and all(isinstance(each, str) for each in digests)
    return journal if known else None


def _staged_manifest(staging: Staging) -> Manifest | None:
    """The manifest that waits beside the journal."""
    file = f"{staging.folder}/{MANIFEST}"
    return parse(Path(file).read_bytes()) if is_file(look(file)) else None


def _still_due(staging: Staging, journal: Journal, manifest: Manifest) -> Journal:
    """The journal without what is done, and without what has changed since: a link in the way, bytes lost by a power cut."""
    going = {path for path, digest in journal.clears.items() if holds(f"{staging.output}/{path}", digest)}
    blocks = obstacles(staging.output, [*journal.moves, *journal.removals, *journal.clears]) - going

    def free(path: str) -> bool:
        return not is_blocked(path, blocks)

    whole = [path for path in journal.moves if path in manifest and holds(spot(staging, path), manifest[path].digest)]
    return replace(
        journal,
        clears={path: digest for path, digest in journal.clears.items() if free(path)},
        moves=tuple(filter(free, whole)),
        removals={path: digest for path, digest in journal.removals.items() if free(path)},
        folders=tuple(filter(free, journal.folders)),
    )
