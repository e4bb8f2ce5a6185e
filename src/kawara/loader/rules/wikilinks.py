"""`[[slug]]`, `[[slug|text]]` and `[[slug#heading|text]]`: links to posts by their name, as Obsidian writes them.

What is CommonMark already stays so: `[[1]](url)`, `[[1]][ref]`, and `[[ref]]` where that is defined. A target without a letter,
as in `a[[0]]`, is no name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from kawara.loader.quick.starts import starting

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

WIKILINK = re.compile(r"\[\[(?=[^\[\]|\n]*[^\W\d_])(?P<target>[^\[\]|\n]++)(?:\|(?P<text>[^\[\]\n]++))?\]\](?![(\[])")
MARKUP = "wikilink"
"""The `markup` of the tokens of such a link, whose `href` is the name."""


def wikilinks(md: MarkdownIt) -> None:
    """Make links of names in double brackets."""
    md.inline.ruler.before("link", "wikilink", starting(_wikilink, "["))


def _wikilink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    if not state.src.startswith("[[", state.pos) or state.src[state.pos - 1 : state.pos] == "!":
        return False
    found = WIKILINK.match(state.src, state.pos, state.posMax)
    if not found or normalizeReference(found[0][2:-2]) in state.env.get("references", ()):
        return False
    target = found["target"].rstrip("\\").strip()
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs, opening.markup = {"href": target}, MARKUP
        state.push("text", "", 0).content = (found["text"] or target).strip()
        state.push("link_close", "a", -1).markup = MARKUP
    state.pos = found.end()
    return True
