"""GitHub's second form of strikethrough, `~gone~`, with a single tilde.

Off by default: in Japanese a single tilde is a range, as in 9~12時と13~15時.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def single_tilde(md: MarkdownIt) -> None:
    """Let one tilde strike out as two do, and three or more be text, as GitHub has it."""
    md.options["strikethrough_single_tilde"] = True
