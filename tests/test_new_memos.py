"""New memos are kept as they lie in the cache, and take no room until then."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawara.build.loading import NewMemos, kept_form
from kawara.build.work import UNREAD, Memo, memo_key, release
from kawara.memory.cache import LostError, open_cache
from kawara.model import Source


def test_new_memos_are_read_while_others_are_dropped(tmp_path: Path) -> None:
    """The transaction that keeps them drops those of sources that have gone first, and so holds the file."""
    memos = [
        Memo("content/a.md", "0a", b"a", b'["A"]', new=True),
        Memo("content/b.md", UNREAD, b"b", b"[null]", new=True),
    ]
    cache, _ = open_cache(tmp_path / "cache.sqlite3")
    cache.remember([(b"a", b'["A"]', b"")])
    cache.exchange("heads", [("content/gone.md", b"1")], ())
    new = NewMemos(cache.path)
    for memo in memos:
        new.add(memo.path, memo)

    try:
        cache.exchange("heads", new.items(), ["content/gone.md"])

        assert cache.items("heads") == [(memo.path, kept_form(memo)) for memo in memos]
    finally:
        release()
        cache.close()


def test_a_memo_that_is_lost_is_told(tmp_path: Path) -> None:
    """As anything that is wrong with the cache: the build is done, and the next one starts anew."""
    cache, _ = open_cache(tmp_path / "cache.sqlite3")
    new = NewMemos(cache.path)
    new.add("content/a.md", Memo("content/a.md", "0a", b"a", b"[]", new=True))

    try:
        with pytest.raises(LostError, match=r"content/a\.md"):
            dict(new)
    finally:
        release()
        cache.close()


def test_a_text_at_another_place_is_another_memo() -> None:
    """Where a folder is mounted decides whether its texts are posts."""
    one, other = (Source("notes/a.md", "/notes/a.md", place, "content") for place in ("posts/a.md", "wip/a.md"))

    assert memo_key(one, "0a", "salt") == memo_key(one, "0a", "salt") != memo_key(other, "0a", "salt")
