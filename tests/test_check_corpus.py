"""The rules of the content check over a labelled corpus, half of it clean: `make bench-check` prints the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from check_corpus import Score, corpus, scores, written
from checking import checked
from kawara.check.table import CHECKS
from sites import write

FEWEST = 12
"""Labelled faults of each rule."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """The scores, taken once."""
    return scores(tmp_path_factory.mktemp("corpus"))


def test_the_corpus_is_large_and_half_of_it_clean() -> None:
    """Three hundred posts and more, in both languages, every other without a fault."""
    posts = list(corpus())
    assert len(posts) >= 300
    assert all(bool(post.faults) == (number % 2 == 1) for number, post in enumerate(posts))
    assert 100 < sum(any("ぁ" <= character <= "ん" for character in post.text) for post in posts) < len(posts) - 100


def test_many_posts_are_written_by_hand_and_half_of_them_clean() -> None:
    """What word lists do not come upon: texts about such faults, refrains, letters, talks, and faults that hide well."""
    posts = list(written())
    clean = [post for post in posts if not post.faults]
    assert len(posts) >= 90
    assert len(clean) * 2 >= len(posts)
    assert {post.name.partition("-")[0] for post in clean} == {"clean"}
    assert all(sum(f"-{lang}-" in post.name for post in clean) >= 20 for lang in ("ja", "en"))


def test_nothing_of_any_severity_is_told_of_the_clean_ones_but_what_is_named(tmp_path: Path) -> None:
    """No other rule finds fault with them either."""
    for post in written():
        if not post.faults:
            write(tmp_path, f"content/posts/{post.name}", post.text)
    assert [each.problem for each in checked(tmp_path) if each.problem.code in CHECKS] == []


GENERATED = tuple(CHECKS)[: tuple(CHECKS).index("reading-time") + 1]
"""The rules for what generating and pasting leave, which stand first in the table."""


@pytest.mark.parametrize("code", GENERATED)
def test_each_rule_is_precise_and_finds_nearly_all(code: str, told: dict[str, Score]) -> None:
    """Precision 0.98, recall 0.9, over a dozen faults or more."""
    score = told[code]
    assert len(score.right) + len(score.missed) >= FEWEST
    assert score.precision >= 0.98, sorted(score.wrong)
    assert score.recall >= 0.9, sorted(score.missed)
