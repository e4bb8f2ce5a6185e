"""Tokens → HTML: the commonest of them without a walk through the library's general case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict


class QuickHTML(RendererHTML):
    """The library's renderer, with a short way for tags without attributes."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """The HTML of a text's blocks."""
        html: list[str] = []
        rules, tag, is_text_ours = self.rules, self.renderToken, self.rules.get("text") == self.text
        for index, token in enumerate(tokens):
            children = token.children
            if token.type != "inline":
                html.append(rules.get(token.type, tag)(tokens, index, options, env))
            elif children and is_text_ours and len(children) == 1 and children[0].type == "text":
                html.append(escapeHtml(children[0].content))
            elif children:
                html.append(self.renderInline(children, options, env))
        return "".join(html)

    def renderToken(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: N802  the library's name
        """The tag of a token that has no rule of its own."""
        token = tokens[idx]
        if token.attrs or not token.nesting:
            return super().renderToken(tokens, idx, options, env)
        if token.hidden:
            return ""
        if token.nesting < 0:
            return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
        if not token.block:
            return f"<{token.tag}>"
        lead = "\n" if idx and tokens[idx - 1].hidden else ""
        return f"{lead}<{token.tag}>" if _is_on_one_line(tokens, idx) else f"{lead}<{token.tag}>\n"


def _is_on_one_line(tokens: Sequence[Token], index: int) -> bool:
    """Whether what follows an opening tag stands on its line: text, or nothing but the closing tag."""
    if index + 1 == len(tokens):
        return False
    following = tokens[index + 1]
    return (
        following.type == "inline"
        or following.hidden
        or (following.nesting == -1 and following.tag == tokens[index].tag)
    )
