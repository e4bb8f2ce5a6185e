"""Images become holes: their size is read from the file when a page is rendered, so that a changed image changes its pages alone.

All but the first of a text are loaded when they come near, and none holds up the page; what the author says of an image wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markdown_it.common.normalize_url import normalizeLink

from kawara.base.markup import img
from kawara.loader.rules.document import document
from kawara.model import Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

KIND = "image"
"""Of such a hole: `inner` is the hole of its address, `arguments` are its attributes."""
OURS = ("loading", "decoding")
SOURCE = "source"
"""Where a token keeps the hole of its address."""


def images(md: MarkdownIt) -> None:
    """Leave each image open, with all the author says of it."""
    md.add_render_rule("image", _image)


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token, here = tokens[index], document(env)
    source: Hole | None = token.meta.get(SOURCE)
    if source is None:
        return self.image(tokens, index, options, env)
    alt = self.renderInlineAsText(token.children or (), options, env)
    own = {"alt": alt, **{name: str(value) for name, value in token.attrs.items() if name not in ("src", "alt")}}
    ours = {"loading": "lazy", "decoding": "async"} if here.images else {"decoding": "async"}
    here.images += 1
    place = (source.line, source.column, source.excerpt)
    return here.mark(Hole(KIND, source.value, (), "", *place, tuple({**own, **ours, **own}.items()), (source,)))


def plain_image(hole: Hole) -> str:
    """An image by itself, where there is no site: as it was written."""
    own = [(name, value) for name, value in hole.arguments if name not in OURS]
    return img([("src", normalizeLink(hole.value)), *own])
