"""Footnotes, `[^1]`, whose marks lead into the post's own page wherever its text is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from kawara.loader.rules.document import document
from kawara.model import Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.utils import EnvType, OptionsDict

INSIDE_LINK = "inside_link"
"""Of a mark among the words of a link, where it can be no link itself."""
LINK = re.compile(r'<a href="#[^"]*"(.*?)</a>')
FRAGMENT = re.compile(r'href="(#[^"]*)"')


def footnotes(md: MarkdownIt) -> None:
    """Switch footnotes on; the links there and back become holes, as those an author writes."""
    footnote_plugin(md)
    md.core.ruler.before("footnote_tail", "footnote_twice", _first_alone)
    rules = cast("RendererHTML", md.renderer).rules
    for name in ("footnote_ref", "footnote_anchor"):
        md.add_render_rule(name, _with_holes(rules[name]))
    for name in ("footnote_block_open", "footnote_block_close"):
        md.add_render_rule(name, _without_section(rules[name]))


def _without_section(rule: Callable[..., str]) -> Callable[..., str]:
    """The notes in a `div`: HTML wants a heading in a section, and they have none."""

    def render(_self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return rule(tokens, index, options, env).replace("<section", "<div").replace("</section", "</div")

    return render


def _first_alone(state: StateCore) -> None:
    """Of several notes under one name the first counts, as with GitHub; the library takes the last."""
    if "footnotes" not in state.env:
        return
    seen: set[str] = set()
    kept, is_again = list[Token](), False
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            is_again = token.meta["label"] in seen
            seen.add(token.meta["label"])
        if not is_again:
            kept.append(token)
        is_again = is_again and token.type != "footnote_reference_close"
    state.tokens = kept


def _with_holes(rule: Callable[..., str]) -> Callable[..., str]:
    def render(_self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        def mark(found: re.Match[str]) -> str:
            return f'href="{document(env).mark(Hole("anchor", found[1], tail=found[1]))}"'

        html = rule(tokens, index, options, env)
        return LINK.sub(r"<span\1</span>", html) if tokens[index].meta.get(INSIDE_LINK) else FRAGMENT.sub(mark, html)

    return render
