"""Quotation marks, dashes and the ellipsis as they are printed: “a” – it’s… for `"a" -- it's...`.

Only where the language is known, as that of a post is: a text by itself says too little about it. Off for a text in Chinese, Japanese or Korean, beside such characters in any other, in code, and in headings: a title in front
matter stays as it is written too, and the id of a heading does not depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kawara.base.text import CJK_LANGUAGES, is_wide_cjk, primary
from kawara.loader.rules.document import document
from kawara.loader.rules.language import language_of
from kawara.loader.rules.verbatim import verbatim

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

SIGN = re.compile(r"""["']|-{2,}|\.{3,}""")
APOSTROPHE = "’"
ENGLISH = ("“", "”", "‘", "’")
QUOTES: Mapping[str, tuple[str, str, str, str]] = {
    "de": ("„", "“", "‚", "‘"),
    "fr": ("«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"),
    "es": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "ru": ("«", "»", "„", "“"),
    "pl": ("„", "”", "‚", "’"),
}
"""Language → its double and single marks, opening and closing; any other language has the English ones."""
BEFORE_OPENING = frozenset("([{<-–—“‘«„‚‹/\u00a0")


def smart_punctuation(md: MarkdownIt) -> None:
    """Set the signs after text is parsed, and before escaped ones are joined with it."""
    md.core.ruler.after("inline", "smart_punctuation", _smart)


def _smart(state: StateCore) -> None:
    here = document(state.env)
    if not (here.lang or here.languages) or primary(here.lang) in CJK_LANGUAGES or not _has_signs(state.src):
        return
    signed = [token for token in _outside_headings(state.tokens) if _has_signs(token.content)]
    lang = primary(language_of(here, state.tokens)) if signed else ""
    if lang in CJK_LANGUAGES:
        return
    quotes = QUOTES.get(lang, ENGLISH)
    for token in signed:
        _set(token.children or [], quotes)


def _has_signs(text: str) -> bool:
    return '"' in text or "'" in text or "--" in text or "..." in text


def _outside_headings(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that hold a line of text."""
    before = ""
    for token in tokens:
        if token.type == "inline" and before != "heading_open":
            yield token
        before = token.type


def _set(children: Sequence[Token], quotes: tuple[str, str, str, str]) -> None:
    setter = Setter(quotes)
    shown = [_shown(child) for child in children]
    inside_url = False
    for index, (child, is_verbatim) in enumerate(zip(children, verbatim(children), strict=True)):
        inside_url = (inside_url or child.type == "link_open") and child.type != "link_close"
        is_auto = inside_url and children[index - 1].info == "auto"
        if child.type == "text" and not is_auto and not is_verbatim:
            following = next((text for text in shown[index + 1 : index + 4] if text), " ")
            child.content = setter.set(child.content, following[0])
        if shown[index]:
            setter.before = shown[index][-1]


def _shown(token: Token) -> str:
    """What of a token stands between its neighbours; nothing for a tag."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "text_special", "code_inline") else "x" * (token.type == "image")


@dataclass(slots=True)
class Setter:
    """One block on its way: which marks are open, and the character before."""

    quotes: tuple[str, str, str, str]
    before: str = " "
    doubles: int = 0
    singles: int = 0

    def set(self, text: str, following: str) -> str:
        """A text with its signs set; `following` is the character behind it."""

        def one(found: re.Match[str]) -> str:
            before = text[found.start() - 1] if found.start() else self.before
            after = text[found.end()] if found.end() < len(text) else following
            if is_wide_cjk(before) or is_wide_cjk(after):
                return found[0]
            if found[0] in "\"'":
                return self._quote(found[0], before, after)
            return _dash(
                found[0],
                text[max(0, found.start() - 2) : found.start()] or before,
                text[found.end() : found.end() + 2] or after,
            )

        return SIGN.sub(one, text)

    def _quote(self, sign: str, before: str, after: str) -> str:
        opens = (before.isspace() or before in BEFORE_OPENING or before in "\"'") and not after.isspace()
        if sign == '"':
            if opens and not (before in "\"'" and self.doubles):
                self.doubles += 1
                return self.quotes[0]
            closes = self.doubles > 0
            self.doubles -= closes
            return self.quotes[1] if closes else sign
        if before.isalnum() and after.isalnum():
            return APOSTROPHE
        if before.isdigit() and not self.singles:
            return sign  # feet, or minutes
        if opens and not after.isdigit():
            self.singles += 1
            return self.quotes[2]
        closes = self.singles > 0 and not before.isspace()
        self.singles -= closes
        return self.quotes[3] if closes else sign if before.isspace() and after.isspace() else APOSTROPHE


def _dash(sign: str, before: str, after: str) -> str:
    """A dash between words, with a space on both sides or on none: an option such as --verbose has one on one side alone."""
    if sign[0] == ".":
        return "…" if len(sign) == 3 else sign
    is_between = before[-1:].isspace() == after[:1].isspace() and not {"|", ""} & {before.strip(), after.strip()}
    return {2: "–", 3: "—"}.get(len(sign), sign) if is_between else sign
