"""The versions of a text in other languages when that goes by another name: where each goes, so that they stay versions of one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import commonprefix

from kawara.config import Config
from kawara.loader.names import Name, read_name
from kawara.site.permalinks import place, version


def following(paths: Iterable[str], path: str, new: str, config: Config) -> Iterator[tuple[str, str]]:
    """Each other version of the text at `path`, and its path when that one is at `new`; an empty one where it has none."""
    own, now = named(path, config), named(new, config)
    shared = version(own.stem, config)
    if version(now.stem, config) == shared:
        return
    stays = (own.suffix or config.language) == (now.suffix or config.language)
    for other in paths:
        stem = named(other, config).stem
        if other != path and version(stem, config) == shared:
            yield other, likewise(other, stem, own.stem, now.stem) if stays else ""


def likewise(path: str, stem: str, was: str, now: str) -> str:
    """The path of a version, whose stem is `stem`, when that of another goes from `was` to `now`; empty where it has none.

    The stems differ in the folder of a language, which each keeps.
    """
    own, old, new = (one.removesuffix("/index").split("/") for one in (stem, was, now))
    same = len(commonprefix([own[::-1], old[::-1]]))
    above = len(old) - same
    if not same or new[:above] != old[:above]:
        return ""
    return "/".join([*own[: len(own) - same], *new[above:]]) + path.removeprefix(stem.removesuffix("/index"))


def named(path: str, config: Config) -> Name:
    """What the path of a text says."""
    return read_name(path, place(path, config.mounts), config.languages)
