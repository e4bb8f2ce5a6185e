"""`theme:` the colours, fonts and measure of the built-in theme; every other key is for templates of the author's own.

The contrast of what is chosen is looked at here, where its line is known: 4.5 to 1 is what WCAG 2.2 asks of text in 1.4.3.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import product
from typing import Any

from kawara.base.colours import contrast, hexadecimal
from kawara.base.near import near_name
from kawara.base.problems import problem
from kawara.config.palette import COLOURS, ENOUGH, FONTS, SCHEMES
from kawara.config.readers import Reading, text
from kawara.yamltext import Value, plain

FONT = re.compile(r"[\w ,.'\"-]+")
"""What a list of font families is made of: nothing that could end a declaration."""
MEASURE = re.compile(r"\d+(?:\.\d+)?(?:em|rem|ch|ic|px)")


def theme(value: Value, reading: Reading, name: str) -> dict[str, Any]:
    """The settings of the theme: colours by scheme, each as `#rrggbb`; and what templates alone make something of, as it is."""
    given = reading.mapping(value, name)
    readers = {"colors": _colours, "fonts": _fonts, "measure": _measure}
    known = {key: readers[key](given[key], reading, f"{name}.{key}") for key in readers.keys() & given.keys()}
    own = {key: _own(member, reading, f"{name}.{key}", readers) for key, member in given.items() if key not in readers}
    return own | {key: found for key, found in sorted(known.items()) if found}


def _own(value: Value, reading: Reading, name: str, known: Collection[str]) -> Any:
    """A value of the author's own, as it is. One whose key looks like one of the theme's was perhaps meant for the theme."""
    if meant := near_name(name.rpartition(".")[2], known):
        text = f"the theme knows no '{name}': only templates of your own can show it"
        reading.wrong(value, text, f"did you mean '{meant}'?", at_key=True, code="theme")
    reading.comments(value, name)
    return plain(value)


def _colours(value: Value, reading: Reading, name: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = reading.members(value, name, dict.fromkeys(COLOURS, _colour))
    for text_colour, scheme in product(("ink", "accent"), SCHEMES):
        where = next((one for one in (text_colour, "paper") if one in found), None)
        if where and isinstance(value.data, dict):
            _look(found, text_colour, scheme, value.data[where], reading)
    return found


def _look(
    found: Mapping[str, Mapping[str, str]], text_colour: str, scheme: str, value: Value, reading: Reading
) -> None:
    """A warning where a text could hardly be read."""
    front, ground = (found.get(one, {}).get(scheme) or COLOURS[one][scheme] for one in (text_colour, "paper"))
    ratio = contrast(front, ground)
    if ratio < ENOUGH:
        sentence = f"{text_colour} {front} on paper {ground} has a contrast of {ratio:.1f} to 1 in the {scheme} scheme"
        line, column, source = value.key if isinstance(value.data, dict) else (value.line, value.column, value.source)
        place = {"line": line, "column": column, "source": source}
        reading.problems.append(problem("contrast", reading.path, sentence, **place))


def _colour(value: Value, reading: Reading, name: str) -> dict[str, str] | None:
    """One colour for both schemes, or one for each of those that are named."""
    if isinstance(value.data, dict):
        return reading.members(value, name, dict.fromkeys(SCHEMES, _hexadecimal)) or None
    one = _hexadecimal(value, reading, name)
    return dict.fromkeys(SCHEMES, one) if one else None


def _hexadecimal(value: Value, reading: Reading, name: str) -> str | None:
    found = hexadecimal(value.text or "")
    hint = f"write such as {name.rpartition('.')[2]}: '#b3261b', in quotes, for # begins a comment"
    return found or reading.wrong(value, f"'{value.text or ''}' in '{name}' is no colour", hint)


def _fonts(value: Value, reading: Reading, name: str) -> dict[str, str]:
    found: dict[str, str] = reading.members(value, name, dict.fromkeys(FONTS, _font))
    return found


def _font(value: Value, reading: Reading, name: str) -> str | None:
    families = text(value, reading, name)
    if not families or (FONT.fullmatch(families) and all(families.count(sign) % 2 == 0 for sign in "'\"")):
        return families
    return reading.wrong(value, f"'{families}' in '{name}' is no list of fonts", "write such as text: Georgia, serif")


def _measure(value: Value, reading: Reading, name: str) -> str | None:
    if MEASURE.fullmatch(value.text or ""):
        return value.text
    return reading.wrong(value, f"'{value.text or ''}' is no '{name}'", "write a length such as measure: 36em")
