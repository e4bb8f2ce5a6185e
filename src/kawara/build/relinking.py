"""The links of a text, after sources have moved: each that led to one of them, written so that it still does.

References are found in the text as it is written, for it is that text which is to change; code is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, relpath

from kawara.base.text import nfc
from kawara.base.urls import quote, resolve, unquote
from kawara.check.text import masked
from kawara.model import Block

_REFERENCE = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]+)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<defined>[^\s>]+)"
    r"|\b(?:href|src|poster)=[\"'](?P<html>[^\"'\n]+)|(?<!!)\[\[(?P<named>[^\[\]|#\n]+)(?P<heading>#[^\[\]|\n]*)?(?P<text>\|)?",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
_TAIL = re.compile(r"[?#].*")
_IMAGE = re.compile(
    r"""(?P<key>image\s*[:=]\s*)(?P<sign>["']?)(?P<value>[^"'#\s](?:[^"'#]*[^"'#\s])?)(?P=sign)(?P<comment>\s+#.*|\s*)"""
)
_PLAIN = re.compile(r"[\w/.%~+-]+")


@dataclass(frozen=True, slots=True)
class Moves:
    """What has moved."""

    paths: Mapping[str, str]
    """Path of a source, as it was → as it is."""
    urls: Mapping[str, str]
    """Address, as it was → as it is."""
    sources: frozenset[str]
    """Paths of all sources, as they were."""
    renamed: Callable[[str, str], str]
    """Name in double brackets and path of the text it stands in → the name by which the same text goes now; empty when it stays."""


def relinked(text: str, path: str, stem: str, blocks: tuple[Block, ...], moves: Moves) -> str:
    """The text of a source with its links mended. `path` and `stem` are those it had."""
    shown = _without_code(text, blocks)
    pieces, done = [], 0
    for start, end, written in _changes(shown, path, stem, moves):
        pieces += [text[done:start], written]
        done = end
    return "".join([*pieces, text[done:]])


def repictured(text: str, body_line: int, path: str, stem: str, moves: Moves) -> str:
    """The text with the picture that its front matter names mended likewise. `body_line`: number of the first line after that."""
    lines = text.split("\n")
    for at, line in enumerate(lines[: body_line - 1]):
        found = _IMAGE.fullmatch(line)
        if found and not _ELSEWHERE.match(found["value"]):
            mended = _mended(found["value"], path, stem, moves)
            sign = found["sign"] or ("" if _PLAIN.fullmatch(mended) else '"')
            if mended != found["value"]:
                lines[at] = f"{found['key']}{sign}{mended}{sign}{found['comment']}"
    return "\n".join(lines)


def _changes(shown: str, path: str, stem: str, moves: Moves) -> Iterator[tuple[int, int, str]]:
    for found in _REFERENCE.finditer(shown):
        kind = found.lastgroup or ""
        if found["named"]:
            name = moves.renamed(found["named"].strip(), path)
            shown_as = "" if found["text"] else f"|{found['named'].strip()}"
            if name:
                yield (
                    found.start("named"),
                    found.end("heading" if found["heading"] else "named"),
                    (f"{name}{found['heading'] or ''}{shown_as}"),
                )
        elif not _ELSEWHERE.match(found[kind]):
            written = found[kind]
            bare = _TAIL.sub("", written)
            mended = _mended(bare, path, stem, moves)
            if mended != bare:
                yield found.start(kind), found.start(kind) + len(bare), mended


def _mended(written: str, path: str, stem: str, moves: Moves) -> str:
    """A reference, less its tail, as it has to be written now."""
    plain = nfc(unquote(written))
    if plain.startswith("/"):
        return _spelt(moves.urls.get(plain, plain), written) if plain in moves.urls else written
    new_path = moves.paths.get(path, path)
    new_stem = _moved_stem(stem, path, new_path)
    for start, now in ((path, new_path), (f"{stem}/", f"{new_stem}/")):
        file = resolve(start, plain) or ""
        for ending in ("", ".md", "/index.md"):
            if (target := f"{file}{ending}") in moves.sources:
                moved = moves.paths.get(target, target)
                if moved.endswith(ending):
                    shorter = moved.removesuffix(ending)
                    is_same = resolve(now, plain) == shorter
                    return written if is_same else _spelt(relpath(shorter, dirname(now) or "."), written)
                return _spelt(relpath(moved, dirname(now) or "."), written)
    return written


def _moved_stem(stem: str, path: str, new_path: str) -> str:
    """The stem of a source that has moved: its path less what the old one had beyond its stem."""
    return new_path.removesuffix(path.removeprefix(stem))


def _spelt(path: str, written: str) -> str:
    """A path, percent-encoded where the reference was, or where it must be."""
    is_encoded = "%" in written or any(character in path for character in " ()<>\"'")
    return quote(path) if is_encoded else path


def _without_code(text: str, blocks: tuple[Block, ...]) -> str:
    """The text with its code as blanks of the same length."""
    lines = text.split("\n")
    for block in blocks:
        inside = lines[block.line - 1 : block.end - 1]
        if block.kind == "code":
            lines[block.line - 1 : block.end - 1] = [" " * len(line) for line in inside]
        elif "`" in block.text:
            lines[block.line - 1 : block.end - 1] = masked("\n".join(inside)).split("\n")
    return "\n".join(lines)


def name_of(stem: str) -> str:
    """The name by which links in double brackets know a text of this stem."""
    return basename(stem.removesuffix("/index"))
