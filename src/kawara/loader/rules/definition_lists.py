"""Definition lists: a term on a line of its own, below it `: ` and what it means.

The library also takes `~ ` for the sign; in Japanese that line is a subtitle, as in `~ 副題 ~`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mdit_py_plugins.deflist import deflist_plugin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

NAME = "deflist"


def definition_lists(md: MarkdownIt) -> None:
    """Try the library's rule only where a colon says that there may be a definition."""
    deflist_plugin(md)
    ruler = md.block.ruler
    rule = ruler.getRules("")[ruler.get_active_rules().index(NAME)]
    ruler.at(NAME, _below_a_colon(rule), {"alt": ["paragraph", "reference", "blockquote"]})


def _below_a_colon(rule: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    def definition_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
        line = start if silent else start + 1
        if line < end and not silent and state.isEmpty(line):
            line += 1
        return (
            line < end
            and state.src.startswith(":", state.bMarks[line] + state.tShift[line])
            and rule(state, start, end, silent)
        )

    return definition_list
