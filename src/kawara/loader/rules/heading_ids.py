"""Ids for headings, by GitHub's rule with every script kept: links into old posts go on working.

Lower case; all but letters, marks, digits, `_`, `-` and spaces left out; each space a hyphen; `-1`, `-2` … for an id that is
taken. As nothing but the headings before it decides an id, adding one at the end moves none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kawara.base.text import nfc
from kawara.loader.rules.document import Document, document
from kawara.loader.rules.plain import plain
from kawara.model import Heading

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

NO_LETTER = re.compile(r"[^\w\- ]")
NAMELESS = "section"
"""The id of a heading in which no letter is left."""


def heading_ids(md: MarkdownIt) -> None:
    """Give every heading an id while it is rendered, and note it for the table of contents."""
    md.add_render_rule("heading_open", _heading_open)


def _heading_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token, text = tokens[index], plain(tokens[index + 1].children or ())
    chosen = str(token.attrs.get("id") or unique(document(env), heading_id(text)))
    document(env).headings.append(Heading(int(token.tag[1:]), chosen, text))
    token.attrs["id"] = chosen
    return self.renderToken(tokens, index, options, env)


def heading_id(text: str) -> str:
    """The id of a heading, before it is made unique."""
    kept = NO_LETTER.sub(_mark_or_nothing, nfc(text).lower().strip())
    return kept.replace(" ", "-") or NAMELESS


def unique(document: Document, wanted: str) -> str:
    """The id, numbered if it is taken; taken from now on."""
    chosen = wanted
    while chosen in document.ids:
        document.ids[wanted] += 1
        chosen = f"{wanted}-{document.ids[wanted]}"
    document.ids[chosen] = 0
    return chosen


def _mark_or_nothing(found: re.Match[str]) -> str:
    r"""Python's `\w` knows letters and digits but not the vowel signs and tone marks many scripts write."""
    return found[0] if unicodedata.category(found[0])[0] == "M" else ""
