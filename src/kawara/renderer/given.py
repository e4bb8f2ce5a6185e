"""What an author gives a directive, held against what its template takes: values for the template, and every slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kawara.base.urls import runs_script
from kawara.model import Hole
from kawara.renderer.declared import Argument, Embed
from kawara.renderer.filters import encoded
from kawara.renderer.links import TEXTS, place_named
from kawara.renderer.shown import Shown
from kawara.renderer.sketches import Mention
from kawara.renderer.undefined import nearest

Refer = Callable[[Hole], str]
"""A reference into the site → its URL."""


class Slip(NamedTuple):
    """Something that is wrong with a directive."""

    text: str
    hint: str
    about: str = ""
    """The word of its line that is at fault; empty for its name."""
    is_fatal: bool = False
    """Its template must not be printed."""
    code: str = "directive"


class Linked(str):
    """A link that was given as an argument: prints as its URL."""

    __slots__ = ("hole", "shown")

    hole: Hole | None
    """None for a link that leads elsewhere."""
    shown: Shown

    @property
    def post(self) -> Mention | None:
        """The site's own post or page that it leads to."""
        ask = self.shown.view.ask
        path = _source(self.hole, self.shown) if self.hole else ""
        sketch = ask("story", path) if path else None
        return Mention(sketch, ask) if sketch else None

    @property
    def host(self) -> str:
        """The name of the site it leads to; empty for a path of this one."""
        return "" if self.hole else urlsplit(self).hostname or ""


def _source(hole: Hole, shown: Shown) -> str:
    """The source that a reference leads to; empty when there is none, or it is no post's."""
    if hole.kind == "site":
        kind, source = shown.view.ask("stands", place_named(hole, shown)) or ("", "")
        return source if kind in TEXTS else ""
    if hole.kind == "anchor":
        return shown.post.path
    return next((path for path in hole.paths if shown.view.ask("url_of", path) is not None), "")


def values_of(embed: Embed, hole: Hole, shown: Shown, refer: Refer) -> tuple[dict[str, Any], list[Slip]]:
    """Every argument that the template takes, with its value; that of none where it is not given, or cannot be read."""
    given, values, slips = dict(hole.arguments), dict[str, Any](), list[Slip]()
    for row in embed.arguments.values():
        values[row.name] = NONE[row.kind]
        try:
            if row.name in given:
                values[row.name] = READERS[row.kind](given[row.name], shown, refer)
        except ValueError:
            text = written(given[row.name])
            code = "unsafe" if row.kind == "link" else "directive"
            slips.append(Slip(f"'{text}' is no {row.kind}", HINTS[row.kind], text, row.required, code))
    return values, slips


def slips_of(embed: Embed, hole: Hole, content: str) -> Iterator[Slip]:
    """What is missing, and what the template does not take."""
    given = dict(hole.arguments)
    for row in embed.arguments.values():
        if row.required and not given.get(row.name):
            yield Slip(f"'{hole.value}' needs '{row.name}'", f"write such as {_example(hole, row)}", is_fatal=True)
    if embed.content and embed.content.required and not content.strip():
        yield Slip(f"'{hole.value}' has no text", f"write ::: {hole.value}, the text, and :::", is_fatal=True)
    for name in given:
        if name not in embed.arguments:
            near = nearest(name, embed.arguments)
            takes = f"it takes {', '.join(embed.arguments)}" if embed.arguments else "it takes none"
            yield Slip(f"'{hole.value}' has no argument '{name}'", f"did you mean '{near}'?" if near else takes, name)
    if content.strip() and not embed.content:
        hint = f"write ::{hole.value}{{…}} on one line, and the text below it"
        yield Slip(f"'{hole.value}' takes no text of its own", hint)


def _example(hole: Hole, row: Argument) -> str:
    return f"::: {hole.value} The title" if row.name == "title" and hole.inner else f"::{hole.value}{{{row.name}=…}}"


def written(value: str | Hole) -> str:
    """A value as the author wrote it."""
    return value.value if isinstance(value, Hole) else value


# --- kinds -------------------------------------------------------------------------------------------------------------


def _text(value: str | Hole, _shown: Shown, _refer: Refer) -> str:
    return written(value)


def _number(value: str | Hole, _shown: Shown, _refer: Refer) -> int:
    text = written(value)
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


def _flag(value: str | Hole, _shown: Shown, _refer: Refer) -> bool:
    if value not in ("true", "false"):
        raise ValueError(value)
    return value == "true"


def _link(value: str | Hole, shown: Shown, refer: Refer) -> Linked:
    if runs_script(written(value)):
        raise ValueError(value)
    found = Linked(refer(value) if isinstance(value, Hole) else encoded(value))
    found.hole, found.shown = value if isinstance(value, Hole) else None, shown
    return found


NONE: Mapping[str, Any] = {"text": "", "link": "", "number": None, "flag": False}
"""What an argument is that the author has not given."""
READERS: Mapping[str, Callable[[str | Hole, Shown, Refer], Any]] = {
    "text": _text,
    "link": _link,
    "number": _number,
    "flag": _flag,
}
"""Kind of argument → its value out of what is given. Raises ValueError."""
HINTS = {
    "link": "it would run a script, or show a document of its own making: take it out",
    "number": "write a whole number, such as 90",
    "flag": "write the name alone, or =true or =false",
}
