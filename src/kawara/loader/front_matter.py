"""A post's text → its fields, each with its place, and its body.

python-frontmatter lends the shape (a handler detects, splits, loads and exports) and writes front matter; its reading fails open,
so fences and values are ours: :mod:`kawara.loader.fences` says what counts as front matter, :mod:`kawara.yamltext` reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from kawara import yamltext
from kawara.base.problems import KawaraError, Problem, problem
from kawara.base.yamlhints import likely_cause
from kawara.loader import fences, toml_text
from kawara.loader.fences import Fenced, Style
from kawara.yamltext import Value, plain

Parser = Callable[[str, str, int], tuple[Value | None, list[Problem]]]
"""A reader of blocks: text, path, number of the first line → value and problems."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A text, taken apart."""

    fields: dict[str, Value] = field(default_factory=dict)
    """In the order written; empty when they cannot be read."""
    body: str = ""
    r"""With `\n` for newlines, else as written."""
    body_line: int = 1
    """Number of the body's first line in the file."""
    problems: tuple[Problem, ...] = ()


class Reader(NamedTuple):
    """How one style of front matter is read."""

    style: Style
    parse: Parser


READERS = (Reader(fences.YAML, yamltext.parse), Reader(fences.TOML, toml_text.parse))


@cache
def handlers() -> tuple[Any, ...]:
    """The readers as handlers of python-frontmatter: `frontmatter.load(…, handler=handlers()[0])` reads as kawara does."""
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415  30 ms that a build after an edit need not pay

    class StrictHandler(YAMLHandler):
        """python-frontmatter's handler with our fences and our readers."""

        def __init__(self, reader: Reader) -> None:
            super().__init__(reader.style.opening)
            self.reader = reader

        def detect(self, text: str) -> bool:
            """Whether the text begins with a fence of this style."""
            return self.reader.style.opening.match(text) is not None

        def split(self, text: str) -> tuple[str, str]:
            """The block and the body. Raises ValueError, as the library expects, when the fence is never closed."""
            if (found := fences.find(self.reader.style, text)) is None:
                raise ValueError("front matter that is never closed")
            return found.block, found.body

        def load(self, fm: str, **_options: object) -> dict[str, Any]:
            """The block as plain data. Raises KawaraError with every fault."""
            value, problems = self.reader.parse(fm, "", 1)
            if problems:
                raise KawaraError(*problems)
            return plain(value) if value else {}

    return tuple(map(StrictHandler, READERS))


def split(text: str, path: str) -> FrontMatter:
    r"""The front matter and the body of a text, by the rule of :mod:`kawara.loader.fences`.

    A byte order mark is dropped, and every newline becomes `\n`. Never raises. Codes: `front-matter` and those of
    :func:`kawara.yamltext.parse` and :func:`kawara.loader.toml_text.parse`.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = next((reader for reader in READERS if reader.style.opening.match(text)), None)
    if reader is None:
        return FrontMatter(body=text, problems=tuple(fences.missed(text, path)))
    found = fences.find(reader.style, text)
    if found is None:
        return FrontMatter(body=text, problems=tuple(fences.unclosed(reader.style, text, path)))
    value, problems = reader.parse(found.block, path, found.block_line)
    if value is not None and isinstance(value.data, dict):
        return FrontMatter(value.data, found.body, found.body_line, tuple(problems))
    faults = _no_mapping(reader.style, found, value, problems, path)
    return FrontMatter({}, found.body, found.body_line, tuple(faults))


def _no_mapping(style: Style, found: Fenced, value: Value | None, problems: list[Problem], path: str) -> list[Problem]:
    """What to say of a block that is no mapping: nothing when it is empty."""
    if value is None and not problems:
        return []
    lines = found.block.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    line, source = found.block_line + first, lines[first]
    if value is not None and isinstance(value.data, list):
        text = "front matter is a list, and must be 'key: value' lines"
        return [fences.front_matter_problem(path, line, source, text, "give the list a key, such as 'tags: [a, b]'")]
    if fences.is_prose(style, found.block) and not any(p.code == "nul" for p in problems):
        text = "the text between this file's first two fences is no front matter"
        return [fences.front_matter_problem(path, line, source, text, fences.RULE_HINT)]
    if problems:
        return problems
    if cause := likely_cause(source):
        return [problem("yaml", path, cause.text, line=line, column=cause.column, source=source, hint=cause.hint)]
    text = "front matter must be 'key: value' lines"
    return [fences.front_matter_problem(path, line, source, text, "write such as 'title: On rain'")]
