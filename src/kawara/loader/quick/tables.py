"""Tables, made as the library makes them: a row is cut at its signs at once, and only a rule that may end the table is asked.

The rules are GFM's, https://github.github.com/gfm/#tables-extension-.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit

from kawara.loader.quick.tokens import made

if TYPE_CHECKING:
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock

    from kawara.loader.quick.starts import ByStart

DELIMITERS = re.compile(r"(?:[|:][-|: \t]|-[-|:])[-|: \t]*")
"""The line under the head. A dash before a space would be the item of a list."""
DELIMITER = re.compile(r"(:?)-+(:?)")
ALIGNED = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}


def table(state: StateBlock, start: int, end: int, silent: bool, ends: ByStart[RuleFuncBlockType]) -> bool:  # noqa: FBT001  the signature of a block rule, and what ends a table
    """A table that begins with a line; tokens only where it is not `silent`."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent:
        return False
    if state.is_code_block(start + 1) or state.is_code_block(start):
        return False
    aligns = _aligns(_line(state, start + 1))
    head = cells(mdTrim(_line(state, start)))
    if not aligns or head is None or len(head) != len(aligns):
        return False
    if silent:
        return True
    before, state.parentType = state.parentType, "table"
    whole = state.push("table_open", "table", 1)
    state.push("thead_open", "thead", 1).map = [start, start + 1]
    _row(state, start, head, "th", aligns)
    state.push("thead_close", "thead", -1)
    stop = _body(state, start + 2, end, aligns, ends)
    state.push("table_close", "table", -1)
    whole.map, state.parentType, state.line = [start, stop], before, stop
    return True


def cells(line: str) -> list[str] | None:
    """The cells of a row; None where no sign parts them."""
    if "|" not in line:
        return None
    found = escapedSplit(line) if "\\" in line else line.split("|")
    if found and not found[0]:
        del found[0]
    if found and not found[-1]:
        del found[-1]
    return found


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _aligns(line: str) -> list[str] | None:
    """How each column is set; None when the line delimits no head."""
    if not DELIMITERS.fullmatch(line):
        return None
    aligns: list[str] = []
    columns = line.split("|")
    for number, column in enumerate(columns):
        text = mdTrim(column)
        if not text and number in (0, len(columns) - 1):
            continue
        found = DELIMITER.fullmatch(text)
        if not found:
            return None
        aligns.append(ALIGNED[found[1], found[2]])
    return aligns


def _body(state: StateBlock, first: int, end: int, aligns: Sequence[str], ends: ByStart[RuleFuncBlockType]) -> int:
    """The rows below the head, and the number of the line behind them."""
    body = None
    line = first
    for row in _rows(state, first, end, len(aligns), ends):
        if body is None:
            body = state.push("tbody_open", "tbody", 1)
        _row(state, line, row, "td", aligns)
        line += 1
    if body:
        state.push("tbody_close", "tbody", -1)
        body.map = [first, line]
    return line


def _rows(
    state: StateBlock, line: int, end: int, width: int, ends: ByStart[RuleFuncBlockType]
) -> Iterator[Sequence[str]]:
    """The cells of each row, up to the line that is none."""
    added = 0
    while line < end and state.sCount[line] >= state.blkIndent:
        at = state.bMarks[line] + state.tShift[line]
        if any(rule(state, line, end, True) for rule in ends.at(state.src[at : at + 1])):
            return
        text = mdTrim(_line(state, line))
        if not text or state.is_code_block(line):
            return
        row = cells(text)
        row = [text] if row is None else row
        added += width - len(row)
        if added > MAX_AUTOCOMPLETED_CELLS:
            return
        yield row
        line += 1


def _row(state: StateBlock, line: int, row: Sequence[str], tag: str, aligns: Sequence[str]) -> None:
    """The tokens of a row; cells that are missing are empty."""
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    level, add = state.level, state.tokens.append
    for number, align in enumerate(aligns):
        text = mdTrim(row[number]) if number < len(row) else ""
        opening = made(f"{tag}_open", tag, 1, level, "", "", True)
        if align:
            opening.attrs["style"] = f"text-align:{align}"
        add(opening)
        add(made("inline", "", 0, level + 1, text, "", True, [line, line + 1], []))
        add(made(f"{tag}_close", tag, -1, level, "", "", True))
    state.push("tr_close", "tr", -1)
