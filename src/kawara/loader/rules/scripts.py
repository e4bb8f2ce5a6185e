"""Sub- and superscript, `H~2~O` and `x^2^`, in a form that leaves Japanese alone.

A tilde is a range (`9~12時と13~15時`) and carets are faces (`(^o^)`), so both need a Latin or Greek letter or a closing bracket right
before them, a superscript also a digit; and between the signs nothing but letters, digits, `+`, `-`, `=` and round brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kawara.loader.quick.starts import starting

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

LETTER = "A-Za-zΑ-Ωα-ω"
INSIDE = rf"[{LETTER}0-9+−=()-]+"
SUB = re.compile(rf"(?<=[{LETTER})\]^])~({INSIDE})~(?![0-9~])")
# A digit behind the second tilde: HEAD~1~2 is a revision of a history. Some of what may stand between carets is the mouth of a face, as in ^o^.
SUP = re.compile(rf"(?<=[{LETTER}0-9)\]~])\^(?![oOwWvV=-]\^)({INSIDE})\^(?!\^)")


def scripts(md: MarkdownIt) -> None:
    """Read both, after the rules that know more of these signs."""
    md.inline.ruler.push("subscript", starting(_between(SUB, "sub"), "~"))
    md.inline.ruler.push("superscript", starting(_between(SUP, "sup"), "^"))


def _between(pattern: re.Pattern[str], tag: str) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
        found = pattern.match(state.src, state.pos, state.posMax)
        if not found:
            return False
        if not silent:
            state.push(f"{tag}_open", tag, 1)
            state.push("text", "", 0).content = found[1]
            state.push(f"{tag}_close", tag, -1)
        state.pos = found.end()
        return True

    return rule
