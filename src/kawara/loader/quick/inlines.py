"""Text by its next marked character: what no rule reacts to is one token at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.parser_inline import ParserInline, RuleFuncInline2Type, RuleFuncInlineType
from markdown_it.rules_inline import StateInline, emphasis, fragments_join, link_pairs, strikethrough, text

from kawara.loader.quick.pairs import paired, pairs
from kawara.loader.quick.starts import ByStart, Chains
from kawara.loader.quick.tokens import made

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

PAIRING = frozenset({link_pairs, strikethrough.postProcess, emphasis.postProcess, fragments_join})
"""The library's rules that pair delimiters: without any they change nothing."""


LAST_CLOSING = "last_closing"


class QuickInlines(ParserInline):
    """The library's inline parser, tokenizing the same by fewer calls."""

    def __init__(self) -> None:
        super().__init__()
        self._chains = Chains(self.ruler)
        self._scan = _Scan(self._chains[""], [], None)

    def parse_all(self, state: StateCore) -> None:
        """Make the tokens of every block's text; of most, at a glance."""
        scan = self._current()
        is_known = scan.is_known and state.md.options.maxNesting > 0
        for token in state.tokens:
            if token.type != "inline":
                continue
            text = token.content
            if token.children is None:
                token.children = []
            if is_known and text and not token.children and not scan.marked.search(text):
                token.children.append(made("text", "", 0, 0, text))
            else:
                self.parse(text, state.md, state.env, token.children)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Make tokens of a text."""
        scan = self._current()
        if tokens or not scan.is_known or md.options.maxNesting < 1:
            return super().parse(src, md, env, tokens)
        if not scan.marked.search(src):
            if src:
                tokens.append(made("text", "", 0, 0, src))
            return tokens
        if scan.pairs and md.options.maxNesting > 1 and (known := paired(scan.pairs, src, md)) is not None:
            tokens += known
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        # Of three tildes or more the library makes a text of its own, which is joined with its neighbours.
        if state.delimiters or any(state.tokens_meta) or "~" in src:
            for rule in scan.pairing:
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Make tokens of what is left of a state's text."""
        scan = self._current()
        if not scan.is_known or state.level >= state.md.options.maxNesting:
            super().tokenize(state)
            return
        source, end = state.src, state.posMax
        while state.pos < end:
            found = scan.marked.search(source, state.pos, end)
            at = found.start() if found else end
            if at > state.pos:
                state.append_pending(source[state.pos : at])
                state.pos = at
            if at < end:
                for rule in scan.rules.at(source[at]):
                    if rule(state, False):
                        break
                else:
                    state.append_pending(source[at])
                    state.pos += 1
        if state.pending:
            state.pushPending()

    def _current(self) -> _Scan:
        rules, pairing = self._chains[""], self.ruler2.getRules("")
        if self._scan.rules is not rules or self._scan.pairing is not pairing:
            names = self.ruler.get_active_rules(), self.ruler2.get_active_rules()
            self._scan = _Scan(rules, pairing, pairs(rules.characters, *names))
        return self._scan


def never_closed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    """Brackets behind which none closes are text: the library would look to the end of the text for each of them."""
    if state.src[state.pos] != "[":
        return False
    own: dict[str, Any] = state.__dict__
    if LAST_CLOSING not in own:
        own[LAST_CLOSING] = state.src.rfind("]")
    if state.pos < own[LAST_CLOSING]:
        return False
    start = state.pos
    while state.pos < state.posMax and state.src[state.pos] == "[":
        state.pos += 1
    if not silent:
        state.append_pending(state.src[start : state.pos])
    return True


class _Scan:
    """What to look for in a text, as the rules stand."""

    __slots__ = ("is_known", "marked", "pairing", "pairs", "rules")

    def __init__(
        self,
        rules: ByStart[RuleFuncInlineType],
        pairing: list[RuleFuncInline2Type],
        plain_pairs: re.Pattern[str] | None,
    ) -> None:
        self.rules, self.pairing, self.pairs = rules, pairing, plain_pairs
        self.is_known = rules.unknown == (text,) and PAIRING.issuperset(pairing)
        """Whether every rule is known, so that nothing happens but at the marked characters."""
        self.marked = re.compile(f"[{re.escape(rules.characters)}]" if rules.characters else r"(?!)")
