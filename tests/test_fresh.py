"""A build with nothing to do: how it looks at files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kawara.base.machine import may_fork
from kawara.build import fresh
from kawara.memory.files import stats_of

NAMES = tuple(f"{number}.txt" for number in range(50))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder with a few files, which are many enough for another process."""
    if not may_fork():
        pytest.skip("no other process is asked here")
    monkeypatch.setattr(fresh, "MANY", 10)
    monkeypatch.setattr(fresh, "cores", lambda: 2)
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_bytes(b"x" * number)
    return str(tmp_path)


def test_another_process_sees_what_this_one_sees(folder: str) -> None:
    """Name by name."""
    with fresh.looked_aside(folder, NAMES) as looked:
        assert looked() == stats_of(folder, NAMES)


def test_another_process_misses_what_this_one_misses(folder: str) -> None:
    """One file that is not there is all there is to know."""
    with fresh.looked_aside(folder, (*NAMES, "absent")) as looked:
        assert looked() is None


def test_a_process_that_is_killed_is_not_believed(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had to look at is looked at by the one that waited for it."""
    parent, alone = os.getpid(), stats_of(folder, NAMES)
    monkeypatch.setattr(fresh, "stats_of", lambda *asked: stats_of(*asked) if os.getpid() == parent else os._exit(9))

    with fresh.looked_aside(folder, NAMES) as looked:
        assert looked() == alone


def test_a_process_that_nobody_asks_ends(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where this one fails in the meantime."""
    forked: list[int] = []
    fork = os.fork

    def noted() -> int:
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(OSError, match="meanwhile"), fresh.looked_aside(folder, NAMES):
        raise OSError("meanwhile")
    with pytest.raises(ChildProcessError):
        os.waitpid(forked[0], os.WNOHANG)
