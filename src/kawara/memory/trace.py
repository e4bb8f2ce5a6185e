"""Verifying traces: what each result asked for, and what it was told. Knows no word of blogs.

Law 1: a result is fresh when every question it asked still has the answer, by digest, that it was given. Nothing else
counts. (The rule is `verifyVT` of Mokhov, Mitchell and Peyton Jones, «Build systems à la carte», 2018.)
Law 2: within one build a question has one answer. So digests stand beside the questions, once, and a result holds only the
numbers of its questions.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Question = tuple[str | int, ...]
"""A name, then the arguments: plain values, so that it can be kept as JSON."""


@dataclass(slots=True)
class Traces:
    """The traces of one build."""

    questions: list[Question] = field(default_factory=list)
    """Every question that any result asked, each once."""
    digests: list[str] = field(default_factory=list)
    """The digest of the answer to each question."""
    results: dict[str, array[int]] = field(default_factory=dict)
    """Name of the result → numbers of the questions it asked, in the order in which it asked."""


@dataclass(slots=True)
class Asked:
    """What results ask, gathered while they are made."""

    numbers: dict[Question, int] = field(default_factory=dict)
    """Each question that any of them asked → its number, in the order in which they came up."""
    results: dict[str, array[int]] = field(default_factory=dict)
    """Name of the result → numbers of the questions it asked, each once, in the order in which it asked."""

    def note(self, name: str, questions: Iterable[Question]) -> None:
        """What one result asked."""
        numbers = self.numbers
        self.results[name] = array("I", [numbers.setdefault(one, len(numbers)) for one in dict.fromkeys(questions)])

    def add(self, more: Asked) -> None:
        """What others asked, who counted for themselves."""
        numbers = self.numbers
        places = [numbers.setdefault(question, len(numbers)) for question in more.numbers]
        for name, asked in more.results.items():
            self.results[name] = array("I", map(places.__getitem__, asked))


def moved(traces: Traces, answer: Callable[[Question], str]) -> set[int]:
    """The numbers of the questions whose answer has another digest now. Each question is answered once."""
    pairs = enumerate(zip(map(answer, traces.questions), traces.digests, strict=True))
    return {number for number, (now, digest) in pairs if now != digest}


def stale(traces: Traces, changed: set[int]) -> Iterator[str]:
    """The results that asked one of the changed questions."""
    return (name for name, asked in traces.results.items() if not changed.isdisjoint(asked))


def reasons(traces: Traces, name: str, changed: set[int]) -> list[Question]:
    """The changed questions that a result asked, in the order in which it asked them."""
    return [traces.questions[number] for number in traces.results.get(name, ()) if number in changed]


def followers(traces: Traces, question: Question) -> list[str]:
    """The results that asked a question."""
    if question not in traces.questions:
        return []
    number = traces.questions.index(question)
    return [name for name, asked in traces.results.items() if number in asked]


def record(old: Traces, new: Asked, keep: Iterable[str], answer: Callable[[Question], str]) -> Traces:
    """The traces after a build: those of the results just made, and of the old ones that are kept as they are.

    `answer` gives the digest of a question's present answer; questions that nobody asks any more fall away.
    """
    both = Asked(
        dict(zip(old.questions, range(len(old.questions)), strict=True)), {name: old.results[name] for name in keep}
    )
    both.add(new)
    questions, results = tidied(list(both.numbers), both.results)
    return Traces(questions, [answer(question) for question in questions], results)


Amendment = Sequence[tuple[Question, str]]
"""What a result asked, with the digests of the answers."""


def amended(traces: Traces, amendments: Iterable[tuple[str, Amendment]]) -> Traces:
    """The traces with these results in the place of those of the same name. Takes the traces over.

    Whoever asked a question whose answer has moved must be among them: a question has one answer.
    """
    numbers = dict(zip(traces.questions, range(len(traces.questions)), strict=True))
    for name, rows in amendments:
        for question, digest in rows:
            if numbers.setdefault(question, len(numbers)) == len(traces.questions):
                traces.questions.append(question)
                traces.digests.append(digest)
            traces.digests[numbers[question]] = digest
        traces.results[name] = array("I", [numbers[question] for question, _ in rows])
    return traces


def tidied(questions: list[Question], results: dict[str, array[int]]) -> tuple[list[Question], dict[str, array[int]]]:
    """The same without the questions that no result asked."""
    used = set[int]().union(*results.values())
    if len(used) == len(questions):
        return questions, results
    order = sorted(used)
    new = dict(zip(order, range(len(order)), strict=True))
    moved_down = {name: array("I", [new[number] for number in asked]) for name, asked in results.items()}
    return [questions[number] for number in order], moved_down
