"""What the rules found in texts, kept until the texts, the rules or what they are asked for change: a second check reads nothing again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import Any

from kawara.base.digest import digest_value
from kawara.base.findings import Edit, Finding, Related
from kawara.base.problems import Problem
from kawara.build.recall import Memory
from kawara.check.passages import Print
from kawara.memory.records import problem_values, to_json

STATE = "looked"
"""Under which name the memory keeps it, text by text."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one text came to."""

    findings: tuple[Finding, ...]
    prints: tuple[Print, ...]
    words: Mapping[str, int] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    """What its links may name, where a rule asks."""


def key_of(memo: bytes, asked: Iterable[str]) -> str:
    """What a look depends on: the memo of the text, which holds text, code and settings, and the rules that the site asks for."""
    return digest_value([memo.hex(), sorted(asked)])


def looked_before(memory: Memory, keys: Mapping[str, str]) -> dict[str, Looked]:
    """What is known of texts that are as they were. `keys`: path of a text → key of its look."""
    known: dict[str, Looked] = {}
    for path, data in memory.cache.items(STATE):
        try:
            key, *values = json.loads(data)
            if keys.get(path) == key:
                known[path] = decoded(path, values)
        except (ValueError, TypeError):  # as if it had never been
            continue
    return known


def keep(memory: Memory, keys: Mapping[str, str], new: Mapping[str, Looked]) -> None:
    """Keep what is new, and forget texts that are gone."""
    gone = [path for path in memory.cache.names(STATE) if path not in keys]
    memory.cache.exchange(STATE, ((path, encoded(keys[path], one)) for path, one in new.items()), gone)


def encoded(key: str, one: Looked) -> bytes:
    """A look as it is kept."""
    prints = [each[1:] for each in one.prints]
    lines = {
        source: number for number, source in enumerate(dict.fromkeys(each.problem.source for each in one.findings))
    }
    findings = [[*plain(each), lines[each.problem.source]] for each in one.findings]
    return to_json([key, list(lines), findings, prints, one.words, one.targets])


def plain(each: Finding) -> list[Any]:
    """A finding as plain values, without its line: one line may have thousands, and may be long."""
    related, edits = [astuple(one) for one in each.related], [astuple(one) for one in each.edits]
    values = problem_values(replace(each.problem, source=""))
    return [values, each.end_line, each.end_column, each.marked, related, edits]


def decoded(path: str, values: list[Any]) -> Looked:
    """A look out of :func:`encoded`. Raises ValueError and TypeError for anything else."""
    lines, findings, prints, words, targets = values
    passages = (
        Print(path, line, end, weight, tuple((digest, size) for digest, size in sentences))
        for line, end, weight, sentences in prints
    )
    return Looked(tuple(finding(each, lines) for each in findings), tuple(passages), words, tuple(targets))


def finding(values: list[Any], lines: list[str]) -> Finding:
    """A finding out of :func:`plain`, and the number of its line among these."""
    fault, end_line, end_column, marked, related, edits, number = values
    places = tuple(Related(*one) for one in related)
    return Finding(
        replace(Problem(*fault), source=lines[number]),
        end_line,
        end_column,
        marked,
        places,
        tuple(Edit(*one) for one in edits),
    )
