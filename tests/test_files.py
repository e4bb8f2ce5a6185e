"""What is known of files: content decides, stat only saves reading."""

from __future__ import annotations

import os
from array import array
from pathlib import Path

import pytest

from kawara.base.digest import digest
from kawara.memory import files as module
from kawara.memory.files import (
    COARSEST,
    Files,
    Stat,
    decode,
    doubtful,
    encode,
    gather,
    is_same,
    stat_of,
    stats_of,
    triples,
    trusted,
    walk,
    young,
)

OLD = 1_000_000_000_000
SCAN = OLD + 10 * COARSEST
FOUND: list[tuple[str, Stat]] = [("a", (1, OLD, OLD)), ("b", (2, OLD, OLD))]


def known(found: list[tuple[str, Stat]] = FOUND) -> Files:
    """Files of which every digest is known."""
    return gather(found, {name: digest(name.encode()) for name, _ in found}, SCAN)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FOUND, {"a", "b"}),
        ([("a", (1, OLD, OLD))], {"a"}),
        ([("a", (9, OLD, OLD)), FOUND[1]], {"b"}),
        ([("a", (1, OLD + 1, OLD)), FOUND[1]], {"b"}),
        ([("a", (1, OLD, OLD + 1)), FOUND[1]], {"b"}),
        ([*FOUND, ("c", (3, OLD, OLD))], {"a", "b"}),
    ],
    ids=["same", "one gone", "other size", "other mtime", "other ctime alone", "one new"],
)
def test_only_files_just_as_they_were_are_trusted(found: list[tuple[str, Stat]], expected: set[str]) -> None:
    """Any difference in size or times makes a file be read again, and so does being new."""
    assert set(trusted(known(), found)) == expected


@pytest.mark.parametrize("at", [1, 2], ids=["modified", "changed"])
def test_a_file_too_young_at_the_last_scan_is_read_again(at: int) -> None:
    """Its next change could carry the same times."""
    stat = [1, OLD, OLD]
    stat[at] = SCAN - COARSEST // 2
    files = known([("a", (stat[0], stat[1], stat[2])), FOUND[1]])

    assert list(young(files)) == ["a"]
    assert set(trusted(files, zip(files.names, [(stat[0], stat[1], stat[2]), FOUND[1][1]], strict=True))) == {"b"}
    assert not is_same(files, files.names, files.stats)


def test_the_same_scan_is_the_same() -> None:
    """Nothing changed is one comparison of bytes."""
    assert is_same(known(), ("a", "b"), array("q", [1, OLD, OLD, 2, OLD, OLD]))
    assert not is_same(known(), ("a", "c"), array("q", [1, OLD, OLD, 2, OLD, OLD]))
    assert not is_same(known(), ("a", "b"), array("q", [1, OLD, OLD, 2, OLD, OLD + 1]))


def test_files_survive_being_kept() -> None:
    """What is encoded is decoded; anything else is an error."""
    assert decode(encode(known())) == known()
    assert decode(encode(Files())) == Files()
    with pytest.raises(ValueError, match="differ"):
        decode(encode(known())[:-24])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FOUND, []),
        ([("a", (9, OLD, OLD)), FOUND[1]], [("a", 9)]),
        ([FOUND[0], ("b", (2, OLD + 1, OLD))], [("b", 2)]),
        ([FOUND[0], ("b", (2, OLD, OLD + 1))], [("b", 2)]),
        ([*FOUND, ("c", (3, OLD, OLD))], []),
    ],
    ids=["same", "other size", "other mtime", "other ctime alone", "one new"],
)
def test_a_file_that_was_there_is_doubtful_when_it_is_not_as_it_was(
    found: list[tuple[str, Stat]], expected: list[tuple[str, int]]
) -> None:
    """With the size that it has now; of a new one nothing was known that could be doubted."""
    assert doubtful(known(), *seen(found)) == expected


def test_a_file_is_doubtful_that_was_too_young_or_could_not_be_read() -> None:
    """Though it looks as it did."""
    young_one: tuple[str, Stat] = ("a", (1, SCAN, OLD))
    files = gather([young_one, *FOUND[1:], ("c", (3, OLD, OLD))], {"a": digest(b"a"), "b": digest(b"b")}, SCAN)

    assert doubtful(files, files.names, files.stats) == [("a", 1), ("c", 3)]


def seen(found: list[tuple[str, Stat]]) -> tuple[tuple[str, ...], array[int]]:
    """Names and stats as a scan gives them."""
    return tuple(name for name, _ in found), array("q", [number for _, stat in found for number in stat])


@pytest.fixture(params=[module.AT_HAND, False], ids=["from an open folder", "by whole paths"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How files are named to the system."""
    monkeypatch.setattr(module, "AT_HAND", request.param)


@pytest.mark.usefixtures("way")
def test_a_walk_sees_all_files_with_their_stats(tmp_path: Path) -> None:
    """By name in each folder."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("in/b", "in/a", "in/deep/c", "one"):
        (tmp_path / name).write_text(name)

    names, stats, whole = walk(str(tmp_path), ("absent", "one", "in"))

    assert names == ("in/a", "in/b", "in/deep/c", "one")
    assert list(triples(stats)) == [stat_of(str(tmp_path / name)) for name in names]
    assert whole


@pytest.mark.usefixtures("way")
def test_a_walk_passes_over_what_is_no_part_of_a_site(tmp_path: Path) -> None:
    """What editors leave behind, a lock of theirs that leads nowhere among it, is neither seen nor a reason to look further."""
    for name in ("a.md", ".a.md.swp", "a.md~", ".trash/b.md", ".well-known/c", "#d.md#", "e.swp"):
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    (tmp_path / "content/.#a.md").symlink_to("author@machine.1")

    names, _, whole = walk(str(tmp_path), ["content"])

    assert (set(names), whole) == ({"content/a.md", "content/.well-known/c"}, True)


def test_a_link_is_seen_and_is_not_all_there_is_to_see(tmp_path: Path) -> None:
    """It looks like the file it leads to, or like itself where it leads nowhere; whether it may be followed a scan decides."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b").write_text("b")
    (tmp_path / "in" / "link").symlink_to("b")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "lost").symlink_to("nowhere")
    (tmp_path / "folder").symlink_to("in")

    for folder, seen in (("in", ("b", "b")), ("out", ("lost",))):
        names, stats, whole = walk(str(tmp_path), (folder,))

        assert names == {"in": ("in/b", "in/link"), "out": ("out/lost",)}[folder]
        assert list(triples(stats)) == [stat_of(str(tmp_path / folder / name)) for name in seen]
        assert not whole
    assert not walk(str(tmp_path), ("folder",))[2]


@pytest.mark.usefixtures("way")
def test_a_walk_that_does_not_see_everything_says_so(tmp_path: Path) -> None:
    """A link to a folder, and what is no file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "link").symlink_to("../in")
    os.mkfifo(tmp_path / "in" / "pipe")

    assert walk(str(tmp_path), ("in",)) == ((), array("q"), False)
    assert walk(str(tmp_path), ("other",)) == ((), array("q"), False)


@pytest.mark.usefixtures("way")
def test_files_are_looked_at_all_together_or_not_at_all(tmp_path: Path) -> None:
    """One that is missing, or whose folder has become a file, is all there is to know; a link is looked at itself."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_text("a")
    (tmp_path / "link").symlink_to("nowhere")
    stats = stats_of(str(tmp_path), ["in/a", "link"])

    assert stats is not None
    assert list(triples(stats)) == [stat_of(str(tmp_path / name)) for name in ("in/a", "link")]
    assert stats_of(str(tmp_path), ["in/a", "in/b"]) is None
    assert stats_of(str(tmp_path), ["in/a/b"]) is None
    assert stats_of(str(tmp_path / "absent"), ["a"]) is None
