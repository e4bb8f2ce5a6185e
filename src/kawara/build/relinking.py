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
    r"\]\(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<inline>(?:[^()\s<>]|\([^()\s<>]*\))+)(?=[\s)]))"
    r"|^ {0,3}\[[^\]\n]+\]:\s*(?:<(?P<bracketed>[^<>\n]+)>|(?P<defined>[^\s<>]+))"
    r"|\b(?:href|src|poster)=[\"'](?P<html>[^\"'\n]+)|(?<!!)\[\[(?P<named>[^\[\]|#\n]+)(?P<heading>#[^\[\]|\n]*)?(?P<text>\|)?",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")
_TAIL = re.compile(r"[?#].*")
_IMAGE = re.compile(
    r"""^(?P<key>image[ \t]*[:=][ \t]*(?:\n[ \t]+(?:path|src|url):[ \t]*)?)"""
    r"""(?P<sign>["']?)(?P<value>[^"'#\s](?:[^"'#\n]*[^"'#\s])?)(?P=sign)(?P<comment>[ \t]+#.*|[ \t]*)$""",
    re.MULTILINE,
)
_PLAIN = re.compile(r"[\w/.][\w/.%~+-]*")
_OCTETS = re.compile(r"%[89A-Fa-f]")
"""Letters beyond ASCII, percent-encoded."""
_EVEN = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
_UNFIT = {
    "inline": re.compile(r"[\s<>\"']"),
    "defined": re.compile(r"[\s<>\"']"),
    "angled": re.compile(r"[<>]"),
    "bracketed": re.compile(r"[<>]"),
    "html": re.compile(r"[<>\"']"),
    "image": re.compile(r"[\"'#\\]"),
}
"""Kind of reference → what may not stand in one as it is."""


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
    front = "\n".join(lines[: body_line - 1])
    mended = _IMAGE.sub(lambda found: _pictured(found, path, stem, moves), front)
    return "\n".join([*([mended] if body_line > 1 else []), *lines[body_line - 1 :]])


def _pictured(found: re.Match[str], path: str, stem: str, moves: Moves) -> str:
    if _ELSEWHERE.match(found["value"]):
        return found[0]
    mended = _mended(found["value"], "image", path, stem, moves)
    sign = found["sign"] or ("" if _PLAIN.fullmatch(mended) else '"')
    return f"{found['key']}{sign}{mended}{sign}{found['comment']}" if mended != found["value"] else found[0]


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
            mended = _mended(bare, kind, path, stem, moves)
            if mended != bare:
                yield found.start(kind), found.start(kind) + len(bare), mended


def _mended(written: str, kind: str, path: str, stem: str, moves: Moves) -> str:
    """A reference, less its tail, as it has to be written now."""
    plain = nfc(unquote(written))
    new = moves.urls.get(plain, plain) if plain.startswith("/") else _led(plain, path, stem, moves)
    return written if new == plain else _spelt(new, written, kind)


def _led(plain: str, path: str, stem: str, moves: Moves) -> str:
    """A relative path that leads to the same source from where its text is now; as it is where it does, or leads nowhere."""
    new_path = moves.paths.get(path, path)
    new_stem = _moved_stem(stem, path, new_path)
    for start, now in ((path, new_path), (f"{stem}/", f"{new_stem}/")):
        file = resolve(start, plain) or ""
        for ending in ("", ".md", "/index.md"):
            if (target := f"{file}{ending}") in moves.sources:
                moved = moves.paths.get(target, target)
                shorter = moved.removesuffix(ending)
                return plain if resolve(now, plain) == shorter else relpath(shorter, dirname(now) or ".")
    return plain


def _moved_stem(stem: str, path: str, new_path: str) -> str:
    """The stem of a source that has moved: its path less what the old one had beyond its stem."""
    return new_path.removesuffix(path.removeprefix(stem))


def _spelt(path: str, written: str, kind: str) -> str:
    """A path, percent-encoded as far as the reference was, and where it must be."""
    spelt = quote(path) if _OCTETS.search(written) else path.replace("%", "%25")
    spelt = _UNFIT[kind].sub(_octet, spelt)
    return spelt if kind != "inline" or _EVEN.fullmatch(spelt) else re.sub(r"[()]", _octet, spelt)


def _octet(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


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
