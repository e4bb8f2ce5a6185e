"""The language of a text, for rules that write words or signs of their own into it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kawara.base.text import language_by_script
from kawara.loader.rules.document import Document

if TYPE_CHECKING:
    from markdown_it.token import Token

NO_PROSE = re.compile(r"\]\([^()\n]*+\)|<[^<>\n]*+>|https?://\S++|\[![A-Z]*+\]")
"""Addresses, tags, and the English names of alerts."""


def language_of(here: Document, tokens: Sequence[Token]) -> str:
    """As it is told, else by the script of its prose and title, as the loader decides for the post."""
    if not here.lang:
        # Blocks of code are none of these; the loader's way, by what is printed, would take ten times as long.
        prose = NO_PROSE.sub("", "\n".join(token.content for token in tokens if token.type == "inline"))
        *offered, main = here.languages or ("en",)
        here.lang = language_by_script(f"{here.title}\n{prose}", offered, main)
    return here.lang
