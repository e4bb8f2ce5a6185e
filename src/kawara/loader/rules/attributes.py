"""Ids, classes and other attributes in braces: `## Title {#id}`, `{.wide}` above a block, `*word*{.bouten}`, `[words]{lang=en}`.

Jekyll's form `{: .wide}`, below a block, is read as well. An attribute must be one of those that neither run nor load anything; what
is not wholly made of such attributes is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kawara.loader.quick.starts import starting
from kawara.loader.rules.document import Document, document

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

NAME, KEY = r"""[^\s{}#."'=<>]++""", r"[A-Za-z][\w-]*+"
VALUE = r"""(?:"[^"{}\n]*+"|[^\s"'{}<>#.]++[^\s"'{}<>]*+)"""
ONE = re.compile(rf"([#.])({NAME})|({KEY})=({VALUE})")
ANY = rf"(?:[#.]{NAME}|{KEY}={VALUE})"
BRACES = re.compile(rf"\{{(:?)[ \t]*+({ANY}(?:(?:[ \t]++|(?=[#.])){ANY})*+)[ \t]*+\}}")
ALLOWED = re.compile(
    "(?:id|class|lang|dir|title|role|translate|width|height|loading|decoding|rel|target|hreflang|start|reversed"
    "|data-[a-z0-9-]+|aria-[a-z]+)"
)
WHOLE = frozenset({"image", "code_inline"})
"""Tokens that are an element by themselves."""

SPANS = "may_have_spans"

Attributes = Sequence[tuple[str, str]]


def attributes(md: MarkdownIt) -> None:
    """Read those of blocks before text is parsed, those of words when it is."""
    md.core.ruler.after("block", "block_attributes", _blocks)
    md.core.ruler.after("inline", "word_attributes", _words)
    md.inline.ruler.after("link", "span", starting(_span, "["))


def read(found: re.Match[str] | None) -> Attributes | None:
    """The attributes in braces; None when there are none, or one that is not allowed."""
    if not found:
        return None
    parts = [
        ({"#": "id", ".": "class"}.get(m[1]) or m[3].lower(), m[2] or m[4].strip('"')) for m in ONE.finditer(found[2])
    ]
    return parts if all(ALLOWED.fullmatch(name) for name, _ in parts) else None


def give(here: Document, token: Token, given: Attributes) -> str:
    """Put attributes on a token: classes add up, an id is taken from now on. Answers what is wrong, if anything is."""
    fault = ""
    for name, value in given:
        if name == "class":
            token.attrJoin("class", value)
            continue
        if name == "id" and value in here.ids:
            fault = f"the id '{value}' is given twice, and links to it lead to the first"
        if name == "id":
            here.ids.setdefault(value, 0)
        token.attrs[name] = value
    return fault


def tell(here: Document, fault: str, place: Token) -> None:
    """Report a fault at the line of a block."""
    if fault:
        here.report("id", fault, place.map[0] if place.map else 0)


# --- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(state: StateCore) -> None:
    if "{" not in state.src:
        return
    here, tokens = document(state.env), state.tokens
    gone: set[int] = set()
    before: dict[int, Token] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            _heading(here, token, tokens[index + 1])
        elif token.type == "paragraph_open" and "{" in tokens[index + 1].content:
            _paragraph(here, tokens, index, before.get(token.level), gone)
        if token.nesting >= 0 and token.block:
            before[token.level] = token
    if gone:
        state.tokens = [token for index, token in enumerate(tokens) if index not in gone]


def _heading(here: Document, heading: Token, inline: Token) -> None:
    text = inline.content.rstrip()
    at = text.rfind("{") if text.endswith("}") else -1
    # Right behind a sign of markup they are that word's; a backslash or another brace says that they are none.
    given = read(BRACES.fullmatch(text, at)) if at >= 0 and (not at or text[at - 1] not in "*_`)]~=\\{$") else None
    if given is not None:
        inline.content = text[:at].rstrip()
        tell(here, give(here, heading, given), heading)


def _paragraph(here: Document, tokens: list[Token], at: int, before: Token | None, gone: set[int]) -> None:
    """Attributes as the first line of a paragraph or its last are its own; alone, those of a neighbour."""
    inline = tokens[at + 1]
    lines = inline.content.split("\n")
    first, last = BRACES.fullmatch(lines[0].strip()), BRACES.fullmatch(lines[-1].strip())
    if len(lines) > 1:
        given = read(first) or read(last)
        if given:
            inline.content = "\n".join(lines[1:] if read(first) else lines[:-1]).strip()
            tell(here, give(here, _owner(tokens, at), given), inline)
        return
    target = _neighbour(here, tokens, at, before, is_below=bool(first and first[1]))
    if target and (given := read(first)):
        tell(here, give(here, target, given), inline)
        gone.update(range(at, at + 3))


def _owner(tokens: list[Token], at: int) -> Token:
    """The element a paragraph is seen as: in a tight list that is the item."""
    return tokens[at - 1] if tokens[at].hidden else tokens[at]


def _neighbour(here: Document, tokens: list[Token], at: int, before: Token | None, *, is_below: bool) -> Token | None:
    """The block that braces alone on a line are about: in Jekyll's form the one right above, else the next."""
    line = tokens[at].map[0] if tokens[at].map else 0  # type: ignore[index]  # looked at just before
    if is_below and before and line and here.lines[line - 1].strip():
        return before
    following = tokens[at + 3] if at + 3 < len(tokens) else None
    return following if following and following.nesting >= 0 and following.type != "html_block" else None


# --- words -------------------------------------------------------------------------------------------------------------


def _words(state: StateCore) -> None:
    if "{" not in state.src:
        return
    here = document(state.env)
    for token in state.tokens:
        if token.type == "inline" and "{" in token.content:
            for owner, text in _with_braces(token.children or []):
                found = BRACES.match(text.content)
                given = read(found)
                if found and given:
                    text.content = text.content[found.end() :]
                    tell(here, give(here, owner, given), token)


def _with_braces(children: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Each element with the text right behind it that begins with a brace."""
    opened: list[Token] = []
    last: Token | None = None
    for child in children:
        if last and child.type == "text" and child.content.startswith("{"):
            yield last, child
        last = child if child.type in WHOLE else None
        if child.nesting > 0:
            opened.append(child)
        elif child.nesting < 0 and opened:
            last = opened.pop()


def _may_have_spans(state: StateInline) -> bool:
    """Whether brackets stand before braces anywhere in the text: looked for once, not at each bracket."""
    own: dict[str, Any] = state.__dict__
    if SPANS not in own:
        own[SPANS] = "]{" in state.src
    return bool(own[SPANS])


def _span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    """`[words]{.class}`, where the brackets are no link."""
    start = state.pos
    if state.src[start] != "[" or not _may_have_spans(state):
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    found = BRACES.match(state.src, end + 1, state.posMax) if end > start else None
    given = read(found)
    if not found or not given:
        return False
    if not silent:
        outer = state.posMax
        state.pos, state.posMax = start + 1, end
        here = document(state.env)
        if fault := give(here, state.push("span_open", "span", 1), given):
            here.doubt("id", fault, state.src, (start, found.end()))
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = outer
    state.pos = found.end()
    return True
