"""A second check of texts that are as they were: nothing is looked at again, and the same is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from checking import FIRST, checked, laid
from kawara.build import checking
from kawara.build.checking import check
from kawara.build.looked_before import STATE, Looked
from kawara.build.options import Options
from kawara.build.recall import CACHE
from kawara.check.row import Check
from kawara.check.table import ROWS
from kawara.check.text import Text
from kawara.config import Config
from sites import NOW, made, write

SITE = "---\ntitle: A\n---\nText.\n\n---END---\n-- content/posts/b.md --\n---\ntitle: B\n---\nText【1†source】.\n"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the texts that are looked at."""
    paths: list[str] = []
    look = checking.look_over_text

    def noted(config: Config, text: Text) -> Looked:
        paths.append(text.path)
        return look(config, text)

    monkeypatch.setattr(checking, "look_over_text", noted)
    return paths


def codes(folder: Path) -> set[str]:
    """What is found."""
    return {each.problem.code for each in checked(folder)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_what_is_remembered_is_what_was_found(row: Check, tmp_path: Path, seen: list[str]) -> None:
    """Each finding whole: places, marks, related places and mends, with those that come of comparing texts."""
    write(tmp_path, "kawara.yml", f"check:\n  severity:\n    {row.code}: warning\n")
    laid(tmp_path, row.wrong)
    first = checked(tmp_path)
    assert FIRST in seen
    seen.clear()
    assert checked(tmp_path) == first
    assert seen == []
    assert check(tmp_path, Options(now=NOW, jobs=1, cache=False)) == first


def test_only_what_has_changed_is_looked_at(tmp_path: Path, seen: list[str]) -> None:
    """An edit, a rule that is asked for, a text that is gone; a build in between keeps what is known."""
    assert codes(laid(tmp_path, SITE)) >= {"leftover"}
    seen.clear()
    write(tmp_path, FIRST, "---\ntitle: A\n---\nText.\n")
    made(tmp_path)
    checked(tmp_path)
    assert seen == [FIRST]
    seen.clear()
    write(tmp_path, "kawara.yml", "check: {severity: {description-missing: note}}\n")
    assert "description-missing" in codes(tmp_path)
    assert sorted(seen) == [FIRST, "content/posts/b.md"]
    (tmp_path / "content/posts/b.md").unlink()
    seen.clear()
    assert "leftover" not in codes(tmp_path)
    assert seen == []
    with sqlite3.connect(tmp_path / CACHE) as kept:
        assert [name for (name,) in kept.execute("select name from items where state = ?", (STATE,))] == [FIRST]
    kept.close()


def test_what_cannot_be_read_is_looked_at_again(tmp_path: Path, seen: list[str]) -> None:
    """A memory that is damaged costs time and nothing else."""
    first = checked(laid(tmp_path, SITE))
    for value in (b"", b"\0\0\0\0{}", b"junk"):
        with sqlite3.connect(tmp_path / CACHE) as kept:
            kept.execute("update items set value = ? where state = ?", (value, STATE))
        kept.close()
        seen.clear()
        assert checked(tmp_path) == first
        assert len(seen) == 2


CODE = "---\ntitle: A\n---\nText.\n\n```python\nx = 1\n```\n\n```pyhton\nx = 1\n```\n"


def test_code_stays_pale_where_nothing_is_built(tmp_path: Path) -> None:
    """A check from nothing finds what one after a build does, and the build that follows colours the code."""
    laid(tmp_path / "first", CODE)
    laid(tmp_path / "other", CODE)
    made(tmp_path / "other")
    found = {(each.problem.code, each.problem.line) for each in checked(tmp_path / "first")}

    assert ("code", 10) in found
    assert found == {(each.problem.code, each.problem.line) for each in checked(tmp_path / "other")}
    made(tmp_path / "first")
    page = next((tmp_path / "first/_site/posts").glob("*/index.html")).read_text()
    assert '<span class="mi">1</span>' in page
    assert page == next((tmp_path / "other/_site/posts").glob("*/index.html")).read_text()
