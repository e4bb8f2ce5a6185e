"""Blocks by their first character: a paragraph is tried as nothing else where it can be nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import code, lheading, list_block

from kawara.loader.quick.starts import ByStart, Chains, starting, unwrapped
from kawara.loader.quick.tables import table
from kawara.loader.quick.tokens import QuickState, made

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

    Rules = tuple[RuleFuncBlockType, ...]

UNDERLINES = ("-", "=")
"""What the line under a heading begins with."""
DELIMITERS = ("|", "-", ":")
"""What the line under a table's head begins with."""
ITEM = re.compile(r"[-+*] |[0-9]{1,9}[.)] ")
"""What the next item of a list begins with."""
DEEPEST = 6
"""The level of the smallest heading."""
FULL_WIDTH = "\u3000"
"""What a rule of ours may keep at the start of a paragraph."""


class QuickBlocks(ParserBlock):
    """The library's block parser, tokenizing the same by fewer calls."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler.at("table", self.table, {"alt": ["paragraph", "reference"]})
        self.ruler.at("heading", starting(heading, "#"), {"alt": ["paragraph", "reference", "blockquote"]})
        self.ruler.at("lheading", self.lheading)
        self.ruler.at("paragraph", self.paragraph)
        self._chains = Chains(self.ruler)
        self._known: tuple[ByStart[RuleFuncBlockType] | None, Rules | None] = None, None

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803  the library's name
        """Make tokens of a text."""
        if not src:
            return None
        state = QuickState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  the library's name
        """Make tokens of these lines."""
        begins, shifts, ends = state.bMarks, state.tShift, state.eMarks
        deepest = state.md.options.maxNesting
        rules = self._chains[""]
        others = self._others(rules)
        line, had_empty = startLine, False
        while line < endLine:
            if begins[line] + shifts[line] >= ends[line]:
                line = state.skipEmptyLines(line)
            state.line = line
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break  # the latter ends what is nested in a quotation or a list
            if state.level >= deepest:
                state.line = endLine
                break
            if others is None or not _is_alone(rules, state, line):
                _one(rules, state, line, endLine)
            else:
                _alone(others, state, line, endLine)
            state.tight = not had_empty
            line = state.line
            if line - 1 < endLine and state.isEmpty(
                line - 1
            ):  # a paragraph in a list may have taken the empty line behind it
                had_empty = True
            if line < endLine and state.isEmpty(line):
                had_empty = True
                line += 1
                state.line = line

    def _others(self, rules: ByStart[RuleFuncBlockType]) -> Rules | None:
        """The rules that may take what else is a paragraph of one line; None where that cannot be told."""
        if self._known[0] is not rules:
            own = {self.table, code, self.lheading, self.paragraph}
            unknown = [unwrapped(rule) for rule in rules.unknown]
            others = [rule for rule in unknown if rule not in own]
            is_usual = unknown[-1:] == [self.paragraph] and self.lheading in unknown
            after = unknown[unknown.index(self.lheading) :] if is_usual else []
            is_usual = is_usual and all(rule in after for rule in others)
            is_usual = is_usual and list_block in self._chains["paragraph"].rules
            self._known = rules, tuple(others) if is_usual else None
        return self._known[1]

    def table(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
        """A table, looked for only above a line that may delimit its head."""
        if start + 2 > end or not state.src.startswith(DELIMITERS, state.bMarks[start + 1] + state.tShift[start + 1]):
            return False
        if state.src.find("|", state.bMarks[start], state.eMarks[start]) < 0:
            return False
        return table(state, start, end, silent, self._chains["blockquote"])

    def lheading(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
        """A heading, looked for only where one of the lines of the paragraph may be an underline."""
        if state.is_code_block(start):
            return False
        before, state.parentType = state.parentType, "paragraph"
        if not state.src.startswith(UNDERLINES, self._stop(state, start + 1, end, UNDERLINES)[1]):
            return False  # with the parent's type left so, as the library leaves it
        state.parentType = before
        return lheading(state, start, end, silent)

    def paragraph(self, state: StateBlock, start: int, _end: int, _silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
        """A paragraph: to the next empty line or to whatever interrupts it."""
        before, state.parentType = state.parentType, "paragraph"
        stop = self._stop(state, start + 1, state.lineMax)[0]
        if stop == start + 1 and not state.blkIndent:
            text = state.src[state.bMarks[start] : state.eMarks[start]]
        else:
            text = state.getLines(start, stop, state.blkIndent, False)
        state.line = stop
        state.push("paragraph_open", "p", 1).map = [start, stop]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = mdTrim(text), [start, stop], []
        state.push("paragraph_close", "p", -1)
        state.parentType = before
        return True

    def _stop(self, state: StateBlock, line: int, end: int, marks: tuple[str, ...] = ()) -> tuple[int, int]:
        """The first line that does not continue a paragraph, or begins with one of the marks; and where it begins."""
        if line >= end or state.isEmpty(line):  # most paragraphs are one line
            return line, len(state.src)
        terminators = self._chains["paragraph"]
        while line < end:
            at, indent = state.bMarks[line] + state.tShift[line], state.sCount[line]
            if at >= state.eMarks[line]:
                break
            if marks and state.src.startswith(marks, at):
                return line, at
            # Further in, a line goes on the paragraph; below zero, a quotation has said that it does.
            if 0 <= indent <= state.blkIndent + 3:
                for rule in terminators.at(state.src[at]):
                    if rule(state, line, end, True):
                        return line, len(state.src)
            line += 1
        return line, len(state.src)


def heading(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
    """A heading behind its signs."""
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    signs = line[: len(line) - len(line.lstrip("#"))]
    words = line[len(signs) :]
    if not 0 < len(signs) <= DEEPEST or (words and words[0] not in " \t"):
        return False
    if silent:
        return True
    words = words.rstrip(" \t")
    bare = words.rstrip("#")
    if bare[-1:] in (" ", "\t"):
        words = bare
    level, tokens, tag, lines = state.level, state.tokens, f"h{len(signs)}", [start, start + 1]
    tokens.append(made("heading_open", tag, 1, level, "", signs, True, lines))
    tokens.append(made("inline", "", 0, level + 1, mdTrim(words), "", True, [*lines], []))
    tokens.append(made("heading_close", tag, -1, level, "", signs, True))
    state.line = start + 1
    return True


def _is_alone(rules: ByStart[RuleFuncBlockType], state: StateBlock, line: int) -> bool:
    """Whether a line begins with no mark, and the next one ends the paragraph: it is empty, or the next item of a list."""
    first = state.src[state.bMarks[line] + state.tShift[line]]
    if rules.at(first) is not rules.unknown or first == FULL_WIDTH or state.sCount[line] != state.blkIndent:
        return False
    line += 1
    if line >= state.lineMax:
        return True
    at, indent = state.bMarks[line] + state.tShift[line], state.sCount[line]
    if at >= state.eMarks[line]:
        return True
    # Four columns further in than its list, an item would be a line of the paragraph (the library's own exception).
    return 0 <= indent < state.blkIndent and indent - state.listIndent < 4 and ITEM.match(state.src, at) is not None


def _alone(others: Rules, state: StateBlock, line: int, end: int) -> None:
    """A paragraph of one line, unless it is a term that the next lines define."""
    state.parentType = "paragraph"  # as the rule for headings leaves it, which would have looked at the line
    for rule in others:
        if rule(state, line, end, False):
            return
    text = mdTrim(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    level, tokens = state.level, state.tokens
    tokens.append(made("paragraph_open", "p", 1, level, "", "", True, [line, line + 1]))
    tokens.append(made("inline", "", 0, level + 1, text, "", True, [line, line + 1], []))
    tokens.append(made("paragraph_close", "p", -1, level, "", "", True))
    state.line = line + 1


def _one(rules: ByStart[RuleFuncBlockType], state: StateBlock, line: int, end: int) -> None:
    is_code = state.is_code_block(line)
    for rule in rules.at(state.src[state.bMarks[line] + state.tShift[line]]):
        if (is_code or rule is not code) and rule(state, line, end, False):
            if state.line <= line:
                raise RuntimeError(f"{rule} took no line")
            return
    raise RuntimeError("no block rule matched")  # only if a plugin removed the paragraph
