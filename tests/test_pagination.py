"""Lists cut into pages, so that no post is lost and, with fixed blocks, no page moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.config import Pagination
from kawara.site.pagination import newer, numbers, older, span, turned

FIXED, NEWEST = Pagination(per_page=10), Pagination(per_page=10, order="newest")

settings_of = st.builds(Pagination, st.integers(1, 30), st.sampled_from(["fixed", "newest"]))
totals = st.integers(0, 500)


@pytest.mark.parametrize(
    ("total", "settings", "expected"),
    [
        pytest.param(0, FIXED, {0: (0, 0)}, id="nothing"),
        pytest.param(10, FIXED, {0: (0, 10)}, id="just full"),
        pytest.param(11, FIXED, {0: (0, 10), 1: (1, 11)}, id="one more: the ten oldest make block 1"),
        pytest.param(20, FIXED, {0: (0, 10), 1: (10, 20)}, id="two full pages"),
        pytest.param(21, FIXED, {0: (0, 10), 1: (11, 21), 2: (1, 11)}, id="block 2 begins to show"),
        pytest.param(11, NEWEST, {0: (0, 10), 2: (10, 11)}, id="newest: page 2 holds the rest"),
        pytest.param(30, NEWEST, {0: (0, 10), 2: (10, 20), 3: (20, 30)}, id="newest: three full pages"),
    ],
)
def test_what_each_page_shows(total: int, settings: Pagination, expected: dict[int, tuple[int, int]]) -> None:
    """First page: the newest; fixed blocks are whole and counted from the oldest; `newest` goes on where page 1 ends."""
    assert {number: span(total, number, settings) for number in (0, *numbers(total, settings))} == expected


@given(total=totals, settings=settings_of)
def test_every_post_is_on_some_page(total: int, settings: Pagination) -> None:
    """No post falls between two pages."""
    shown = {post for number in (0, *numbers(total, settings)) for post in range(*span(total, number, settings))}
    assert shown == set(range(total))


@given(total=totals, settings=settings_of, more=st.integers(1, 60))
def test_fixed_blocks_outlive_new_posts(total: int, settings: Pagination, more: int) -> None:
    """Counted from the oldest post, a numbered page shows the same posts whatever is written later."""
    fixed = Pagination(settings.per_page)
    for number in numbers(total, fixed):
        start, stop = span(total, number, fixed)
        later = span(total + more, number, fixed)
        assert (total - stop, total - start) == (total + more - later[1], total + more - later[0])
        assert stop - start == fixed.per_page


@given(total=totals, settings=settings_of)
def test_following_older_visits_every_page(total: int, settings: Pagination) -> None:
    """From the first page on, `older` leads through all pages once, each time to the next older post, and `newer` back."""
    at: int | None = 0
    seen: list[int] = []
    while at is not None:
        seen.append(at)
        following = older(total, at, settings)
        if following is not None:
            assert newer(total, following, settings) == at
            assert (
                span(total, following, settings)[0]
                <= span(total, at, settings)[1]
                < span(total, following, settings)[1]
            )
        at = following
    assert sorted(seen) == sorted((0, *numbers(total, settings)))


@given(total=totals, more=st.integers(0, 40), settings=settings_of)
def test_what_is_told_to_have_turned_is_all_that_has(total: int, more: int, settings: Pagination) -> None:
    """A page that is not told is one that was there, with the same pages before it and after it."""

    def pages(count: int) -> dict[int, tuple[int | None, int | None]]:
        return {at: (newer(count, at, settings), older(count, at, settings)) for at in (0, *numbers(count, settings))}

    old, now = pages(total), pages(total + more)
    assert turned(total, total + more, settings) == {at for at, around in now.items() if old.get(at) != around}


@pytest.mark.parametrize("number", [-1, 1, 3, 99])
def test_a_number_that_is_none_shows_nothing(number: int) -> None:
    """What an edit leaves behind as a question is answered with nothing, not with an error."""
    assert span(20, number, NEWEST) == (0, 0)
