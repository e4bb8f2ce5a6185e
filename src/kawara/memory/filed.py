"""Traces as they are kept: in columns, so that a build after an edit reads only what it needs of them.

The questions of a blog of ten thousand posts are some seventy thousand. Each is one line of JSON here, so a question is found as a
line, and what asked it by its number among packed numbers; neither is taken apart for it.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from kawara.memory.trace import Amendment, Question, Traces

NUMBER = 8
"""Bytes of a number in the head."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The traces of one build, as they lie."""

    lines: Sequence[bytes]
    """Each question as JSON."""
    digests: str
    """Those of the answers, one after the other."""
    names: Sequence[str]
    """Of the results."""
    lengths: array[int]
    """How many questions each of them asked."""
    asked: bytes
    """The numbers of these questions, packed: of one result after the other."""

    def question(self, number: int) -> Question:
        """One question."""
        return tuple(json.loads(self.lines[number]))

    def numbers(self) -> Mapping[bytes, int]:
        """Question as JSON → its number."""
        return dict(zip(self.lines, range(len(self.lines)), strict=True))

    def besides(self, names: Sequence[str]) -> list[int]:
        """The numbers of all questions but those of these names."""
        passed = tuple(f'["{name}",'.encode() for name in names)
        return [number for number, line in enumerate(self.lines) if not line.startswith(passed)]

    def named(self, name: str) -> list[int]:
        """The numbers of all questions of a name."""
        start = f'["{name}",'.encode()
        return [number for number, line in enumerate(self.lines) if line.startswith(start)]

    def digest(self, number: int) -> str:
        """The digest of the answer to one question."""
        width = len(self.digests) // len(self.lines)
        return self.digests[number * width : (number + 1) * width]


def encode(traces: Traces) -> bytes:
    """The traces as bytes for a cache."""
    columns = (
        lined(traces.questions),
        "".join(traces.digests).encode(),
        "\0".join(traces.results).encode("utf-8", "surrogatepass"),
        array("I", map(len, traces.results.values())).tobytes(),
        b"".join(map(array.tobytes, traces.results.values())),
    )
    head = (len(traces.questions), len(traces.results), *map(len, columns))
    return b"".join([*(number.to_bytes(NUMBER, "little") for number in head), *columns])


def lined(rows: Sequence[Sequence[Any]]) -> bytes:
    """Each row as JSON on a line of its own; where nothing in them looks like the end of one, encoded together."""
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    text = encoder.encode(rows)[1:-1].replace("],[", "]\n[")
    if text.count("\n") + 1 != len(rows):
        text = "\n".join(map(encoder.encode, rows))
    return text.encode("utf-8", "surrogatepass")


def filed(data: bytes) -> Filed:
    """The traces out of :func:`encode`, not taken apart. Raises ValueError for anything else."""
    size = 7 * NUMBER
    questions, results, *sizes = (int.from_bytes(data[at : at + NUMBER], "little") for at in range(0, size, NUMBER))
    ends = list(accumulate(sizes, initial=size))
    lines, digests, names, lengths, asked = (data[start:end] for start, end in pairwise(ends))
    found = Filed(
        lines.split(b"\n") if questions else (),
        digests.decode(),
        names.decode("utf-8", "surrogatepass").split("\0") if results else (),
        array("I", lengths),
        asked,
    )
    if ends[-1] != len(data) or len(found.lines) != questions or not len(found.names) == len(found.lengths) == results:
        raise ValueError("the columns differ in length")
    return found


def decode(data: bytes) -> Traces:
    """The traces out of :func:`encode`. Raises ValueError for anything else."""
    found = filed(data)
    width = len(found.digests) // len(found.lines) if found.lines else 1
    numbers = array("I", found.asked)
    ends = list(accumulate(found.lengths, initial=0))
    return Traces(
        list(map(tuple, json.loads(b"[" + b",".join(found.lines) + b"]"))),
        [found.digests[at : at + width] for at in range(0, len(found.digests), width)]
        if width
        else [""] * len(found.lines),
        {name: numbers[start:end] for name, (start, end) in zip(found.names, pairwise(ends), strict=True)},
    )


Amendments = Mapping[str, Amendment]
"""Results that have been made since, with what they asked."""


def known(
    file: Filed, later: Amendments, exact: Iterable[Question], bulk: Sequence[str]
) -> Iterator[tuple[Question, str]]:
    """Questions with the digest of their last answer: these, and all whose names are not in `bulk`.

    `bulk`: names of questions that are asked with arguments; all of that name together are too many to be looked at.
    """
    numbers = file.numbers()
    wanted = dict.fromkeys(exact)
    newer = {question: digest for rows in later.values() for question, digest in rows}
    named = ((question, numbers.get(lined([question]))) for question in wanted)
    found = {number: question for question, number in named if number is not None}
    found |= {number: file.question(number) for number in file.besides(bulk) if number not in found}
    yield from ((question, file.digest(number)) for number, question in found.items() if question not in newer)
    yield from (
        (question, digest) for question, digest in newer.items() if question in wanted or question[0] not in bulk
    )


def of_name(file: Filed, later: Amendments, name: str) -> dict[Question, str]:
    """All questions of a name with the digest of their last answer."""
    newer = (row for rows in later.values() for row in rows if row[0][0] == name)
    return {**{file.question(number): file.digest(number) for number in file.named(name)}, **dict(newer)}


def askers(file: Filed, later: Amendments, changed: Sequence[Question]) -> Traces:
    """Traces of those results alone that asked one of these questions, and of what they asked these questions alone."""
    places = {question: number for number, question in enumerate(changed)}
    results: dict[str, dict[int, None]] = {}
    for _, name, question in sorted(_asked(file, changed)):
        if name not in later:
            results.setdefault(name, {})[places[question]] = None
    for name, rows in later.items():
        if own := [places[question] for question, _ in rows if question in places]:
            results[name] = dict.fromkeys(own)
    return Traces(list(changed), [""] * len(changed), {name: array("I", own) for name, own in results.items()})


def _asked(file: Filed, changed: Iterable[Question]) -> Iterator[tuple[int, str, Question]]:
    """When which result asked which of these questions, as they were at first."""
    wanted = {lined([question]): question for question in changed}
    ends, numbers = list(accumulate(file.lengths)), file.numbers()
    for line in wanted.keys() & numbers.keys():
        places = _places(file.asked, numbers[line])
        yield from ((at, file.names[bisect_right(ends, at)], wanted[line]) for at in places)


def _places(packed: bytes, number: int) -> Iterator[int]:
    """Where a number stands among packed ones."""
    pattern = array("I", [number]).tobytes()
    at = packed.find(pattern)
    while at >= 0:
        if at % len(pattern) == 0:
            yield at // len(pattern)
        at = packed.find(pattern, at + 1)
