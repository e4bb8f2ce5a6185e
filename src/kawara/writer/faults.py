"""Why a commit may not be carried out: everything in the way that is not ours to move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from os import W_OK, X_OK, access

from kawara.base.problems import Problem, problem
from kawara.writer.disk import is_blocked, is_folder, is_link, look, walk
from kawara.writer.manifest import Manifest
from kawara.writer.places import MANIFEST, PREFIX, UNTOUCHED, folders_of
from kawara.writer.staging import Staged, both

AWAY = "move it away, or take what kawara would write there out of the site"
ADOPT = "move it away, or build once with --adopt to let kawara have it"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of the folder before a decision."""

    output: str
    name: str
    before: Manifest | None
    """None for a folder without a manifest."""
    ours: Mapping[str, str] = field(default_factory=dict)
    """Files, with their digests, that may be removed: listed, as we wrote them, and no longer wanted."""
    blocks: AbstractSet[str] = frozenset()
    """What stands where a folder is needed."""

    def problem(self, path: str, text: str, hint: str) -> Problem:
        """A problem with something that stands in the folder."""
        return problem("output", f"{self.name.rstrip('/')}/{path}".rstrip("/"), text, hint=hint)


def faults(ground: Ground, verdicts: Mapping[str, str], *, adopt: bool) -> Iterator[Problem]:
    """Everything in the way that is not ours to move."""
    needed = {above for path in verdicts for above in folders_of(path)} if ground.blocks else set()
    for path in sorted(needed.intersection(ground.blocks) - ground.ours.keys()):
        if is_link(look(f"{ground.output}/{path}")):
            yield ground.problem(
                path, "is a symbolic link where a folder is needed, and kawara writes through none", AWAY
            )
        else:
            yield ground.problem(path, "is a file of yours where a folder is needed", AWAY)
    if is_folder(look(f"{ground.output}/{MANIFEST}")):
        yield ground.problem(MANIFEST, "is a folder, and kawara keeps its list of files under that name", AWAY)
    for path, verdict in verdicts.items():
        if verdict == "folder":
            yield from _inside(ground, path)
        elif verdict == "foreign" and not adopt and not is_blocked(path, ground.blocks):
            yield ground.problem(path, "was not written by kawara and is not what it would write", ADOPT)


def _inside(ground: Ground, path: str) -> Iterator[Problem]:
    """A folder stands where a file goes: it may be replaced when all it holds is ours and no longer wanted."""
    held = sorted(f"{path}/{inner}" for inner in walk(f"{ground.output}/{path}"))
    foreign = [file for file in held if file not in ground.ours]
    if foreign:
        yield ground.problem(path, f"is a folder that holds '{_shown(foreign[0])}', and a file is needed here", AWAY)


def strangers(ground: Ground, verdicts: Mapping[str, str], planned: Collection[str]) -> Iterator[Problem]:
    """A folder that has never been ours is left alone when it holds anything but this very site."""
    right = {path for path in planned if verdicts.get(path, "same") == "same"}
    found = sorted(file for file in walk(ground.output, UNTOUCHED) if file not in right and not file.startswith(PREFIX))
    if found:
        count = f"'{_shown(found[0])}'" + (f" and {len(found) - 1} more" if len(found) > 1 else "")
        hint = "name another folder, or build once with --adopt to let kawara write among them"
        yield problem("output", ground.name, f"holds files that kawara did not write: {count}", hint=hint)


def locked(ground: Ground, paths: Iterable[str]) -> Iterator[Problem]:
    """Folders we may not write to: found out now, nothing has to be left half done."""
    folders = {_nearest(ground.output, folder) for folder in {path.rpartition("/")[0] for path in paths}}
    for folder in sorted(folders):
        if not access(f"{ground.output}/{folder}", W_OK | X_OK):
            hint = "look at who owns the folder and what stands in it"
            yield ground.problem(folder, "is a folder that may not be written to", hint)


def _nearest(output: str, folder: str) -> str:
    """The folder itself, or the first above it that is there."""
    while folder and not is_folder(look(f"{output}/{folder}")):
        folder = folder.rpartition("/")[0]
    return folder


def changed(ground: Ground, path: str) -> Problem:
    """The warning about a file that was ours and is the user's now."""
    hint = "remove it yourself if it is not wanted; kawara no longer counts it as its own"
    text = "belongs to no page any more, but was changed since kawara wrote it, and stays"
    return problem("kept", f"{ground.name.rstrip('/')}/{path}", text, hint=hint)


def _shown(path: str) -> str:
    """A name out of a foreign folder, fit for a message."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in path)


def clashes(staged: Sequence[Staged]) -> list[Problem]:
    """Outputs that cannot stand side by side on every disk: paths equal but for letter case, or a file and its folder."""
    counted = Counter(each.path.casefold() for each in staged)
    folders = {above for each in staged for above in folders_of(each.path.casefold())}
    twice = [each for each in staged if counted[each.path.casefold()] > 1]
    return [
        *(problem("collision", each.owner or each.path, f"'{each.path}' is written by two outputs") for each in twice),
        *(both(each.path, each.owner) for each in staged if each.path.casefold() in folders),
    ]
