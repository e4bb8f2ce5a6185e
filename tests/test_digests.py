"""The digests of files, however many processes read them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kawara.base.digest import digest
from kawara.memory import digests, files
from kawara.memory.digests import Sized, digest_of, digests_of


def laid(folder: Path, count: int) -> list[Sized]:
    """So many files with their sizes, of which every seventh is missing and one is empty."""
    names = [f"{number}.txt" for number in range(count)]
    for number, name in enumerate(names):
        if number % 7:
            (folder / name).write_bytes(b"x" * number)
    (folder / names[0]).touch()
    return [(name, number) for number, name in enumerate(names)]


def test_several_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, with an empty digest for each file that is not there."""
    laid_out = laid(tmp_path, 100)
    alone = [digest_of(str(tmp_path / name)) for name, _ in laid_out]
    monkeypatch.setattr(digests, "MANY", 10)
    monkeypatch.setattr(digests, "SHARE", 3)
    monkeypatch.setattr(digests, "cores", lambda: 4)

    assert digests_of((str(tmp_path), laid_out)) == alone
    assert alone[7] == ""
    assert alone[1] == digest(b"x")


def test_a_process_that_is_killed_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had to read is read by the one that waited for it."""
    laid_out = laid(tmp_path, 40)
    alone = [digest_of(str(tmp_path / name)) for name, _ in laid_out]
    parent = os.getpid()
    monkeypatch.setattr(digests, "MANY", 10)
    monkeypatch.setattr(digests, "cores", lambda: 2)
    monkeypatch.setattr(digests, "SHARE", 3)
    monkeypatch.setattr(digests, "digest", lambda data: digest(data) if os.getpid() == parent else os._exit(9))

    assert digests_of((str(tmp_path), laid_out)) == alone


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    """Whatever its size."""
    (tmp_path / "a").write_bytes(b"y" * size)

    assert digest_of(str(tmp_path / "a")) == digest(b"y" * size)
    assert digest_of(str(tmp_path / "a"), size) == digest(b"y" * size)


@pytest.mark.parametrize("size", [0, 1, 3, 5, 70_000])
def test_a_file_that_has_another_size_by_now_is_read_whole(tmp_path: Path, size: int) -> None:
    """The size it had when it was looked at only saves looking for its end."""
    (tmp_path / "a").write_bytes(b"abcd")

    assert digest_of(str(tmp_path / "a"), size) == digest(b"abcd")


def test_files_of_which_the_system_tells_no_size_are_read_whole() -> None:
    """Such as those of /proc on Linux."""
    if not Path("/proc/self/mounts").exists():
        pytest.skip("this system has no /proc")

    assert digest_of("/proc/version") == digest(Path("/proc/version").read_bytes())


@pytest.mark.parametrize("at_hand", [files.AT_HAND, False], ids=["from an open folder", "by whole paths"])
def test_files_of_several_folders_are_read_at_one_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_hand: object
) -> None:
    """Each is named from its own, or by a whole path; a folder that is not there has none that could be read."""
    monkeypatch.setattr(files, "AT_HAND", at_hand)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_text(folder)
    one, two, none = (str(tmp_path / folder) for folder in ("one", "two", "none"))

    found = digests_of((one, [("a", 3), (f"{two}/a", 3)]), (none, [("a", 3)]), (none, []), (two, [("a", 3), ("b", 3)]))

    assert found == [digest(b"one"), digest(b"two"), "", digest(b"two"), ""]
