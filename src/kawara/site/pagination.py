"""Lists cut into pages.

`fixed`: the first page shows the newest posts, and numbered pages are whole blocks counted from the oldest post, so that
a new post leaves them as they are and a link to page 7 stays true. `newest`: page 2 follows page 1, as is usual.
"""

from __future__ import annotations

from kawara.config import Pagination


def numbers(total: int, settings: Pagination) -> range:
    """The numbers of the pages after the first of a list of so many posts; empty when the first page shows all."""
    more = -(-(total - settings.per_page) // settings.per_page)
    if more < 1:
        return range(0)
    return range(2, more + 2) if settings.order == "newest" else range(1, more + 1)


def span(total: int, number: int, settings: Pagination) -> tuple[int, int]:
    """Start and stop of what a page shows of a list that is newest first. Number 0 is the first page.

    A number past the last page, as an edit may leave behind, shows nothing: `(0, 0)`.
    """
    size = settings.per_page
    if number == 0:
        return 0, min(size, total)
    if number not in numbers(total, settings):
        return 0, 0
    if settings.order == "newest":
        return (number - 1) * size, min(number * size, total)
    return total - number * size, total - (number - 1) * size


def turned(before: int, now: int, settings: Pagination) -> set[int]:
    """The pages of a list, 0 for the first, that are new or lead on elsewhere since it had another number of posts."""
    old = {0, *numbers(before, settings)}
    return {
        number
        for number in (0, *numbers(now, settings))
        if number not in old or turns(before, number, settings) != turns(now, number, settings)
    }


def turns(total: int, number: int, settings: Pagination) -> tuple[int | None, int | None]:
    """The numbers of the pages with newer and with older posts."""
    return newer(total, number, settings), older(total, number, settings)


def older(total: int, number: int, settings: Pagination) -> int | None:
    """The number of the page that goes on with older posts; None on the last."""
    known = numbers(total, settings)
    if number == 0:
        return known[-1 if settings.order == "fixed" else 0] if known else None
    following = number + (1 if settings.order == "newest" else -1)
    return following if following in known else None


def newer(total: int, number: int, settings: Pagination) -> int | None:
    """The number of the page before, with newer posts: 0 for the first; None on the first."""
    if number == 0:
        return None
    before = number + (-1 if settings.order == "newest" else 1)
    return before if before in numbers(total, settings) else 0
