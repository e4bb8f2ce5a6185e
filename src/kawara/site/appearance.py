"""theme.css: what `theme:` of kawara.yml says, as the custom properties that the theme's style is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kawara.base.colours import contrast, mixed
from kawara.config import Config
from kawara.config.palette import COLOURS, ENOUGH, SCHEMES

NAME = "theme.css"
FONTS = {"text": ("--text",), "headings": ("--display",), "code": ("--code",)}
"""Font → the properties that hold it."""
SHARES = (0.62, 0.7, 0.78, 0.86, 0.94, 1.0)
"""Of ink in the colour of small print: the first that can be read."""
TINT, HAIR = 0.05, 0.2
"""Of ink in the ground of code and tables, and in hairlines."""


def stylesheet(config: Config) -> str:
    """The style; empty where the settings choose nothing. Its colours are for screens: paper is white, and ink is black."""
    colours, others = list(_colours(config.theme.get("colors", {}))), list(_others(config.theme))
    chosen = ["@media screen {", *_block(":root", colours), "}"] if colours else []
    # `:lang(ja)` names fonts and measure anew in the theme, for every element: so must this.
    return "\n".join([*chosen, *_block(":root, :lang(ja)", others)])


def _block(selector: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{selector} {{", *(f"  {name}: {value};" for name, value in rows), "}"] if rows else []


def _colours(given: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    chosen = {name: {**COLOURS[name], **given.get(name, {})} for name in COLOURS}
    if "accent" in given:
        yield "--seal", _both(chosen["accent"])
        yield "--stamp", chosen["accent"]["light"]
    if not given.keys() & {"paper", "ink"}:
        return
    paper, ink = chosen["paper"], chosen["ink"]
    yield "--paper", _both(paper)
    yield "--ink", _both(ink)
    yield "--soft", _both({scheme: _soft(ink[scheme], paper[scheme]) for scheme in SCHEMES})
    for name, share in (("--tint", TINT), ("--hair", HAIR)):
        yield name, _both({scheme: mixed(ink[scheme], paper[scheme], share) for scheme in SCHEMES})


def _soft(ink: str, paper: str) -> str:
    tint = mixed(ink, paper, TINT)
    return next((soft for share in SHARES if contrast(soft := mixed(ink, paper, share), tint) >= ENOUGH), ink)


def _both(colour: Mapping[str, str]) -> str:
    return f"light-dark({colour['light']}, {colour['dark']})"


def _others(theme: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for font, properties in FONTS.items():
        if font in theme.get("fonts", {}):
            yield from ((name, theme["fonts"][font]) for name in properties)
    if "measure" in theme:
        yield "--measure", theme["measure"]
