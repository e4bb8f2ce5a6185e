"""The cache file: what is kept is found, and what cannot be used is made anew with one line of notice."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kawara.memory.cache import AT_ONCE, FORMAT, Cache, CacheError, open_cache


def test_memos_and_states_survive(tmp_path: Path) -> None:
    """What one process keeps the next one finds."""
    cache, notice = open_cache(tmp_path / ".kawara" / "cache.sqlite3")
    cache.remember([(b"k1", b"head", b"body")])
    cache.keep([("scan", b"state")])
    cache.close()

    again, later = open_cache(tmp_path / ".kawara" / "cache.sqlite3")

    assert (notice, later) == ("", "")
    assert list(again.heads([b"k1", b"absent"])) == [(b"k1", b"head")]
    assert again.body(b"k1") == b"body"
    assert again.body(b"absent") is None
    assert again.state("scan") == b"state"
    assert again.state("absent") is None
    again.close()


def test_pruning_keeps_what_is_named(tmp_path: Path) -> None:
    """The file does not grow for ever, and never loses what the last build used."""
    cache, _ = open_cache(tmp_path / "c")
    cache.remember((bytes([n]), b"h", b"b") for n in range(9))

    cache.prune([bytes([n]) for n in (1, 2)])

    assert cache.count() == 2
    assert cache.body(bytes([2])) == b"b"
    cache.close()


def test_states_are_forgotten_by_prefix(tmp_path: Path) -> None:
    """One output's states go without touching another's."""
    cache, _ = open_cache(tmp_path / "c")
    cache.keep([("traces:a", b"1"), ("traces:b", b"2")])

    cache.forget("traces:a")

    assert (cache.state("traces:a"), cache.state("traces:b")) == (None, b"2")
    cache.close()


def keep_half(cache: Cache) -> None:
    """Fail between two things that belong together."""
    with cache.together():
        cache.forget("a")
        cache.exchange("b", [("x", b"new")], ())
        raise LookupError


def test_what_is_kept_together_is_kept_whole(tmp_path: Path) -> None:
    """What fails on the way leaves everything as it was, and what follows is kept again."""
    cache, _ = open_cache(tmp_path / "c")
    cache.keep([("a", b"old")])

    with pytest.raises(LookupError):
        keep_half(cache)
    with cache.together():
        cache.keep([("c", b"new")])
    cache.close()

    again, _ = open_cache(tmp_path / "c")
    assert (again.state("a"), again.items("b"), again.state("c")) == (b"old", [], b"new")
    again.close()


def test_many_memos_are_found_together(tmp_path: Path) -> None:
    """Also more than one statement may name."""
    cache, _ = open_cache(tmp_path / "c")
    memos = [(number.to_bytes(4, "big"), b"head %d" % number, b"") for number in range(2 * AT_ONCE + 1)]
    cache.remember(memos)

    found = dict(cache.heads([key for key, *_ in memos]))

    assert found == {key: head for key, head, _ in memos}


def test_many_items_are_found_together(tmp_path: Path) -> None:
    """Also more than one statement may name; of another state there are none."""
    cache, _ = open_cache(tmp_path / "c")
    items = {f"item {number}": b"%d" % number for number in range(2 * AT_ONCE + 1)}
    cache.exchange("a", items.items(), ())

    assert dict(cache.items_of("a", [*items, "absent"])) == items
    assert dict(cache.items_of("b", [*items])) == {}
    cache.close()


def test_a_state_that_is_kept_again_is_the_later_one(tmp_path: Path) -> None:
    """Whether it is as long as before, longer or shorter, and whether it takes one page of the file or many."""
    cache, _ = open_cache(tmp_path / "c")
    for value in (b"a" * 50_000, b"a" * 49_999 + b"b", b"c" * 90_000, b"d", b""):
        cache.keep([("scan", value), ("other", b"x")])

        assert cache.state("scan") == value

    assert cache.state("other") == b"x"
    cache.close()


def foreign_version(path: Path) -> None:
    """A cache of a later kawara."""
    connection = sqlite3.connect(path)
    connection.execute(f"pragma user_version = {FORMAT + 1}")
    connection.commit()
    connection.close()


def damaged(path: Path) -> None:
    """A cache whose pages are torn."""
    cache, _ = open_cache(path)
    cache.remember((n.to_bytes(4, "big"), os.urandom(4000), b"") for n in range(100))
    cache.close()
    data = bytearray(path.read_bytes())
    data[100 : len(data) // 2] = os.urandom(len(data) // 2 - 100)
    path.write_bytes(data)


def unspeakable(path: Path) -> None:
    """A cache whose damage SQLite quotes in its message, byte for byte, though it is no UTF-8."""
    open_cache(path)[0].close()
    data = path.read_bytes()
    assert b"CREATE TABLE memos" in data
    path.write_bytes(data.replace(b"CREATE TABLE memos", b"CREATE T\xff\xfeLE memos"))


def truncated(path: Path) -> None:
    """A cache that was cut off in the middle of a copy."""
    damaged(path)
    os.truncate(path, 5000)


def no_database(path: Path) -> None:
    """Some other file."""
    path.write_bytes(b"not a database at all, but longer than a header" * 20)


SPOILT = {
    "foreign version": foreign_version,
    "no database": no_database,
    "unspeakable": unspeakable,
    "truncated": truncated,
    "damaged": damaged,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_is_made_anew(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    """One line of notice, then an empty cache that works."""
    path = tmp_path / "cache.sqlite3"
    spoil(path)

    cache, notice = open_cache(path)

    assert "made anew" in notice
    assert "\n" not in notice
    cache.remember([(b"k", b"h", b"b")])
    assert cache.body(b"k") == b"b"
    cache.close()


def test_a_cache_of_ours_is_opened_without_a_write(tmp_path: Path) -> None:
    """So a build that keeps nothing waits for no disk; a table that has been lost is laid again all the same."""
    path = tmp_path / "c"
    open_cache(path)[0].close()
    before = path.read_bytes()
    cache, _ = open_cache(path)
    assert (tmp_path / "c-wal").stat().st_size == 0
    cache.connection.execute("drop table items")
    cache.close()
    assert before != path.read_bytes()

    again, notice = open_cache(path)

    assert (again.items("a"), notice) == ([], "")
    again.close()


def test_what_is_read_at_one_moment_is_of_one_moment(tmp_path: Path) -> None:
    """What another has kept meanwhile is not seen, and nothing is kept over it."""
    mine, _ = open_cache(tmp_path / "cache.sqlite3")
    other, _ = open_cache(tmp_path / "cache.sqlite3")
    mine.keep([("a", b"1"), ("b", b"1")])
    try:
        with mine.one_moment():
            assert mine.state("a") == b"1"
            other.keep([("a", b"2"), ("b", b"2")])
            assert mine.state("b") == b"1"
            with pytest.raises(CacheError):
                mine.keep([("a", b"3")])
        assert mine.state("a") == b"2"
        with mine.one_moment():
            assert mine.state("a") == b"2"
            mine.keep([("a", b"3")])
        assert other.state("a") == b"3"
    finally:
        mine.close()
        other.close()
