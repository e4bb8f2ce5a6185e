"""What the content check found: a problem, how far it reaches, what it belongs to, and how it could be mended by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kawara.base.problems import Problem, in_order, with_severities


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about."""

    path: str
    line: int
    text: str
    """What is to be seen there, in a few words."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement that is safe: it takes nothing from what the author wrote."""

    line: int
    column: int
    end_line: int
    end_column: int
    """Exclusive, as is the end of a finding."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem with all that is known of it."""

    problem: Problem
    end_line: int = 0
    """Line of the end; 0 when it is not known."""
    end_column: int = 0
    """Column after the last character at fault; 0 for the end of the line."""
    marked: str = ""
    """The text at fault."""
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()
    """Empty when only the author can mend it."""


def sorted_findings(found: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of their problems, each problem once."""
    by_problem: dict[Problem, Finding] = {}
    for each in found:
        by_problem.setdefault(each.problem, each)
    return [by_problem[problem] for problem in in_order(by_problem)]


def severe(found: Iterable[Finding], severities: Mapping[str, str]) -> Iterator[Finding]:
    """The findings with the site's own severities; codes set to `off` fall away."""
    for each in found:
        for problem in with_severities([each.problem], severities):
            yield each if problem is each.problem else replace(each, problem=problem)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with these edits; of two that overlap, the first alone."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda e: (e.line, e.column)):
        start = min(starts[edit.line - 1] + edit.column - 1, len(text))
        end = min(starts[edit.end_line - 1] + edit.end_column - 1, len(text))
        if start >= done:
            pieces += [text[done:start], edit.text]
            done = end
    return "".join([*pieces, text[done:]])
