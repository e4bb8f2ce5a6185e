"""Names: what stands beside an output folder, and which paths may stand in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kawara.base.urls import unsafe

MANIFEST = ".kawara-manifest.json"
"""The list of what we wrote, in the output folder itself, so that it travels with it."""
PREFIX = ".kawara-"
"""Names at the top of an output folder that begin so are ours."""
PREVIEW = ".kawara/preview"
"""Where `kawara serve` builds, from the site's folder: never the folder that is published."""
UNTOUCHED = frozenset({".git", "CNAME", ".well-known"})
"""What hosts of sites keep at the top of a published folder: no stranger there, and never touched unless planned."""


def beside(output: Path, kind: str) -> Path:
    """Where our own `staging` or `lock` of an output folder stands: beside it, or within when it cannot be beside."""
    outside, inside = candidates(output, kind)
    return inside if _must_be_inside(output) else outside


def candidates(output: Path, kind: str) -> tuple[Path, Path]:
    """Both places, beside and within; an earlier run may have had other rights than this one."""
    return output.parent / f".{output.name}{PREFIX}{kind}", output / f"{PREFIX}{kind}"


def _must_be_inside(output: Path) -> bool:
    """A mounted folder is a file system of its own, into which nothing outside can be renamed."""
    return output.is_dir() and (output.is_mount() or not os.access(output.parent, os.W_OK | os.X_OK))


def folders_of(path: str) -> Iterator[str]:
    """The folders above a path, innermost first: `a/b/c` → `a/b`, `a`."""
    while path := path.rpartition("/")[0]:
        yield path


def refused(path: str) -> str | None:
    """Why no output may have this path, as the end of a sentence; None when it may.

    Content chooses paths, so they are checked here once more, in front of the disk. A `.git` anywhere would let content
    plant hooks that git runs.
    """
    if path.startswith("/"):
        return "begins with a slash"
    if path.endswith("/"):
        return "ends with a slash"
    folded = path.casefold()
    if ".git" in folded.split("/"):
        return "belongs to git"
    return "is a name kawara keeps for itself" if folded.startswith(PREFIX) else unsafe(path)


_WILD = re.compile(r"(?:^|/)(?:\.{0,2}|\.git)(?:/|$)|^[A-Za-z]:|[\\\x00-\x1f\x7f\ud800-\udfff]", re.IGNORECASE)


def is_tame(path: object) -> bool:
    """Whether a path out of a manifest or journal stays below its folder: those files travel, and may be anyone's."""
    return isinstance(path, str) and not _WILD.search(path)
