"""YAML → values that know their line, their column and how they were written.

The law of this module: what an author writes is text until a field asks for a number. So every scalar keeps its text
(`12:30`, `no`, `1.10`, `007`), beside its value by the core schema of YAML 1.2 (§10.3). Read from the parser's events and not
from composed nodes: events are flat, so thirty thousand `[` are refused at the fifty-first instead of ending the process.
Anchors, aliases, tags and merge keys are refused: a post needs none of them, and each is a way to make a small file large.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from kawara.base.problems import KawaraError, Problem, problem
from kawara.base.text import clean, controls, place_of
from kawara.base.yamlhints import likely_cause, quoted

LONGEST = 64 * 1024
"""Characters of one text."""
DEEPEST = 50
"""Collections within each other."""

Place = tuple[int, int, str]
"""Line and column, both 1-based, and the line itself: what a problem needs to point."""
NOWHERE: Place = (0, 0, "")
NOT_READ = " in YAML, and kawara reads none"


class Value(NamedTuple):
    """One value, and where it stands."""

    data: dict[str, Value] | list[Value] | str | int | float | bool | None
    text: str = ""
    """A scalar as written, less its quotes; empty for a collection."""
    line: int = 0
    column: int = 0
    source: str = ""
    """The line it begins on."""
    quoted: bool = False
    """Written in quotes or as a block, so that it is text whatever it looks like."""
    key: Place = NOWHERE
    """Where its key stands, if it has one."""


def plain(value: Value) -> Any:
    """The value as plain data: dictionaries, lists, text, numbers, booleans and None."""
    if isinstance(value.data, dict):
        return {key: plain(member) for key, member in value.data.items()}
    if isinstance(value.data, list):
        return [plain(item) for item in value.data]
    return value.data


_COMMENT = re.compile(r"\s+#[^\s#].*")


def lost(value: Value) -> str:
    """What a `#` right before a word cuts off a value without quotes: more likely a hashtag or a number than a comment."""
    start = value.column - 1 + len(value.text)
    if value.quoted or "#" not in value.source or value.source[value.column - 1 : start] != value.text:
        return ""
    found = _COMMENT.match(value.source, start)
    return found[0].rstrip() if found else ""


def cut_off(value: Value, name: str) -> tuple[str, str] | None:
    """What to say of a text that has :func:`lost` something, and how to mend it; `name` is its key's, with those above it."""
    if not (rest := lost(value)):
        return None
    hint = f"write {name.rpartition('.')[2]}: {quoted((value.text + rest).strip())}"
    return f"'{rest.strip()}' is a comment in YAML, and no part of '{name}'", hint


def parse(text: str, path: str, first_line: int = 1) -> tuple[Value | None, list[Problem]]:
    r"""The value a YAML text holds, and every fault in it; no value when it holds nothing or cannot be read.

    `text` has `\n` for newlines; `first_line` is the number of its first line in the file `path`. Never raises. Codes:
    `yaml`, `duplicate-key`, `nul`, `control`.
    """
    if len(text) > LONGEST:
        hint = "put what is long into the text below, or into a file of its own"
        return None, [problem("yaml", path, f"longer than {LONGEST // 1024} KiB", line=first_line, hint=hint)]
    lines = text.split("\n")
    if (simple := _simple(text, lines, first_line)) is not None:
        return simple, []
    reading = _Reading(path, first_line, lines)
    try:
        return _document(reading, _printable(text, reading)), reading.problems
    except KawaraError as error:
        return None, [*reading.problems, *error.problems]


# --- reading -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """One text on its way."""

    path: str
    first_line: int
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    event: Callable[[], Any] = lambda: None

    def place(self, mark: Any) -> Place:
        number = mark.line
        return number + self.first_line, mark.column + 1, self.lines[number] if number < len(self.lines) else ""

    def fault(self, code: str, at: Place, text: str, hint: str = "") -> Problem:
        line, column, source = at
        return problem(code, self.path, text, line=line, column=column, source=source, hint=hint)


@cache
def _loader() -> Any:
    import yaml  # noqa: PLC0415 - 12 ms that a build with nothing to read does not pay

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_UNPRINTABLE = "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""What YAML 1.2 (§5.1) forbids, and what YAML 1.1, which the parser speaks, takes for ends of lines."""
_BREAKS = {ord(sign): " " for sign in "\t\n\u3000"}


def _is_plain(text: str) -> bool:
    """Whether YAML can read every character. Most texts need not be searched, and the pattern takes 6 ms to compile."""
    return text.translate(_BREAKS).isprintable() or not re.search(_UNPRINTABLE, text)


def _printable(text: str, reading: _Reading) -> str:
    """The text with a space for each character that YAML cannot read, so that places stay."""
    if _is_plain(text):
        return text
    for offset, character in controls(text):
        line, column, source = place_of(text, offset)
        reading.problems.append(_control(reading, (line + reading.first_line - 1, column, source), character))
    return re.sub(_UNPRINTABLE, " ", text)


def _control(reading: _Reading, at: Place, character: str) -> Problem:
    if character == "\0":
        return reading.fault("nul", at, "a NUL character", "remove it")
    return reading.fault("control", at, f"a control character, U+{ord(character):04X}, is left out")


def _document(reading: _Reading, text: str) -> Value | None:
    """The one document of a text."""
    import yaml  # noqa: PLC0415 - as above

    try:
        loader = _loader()(text)
        reading.event = loader.get_event
        reading.event()  # the stream begins
        if not loader.check_event(yaml.DocumentStartEvent):
            return None
        reading.event()
        value = _value(reading, reading.event(), 0)
        reading.event()  # the document ends
        if not loader.check_event(yaml.StreamEndEvent):
            place = reading.place(reading.event().start_mark)
            raise KawaraError(reading.fault("yaml", place, "a second document begins here", "keep one"))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise KawaraError(_unreadable(reading, error)) from error
    return None if value.data is None else value


def _value(reading: _Reading, event: Any, depth: int, key: Place = NOWHERE) -> Value:
    """The value that begins with an event."""
    if event.anchor or getattr(event, "tag", None):
        _refuse(reading, event)
    if depth > DEEPEST:
        place = reading.place(event.start_mark)
        text = f"more than {DEEPEST} collections within each other"
        raise KawaraError(reading.fault("yaml", place, text, "put a text with brackets in it in quotes"))
    return _READERS[event.__class__.__name__](reading, event, depth, key)


_WORD = re.compile(r"[^\s,\[\]{}]*")


def _refuse(reading: _Reading, event: Any) -> None:
    """Tell why an alias, an anchor or a tag is refused, once a line: most often, it was meant as text."""
    at = line, column, source = reading.place(event.start_mark)
    if any(told.line == line and told.text.endswith(NOT_READ) for told in reading.problems):
        return
    rest = source[column - 1 :].strip()
    word = _WORD.match(rest)[0]  # type: ignore[index]  # it matches anything, if only the empty text
    kind = {"*": "an alias", "&": "an anchor"}.get(word[:1], "a tag")
    is_inner = any(bracket in source[: column - 1] for bracket in "[{")
    hint = f"for text, write {quoted(word if is_inner else rest)}"
    reading.problems.append(reading.fault("yaml", at, f"'{word}' is {kind}{NOT_READ}", hint))


def _alias(reading: _Reading, event: Any, _depth: int, key: Place) -> Value:
    return Value(None, "", *reading.place(event.start_mark), key=key)


def _scalar(reading: _Reading, event: Any, _depth: int, key: Place) -> Value:
    text = event.value
    line, column, source = reading.place(event.start_mark)
    if event.implicit[0]:
        return Value(_unquoted(text), text, line, column, source, False, key)
    if not _is_plain(text):  # a double-quoted scalar can spell what the file may not hold
        at = (line, column, source)
        reading.problems += [_control(reading, at, character) for _, character in controls(text)]
        text = clean(text)
    return Value(text, text, line, column, source, True, key)


def _sequence(reading: _Reading, event: Any, depth: int, key: Place) -> Value:
    items: list[Value] = []
    while (following := reading.event()).__class__.__name__ != "SequenceEndEvent":
        items.append(_value(reading, following, depth + 1))
    return Value(items, "", *reading.place(event.start_mark), key=key)


def _mapping(reading: _Reading, event: Any, depth: int, key: Place) -> Value:
    members: dict[str, Value] = {}
    while (following := reading.event()).__class__.__name__ != "MappingEndEvent":
        name = _value(reading, following, depth + 1)
        at = (name.line, name.column, name.source)
        member = _value(reading, reading.event(), depth + 1, at)
        if fault := _key_fault(reading, name, members):
            reading.problems.append(fault)
        else:
            members[name.text] = member
    return Value(members, "", *reading.place(event.start_mark), key=key)


_READERS: dict[str, Callable[[_Reading, Any, int, Place], Value]] = {
    "ScalarEvent": _scalar,
    "SequenceStartEvent": _sequence,
    "MappingStartEvent": _mapping,
    "AliasEvent": _alias,
}


def _key_fault(reading: _Reading, name: Value, members: dict[str, Value]) -> Problem | None:
    """Why a key cannot join its mapping."""
    at = (name.line, name.column, name.source)
    if isinstance(name.data, dict | list) or not name.text:
        return reading.fault("yaml", at, "a key must be a word", "write 'key: value'")
    if name.text == "<<" and not name.quoted:
        return reading.fault("yaml", at, "'<<' merges mappings in YAML, and kawara does not", "write the keys out")
    if name.text in members:
        first = members[name.text].key[0]
        return reading.fault("duplicate-key", at, f"'{name.text}' is given twice, first in line {first}", "keep one")
    return None


# --- simple blocks -----------------------------------------------------------------------------------------------------

# Nearly every front matter is a few lines of `key: value`, and so are the theme's words. Those need no parser, and are read here in a
# fraction of its time. What is here must be read exactly as the parser reads it; at the first line that may mean anything else, the
# parser gets it all.
_TEXT = r"""\"(?P<double>[^\"\\\t]*)\"|'(?P<single>[^'\t]*)'"""
_LINE = re.compile(rf"""(?P<key>[^\W\d][\w-]{{0,99}}): +(?:{_TEXT}|\[(?P<list>.*)\]|(?P<plain>\w[^#\t]*))""")
_GROUP = re.compile(r"(?P<key>[^\W\d][\w-]{0,99}):")
_INDENT = "  "
_ITEM = re.compile(rf"""\ *(?:{_TEXT}|(?P<plain>\w(?:[\w .+/&-]*[\w.+/&-])?))\ *(?:,|$)""")


def _simple(text: str, lines: list[str], first_line: int) -> Value | None:
    """The mapping of a text in which each line is a comment, or a key with a text, a list of texts or a mapping of texts; else None."""
    if not _is_plain(text):
        return None
    rows = enumerate(lines if lines[-1] else lines[:-1], first_line)
    waiting = deque((number, line) for number, line in rows if not line.startswith("#"))
    found = _simple_mapping(waiting, "")
    return found if found and not waiting else None


def _simple_mapping(waiting: deque[tuple[int, str]], indent: str) -> Value | None:
    """The mapping of the lines that begin so, which are taken from those that wait; None where they are not simple."""
    first, members = waiting[0] if waiting else (0, ""), dict[str, Value]()
    while waiting and waiting[0][1].startswith(indent):
        number, line = waiting.popleft()
        found = _LINE.fullmatch(line, len(indent))
        if found:
            value = _simple_value(found, number)
        elif found := _GROUP.fullmatch(line) if not indent else None:
            value = _simple_mapping(waiting, _INDENT)
            value = value and value._replace(key=(number, 1, line))
        if found is None or value is None or found["key"] in members:
            return None
        members[found["key"]] = value
    return Value(members, "", first[0], len(indent) + 1, first[1]) if members else None


def _simple_value(found: re.Match[str], number: int) -> Value | None:
    """The value of a simple line."""
    line, kind = found.string, found.lastgroup or ""
    key, text, start = (number, found.start("key") + 1, line), found[kind], found.start(kind)
    if kind == "plain":
        if text[-1] in " :" or ": " in text:
            return None
        return Value(_unquoted(text), text, number, start + 1, line, False, key)
    if kind == "list":
        items = _simple_items(line, start, found.end(kind), number)
        return None if items is None else Value(items, "", number, start, line, key=key)
    return Value(text, text, number, start, line, True, key)


def _simple_items(line: str, start: int, end: int, number: int) -> list[Value] | None:
    """The texts of a simple list between two places of a line."""
    items: list[Value] = []
    if not line[start:end].strip(" "):
        return items
    while start < end or line[end - 1] == ",":
        if not (found := _ITEM.match(line, start, end)):
            return None
        text, kind = found[found.lastgroup or ""], found.lastgroup
        place = found.start(kind or "")
        if kind == "plain":
            items.append(Value(_unquoted(text), text, number, place + 1, line))
        else:
            items.append(Value(text, text, number, place, line, True))
        start = found.end()
    return items


# --- scalars -----------------------------------------------------------------------------------------------------------

_WORDS = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"), None)
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
)
_TELLTALE = frozenset(("", *"~nNtTfF+-.0123456789"))
"""First characters of all scalars that may be something else than text."""
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,299})|0o[0-7]{1,99}|0x[0-9a-fA-F]{1,99}")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]{1,99}|(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{0,99})?)(?:[eE][-+]?[0-9]{1,2})?")


def _unquoted(text: str) -> str | int | float | bool | None:
    """The value of a scalar without quotes."""
    return core(text) if text[:1] in _TELLTALE else text


def core(text: str) -> str | int | float | bool | None:
    """A plain scalar by YAML 1.2's core schema, less what has no place in JSON (`.inf`) and numbers that begin with 0."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 0)
    return float(text) if _NUMBER.fullmatch(text) else text


# --- faults ------------------------------------------------------------------------------------------------------------


def _unreadable(reading: _Reading, error: Exception) -> Problem:
    """A parser's error, told by the line that most likely caused it."""
    marks = [m for m in (getattr(error, "problem_mark", None), getattr(error, "context_mark", None)) if m]
    suspects = [number for mark in marks for number in (mark.line, mark.line - 1)]
    for number in sorted(set(suspects), key=lambda n: (suspects.index(n) % 2, suspects.index(n))):
        if 0 <= number < len(reading.lines) and (cause := likely_cause(reading.lines[number])):
            at = (number + reading.first_line, cause.column, reading.lines[number])
            return reading.fault("yaml", at, cause.text, cause.hint)
    at = reading.place(marks[0]) if marks else (reading.first_line, 0, "")
    return reading.fault("yaml", at, str(getattr(error, "problem", None) or error).splitlines()[0])
