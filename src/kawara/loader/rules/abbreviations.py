"""Abbreviations: `*[HTML]: HyperText Markup Language`, once in a text, explains every HTML in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from markdown_it.token import Token

from kawara.loader.quick.starts import starting
from kawara.loader.rules.document import document
from kawara.loader.rules.verbatim import verbatim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

LATIN = re.compile(r"\w", re.ASCII)
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
    name = re.sub(r"\\(.)", r"\1", found[1]).strip() if found else ""
    if not found or not name or "*" in found[2]:  # *[words]: in emphasis*
        return False
    if not silent:
        document(state.env).abbreviations.setdefault(name, found[2].strip())
        state.line = start + 1
    return True


def _explain(state: StateCore) -> None:
    known = document(state.env).abbreviations
    if not known:
        return
    words = Words(known)
    for token in state.tokens:
        if token.type == "inline" and token.children and words.first(token.content, 0):
            children = zip(token.children, verbatim(token.children), strict=True)
            token.children = [
                made for child, is_code in children for made in ((child,) if is_code else _split(child, words))
            ]


class Words:
    """The words that are explained, found in a text in a time that grows little with their number."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self._lengths = _lengths(known)
        self._starts = re.compile(f"[{re.escape(''.join(self._lengths))}]")

    def first(self, text: str, start: int) -> tuple[int, str] | None:
        """Where the first of them stands, and which: of several at one place the longest."""
        for found in self._starts.finditer(text, start):
            at = found.start()
            for length in self._lengths[text[at]]:
                if (word := text[at : at + length]) in self.known and _is_alone(text, at, word):
                    return at, word
        return None


def _lengths(known: Iterable[str]) -> dict[str, list[int]]:
    """First letter → how long the words are that begin with it, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[0], set()).add(len(word))
    return {letter: sorted(found, reverse=True) for letter, found in lengths.items()}


def _is_alone(text: str, at: int, word: str) -> bool:
    """Whether it is no part of a longer word; beside Japanese, a Latin word is alone."""
    before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
    return not (LATIN.match(word[0]) and LATIN.match(before)) and not (LATIN.match(word[-1]) and LATIN.match(after))


def _split(child: Token, words: Words) -> Iterator[Token]:
    """The text with its abbreviations between tags; anything else as it is."""
    text, done = child.content, 0
    if child.type != "text" or not words.first(text, 0):
        yield child
        return
    while found := words.first(text, done):
        at, word = found
        if at > done:
            yield Token("text", "", 0, content=text[done:at], level=child.level)
        yield Token("abbr_open", "abbr", 1, {"title": words.known[word]}, level=child.level)
        yield Token("text", "", 0, content=word, level=child.level + 1)
        yield Token("abbr_close", "abbr", -1, level=child.level)
        done = at + len(word)
    if done < len(text):
        yield Token("text", "", 0, content=text[done:], level=child.level)
