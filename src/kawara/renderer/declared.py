"""What a template of `embeds/` takes: the comment at its head, a line for each argument.

    {# arguments
    id: text, required
    title: text
    content: markdown
    #}

What stands after a full stop in such a line is for people. A template without that comment takes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kawara.base.problems import problem
from kawara.renderer.faults import TemplateFault

HEAD = re.compile(r"\s*\{#-?\s*arguments[ \t]*\n(?P<rows>.*?)-?#\}", re.DOTALL)
ROW = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*:\s*(?P<kind>\w+)(?P<required>\s*,\s*required)?\s*(?:\..*)?")
KINDS = ("text", "link", "number", "flag")
CONTENT, MARKDOWN = "content", "markdown"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a directive."""

    name: str
    kind: str
    """One of :data:`KINDS`."""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Embed:
    """What a directive takes."""

    arguments: Mapping[str, Argument]
    content: Argument | None = None
    """Whether it takes a text between two fences."""


@lru_cache(maxsize=256)
def declared(shown: str, text: str) -> Embed:
    """What a template takes by its own text; `shown` is its name in messages. Raises TemplateFault for what cannot be read."""
    head = HEAD.match(text)
    if head is None:
        return Embed({})
    first = text.count("\n", 0, head.start("rows")) + 1
    rows = [_row(shown, line, number) for number, line in enumerate(head["rows"].split("\n"), first) if line.strip()]
    content = next((row for row in rows if row.name == CONTENT), None)
    return Embed({row.name: row for row in rows if row is not content}, content)


def _row(shown: str, line: str, number: int) -> Argument:
    found = ROW.fullmatch(line)
    wanted = (MARKDOWN,) if found and found["name"] == CONTENT else KINDS
    if found is None or found["kind"] not in wanted:
        hint = f"write such as 'title: text' or 'src: link, required'; the kinds are {', '.join(KINDS)}, and {CONTENT}: {MARKDOWN}"
        text = f"'{line.strip()}' declares no argument"
        raise TemplateFault(problem("template", shown, text, line=number, source=line, hint=hint))
    return Argument(found["name"], found["kind"], found["required"] is not None)
