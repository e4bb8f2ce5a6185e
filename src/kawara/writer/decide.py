"""What a commit would do, found out before anything moves: a decision is a value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kawara.base.problems import Problem
from kawara.writer.disk import digest_file, holds, is_blocked, is_file, is_folder, look, obstacles
from kawara.writer.faults import Ground, changed, faults, locked, strangers
from kawara.writer.manifest import Entry, Manifest
from kawara.writer.places import MANIFEST, folders_of
from kawara.writer.staging import Staged


@dataclass(frozen=True, slots=True)
class Wish:
    """What one commit is asked for."""

    staged: Sequence[Staged] = ()
    """What this build has made, each path once."""
    standing: Sequence[Staged] = ()
    """What this build would make just as it stands in the folder already, and so did not stage."""
    adopt: bool = False
    """Write also where a file stands that is not ours, and among strangers."""
    keep_owners: Collection[str] = frozenset()
    """Sources whose old files stay although nothing was made of them this time."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Every step of a commit, and why it may not be taken."""

    moves: tuple[str, ...]
    unchanged: tuple[str, ...]
    clears: Mapping[str, str]
    """Files of ours, with their digests, that go first: something new needs their name as a folder or in other letters."""
    folders: tuple[str, ...]
    """Folders without files in them where a file will be."""
    removals: Mapping[str, str]
    """Files of ours, with their digests, that nothing asks for any more."""
    kept: tuple[str, ...]
    """Files that were ours and have been changed since."""
    manifest: Manifest
    """What will be ours."""
    problems: tuple[Problem, ...]


def decide(output: str, name: str, before: Manifest | None, wish: Wish) -> Decision:
    """Compare what is wanted with what stands in the folder. Reads, and changes nothing."""
    new = {staged.path: staged for staged in wish.staged}
    known, planned = before or {}, new.keys() | {staged.path for staged in wish.standing}
    left = {path: entry for path, entry in known.items() if path not in planned}
    stale = {path: entry for path, entry in left.items() if entry.owner not in wish.keep_owners}
    blocks = obstacles(output, [*new, *stale])
    ours = {p: e.digest for p, e in stale.items() if not is_blocked(p, blocks) and holds(f"{output}/{p}", e.digest)}
    kept = tuple(path for path in sorted(stale.keys() - ours.keys()) if look(f"{output}/{path}"))
    ground = Ground(output, name, before, ours, blocks)
    verdicts = {path: _judge(ground, staged) for path, staged in new.items()}
    clears = _in_the_way(ours, new)
    moves = _moves(verdicts, clears)
    rows = {s.path: Entry(s.digest, s.owner) for s in (*wish.standing, *wish.staged)}
    return Decision(
        moves=moves,
        unchanged=tuple(sorted(planned - set(moves))),
        clears=clears,
        folders=tuple(path for path, verdict in verdicts.items() if verdict == "folder"),
        removals={path: digest for path, digest in ours.items() if path not in clears},
        kept=kept,
        manifest={path: entry for path, entry in left.items() if path not in stale} | rows,
        problems=(
            *(strangers(ground, verdicts, planned) if before is None and not wish.adopt else ()),
            *faults(ground, verdicts, adopt=wish.adopt),
            *locked(ground, [*moves, *ours, MANIFEST] if moves or ours else ()),
            *(changed(ground, path) for path in kept),
        ),
    )


def _judge(ground: Ground, staged: Staged) -> str:
    """What stands where this output goes: `nothing`, the `same`, a `folder`, what is `ours` to replace, or `foreign`."""
    file, entry = f"{ground.output}/{staged.path}", (ground.before or {}).get(staged.path)
    found = look(file)
    if found is None:
        return "nothing"
    if is_folder(found):
        return "folder"
    likely = is_file(found) and found.st_size == staged.size and (entry is None or entry.digest == staged.digest)
    if likely and digest_file(file) == staged.digest:
        return "same"
    return "ours" if entry else "foreign"


def _in_the_way(ours: Mapping[str, str], new: Mapping[str, Staged]) -> dict[str, str]:
    """Of the files that may go, those that have to go first.

    `About/` and `about/` are one on many disks: removing the old after writing the new would remove the new.
    """
    if not ours:
        return {}
    folded = {path.casefold() for path in new}
    folders = {above for path in new for above in folders_of(path)}
    return {
        path: digest
        for path, digest in ours.items()
        if path in folders or path.casefold() in folded or any(above in new for above in folders_of(path))
    }


def _moves(verdicts: Mapping[str, str], clears: Mapping[str, str]) -> tuple[str, ...]:
    """What has to be moved in: whatever is not there, and whatever only seems to be because letter case does not count."""
    folded = {path.casefold() for path in clears}
    return tuple(path for path, verdict in verdicts.items() if verdict != "same" or path.casefold() in folded)
