"""What an inline rule of ours begins with: said of the rule itself, so that it need not be tried anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., Any])


def starting(rule: Rule, characters: str) -> Rule:
    """The rule, from now on known to match only at one of these characters."""
    vars(rule)["starts"] = characters
    return rule
