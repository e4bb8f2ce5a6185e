"""Where front matter begins and ends, and what looks like it and is not.

Nothing between fences is ever eaten or passed over in silence. The rule, in full:

- The first line that is not blank is a fence when it is exactly `---` (YAML) or `+++` (TOML), white space at its end aside.
  The block ends at the next line that is the same or, for YAML, exactly `...`. The body is what follows, untouched.
- A fence that is never closed is an error when anything like a key stands in the first paragraph after it. Otherwise the line
  is a Markdown rule, and the whole text is body.
- A block that is closed and holds no `key: value` lines is an error: its text may be meant as a part of the body.
- A text without a fence is body, unless it begins like front matter whose fence was missed: that is an error as well, since a
  `draft: true` might be among the lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kawara.base.problems import Problem, problem

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Style:
    """One way to fence front matter."""

    sign: str
    opening: re.Pattern[str]
    """Matches at the start of a text; its end is the start of the block."""
    closing: re.Pattern[str]
    key: re.Pattern[str]
    """What a line that sets a key begins with, mistakes included."""


@dataclass(frozen=True, slots=True)
class Fenced:
    """A text with both fences."""

    block: str
    block_line: int
    """Number of the block's first line in the text."""
    body: str
    body_line: int


YAML = Style(
    "---",
    re.compile(r"\s*^---[^\S\n]*$\n?", re.MULTILINE),
    re.compile(r"^(?:---|\.\.\.)[^\S\n]*$\n?", re.MULTILINE),
    re.compile(r"[\"']?[^\W\d][\w .-]{0,40}[\"']?(?:\s*:(?:\s|$)|:\S|\s*：)"),
)
TOML = Style(
    "+++",
    re.compile(r"\s*^\+\+\+[^\S\n]*$\n?", re.MULTILINE),
    re.compile(r"^\+\+\+[^\S\n]*$\n?", re.MULTILINE),
    re.compile(r"[\"']?[\w.-]+[\"']?\s*[=:：]|\[\[?[\w.-]+\]"),
)


def find(style: Style, text: str) -> Fenced | None:
    """The block and the body of a text that begins with a fence of a style; None when that is never closed."""
    first = style.opening.match(text)
    last = first and style.closing.search(text, first.end())
    if not first or not last:
        return None
    block = text[first.end() : last.start()]
    block_line = text.count("\n", 0, first.end()) + 1
    return Fenced(block, block_line, text[last.end() :], block_line + block.count("\n") + 1)


def is_prose(style: Style, block: str) -> bool:
    """Whether a block begins with a line that sets no key, and half of its lines or more set none."""
    lines = [line for line in block.split("\n") if line.strip() and not line.startswith(("#", " ", "\t", "- "))]
    are_keys = [style.key.match(line) is not None for line in lines]
    return bool(lines) and not are_keys[0] and 2 * sum(are_keys) <= len(lines)


RULE_HINT = "for a Markdown rule at the top of a post, write ***"


def unclosed(style: Style, text: str, path: str) -> Iterator[Problem]:
    """The fault of an opening fence without a closing one, unless it plainly is a Markdown rule."""
    lines = text.split("\n")
    first = _first(lines)
    if not _keys(lines[first + 1 :], style.key):
        return
    near = next((number for number, line in enumerate(lines[first + 1 :], first + 2) if _NEAR.fullmatch(line)), 0)
    sign = style.sign
    close = f"line {near} must be exactly {sign}" if near else f"write {sign} on a line of its own after the last field"
    hint = f"{close}; {RULE_HINT}" if style is YAML else close
    yield front_matter_problem(path, first + 1, lines[first], "front matter that is never closed", hint)


def missed(text: str, path: str) -> Iterator[Problem]:
    """The fault of a text without a fence that begins as front matter does."""
    lines = text.lstrip().split("\n", 300)
    for is_meant, say, hint in _MISSED:
        if is_meant(lines):
            first = _first(text.split("\n"))
            yield front_matter_problem(path, first + 1, lines[0], say.format(lines[0].strip()[:40]), hint)
            return


def front_matter_problem(path: str, line: int, source: str, text: str, hint: str = "") -> Problem:
    """A problem with front matter as a whole, told at one line."""
    return problem("front-matter", path, text, line=line, column=1, source=source, hint=hint)


# --- looks -------------------------------------------------------------------------------------------------------------

_NEAR = re.compile(r"\s*(?:[-‐-―−ー－─━]{2,}|[+＋]{2,}|-+\s*END\s*-+)\s*", re.IGNORECASE)
"""A line that is nearly a fence."""
_USUAL_KEY = re.compile(
    r"(?:layout|title|date|draft|published|slug|permalink|tags|categories|category|author|excerpt|description)\s*[:：=]",
    re.IGNORECASE,
)
_JSON_KEY = re.compile(r"\s*\"[^\"]+\"\s*:")


def _is_near_fence(lines: Lines) -> bool:
    return _NEAR.fullmatch(lines[0]) is not None and bool(_keys(lines[1:], YAML.key))


def _lacks_opening(lines: Lines) -> bool:
    if not _USUAL_KEY.match(lines[0]):
        return False
    end = sum(1 for _ in _paragraph(lines)) + 2
    return any(_NEAR.fullmatch(line) for line in lines[:end])


def _is_json(lines: Lines) -> bool:
    return lines[0].strip() == "{" and len(lines) > 1 and _JSON_KEY.match(lines[1]) is not None


_MISSED: tuple[tuple[Callable[[Lines], bool], str, str], ...] = (
    (_is_near_fence, "'{}' opens no front matter", "write exactly --- on the line, and again after the last field"),
    (_lacks_opening, "front matter without its opening fence", "write --- on a line of its own above this one"),
    (_is_json, "front matter as JSON is not read", "write it as 'key: value' lines between two lines of ---"),
)


def _first(lines: Lines) -> int:
    """Index of the first line that is not blank."""
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _keys(lines: Lines, key: re.Pattern[str]) -> bool:
    """Whether a line of the first paragraph begins like a key."""
    return any(key.match(line) for line in _paragraph(lines))


def _paragraph(lines: Lines) -> Iterator[str]:
    """The first lines that are not blank, up to a blank one or a heading."""
    begun = False
    for line in lines:
        if (begun and not line.strip()) or re.match(r"#{1,6}\s", line):
            return
        if line.strip():
            begun = True
            yield line
