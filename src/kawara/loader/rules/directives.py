"""Directives: `::: note Title` … `:::` around a text of its own, `::figure{src=a.jpg}` on a line by itself.

What one looks like is a template's business: here it becomes a hole, with its name, arguments and the text between its fences. Fences
may be nested: one closes the innermost directive opened with as many colons, else the innermost opened with fewer. Whatever is code
stays code, as a fence is read where a block begins, and only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kawara.base.text import nfc
from kawara.loader.quick.starts import starting
from kawara.loader.rules.arguments import Line, read
from kawara.loader.rules.document import Document, document
from kawara.loader.rules.links import ELSEWHERE, into_site
from kawara.model import Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

KIND = "directive"
END = Hole("end", "")
"""Stands behind a directive's text while the pieces of a body are flat."""
OPEN = "directives"
"""Where those that are open stand in markdown-it's `env`."""
INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]
REFERENCE = frozenset("./#")
"""Signs without which a value is no path, and so no reference into the site."""


@dataclass(slots=True)
class Opened:
    """A directive whose text is being read."""

    colons: int
    level: int
    """Of the blocks right inside."""
    closed: bool = False
    end: int = 0
    """The line at which its text ends, once that is known …"""
    after: int = 0
    """… and the line from which the text around it goes on."""


def directives(md: MarkdownIt) -> None:
    """Read directives as blocks, and leave a hole for each."""
    md.block.ruler.before("fence", KIND, starting(_block, ":"), {"alt": INTERRUPTED})
    md.add_render_rule("directive_open", _open)
    md.add_render_rule("directive_close", _close)


def nested(pieces: Iterable[str | Hole]) -> Iterator[str | Hole]:
    """The pieces of a body, those between a directive and its end inside it."""
    waiting: list[tuple[Hole, list[str | Hole]]] = []
    for piece in pieces:
        done: str | Hole = piece
        if isinstance(piece, Hole) and piece.kind == KIND:
            waiting.append((piece, []))
            continue
        if piece == END:
            hole, inner = waiting.pop()
            done = replace(hole, inner=tuple(inner))
        if waiting:
            waiting[-1][1].append(done)
        else:
            yield done


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("::", begin) or state.is_code_block(start):
        return False
    line = read(state.src[begin : state.eMarks[start]])
    if line is not None and line.is_text:
        _report(state, start, line)
    if line is None or line.is_text or silent:
        return line is not None and not line.is_text
    return _opened(state, start, end, line) if line.name else _closed(state, start, end, line.colons)


def _opened(state: StateBlock, start: int, end: int, line: Line) -> bool:
    here, indent = document(state.env), _report(state, start, line)
    if state.level + 1 >= state.md.options.maxNesting:
        here.report("directive", f"'{line.name}' stands too deep inside other blocks", start, hint="nest less deeply")
        return False
    token = state.push("directive_open", "", 1)
    token.block, token.meta = True, {"hole": _hole(here, start, indent, line)}
    state.line = start + 1
    if line.colons > 2:
        _read_text(state, start, end, line)
    token.map = [start, state.line]
    state.push("directive_close", "", -1)
    return True


def _read_text(state: StateBlock, start: int, end: int, line: Line) -> None:
    opened = Opened(line.colons, state.level)
    standing: list[Opened] = state.env.setdefault(OPEN, [])
    standing.append(opened)
    state.md.block.tokenize(state, start + 1, end)
    standing.pop()
    if opened.end:
        state.line = opened.after
    if not opened.closed:
        hint = f"write {':' * line.colons} on a line of its own where it ends"
        document(state.env).report("directive", f"'{line.name}' is never closed", start, hint=hint)


def _closed(state: StateBlock, start: int, end: int, colons: int) -> bool:
    """Close a directive. The parser has no way to stop a run of blocks but to be told that it is at its end."""
    around = list(_around(state))
    same = (opened for opened in around if opened.colons == colons)
    shorter = (opened for opened in around if opened.colons < colons)
    found = next(same, None) or next(shorter, None)
    if found is None:
        document(state.env).report(
            "directive", "this fence closes nothing", start, hint="take it out, or open a directive above"
        )
        return False
    innermost = around[0]
    innermost.closed = innermost is found
    innermost.end, innermost.after = start, start + innermost.closed
    state.line = end
    return True


def _around(state: StateBlock) -> Iterator[Opened]:
    """The directives that the line stands right inside of, the innermost first; a list or quotation between ends them."""
    level = state.level
    for opened in reversed(state.env.get(OPEN, ())):
        if opened.level != level:
            return
        yield opened
        level -= 1


def _report(state: StateBlock, start: int, line: Line) -> int:
    """Tell what is wrong with a line; answer where in its source line it begins: behind what marks a quotation or list."""
    begin = state.bMarks[start] + state.tShift[start]
    indent = begin - state.src.rfind("\n", 0, begin) - 1
    for offset, text, hint in line.faults:
        document(state.env).report("directive", text, start, indent + offset + 1, hint=hint)
    return indent


def _hole(here: Document, start: int, indent: int, line: Line) -> Hole:
    number, source = here.first_line + start, here.lines[start] if start < len(here.lines) else ""
    arguments = tuple((name, _argument(here, value, number, source)) for name, value in line.arguments)
    column = indent + line.at + 1
    return Hole(KIND, nfc(line.name), line=number, column=column, excerpt=source, arguments=arguments)


def _argument(here: Document, value: str, line: int, source: str) -> str | Hole:
    """A value that can be read as a path of the site is a hole of its own: whether it is one, the template decides."""
    if REFERENCE.isdisjoint(value) or ELSEWHERE.match(value):
        return value
    return replace(into_site(here, value, line, source.find(value) + 1, source), value=value)


def _open(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    return document(env).mark(tokens[index].meta["hole"])


def _close(_self: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, env: EnvType) -> str:
    return document(env).mark(END)
