"""Abbreviations: `*[HTML]: HyperText Markup Language`, once in a text, explains every HTML in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.token import Token

from kawara.loader.quick.starts import starting
from kawara.loader.rules.document import document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

DEFINITION = re.compile(r"\*\[((?:[^\[\]\\\n]|\\.)+)\]:[ \t]*(\S[^\n]*)")


def abbreviations(md: MarkdownIt) -> None:
    """Take definitions out of the text, and explain the words in it when it is parsed."""
    definition = starting(_definition, "*")
    md.block.ruler.before("reference", "abbreviation", definition, {"alt": ["paragraph", "reference"]})
    md.core.ruler.push("abbreviations", _explain)


def _definition(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("*[", begin) or state.is_code_block(start):
        return False
    found = DEFINITION.match(state.src, begin, state.eMarks[start])
    if not found or "*" in found[2]:  # *[words]: in emphasis*
        return False
    if not silent:
        document(state.env).abbreviations.setdefault(re.sub(r"\\(.)", r"\1", found[1]).strip(), found[2].strip())
        state.line = start + 1
    return True


def _explain(state: StateCore) -> None:
    known = document(state.env).abbreviations
    if not known:
        return
    words = re.compile("|".join(map(_alone, sorted(known, key=len, reverse=True))))
    for token in state.tokens:
        if token.type == "inline" and token.children and words.search(token.content):
            token.children = [made for child in token.children for made in _split(child, words, known)]


def _alone(word: str) -> str:
    """The word where it is no part of a longer one; beside Japanese, a Latin word is alone."""
    before = r"(?<![0-9A-Za-z_])" if re.match(r"\w", word[0], re.ASCII) else ""
    after = r"(?![0-9A-Za-z_])" if re.match(r"\w", word[-1], re.ASCII) else ""
    return f"{before}{re.escape(word)}{after}"


def _split(child: Token, words: re.Pattern[str], known: dict[str, str]) -> Iterator[Token]:
    """The text with its abbreviations between tags; anything else as it is."""
    if child.type != "text" or not words.search(child.content):
        yield child
        return
    done = 0
    for found in words.finditer(child.content):
        if found.start() > done:
            yield Token("text", "", 0, content=child.content[done : found.start()], level=child.level)
        yield Token("abbr_open", "abbr", 1, {"title": known[found[0]]}, level=child.level)
        yield Token("text", "", 0, content=found[0], level=child.level + 1)
        yield Token("abbr_close", "abbr", -1, level=child.level)
        done = found.end()
    if done < len(child.content):
        yield Token("text", "", 0, content=child.content[done:], level=child.level)
