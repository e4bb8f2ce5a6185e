"""Verifying traces: a result is fresh exactly when every answer it read is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from kawara.memory.filed import decode, encode
from kawara.memory.trace import Asked, Question, Traces, followers, moved, reasons, record, stale

ASKED: dict[str, list[Question]] = {
    "posts/a/index.html": [("post", "a"), ("body", "a"), ("setting", "title")],
    "index.html": [("block", "home", "", "", 0), ("setting", "title")],
}


def answers(**changed: str) -> dict[Question, str]:
    """A digest for every question of ASKED, with some changed."""
    table = {
        question: f"{n:032x}" for n, question in enumerate(dict.fromkeys(q for asked in ASKED.values() for q in asked))
    }
    return table | {question: changed[str(question[0])] for question in table if question[0] in changed}


def gathered(results: Mapping[str, Iterable[Question]]) -> Asked:
    """What these results ask."""
    asked = Asked()
    for name, questions in results.items():
        asked.note(name, questions)
    return asked


def made() -> Traces:
    """The traces of a build of ASKED."""
    return record(Traces(), gathered(ASKED), [], answers().__getitem__)


def test_it_does_not_matter_who_gathers() -> None:
    """Each result gathered by somebody else, and put together afterwards, comes to the same."""
    together = Asked()
    for name, questions in ASKED.items():
        together.add(gathered({name: questions}))

    assert together == gathered(ASKED)


def test_nothing_moved_nothing_is_stale() -> None:
    """With the same answers every result is fresh."""
    assert moved(made(), answers().__getitem__) == set()


def test_only_the_readers_of_a_changed_answer_are_stale() -> None:
    """A body that changed makes its own page stale, not the list beside it."""
    changed = moved(made(), answers(body="0" * 32).__getitem__)

    assert list(stale(made(), changed)) == ["posts/a/index.html"]
    assert reasons(made(), "posts/a/index.html", changed) == [("body", "a")]


def test_a_question_everyone_asked_makes_all_stale() -> None:
    """A changed setting reaches every page that read it."""
    assert set(stale(made(), moved(made(), answers(setting="0" * 32).__getitem__))) == set(ASKED)


def test_each_question_is_answered_once() -> None:
    """Verification costs one answer a question, however many results asked it."""
    calls: list[Question] = []

    def answer(question: Question) -> str:
        calls.append(question)
        return ""

    moved(made(), answer)

    assert len(calls) == len(set(calls)) == 4


def test_kept_results_keep_their_questions_and_the_others_fall_away() -> None:
    """After a build that made one result anew and dropped another, only what is still asked stands in the table."""
    again = record(made(), gathered({"new.html": [("post", "b")]}), ["index.html"], lambda _question: "1" * 32)

    assert set(again.results) == {"index.html", "new.html"}
    assert set(again.questions) == {("block", "home", "", "", 0), ("setting", "title"), ("post", "b")}


def test_followers_are_those_who_asked() -> None:
    """The inverse of a trace."""
    assert followers(made(), ("setting", "title")) == list(ASKED)
    assert followers(made(), ("setting", "nothing")) == []


questions = st.tuples(st.text(max_size=5), st.text(max_size=5) | st.integers(0, 9))


names = st.text(st.characters(exclude_characters="\0"), max_size=8)  # results are paths, and no path holds a NUL


@given(st.dictionaries(names, st.lists(questions, max_size=6), max_size=6))
def test_traces_survive_being_kept(asked: dict[str, list[Question]]) -> None:
    """What is encoded is decoded, whatever was asked."""
    traces = record(Traces(), gathered(asked), [], lambda question: f"{abs(hash(question)) % 16**32:032x}")

    assert decode(encode(traces)) == traces
