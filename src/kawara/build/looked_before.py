"""What the rules found in texts, kept until the texts, the rules or what they are asked for change: a second check reads nothing again."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from kawara.base.digest import digest_value
from kawara.base.findings import Edit, Finding, Related
from kawara.base.problems import Problem
from kawara.build.recall import Memory
from kawara.check.passages import NO_PRINTS, Prints
from kawara.memory.records import problem_values, to_json

STATE = "looked"
"""Under which name the memory keeps it, text by text."""
LINE = b"\n"
"""Between the key of a look, its JSON, and its packed numbers. JSON without spaces has no such byte."""
SOURCE_AT = [one.name for one in fields(Problem)].index("source")
related_values = attrgetter(*(one.name for one in fields(Related)))
edit_values = attrgetter(*(one.name for one in fields(Edit)))


@dataclass(frozen=True, slots=True)
class Looked:
    """What one text came to."""

    findings: tuple[Finding, ...] = ()
    prints: Prints = NO_PRINTS
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
        key, _, look = data.partition(LINE)
        try:
            if keys.get(path) == key.decode():
                known[path] = unpacked(look)
        except (ValueError, TypeError):  # as if it had never been
            continue
    return known


def keep(memory: Memory, keys: Mapping[str, str], new: Mapping[str, bytes]) -> None:
    """Keep new looks, as they are packed, and forget texts that are gone."""
    gone = [path for path in memory.cache.names(STATE) if path not in keys]
    kept = ((path, LINE.join([keys[path].encode(), look])) for path, look in new.items())
    memory.cache.exchange(STATE, kept, gone)


def packed(one: Looked) -> bytes:
    """A look as it is kept, and as it comes back from a worker."""
    lines = {
        source: number for number, source in enumerate(dict.fromkeys(each.problem.source for each in one.findings))
    }
    findings = [_plain(each, lines) for each in one.findings]
    passages, sentences = one.prints
    told = to_json([list(lines), findings, one.words, one.targets, len(passages)])
    return LINE.join([told, passages.tobytes() + sentences.tobytes()])


def _plain(each: Finding, lines: Mapping[str, int]) -> list[Any]:
    """A finding as plain values, with the number of its line: one line may have thousands, and may be long."""
    fault = list(problem_values(each.problem))
    fault[SOURCE_AT] = lines[each.problem.source]
    related, edits = [related_values(one) for one in each.related], [edit_values(one) for one in each.edits]
    return [fault, each.end_line, each.end_column, each.marked, related, edits]


def unpacked(look: bytes) -> Looked:
    """A look out of :func:`packed`. Raises ValueError and TypeError for anything else."""
    told, _, numbers = look.partition(LINE)
    lines, findings, words, targets, size = json.loads(told)
    every = array("Q", numbers)
    return Looked(
        tuple(_finding(each, lines) for each in findings), Prints(every[:size], every[size:]), words, tuple(targets)
    )


def _finding(values: list[Any], lines: list[str]) -> Finding:
    """A finding out of :func:`_plain`. Takes the list over."""
    fault, end_line, end_column, marked, related, edits = values
    fault[SOURCE_AT] = lines[fault[SOURCE_AT]]
    places, mends = tuple(Related(*one) for one in related), tuple(Edit(*one) for one in edits)
    return Finding(Problem(*fault), end_line, end_column, marked, places, mends)
