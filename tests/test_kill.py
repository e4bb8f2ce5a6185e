"""Killed at any moment, a build leaves whole files, and the next one ends where a clean one does.

A child process commits a build over an existing site and dies: at each single step it asks of the file system, with
`os._exit`, so that nothing is tidied up; and at random moments, by a real SIGKILL.
"""

from __future__ import annotations

import builtins
import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kawara.model import Output
from kawara.writer.journal import recover
from kawara.writer.lock import lock
from kawara.writer.manifest import parse
from kawara.writer.places import MANIFEST
from kawara.writer.writer import write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")

Tree = Mapping[str, bytes]

OLD: Tree = {
    "index.html": b"old home" * 9,
    "posts/same/index.html": b"same",
    "posts/changed/index.html": b"old",
    "posts/gone/index.html": b"gone",
    "tags/gone/page/index.html": b"gone",
    "file-to-folder": b"file",
    "folder-to-file/a.html": b"a",
    "folder-to-file/b/c.html": b"c",
    "About/index.html": b"about",
}
NEW: Tree = {
    "index.html": b"new home" * 11,
    "posts/same/index.html": b"same",
    "posts/changed/index.html": b"new",
    "posts/added/index.html": b"added",
    "years/2025/index.html": b"added",
    "file-to-folder/index.html": b"page",
    "folder-to-file": b"file",
    "about/index.html": b"about",
}
FOREIGN: Tree = {"mine.txt": b"mine", "posts/gone/mine.txt": b"mine", ".git/HEAD": b"ref", "CNAME": b"example.com"}
SCENES: dict[str, tuple[Tree, Tree, Tree]] = {
    "over an existing site": (OLD, NEW, FOREIGN),
    "back again": (NEW, OLD, FOREIGN),
    "into a fresh folder": ({}, NEW, {}),
    "everything goes": (OLD, {}, FOREIGN),
}
"""What stood there, what is built, and what is not ours."""

STEPS = {
    os: ["replace", "rename", "unlink", "rmdir", "mkdir", "open", "fsync", "write"],
    io: ["open"],
    builtins: ["open"],
}
"""What a build asks of the file system."""


def build(site: Path, tree: Tree) -> None:
    """One whole build."""
    write([Output(path, data) for path, data in tree.items()], site, site.parent / "project")


def prepare(site: Path, old: Tree, foreign: Tree) -> None:
    """An old site with strangers in it; nothing at all when there was no old site."""
    if old:
        build(site, old)
    for path, data in foreign.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if not each.is_dir()}


def folders(folder: Path) -> set[str]:
    """Every folder below a folder."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_dir()}


def die_at(step: int) -> None:
    """Let this process vanish in front of its n-th request to the file system; a request to write gets half its bytes."""
    left = iter(range(step - 1, -1, -1))

    def guarded(act: Callable[..., Any]) -> Callable[..., Any]:
        def request(*arguments: Any, **options: Any) -> Any:
            if next(left) == 0:
                os._exit(9)
            return act(*arguments, **options)

        return request

    class Torn(io.FileIO):
        """A file that is written in two halves, with a request between them."""

        def write(self, data: Any, /) -> int:
            middle = len(data) // 2
            super().write(data[:middle])
            if next(left) == 0:
                os._exit(9)
            return middle + super().write(data[middle:])

    plain_open = io.open

    def torn_open(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        return io.BufferedWriter(Torn(file, "w")) if mode == "wb" else plain_open(file, mode, *arguments, **options)

    plain_write = os.write
    io.open = torn_open
    os.write = lambda handle, data: plain_write(handle, memoryview(data)[: (memoryview(data).nbytes + 1) // 2])
    for module, names in STEPS.items():
        for name in names:
            setattr(module, name, guarded(getattr(module, name)))


def child(work: Callable[[], None]) -> int:
    """Run it in a process of its own; returns how that ended: 0 when it came through, 9 when it died as asked."""
    process = os.fork()
    if process == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, it must not run the tests of the parent
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def check_whole(site: Path, old: Tree, new: Tree, foreign: Tree) -> None:
    """Each file is wholly old or wholly new, what both have is there, and no stranger is harmed; the manifest, too."""
    found = files(site) if site.exists() else {}
    if found:
        assert parse(found.pop(MANIFEST)) is not None
    for path, data in found.items():
        assert data in {tree[path] for tree in (old, new, foreign) if path in tree}, f"{path} is torn"
    assert (old.keys() & new.keys()) | foreign.keys() <= found.keys()


def check_mended(site: Path, old: Tree, new: Tree, foreign: Tree) -> None:
    """Recovered, the site is one of the two; built again, it is that of a clean build to the last byte."""
    with lock(site):
        recover(site)
    found = files(site) if site.exists() else {}
    found.pop(MANIFEST, None)
    assert found in ({**old, **foreign}, {**new, **foreign})
    build(site, new)
    clean = site.parent / "clean"
    build(clean, new)
    assert files(site) == {**files(clean), **foreign}
    assert folders(site) - {parent for path in foreign for parent in map(str, Path(path).parents)} <= folders(clean)
    assert {each.name for each in site.parent.iterdir()} <= {"site", "clean", "project"}


@pytest.mark.parametrize("scene", SCENES)
def test_killed_at_every_step(tmp_path: Path, scene: str) -> None:
    """For each N: dead before its N-th request to the file system; then all is whole, and the next build mends it."""
    old, new, foreign = SCENES[scene]
    for step in range(1, 1000):
        site = tmp_path / str(step) / "site"
        site.parent.mkdir()
        prepare(site, old, foreign)

        def work(site: Path = site, step: int = step) -> None:
            die_at(step)
            build(site, new)

        status = child(work)
        assert status in (0, 9)
        check_whole(site, old, new, foreign)
        check_mended(site, old, new, foreign)
        if status == 0:
            break
    assert step > 12, "the wrapped functions are not those the writer uses"


@pytest.mark.parametrize("step", range(3, 60, 4))
def test_killed_while_mending(tmp_path: Path, step: int) -> None:
    """The run that finishes a broken commit may be killed in its turn, as often as one likes."""
    site = tmp_path / "site"
    prepare(site, OLD, FOREIGN)

    def work() -> None:
        die_at(step)
        build(site, NEW)

    for _ in range(4):
        assert child(work) in (0, 9)
        check_whole(site, OLD, NEW, FOREIGN)
    check_mended(site, OLD, NEW, FOREIGN)


def test_killed_for_real(tmp_path: Path) -> None:
    """Fifty SIGKILLs at random moments of a larger build, wherever they fall."""
    old = {f"posts/{n}/index.html": b"old %d" % n * 500 for n in range(150)}
    new = {f"posts/{n}/index.html": b"new %d" % n * 500 for n in range(30, 180)}
    dice = random.Random(20251025)  # noqa: S311
    site, ended = tmp_path / "site", []
    for _ in range(50):
        prepare(site, old, FOREIGN)
        ended.append(child_killed_after(dice.uniform(0, 0.06), lambda: build(site, new)))
        check_whole(site, old, new, FOREIGN)
        with lock(site):
            recover(site)
        found = {path: data for path, data in files(site).items() if path != MANIFEST}
        assert found in ({**old, **FOREIGN}, {**new, **FOREIGN})
    assert ended.count(-signal.SIGKILL) > 5, "the moments were all too late"


def child_killed_after(seconds: float, work: Callable[[], None]) -> int:
    """Run it in a process of its own and kill that; returns how it ended."""
    process = os.fork()
    if process == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
