"""Pygments' lexers, hastened: the rules of a state are tried together instead of one by one.

A lexer of Pygments tries some thirty patterns at each place of a text, from Python. Joined as the branches of one pattern they are
tried by the regular expression engine, in the same order and with the same outcome, in less than half the time. Rules whose
patterns cannot be joined (they refer back to groups by number or name, or have flags of their own) stay apart, and lexers that
read in another way than by such rules stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Match = Callable[[str, int], "re.Match[str] | None"]
Rule = tuple[Match, Any, Any]
"""A lexer's own: what matches, what it yields, and the states that follow."""
Step = tuple[Match, dict[int | None, Rule]]
"""What is tried at once, and the rule that is meant by the last group of a match."""

SOON = 50
"""Texts in one language after which patterns are joined: that costs what it saves on fifty to a hundred."""

_APART = re.compile(r"\\[1-9]|\(\?P|\(\?\(|\(\?[a-zA-Z]+\)")
"""What does not mean the same in a joined pattern."""


def hasten(lexer: Lexer) -> Lexer:
    """The lexer, made to read faster where that is possible. It must belong to the caller."""
    from pygments.lexer import RegexLexer  # noqa: PLC0415  as in highlight.py

    if type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        setattr(lexer, "get_tokens_unprocessed", _Haste(lexer))  # noqa: B010  a method, to the type checker
    return lexer


@dataclass(slots=True)
class _Haste:
    """Stands for a lexer's `get_tokens_unprocessed`."""

    lexer: Any
    texts: int = 0
    """How many it has read."""
    states: dict[str, list[Step]] = field(default_factory=dict)
    """Those that were needed so far."""

    def __call__(self, text: str, stack: Iterable[str] = ("root",)) -> Iterator[tuple[int, Any, str]]:
        self.texts += 1
        if self.texts <= SOON:
            return type(self.lexer).get_tokens_unprocessed(self.lexer, text, stack)  # type: ignore[no-any-return]  # Pygments' own
        return self.read(text, list(stack))

    def read(self, text: str, stack: list[str]) -> Iterator[tuple[int, Any, str]]:
        """Place, type and text of each token, as `RegexLexer.get_tokens_unprocessed` has it."""
        from pygments.token import Error, Whitespace, _TokenType  # noqa: PLC0415  as above

        place, steps = 0, self.steps(stack[-1])
        while True:
            for step in steps:
                if found := step[0](text, place):
                    break
            else:
                if place >= len(text):
                    return
                if text[place] == "\n":
                    stack, steps = ["root"], self.steps("root")
                yield place, Whitespace if text[place] == "\n" else Error, text[place]
                place += 1
                continue
            rules = step[1]
            own, action, following = rules[found.lastindex if len(rules) > 1 else None]
            if type(action) is _TokenType:
                yield place, action, found[0]
            elif action is not None:  # it looks at groups by their numbers in its own pattern
                yield from action(self.lexer, own(text, place))
            place = found.end()
            if following is not None:
                _move(stack, following)
                steps = self.steps(stack[-1])

    def steps(self, state: str) -> list[Step]:
        """What to try in a state."""
        if (known := self.states.get(state)) is None:
            known = self.states[state] = joined(self.lexer._tokens[state])  # noqa: SLF001  no lexer says it otherwise
        return known


def _move(stack: list[str], following: str | int | tuple[str, ...]) -> None:
    """Enter the states that follow a rule; the last state of all is never left."""
    if isinstance(following, int):
        del stack[max(1, len(stack) - abs(following)) :]
        return
    for state in (following,) if isinstance(following, str) else following:
        if state == "#pop":
            del stack[max(1, len(stack) - 1) :]
        else:
            stack.append(stack[-1] if state == "#push" else state)


def joined(rules: Sequence[Rule]) -> list[Step]:
    """The rules of a state, each row of those that can be joined as one."""
    steps: list[Step] = []
    for flags, row in groupby(rules, _flags):
        group = list(row)
        step = None if flags is None or len(group) == 1 else _join(group, flags)
        steps += [step] if step else [(rule[0], {None: rule}) for rule in group]
    return steps


def _flags(rule: Rule) -> int | None:
    """The flags of a rule that can be joined with others of the same flags."""
    pattern = getattr(rule[0], "__self__", None)
    if not isinstance(pattern, re.Pattern) or pattern.flags & re.VERBOSE or _APART.search(pattern.pattern):
        return None
    return pattern.flags


def _join(rules: Sequence[Rule], flags: int) -> Step | None:
    """One pattern for several rules: an empty group at the end of each branch tells which one has matched.

    None where that is no pattern. No lexer of Pygments is known for it, but the next one may be.
    """
    branches, ends, count = [], {}, 0
    for rule in rules:
        pattern = rule[0].__self__  # type: ignore[attr-defined]  # what `_flags` has looked at
        count += pattern.groups + 1
        branches.append(f"(?:{pattern.pattern})()")
        ends[count] = rule
    try:
        return re.compile("|".join(branches), flags & ~re.UNICODE).match, ends
    except re.error:
        return None
