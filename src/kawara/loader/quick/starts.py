"""Which rules can begin with a character: most are never tried where they cannot match.

The library tries every rule at every place, and all but a few look at one character and decline. A rule that is not known here (a
plugin's) is always tried, in its place among the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from markdown_it import rules_block, rules_inline
from markdown_it.ruler import Ruler
from mdit_py_plugins.footnote import index as footnote

Rule = TypeVar("Rule", bound=Callable[..., Any])

STARTS: dict[Callable[..., Any], str] = {
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*-+0123456789",
    rules_block.reference: "[",
    rules_block.html_block: "<",
    rules_block.heading: "#",
    footnote.footnote_def: "[",
    rules_inline.linkify: ":",
    rules_inline.newline: "\n",
    rules_inline.escape: "\\",
    rules_inline.backtick: "`",
    rules_inline.strikethrough.tokenize: "~",
    rules_inline.emphasis.tokenize: "*_",
    rules_inline.link: "[",
    rules_inline.image: "!",
    rules_inline.autolink: "<",
    rules_inline.html_inline: "<",
    rules_inline.entity: "&",
    footnote.footnote_inline: "^",
    footnote.footnote_ref: "[",
}
"""The library's rules, and the characters one of which must stand where the rule is to match."""


def starting(rule: Rule, characters: str) -> Rule:
    """The rule, from now on known to match only at one of these characters."""
    vars(rule)["starts"] = characters
    return rule


def wrapping(rule: Rule, inner: Callable[..., Any]) -> Rule:
    """The rule, from now on known to do what another does, wherever a text does not begin with a full-width space."""
    vars(rule)["wraps"] = inner
    return rule


def unwrapped(rule: Callable[..., Any]) -> Callable[..., Any]:
    """What a rule wraps, or itself."""
    inner: Callable[..., Any] = getattr(rule, "wraps", rule)
    return inner


def starts(rule: Callable[..., Any]) -> str | None:
    """The characters a rule begins with; None when nobody said, so that it may be any."""
    function = rule.func if isinstance(rule, partial) else rule
    said: str | None = getattr(function, "starts", None)
    return STARTS.get(function) if said is None else said


class ByStart(Generic[Rule]):
    """The active rules of one chain, by the character they begin with."""

    __slots__ = ("_at", "rules", "unknown")

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        known = {rule: characters for rule in rules if (characters := starts(rule)) is not None}
        self.unknown = tuple(rule for rule in rules if rule not in known)
        """Those that may begin with anything."""
        self._at = {
            character: tuple(rule for rule in rules if character in known.get(rule, character))
            for character in sorted(set("".join(known.values())))
        }

    def at(self, character: str) -> tuple[Rule, ...]:
        """The rules that may match where this character stands, in their order."""
        return self._at.get(character, self.unknown)

    @property
    def characters(self) -> str:
        """Every character that a known rule begins with."""
        return "".join(self._at)


class Chains(Generic[Rule]):
    """The chains of a ruler by start, sorted anew whenever a rule is added, replaced or switched."""

    def __init__(self, ruler: Ruler[Rule]) -> None:
        self._ruler = ruler
        self._sorted: dict[str, ByStart[Rule]] = {}

    def __getitem__(self, chain: str) -> ByStart[Rule]:
        rules = self._ruler.getRules(chain)
        found = self._sorted.get(chain)
        if found is None or found.rules is not rules:  # the ruler makes a new list after each change
            found = self._sorted[chain] = ByStart(rules)
        return found
