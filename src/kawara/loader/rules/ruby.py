"""Ruby, the reading beside a word, as DenDen Markdown writes it: `{漢字|かんじ}`, or `{漢字|かん|じ}` with one for each character.

It is ruby only when the word has a CJK letter and there is one reading, or one for each of its characters. Anything else stays as
it is written; where the number of readings is the only fault, that is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml

from kawara.base.text import graphemes, is_wide_cjk
from kawara.loader.quick.starts import starting
from kawara.loader.rules.document import document
from kawara.loader.rules.plain import as_text_in_images

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

# Braces in braces are the template language of another tool.
RUBY = re.compile(r"(?<!\{)\{([^{}|\\\n]+)\|([^{}\\\n]*)\}(?!\})")


def ruby(md: MarkdownIt) -> None:
    """Read `{…|…}` in text; what describes an image has the word alone."""
    md.inline.ruler.push("ruby", starting(_ruby, "{"))
    md.core.ruler.push("ruby_in_images", partial(as_text_in_images, "ruby", "|"))
    md.add_render_rule("ruby", _html)


def _ruby(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    found = RUBY.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if not found or not any(is_wide_cjk(character) and character.isalpha() for character in found[1]):
        return False
    parts, readings = [found[1]], found[2].split("|")
    if len(readings) > 1:
        parts = list(graphemes(found[1]))
    if len(parts) != len(readings) or not all(map(str.strip, readings)):
        if not silent:
            _doubt(state, found, readings)
        return False
    if not silent:
        token = state.push("ruby", "ruby", 0)
        token.content, token.meta = found[1], {"parts": tuple(zip(parts, readings, strict=True))}
    state.pos = found.end()
    return True


def _doubt(state: StateInline, found: re.Match[str], readings: Sequence[str]) -> None:
    characters = sum(1 for _ in graphemes(found[1]))
    count = "an empty reading" if not all(map(str.strip, readings)) else f"{len(readings)} readings"
    text = f"'{found[0]}' has {count} for {characters} characters, and is left as it stands"
    document(state.env).doubt("ruby", text, state.src, found.span())


def _html(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    pairs = ((escapeHtml(base), escapeHtml(reading)) for base, reading in tokens[index].meta["parts"])
    return f"<ruby>{''.join(f'{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp>' for base, reading in pairs)}</ruby>"
