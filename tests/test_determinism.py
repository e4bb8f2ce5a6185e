"""The same input, the same bytes: what a machine does differently from another reaches neither the site nor what is told.

Zones, locales, hash seeds and folders are in test_build.py; here is what can be turned within one process.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from conftest import REPOSITORY
from sites import lay, made, tree

FAULTS = """
-- content/posts/a.md --
---
title: a: b
---
-- content/posts/b.md --
---
title: x
slug: same
date: 2026-01-01
tags: [AI, Ｃ, c++]
---
[x](nowhere.md)
-- content/posts/c.md --
---
title: x
slug: same
date: never
tags: [ai, ＡＩ, C]
---
-- templates/terms.html --
{{ pst }}
-- templates/home.html --
{{ pst }}
"""


class Shuffled:
    """What `os.scandir` gives, in an order that no file system would."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self.entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self.entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self.entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def close(self) -> None:
        """As above."""


def shuffler(seed: int) -> Callable[..., Shuffled]:
    """An `os.scandir` that shuffles."""
    scandir, chance = os.scandir, random.Random(seed)  # noqa: S311  no secret is made of it

    def shuffled(folder: str = ".") -> Shuffled:
        with scandir(folder) as entries:
            listed = list(entries)
        chance.shuffle(listed)
        return Shuffled(listed)

    return shuffled


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """This repository's own site, file by file."""
    folder = tmp_path_factory.mktemp("straight")
    made(REPOSITORY, output=folder, cache=False)
    return tree(folder)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_folders_reaches_nothing(
    seed: int, straight: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the pages nor the list of them."""
    monkeypatch.setattr(os, "scandir", shuffler(seed))

    made(REPOSITORY, output=tmp_path / "site", cache=False)

    assert tree(tmp_path / "site") == straight


def test_the_number_of_processes_reaches_nothing(straight: dict[str, str], tmp_path: Path) -> None:
    """One or several, however the work is cut."""
    made(REPOSITORY, output=tmp_path / "site", cache=False, jobs=3)

    assert tree(tmp_path / "site") == straight


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_comes_in_one_order(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem, word for word."""
    told = made(lay(tmp_path, FAULTS), cache=False).problems
    monkeypatch.setattr(os, "scandir", shuffler(seed))

    assert made(tmp_path, cache=False).problems == told
    assert len(told) > 4
