"""Where each block of a text begins: for whoever points at a block of the page and means its line."""

from __future__ import annotations

import re

from kawara.loader.markdown import NEEDED, parser
from kawara.loader.rules.document import KEY, Document
from kawara.loader.rules.plain import described, plain

Block = tuple[int, str, str]
"""Number of its first line in the file, the tag of its element, and its words."""
BARE = ("fence", "code_block", "math_block")
ROWS = frozenset(
    {"cjk_emphasis", "line_joins", "footnotes", "alerts", "ruby", "wikilinks", "directives", "definition_lists"}
)
"""Rules that decide where a block begins or which words it shows."""


def line_map(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Each block of a Markdown text with words of its own, in order. `first_line` is the number of the text's first line."""
    env = {KEY: Document(lines=text.split("\n"), first_line=first_line)}
    blocks: list[Block] = []
    tag = ""
    for token in parser("gfm-like2", ROWS | NEEDED).parse(text, env):
        if token.nesting == 1 and not token.hidden:  # the paragraphs of a tight list have no element
            tag = token.tag
        if token.map is None:
            continue
        if token.type == "inline":
            blocks.append(
                (first_line + token.map[0], tag, plain(token.children or ()) or described(token.children or ()))
            )
        elif token.type in BARE:
            blocks.append((first_line + token.map[0], "pre", token.content))
        elif token.type == "html_block":
            blocks.append((first_line + token.map[0], "", re.sub(r"<[^>]*>", "", token.content)))
    return tuple(blocks)
