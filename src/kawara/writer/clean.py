"""Taking away what we wrote, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kawara.writer.disk import holds, is_blocked, look, obstacles, prune, system_errors, walk
from kawara.writer.journal import recover
from kawara.writer.lock import lock
from kawara.writer.manifest import Manifest, read_manifest
from kawara.writer.places import MANIFEST, PREFIX


def clean(output: Path, *, name: str = "") -> tuple[list[str], list[str]]:
    """What `remove` would remove, and what it would leave: files that are not ours, or were changed since.

    Finishes a commit that was broken off, and changes nothing else. Paths are below the output folder, in order.
    """
    if not output.is_dir():
        return [], []
    shown, place = name or output.name, str(output.resolve())
    with lock(output, name=shown), system_errors(shown):
        recover(output, name=shown)
        manifest, _ = read_manifest(place, shown)
        ours = _ours(place, manifest or {})
        others = [path for path in walk(place, {".git"}) if not path.startswith(PREFIX)]
    return ours, sorted({path.encode("utf-8", "replace").decode() for path in others} - {*ours})


def remove(output: Path, paths: Iterable[str], *, name: str = "") -> list[str]:
    """Remove these files, the manifest and every folder that becomes empty; returns what was removed.

    A file that is not in the manifest, or no longer as we wrote it, stays, whoever asks.
    """
    if not output.is_dir():
        return []
    shown, place = name or output.name, str(output.resolve())
    with lock(output, name=shown), system_errors(shown):
        manifest, _ = read_manifest(place, shown)
        asked = set(paths)
        removed = _ours(place, {path: entry for path, entry in (manifest or {}).items() if path in asked})
        for path in removed:
            Path(place, path).unlink()
        prune(place, removed)
        if manifest is not None:
            Path(place, MANIFEST).unlink()
    with suppress(OSError):  # it holds something, and stays
        Path(place).rmdir()
    return removed


def _ours(output: str, manifest: Manifest) -> list[str]:
    """The listed files that are as we wrote them, reached through no link."""
    blocks = obstacles(output, manifest)
    free = (path for path in sorted(manifest) if not is_blocked(path, blocks) and look(f"{output}/{path}"))
    return [path for path in free if holds(f"{output}/{path}", manifest[path].digest)]
