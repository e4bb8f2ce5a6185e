"""A few outputs exchanged in a folder of many: the short form of a commit, for a build after an edit.

The manifest of ten thousand posts takes longer to read than such an edit to build. So it is amended as text: an entry has one form, in
which no text within a string can occur. Whatever is not just as it should be is left to the whole commit, by doing nothing.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path

from kawara.writer.disk import holds, is_file, is_folder, look, system_errors
from kawara.writer.faults import Ground, locked
from kawara.writer.journal import Journal, begin, carry_out
from kawara.writer.manifest import site_digest
from kawara.writer.places import MANIFEST, folders_of
from kawara.writer.staging import Staged, Staging, spot
from kawara.writer.writer import Written

NEXT = b'":["'
"""What stands between the path and the digest of an entry, and nowhere else."""
END = b'},"version":'
"""What stands after the last entry."""


def exchange(staging: Staging, staged: Sequence[Staged], listed: Mapping[str, str]) -> tuple[str, ...] | None:
    """Put these outputs into a folder whose files all stand as they are listed; None, and nothing done, where a whole commit is needed.

    Returns the paths of those that were others before, in order.
    `listed`: path → digest of every file that the folder's manifest has. Call it under the lock. Raises KawaraError as a commit does.
    """
    with system_errors(staging.name):
        file = Path(staging.output, MANIFEST)
        manifest = file.read_bytes() if is_file(look(str(file))) else b""
        moves = [one for one in staged if listed.get(one.path) != one.digest]
        fits = manifest.count(NEXT) == len(listed) and all(_fits(staging, one, listed) for one in staged)
        text = _amended(manifest, moves, listed) if fits else None
        if text is None or [
            *locked(Ground(staging.output, staging.name, {}), [*(one.path for one in moves), MANIFEST])
        ]:
            return None
        paths = tuple(sorted(one.path for one in moves))
        if moves:
            journal = Journal(moves=paths)
            begin(staging, journal, text)
            carry_out(staging, journal)
    return paths


def told(paths: Sequence[str], staged: Sequence[Staged], listed: Mapping[str, str]) -> Written:
    """What an exchange did that has put these paths in place, in the words of a commit."""
    now = {**listed, **{one.path: one.digest for one in staged}}
    return Written(written=tuple(paths), unchanged=tuple(sorted(now.keys() - set(paths))), digest=site_digest(now))


def _fits(staging: Staging, one: Staged, listed: Mapping[str, str]) -> bool:
    """Whether an output may just take its place: nothing stands there where it is new, else what was written."""
    file = f"{staging.output}/{one.path}"
    if one.path in listed:
        return holds(file, listed[one.path]) and (
            one.digest == listed[one.path] or is_file(look(spot(staging, one.path)))
        )
    above = ((folder, look(f"{staging.output}/{folder}")) for folder in folders_of(one.path))
    return look(file) is None and all(found is None or is_folder(found) for _, found in above)


def _amended(manifest: bytes, staged: Sequence[Staged], listed: Mapping[str, str]) -> bytes | None:
    """The manifest with the entries of these outputs; None where it has another form."""
    order: list[str] = []
    for one in staged:
        new = _entry(one.path, one.digest, one.owner)
        if one.path in listed:
            old = _entry(one.path, listed[one.path], one.owner)
        else:
            order = order or sorted(listed)
            at = bisect_right(order, one.path)
            old = b'"%s%s' % (_quoted(order[at]), NEXT) if at < len(order) else END
            new = b"%s,%s" % (new, old) if at < len(order) else b",%s%s" % (new, END)
            order.insert(at, one.path)
        if manifest.count(old) != 1:
            return None
        manifest = manifest.replace(old, new)
    return manifest


def _quoted(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()[1:-1]


def _entry(path: str, digest: str, owner: str) -> bytes:
    """One entry, as the manifest has it."""
    return b'"%s":["%s","%s"]' % (_quoted(path), digest.encode(), _quoted(owner))
