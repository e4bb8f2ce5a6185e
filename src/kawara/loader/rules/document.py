"""What the Markdown rules know of the one text at hand, and what they gather from it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kawara.base.problems import Problem, problem
from kawara.model import Heading, Hole

KEY = "kawara"
"""Where the document stands in markdown-it's `env`, the one place every rule is handed."""

MARK = "\x00"
"""Stands before and after the number of a hole in the HTML. The loader refuses it in a source, and markdown-it replaces it."""


OPENINGS = ("(", "<", '"', "'", "")
"""What stands before a reference, the surest first: its label may be spelt as it is."""


NEAR = 2000
"""Characters of a line in which a reference is sought first: in a line of thousands of them each is near the one before."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something wrong in the text of a block, whose place is still to be found."""

    code: str
    text: str
    source: str
    """The whole text of the block."""
    start: int
    quoted: str
    """What is wrong, as it stands there from `start` on."""
    hint: str = ""


@dataclass(slots=True)
class Document:
    """One text on its way to HTML."""

    path: str = ""
    """Of its source: what a relative reference starts from."""
    beside: str = ""
    """The folder named like the source (`foo/` for `foo.md`); empty when the source has a folder of its own."""
    lines: Sequence[str] = ()
    """The lines of the text."""
    first_line: int = 1
    """Number of the first of them in the file."""
    holes: list[Hole] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    """Heading ids already given, and the last number each was given again with."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """`markdown:` of the site, and over it what the post says of itself (`math: true`)."""
    lang: str = ""
    """Its language where its front matter or name says; else empty until a rule asks for it."""
    title: str = ""
    """Its title, where that is told."""
    languages: Sequence[str] = ()
    """Those of the site, the main one last: among them its script decides, where nothing else says."""
    problems: list[Problem] = field(default_factory=list)
    """What the rules found wrong; the loader tells it."""
    abbreviations: dict[str, str] = field(default_factory=dict)
    """What short forms stand for."""
    doubts: list[Doubt] = field(default_factory=list)
    """What inline rules found wrong, to be reported when the places of blocks are known."""
    images: int = 0
    """How many there were so far."""
    reached: tuple[int, int] = (0, 0)
    """Line and column behind the last reference found, so that the next equal one is found after it."""

    absent: set[tuple[str, ...]] = field(default_factory=set)
    """References, and the end of the block each was sought in and not found: it is defined elsewhere."""

    def mark(self, hole: Hole) -> str:
        """Keep a hole, and the mark that stands for it in the HTML."""
        self.holes.append(hole)
        return f"{MARK}{len(self.holes) - 1}{MARK}"

    def report(self, code: str, text: str, line: int, column: int = 0, **more: Any) -> None:
        """Note a problem at a line of the text, counted from 0. `more`: hint, severity."""
        source = self.lines[line] if 0 <= line < len(self.lines) else ""
        place = {"line": self.first_line + line, "column": column, "source": source}
        self.problems.append(problem(code, self.path, text, **place, **more))

    def doubt(self, code: str, text: str, source: str, span: tuple[int, int], hint: str = "") -> None:
        """Note a problem in the text of a block, at these offsets; its line is found later."""
        self.doubts.append(Doubt(code, text, source, span[0], source[slice(*span)], hint))

    def find(self, spellings: Sequence[str], start: int, stop: int) -> tuple[int, int, str] | None:
        """Line and column in the file, and the line itself, of the first of these references between two lines."""
        sought = (*spellings, str(stop))
        if sought in self.absent:
            return None
        begin = self.reached[0] if start <= self.reached[0] < stop else start
        openings = [(opening, spelling) for opening in OPENINGS for spelling in spellings]
        for number in range(begin, stop):
            line, offset = self.lines[number], self.reached[1] if number == self.reached[0] else 0
            for end in (offset + NEAR, len(line))[offset + NEAR >= len(line) :]:
                for opening, spelling in openings:
                    column = line.find(opening + spelling, offset, end)
                    if column >= 0:
                        column += len(opening)
                        self.reached = number, column + len(spelling)
                        return self.first_line + number, column + 1, line
        self.absent.add(sought)
        return None


def document(env: MutableMapping[str, Any]) -> Document:
    """The document of a run of the parser."""
    found: Document = env[KEY]
    return found
