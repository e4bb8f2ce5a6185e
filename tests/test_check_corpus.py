"""The rules of the content check over a labelled corpus, half of it clean: `make bench-check` prints the same numbers."""

from __future__ import annotations

import pytest

from check_corpus import Score, corpus, scores
from kawara.check.table import CHECKS

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


GENERATED = tuple(CHECKS)[: tuple(CHECKS).index("reading-time") + 1]
"""The rules for what generating and pasting leave, which stand first in the table."""


@pytest.mark.parametrize("code", GENERATED)
def test_each_rule_is_precise_and_finds_nearly_all(code: str, told: dict[str, Score]) -> None:
    """Precision 0.98, recall 0.9, over a dozen faults or more."""
    score = told[code]
    assert len(score.right) + len(score.missed) >= FEWEST
    assert score.precision >= 0.98, sorted(score.wrong)
    assert score.recall >= 0.9, sorted(score.missed)
