"""What is wrong with a line that a YAML parser stumbled over, told as an author would put it.

One row of :data:`CAUSES` is one mistake. The rows are asked in order, and only about lines at which parsing has failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Cause(NamedTuple):
    """A mistake found in a line."""

    column: int
    text: str
    hint: str


class Mistake(NamedTuple):
    """A row: how one mistake looks, what to say of it, and how to mend it."""

    pattern: str
    """Of a regular expression, which is compiled when a line has to be explained: most builds never do."""
    text: str
    mend: Callable[[re.Match[str]], str]


def likely_cause(line: str) -> Cause | None:
    """The mistake in a line, or None when it looks like sound YAML."""
    for mistake in CAUSES:
        if found := re.match(mistake.pattern, line):
            return Cause(found.start("at") + 1, mistake.text.format(**found.groupdict()), mistake.mend(found))
    return None


def quoted(text: str) -> str:
    """A text as a YAML scalar in quotes, which reads back as that text: single quotes when they spare an escape."""
    if "'" not in text and ('"' in text or "\\" in text) and text.isprintable():
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() or c == "\u3000" else _escape(c) for c in escaped) + '"'


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}"


# --- mending -----------------------------------------------------------------------------------------------------------


def _unwrapped(value: str) -> str:
    """A value less the quotes around the whole of it: `"a "b" c"` is meant as one quotation, `"a" and "b"` as two."""
    is_wrapped = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_wrapped and not re.match(r"(.)(?:(?!\1).)*\1\s", value) else value


def _key_and(value: str, found: re.Match[str]) -> str:
    return f"write {found['lead'].strip()}{' ' if found['lead'].strip() else ''}{found['key'].strip()}: {value}"


def _quote_value(found: re.Match[str]) -> str:
    return _key_and(quoted(_unwrapped(found["value"].strip())), found)


def _spaced(found: re.Match[str]) -> str:
    value = found["value"].strip()
    return _key_and(quoted(value) if re.search(r"[:：] |^[^\w\s]| #", value) else value, found)


def _close_quote(found: re.Match[str]) -> str:
    return _key_and(quoted(found["value"].strip()[1:]), found)


def _close_bracket(found: re.Match[str]) -> str:
    value = found["value"].strip()
    return _key_and(value + {"[": "]", "{": "}"}[value[0]], found)


def _say(hint: str) -> Callable[[re.Match[str]], str]:
    return lambda _found: hint


_KEY = r"(?P<lead> *(?:- +)?)(?P<key>[^\s\"'#:：\[\]{}][^:：]*?)"
_CODE = r"(?:[0abt\tnvfre \"/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"
_NAME = r"(?P<lead> *(?:- +)?)(?P<key>[^\W\d][\w-]*)"

CAUSES: tuple[Mistake, ...] = (
    Mistake(r" *(?P<at>\t)", "a tab in the indentation", _say("indent with spaces")),
    Mistake(rf"{_NAME}\s*(?P<at>：)(?P<value>.*)", "'：' is a full-width colon", _spaced),
    Mistake(rf"{_NAME}(?P<at>:)(?P<value>[^\s/:].*)", "no space after the colon of '{key}'", _spaced),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?P<at>(?P<sign>[@`%])).*)",
        "a value cannot begin with '{sign}'",
        _quote_value,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?P<at>(?P<sign>[&*!])).*)",
        "a value that begins with '{sign}' is no text in YAML",
        _quote_value,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?P<at>(?P<sign>[-?]))(?:\s.*)?)$",
        "a value cannot begin with '{sign} '",
        _quote_value,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?P<at>(?P<sign>[|>]))[-+0-9]*\s*[^-+0-9\s#].*)",
        "a value that begins with '{sign}' is a block in YAML, and its text begins on the next line",
        _quote_value,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>\"(?:[^\"\\]|\\{_CODE})*(?P<at>\\(?!{_CODE})).*)",
        "a backslash in double quotes begins an escape",
        _quote_value,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?P<at>[\"'])(?:(?!(?P=at)).)*)$",
        "a quotation that is not closed",
        _close_quote,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?P<at>[^\s#,\]}}]).*)",
        "text after the closing quotation mark",
        _quote_value,
    ),
    Mistake(
        rf"{_KEY}:\s+(?P<value>(?:\[[^\[\]]*\]|\{{[^{{}}]*\}})\s*(?P<at>[^\s#,\]}}]).*)",
        "text after the closing bracket",
        _quote_value,
    ),
    Mistake(rf"{_KEY}:\s+(?P<value>(?P<at>(?P<sign>[\[{{]))[^\]}}]*)$", "'{sign}' is not closed", _close_bracket),
    Mistake(
        rf"{_KEY}:\s+(?P<value>[^\s\"'\[{{|>#].*?(?P<at>:)(?:\s.*|$))",
        "a colon and a space in a value without quotes",
        _quote_value,
    ),
    Mistake(
        r"(?P<at>\S[^:#]*)$",
        "a line that is neither 'key: value' nor part of a value",
        _say("write 'key: value', or begin the line with '#' to keep it as a note"),
    ),
    Mistake(
        r" +(?P<at>\S)[^:]*:(?: |$)",
        "indented deeper than the lines it belongs with",
        _say("begin it in the column of the line above"),
    ),
)
