"""What is known of files: content decides, stat only saves reading."""

from __future__ import annotations

from array import array

import pytest

from kawara.base.digest import digest
from kawara.memory.files import COARSEST, Files, Stat, decode, encode, gather, is_same, trusted, young

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
