"""A directive, printed: its arguments checked against what its template takes, and the template's HTML in its place.

A template of `embeds/` sees nothing of the page but what every page that shows the post has in common: so a feed can show the same. It
gets `NAME.feed.html` where there is one; and whatever a template says, no feed gets a frame or a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from kawara.model import Hole
from kawara.renderer.declared import Embed
from kawara.renderer.filters import direction, join
from kawara.renderer.given import Linked, Refer, Slip, slips_of, values_of
from kawara.renderer.images import image as image_of
from kawara.renderer.shown import Shown
from kawara.renderer.strings import Translator
from kawara.renderer.undefined import nearest
from kawara.renderer.view import View

UNFIT = re.compile(r"<(?:script|iframe|object|embed|form|style|link|meta|base)\b", re.IGNORECASE)
"""What no feed may hold: it would run, or load something, in the reader of whoever has subscribed."""


LATER = {"loading": "lazy", "decoding": "async"}
"""An image in a directive is loaded when a reader comes near."""


class Arguments(SimpleNamespace):
    """`arguments` in a template: all that it declares; what the author has not given is empty."""


@dataclass(frozen=True, slots=True)
class Anywhere:
    """`page` in a template: what every page that shows the post has in common."""

    lang: str
    base: str
    origin: str

    @property
    def dir(self) -> str:
        """Direction of the post's language."""
        return direction(self.lang)


def embedded(hole: Hole, shown: Shown, content: str, refer: Refer) -> str:
    """The HTML of a directive. What is wrong with it is a problem of the post's own page; its text is shown all the same.

    `content` is the HTML of its own text. Raises TemplateFault.
    """
    embed: Embed | None = shown.view.ask("embed", hole.value)
    if embed is None:
        _tell(hole, shown, [_unknown(hole.value, shown.view)])
        return _as_written(hole, content)
    values, slips = values_of(embed, hole, shown, refer)
    slips += slips_of(embed, hole, content)
    _tell(hole, shown, slips)
    if any(slip.is_fatal for slip in slips):
        return _as_written(hole, content)
    html = _printed(hole, shown, content, values)
    return html if embed.content else content + html


def _printed(hole: Hole, shown: Shown, content: str, values: Mapping[str, Any]) -> str:
    """What the template makes of a directive; for a feed, its plain form."""
    plain = f"{hole.value}.feed"
    name = plain if shown.origin and shown.view.ask("embed", plain) is not None else hole.value
    html = shown.view.print(f"embeds/{name}.html", _variables(shown, content, values), shown.post.path)
    if shown.origin and len(UNFIT.findall(html)) > len(UNFIT.findall(content)):
        label = values.get("title") or values.get("caption") or hole.value
        return f'{content}<p><a href="{escape(join(shown.origin, shown.post.url))}">{escape(label)}</a></p>\n'
    return html.strip("\n") + "\n"


def _variables(shown: Shown, content: str, values: Mapping[str, Any]) -> dict[str, Any]:
    view, lang = shown.view, shown.post.lang

    def t(name: str, n: int | None = None, **values: object) -> str:
        return Translator(view.ask("strings", lang).texts)(name, n, **values)

    def rel(url: str) -> Markup:
        """The attribute that the settings want of a link to another site."""
        chosen, own = view.ask("setting", "markdown").get("external_rel"), view.ask("setting", "origin")
        host = urlsplit(str(url)).hostname
        return Markup(' rel="{}"').format(chosen) if chosen and host not in (None, urlsplit(own).hostname) else Markup()

    def image(url: Linked, **attributes: object) -> Markup:
        """An image as those of posts are: with its size, where the file is the site's."""
        given = tuple((name, str(value)) for name, value in attributes.items() if value or name == "alt")
        source = url.hole or Hole("away", str(url))
        place = (source.line, source.column, source.excerpt)
        whole = Hole("image", source.value, (), "", *place, (*given, *LATER.items()), (source,))
        return Markup(image_of(whole, str(url), shown))  # noqa: S704 (every attribute is escaped)

    return {
        "arguments": Arguments(**values),
        "content": Markup(content),  # noqa: S704 (the loader's HTML; what fills its holes is escaped)
        "post": shown.post,
        "page": Anywhere(lang, shown.base, shown.origin or view.ask("setting", "origin")),
        "image": image,
        "t": t,
        "rel": rel,
        "asset": lambda name: join(shown.origin, view.ask("asset", name)),
    }


def _tell(hole: Hole, shown: Shown, slips: Iterable[Slip]) -> None:
    """Note what is wrong, each at its word in the directive's line."""
    behind = hole.column - 1 + len(hole.value)
    for slip in slips:
        found = hole.excerpt.find(slip.about, behind) + 1 if slip.about else 0
        shown.tell(slip.code, slip.text, replace(hole, column=found or hole.column), slip.hint)


def _unknown(name: str, view: View) -> Slip:
    known = view.ask("embeds")
    near = nearest(name.casefold(), known)
    hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known)}; or write templates/embeds/{name}.html"
    return Slip(f"there is no directive '{name}'", hint)


def _as_written(hole: Hole, content: str) -> str:
    """What stands for a directive that cannot be shown: its line, and the text it holds."""
    return f"<p>{escape(hole.excerpt.strip())}</p>\n{content}"
