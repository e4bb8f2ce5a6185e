"""What we wrote: `.kawara-manifest.json` in the output folder. Only what it lists is ever removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kawara.base.digest import digest
from kawara.base.problems import Problem, problem
from kawara.writer.disk import is_file, look
from kawara.writer.places import MANIFEST, is_tame

VERSION = 1


class Entry(NamedTuple):
    """One file we wrote."""

    digest: str
    """Of the bytes we wrote; a file with others is no longer ours."""
    owner: str
    """Path of the source that asked for it; empty for a generated file."""


Manifest = Mapping[str, Entry]
"""Path below the output folder → what we wrote there."""


def dump(manifest: Manifest) -> bytes:
    """The one form of a manifest: sorted, without times, so that equal sites have equal manifests."""
    table = {"files": manifest, "version": VERSION}
    return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def parse(data: bytes) -> dict[str, Entry] | None:
    """The manifest that `dump` wrote; None when it is anything else, or names a path outside its folder."""
    try:
        table = json.loads(data)
        if table["version"] != VERSION:
            return None
        files = {path: Entry(*row) for path, row in table["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    cells = set(map(type, chain.from_iterable(files.values())))
    return files if cells <= {str} and all(map(is_tame, files)) else None


def read_manifest(output: str, name: str) -> tuple[dict[str, Entry] | None, list[Problem]]:
    """The manifest of an output folder, None when it has none; one that cannot be read is none, with a warning."""
    file = f"{output}/{MANIFEST}"
    found = look(file)
    if found is None:
        return None, []
    files = parse(Path(file).read_bytes()) if is_file(found) else None
    return files, [] if files is not None else [_unreadable(name)]


def _unreadable(name: str) -> Problem:
    text = "is no list of files that this version of kawara can read, so nothing in this folder counts as its own"
    return problem("manifest", f"{name}/{MANIFEST}", text, hint="build into a new folder, or once with --adopt")


def digests_in(manifest: Manifest) -> dict[str, str]:
    """Path → digest of each file."""
    return {path: entry.digest for path, entry in manifest.items()}


def site_digest(digests: Mapping[str, str]) -> str:
    """One digest for all files of a site and their places: path → digest of the file."""
    return digest("\n".join(f"{path}\t{digests[path]}" for path in sorted(digests)).encode())
