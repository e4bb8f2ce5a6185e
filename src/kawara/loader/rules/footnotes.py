"""Footnotes, `[^1]`, whose marks lead into the post's own page wherever its text is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from mdit_py_plugins.footnote import footnote_plugin

from kawara.loader.rules.document import document
from kawara.model import Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

FRAGMENT = re.compile(r'href="(#[^"]*)"')


def footnotes(md: MarkdownIt) -> None:
    """Switch footnotes on; the links there and back become holes, as those an author writes."""
    footnote_plugin(md)
    rules = cast("RendererHTML", md.renderer).rules
    for name in ("footnote_ref", "footnote_anchor"):
        md.add_render_rule(name, _with_holes(rules[name]))


def _with_holes(rule: Callable[..., str]) -> Callable[..., str]:
    def render(_self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        def mark(found: re.Match[str]) -> str:
            return f'href="{document(env).mark(Hole("anchor", found[1], tail=found[1]))}"'

        return FRAGMENT.sub(mark, rule(tokens, index, options, env))

    return render
