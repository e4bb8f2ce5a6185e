"""Findings for people and machines: text with carets, JSON, GitHub's annotations, SARIF and JUnit.

Every form agrees on path, line, column, code, severity and text; the names in the JSON are part of the stable surface
(docs/commands.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from kawara.base.findings import Finding, Related
from kawara.base.problems import annotation, as_fields, block, one_line, painted, unpainted, visible
from kawara.base.rules import RULES

VERSION = 1
"""Of the JSON: it grows when a field is taken away or means something else."""


def text_report(found: Sequence[Finding], *, color: bool = False) -> str:
    """For people: each finding with its line, carets under what is at fault, and the other places it is about."""
    paint = painted if color else unpainted
    return "\n\n".join(
        block(each.problem, paint, marked=each.marked, notes=[_note(each, other) for other in each.related])
        for each in found
    )


def json_report(found: Sequence[Finding]) -> str:
    """One JSON object with `version` and `problems`, in ASCII for any terminal."""
    return json.dumps({"version": VERSION, "problems": [as_plain(each) for each in found]}, indent=2)


def github_report(found: Sequence[Finding]) -> str:
    """Workflow commands of GitHub Actions."""
    return "\n".join(annotation(each.problem, each.end_line, each.end_column) for each in found)


def sarif_report(found: Sequence[Finding]) -> str:
    """SARIF 2.1.0 (OASIS), as code hosts read it."""
    codes = sorted({each.problem.code for each in found})
    rules = [
        {"id": code, "shortDescription": {"text": RULES[code].title}, "help": {"text": RULES[code].mend}}
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "kawara", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(each, codes.index(each.problem.code)) for each in found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


def junit_report(found: Sequence[Finding]) -> str:
    """JUnit's XML: a test case for each finding, in a suite for each file; one that passes when nothing was found."""
    files: dict[str, list[Finding]] = {}
    for each in found:
        files.setdefault(each.problem.path, []).append(each)
    failures = sum(each.problem.severity == "error" for each in found)
    suites = [*_suites(files)] or [
        '  <testsuite name="kawara" tests="1" failures="0"><testcase name="check"/></testsuite>'
    ]
    head = f'<testsuites name="kawara check" tests="{max(1, len(found))}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"])


REPORTS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
    "junit": junit_report,
}
"""Every form in which findings are told."""


def as_plain(each: Finding) -> dict[str, Any]:
    """One finding as plain values."""
    related = [{"path": other.path, "line": other.line, "text": other.text} for other in each.related]
    ends = {"end_line": each.end_line, "end_column": each.end_column}
    return as_fields(each.problem) | ends | {"fixable": bool(each.edits), "related": related}


def _note(each: Finding, other: Related) -> str:
    here = f"line {other.line}" if other.path == each.problem.path else f"{other.path}:{other.line}"
    return f"{here}: {other.text}"


_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def _sarif_result(each: Finding, index: int) -> dict[str, Any]:
    problem = each.problem
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.text}\n{problem.hint}" if problem.hint else problem.text},
    }
    if problem.path:
        result["locations"] = [_location(problem.path, _region(each))]
    if each.related:
        result["relatedLocations"] = [
            _location(other.path, {"startLine": max(1, other.line)}) | {"id": number, "message": {"text": other.text}}
            for number, other in enumerate(each.related)
        ]
    return result


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
    return {"physicalLocation": where | ({"region": region} if region else {})}


def _region(each: Finding) -> dict[str, int]:
    problem = each.problem
    known = {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endLine": each.end_line,
        "endColumn": each.end_column,
    }
    return {name: value for name, value in known.items() if value} if problem.line else {}


def _suites(files: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    for path, found in files.items():
        failures = sum(each.problem.severity == "error" for each in found)
        yield f'  <testsuite name={_attribute(path or "kawara")} tests="{len(found)}" failures="{failures}">'
        yield from map(_case, found)
        yield "  </testsuite>"


def _case(each: Finding) -> str:
    problem = each.problem
    name = _attribute(f"{problem.code}: {problem.text}")
    head = f'    <testcase name={name} classname={_attribute(problem.path or "kawara")} line="{problem.line}">'
    kind = "failure" if problem.severity == "error" else "system-out"
    if kind == "failure":
        return f"{head}<failure type={_attribute(problem.code)} message={_attribute(one_line(problem))}/></testcase>"
    return f"{head}<system-out>{_attribute(one_line(problem))[1:-1]}</system-out></testcase>"


def _attribute(text: str) -> str:
    return quoteattr(visible(text), {'"': "&quot;"})


def counted(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are, by severity."""
    numbers = dict.fromkeys(("error", "warning", "note"), 0)
    for each in found:
        numbers[each.problem.severity] += 1
    return numbers
