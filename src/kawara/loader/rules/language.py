"""The language of a text, for rules that write words or signs of their own into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kawara.base.text import language_by_script
from kawara.loader.rules.document import Document
from kawara.loader.rules.plain import plain

if TYPE_CHECKING:
    from markdown_it.token import Token


def language_of(here: Document, tokens: Sequence[Token]) -> str:
    """As it is told, else by the script of its prose and title, as the loader decides for the post."""
    if not here.lang:
        prose = "\n".join(plain(token.children) for token in tokens if token.children)
        *offered, main = here.languages or ("en",)
        here.lang = language_by_script(f"{here.title}\n{prose}", offered, main)
    return here.lang
