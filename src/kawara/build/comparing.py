"""Two outputs, compared file by file and byte by byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kawara.base.problems import Problem, is_blocking, problem
from kawara.build.options import Report
from kawara.writer.manifest import read_manifest

Found = tuple[str, str, dict[str, object]]
"""Path, what is the matter, and where."""


@dataclass(frozen=True, slots=True)
class Words:
    """How differences are told."""

    code: str
    differs: str
    missing: str
    surplus: str


def ours(folder: Path) -> set[str]:
    """The files of an output that kawara wrote, by path: what others put there is nobody's to compare."""
    return set(read_manifest(str(folder), folder.name)[0] or ())


def differences(report: Report, published: Path, other: Path, words: Words) -> list[Problem]:
    """Every file of what a build has published that is not in `other`, is there and not here, or has other bytes.

    Where a build went on in spite of errors, the old pages that it kept are no surplus.
    """
    own, others = ours(published), ours(other)
    kept = any(map(is_blocking, report.problems))
    found: list[Found] = [(path, words.missing, {}) for path in others - own]
    found += [(path, words.surplus, {}) for path in own - others if not kept]
    found += compared(own & others, published, other, words)
    return [
        problem(words.code, f"{report.output}{path}", text, **place) for path, text, place in sorted(found, key=first)
    ]


def first(found: Found) -> str:
    """The path of a difference."""
    return found[0]


def compared(paths: Iterable[str], published: Path, other: Path, words: Words) -> Iterator[Found]:
    """Path, text and place of each difference between files that both have."""
    for path in paths:
        here, there = (bytes_of(folder / path) for folder in (published, other))
        if here is None:
            yield path, words.missing, {}
        elif here != there:
            yield path, words.differs, spot(here, there or b"")


def bytes_of(file: Path) -> bytes | None:
    """The bytes of a file; None when there is none."""
    try:
        return file.read_bytes()
    except OSError:
        return None


def spot(here: bytes, there: bytes) -> dict[str, object]:
    """Where two files begin to differ: line, column and the line; nothing for what is no text."""
    try:
        lines, others = here.decode().splitlines(), there.decode().splitlines()
    except UnicodeDecodeError:
        return {}
    at = next((n for n, pair in enumerate(zip(lines, others, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return {}
    same = next((n for n, pair in enumerate(zip(lines[at], others[at], strict=False)) if pair[0] != pair[1]), None)
    column = min(len(lines[at]), len(others[at])) if same is None else same
    return {"line": at + 1, "column": column + 1, "source": lines[at]}
