"""Outputs → a directory, safely.

Everything is staged first, out of sight, then compared with what stands in the folder, then moved into place. Until the
journal is written nothing has happened; from then on everything will, whoever is killed. What kawara did not write it
neither changes nor removes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kawara.base.problems import KawaraError, Problem, in_order, is_blocking, problem
from kawara.model import Output
from kawara.writer.clean import clean, remove
from kawara.writer.decide import Decision, Wish, decide
from kawara.writer.disk import holds, is_file, look, system_errors
from kawara.writer.faults import clashes
from kawara.writer.journal import Journal, begin, carry_out, recover
from kawara.writer.lock import lock
from kawara.writer.manifest import Entry, Manifest, digests_in, dump, read_manifest, site_digest
from kawara.writer.places import MANIFEST
from kawara.writer.refuse import check_folder
from kawara.writer.staging import Staged, Staging, discard, open_staging, put, spot, stage

__all__ = ["Staged", "Staging", "Written", "check_folder", "clean", "commit", "discard", "lock", "open_staging",
           "recover", "remove", "stage", "write"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What a commit did. Paths are below the output folder, in order."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    """Right already: not touched, so that their times stay."""
    kept: tuple[str, ...] = ()
    """Ours once, no longer wanted, and changed since: not touched, and no longer ours."""
    digest: str = ""
    """Of all files of the site and their places."""
    problems: tuple[Problem, ...] = ()
    """With a blocking one among them nothing has been done."""


def write(
    outputs: Iterable[Output],
    output: Path,
    project: Path,
    *,
    sources: Iterable[str | Path] = (),
    adopt: bool = False,
    keep_owners: Collection[str] = frozenset(),
    name: str = "",
) -> Written:
    """Make `output` hold these outputs: `check_folder`, `lock`, `recover`, `stage` and `commit` in one.

    Raises KawaraError where the system or an output's path refuses; the folder is then as it was.
    """
    if refusal := check_folder(output, project, sources, name=name):
        return Written(problems=tuple(refusal))
    with lock(output, name=name):
        found = recover(output, name=name)
        staging = open_staging(output, name=name)
        try:
            done = commit(staging, [stage(staging, each) for each in outputs], adopt=adopt, keep_owners=keep_owners)
        finally:
            discard(staging)
    return Written(**{each: getattr(done, each) for each in done.__slots__} | {"problems": (*found, *done.problems)})


def commit(
    staging: Staging,
    staged: Iterable[Staged],
    *,
    standing: Iterable[Staged] = (),
    adopt: bool = False,
    keep_owners: Collection[str] = frozenset(),
) -> Written:
    """Make the output folder hold just what was staged, besides what is foreign. Call it under the lock.

    `standing` are outputs that this build would make just as they stand in the folder, and so did not stage. `adopt` lets
    kawara write among and over files that are not its own. Old files of `keep_owners` stay. The staging folder is gone
    afterwards, unless an error of the system (a KawaraError) broke off a commit that had begun: then `recover` finishes it.
    """
    wish = Wish(sorted(staged, key=_path), sorted(standing, key=_path), adopt, keep_owners)
    try:
        if found := clashes(wish.staged):
            return Written(problems=tuple(in_order(found)))
        with system_errors(staging.name):
            fresh = staging.tree and look(staging.output) is None
            return _whole(staging, wish.staged) if fresh else _piecewise(staging, wish)
    finally:
        discard(staging)


def _path(staged: Staged) -> str:
    return staged.path


def _whole(staging: Staging, staged: Sequence[Staged]) -> Written:
    """A folder that was not there comes into being at once, with everything in it."""
    manifest = {each.path: Entry(each.digest, each.owner) for each in staged}
    Path(staging.folder, "tree", MANIFEST).write_bytes(dump(manifest))
    Path(staging.folder, "tree").rename(staging.output)
    return Written(written=tuple(manifest), digest=site_digest(digests_in(manifest)))


def _piecewise(staging: Staging, wish: Wish) -> Written:
    """Decide, and carry out what was decided."""
    standing = {each.path: Entry(each.digest, each.owner) for each in wish.standing}
    if not wish.staged and _is_listed(staging, standing):
        return Written(unchanged=tuple(standing), digest=site_digest(digests_in(standing)))
    before, warnings = read_manifest(staging.output, staging.name)
    decision = decide(staging.output, staging.name, before, wish)
    problems = (*warnings, *in_order(decision.problems))
    if any(map(is_blocking, problems)):
        return Written(problems=problems)
    if not _is_done(staging, decision):
        _supply(staging, decision)
        journal = Journal(decision.clears, decision.folders, decision.moves, decision.removals)
        begin(staging, journal, dump(decision.manifest))
        carry_out(staging, journal)
    return Written(
        written=decision.moves,
        removed=tuple(sorted({*decision.clears, *decision.removals})),
        unchanged=decision.unchanged,
        kept=decision.kept,
        digest=site_digest(digests_in(decision.manifest)),
        problems=problems,
    )


def _supply(staging: Staging, decision: Decision) -> None:
    """Stage what `stage` left out because it stood in the folder, and what has to be moved in all the same.

    That is so when its name changes in letter case only, or when someone has changed it in the meantime.
    """
    for path in decision.moves:
        if look(spot(staging, path)) is None:
            file, wanted = f"{staging.output}/{path}", decision.manifest[path].digest
            if not holds(file, wanted) or put(staging, path, Output(path, file=file))[0] != wanted:
                text, hint = "was changed while the site was being built", "build again"
                raise KawaraError(problem("output", f"{staging.name}/{path}", text, hint=hint))


def _is_done(staging: Staging, decision: Decision) -> bool:
    """Whether there is nothing to do, not even to the manifest."""
    return not (decision.moves or decision.clears or decision.removals) and _is_listed(staging, decision.manifest)


def _is_listed(staging: Staging, manifest: Manifest) -> bool:
    """Whether just this is the folder's manifest, to the last byte."""
    file = f"{staging.output}/{MANIFEST}"
    return is_file(look(file)) and Path(file).read_bytes() == dump(manifest)
