"""Related posts: who they are, that they are the same each time, and that one post more moves few of them."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from kawara.config import Config
from kawara.model import Post
from kawara.renderer.wording import signs_of, wording
from kawara.site.related import ALIKE, around, likeness, rarity
from kawara.site.site import Site
from making import a_page, a_post, a_site
from sites import lay, made, page, told, write

WORDS = "plum river paper wood block news sheet print city spring summer autumn winter garden bridge".split()  # noqa: SIM905  a list of words


def blog(size: int) -> list[Post]:
    """Posts with one tag to four, some of them rare, and titles made of a few words."""
    dice = random.Random(7)  # noqa: S311  the same blog each time
    return [
        a_post(
            f"content/posts/p{number:04}.md",
            f"{2000 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}",
            title=" ".join(dice.sample(WORDS, 3)),
            excerpt=" ".join(dice.choices(WORDS, k=12)),
            tags=[f"t{int(dice.random() ** 3 * 60)}" for _ in range(dice.randint(0, 4))],
        )
        for number in range(size)
    ]


def related(site: Site, path: str) -> list[str]:
    """The paths of what is related to a post."""
    return [post.path for post in site.related(path, wording)]


def all_related(posts: Sequence[Post]) -> dict[str, list[str]]:
    """Path → what is related to it, of all posts of a blog."""
    site = a_site(*posts)
    return {post.path: related(site, post.path) for post in posts}


def test_a_rare_term_counts_more_than_a_common_one() -> None:
    """However near the posts are that share the common one."""
    far = a_post("content/posts/far.md", "2020-01-01", tags=["loom"])
    crowd = [a_post(f"content/posts/c{day}.md", f"2025-01-{day:02}", tags=["life"]) for day in range(1, 29)]
    one = a_post("content/posts/one.md", "2025-01-15", tags=["life", "loom"])
    assert related(a_site(far, *crowd, one), one.path)[0] == far.path


def test_among_equals_those_come_first_that_are_worded_alike() -> None:
    """In Japanese by pairs of characters: no word has to be told from its neighbour."""
    titles = {"a": "梅の木の剪定", "b": "台所の道具", "c": "梅の木を植える"}
    posts = [
        a_post(f"content/posts/{name}.md", f"2025-01-0{at}", title=title, tags=["庭"])
        for at, (name, title) in enumerate(titles.items(), 1)
    ]
    assert related(a_site(*posts), "content/posts/a.md") == ["content/posts/c.md", "content/posts/b.md"]


def test_a_post_without_common_terms_is_related_by_its_wording_alone() -> None:
    """And to nothing where that has little in common."""
    one = a_post("content/posts/one.md", "2025-01-01", title="Printing with wooden blocks")
    two = a_post("content/posts/two.md", "2025-01-09", title="Wooden blocks for printing news")
    other = a_post("content/posts/other.md", "2025-01-05", title="Breakfast")
    site = a_site(one, two, other)
    assert related(site, one.path) == [two.path]
    assert related(site, other.path) == []


def test_relations_stay_within_an_edition_and_pages_have_none() -> None:
    """A translation is no related post, and neither is the post itself."""
    posts = [a_post(f"content/posts/{name}.md", tags=["x"], title="Same") for name in ("a", "a.en", "b", "b.en")]
    site = a_site(*posts, a_page(tags=["x"], title="Same"), config=Config(language="ja"))
    assert related(site, "content/posts/a.md") == ["content/posts/b.md"]
    assert related(site, "content/posts/a.en.md") == ["content/posts/b.en.md"]
    assert related(site, "content/about.md") == related(site, "content/gone.md") == []


def test_parts_of_one_series_are_not_told_of_twice() -> None:
    """The box of the series leads to them; another post with the same tag is related."""
    posts = [
        a_post(f"content/posts/{name}.md", f"2025-01-0{day}", tags=["x"], **({"series": ["s"]} if day < 3 else {}))
        for day, name in enumerate("abc", 1)
    ]
    assert related(a_site(*posts), "content/posts/a.md") == ["content/posts/c.md"]
    assert related(a_site(*posts), "content/posts/c.md") == ["content/posts/b.md", "content/posts/a.md"]


def test_a_part_of_two_series_is_not_told_of_the_others_of_either() -> None:
    """Also where the two share parts."""
    series = {"a": ["s", "t"], "b": ["s"], "c": ["t"], "d": ["s", "t"], "e": []}
    posts = [
        a_post(f"content/posts/{name}.md", f"2025-01-0{day}", tags=["x"], series=of)
        for day, (name, of) in enumerate(series.items(), 1)
    ]
    site = a_site(*posts)
    assert related(site, "content/posts/a.md") == ["content/posts/e.md"]
    assert related(site, "content/posts/b.md") == ["content/posts/c.md", "content/posts/e.md"]


def test_relations_within_a_series_are_linear() -> None:
    """Four times the parts take four times the calls, all of them asked for their relations: no part looks at all others."""

    def calls(parts: int) -> int:
        site = a_site(*(a_post(f"content/posts/{n}.md", tags=["x"], series=["s"]) for n in range(parts)))
        counted = Counter[str]()
        sys.setprofile(lambda _frame, event, _argument: counted.update((event,)))
        try:
            for post in site.posts():
                site.related(post.path, wording)
        finally:
            sys.setprofile(None)
        return counted.total()

    assert calls(800) < 4.2 * calls(200)


def test_the_order_of_loading_makes_no_difference() -> None:
    """Nor does asking in another order."""
    posts = blog(120)
    assert all_related(posts) == all_related(posts[::-1])


def test_one_post_more_moves_few() -> None:
    """Of three hundred posts with relations, no more than those it stands beside in its lists."""
    posts = blog(300)
    new = a_post("content/posts/new.md", "2024-01-01", title="plum river", tags=["t0", "t1", "t7"])
    before, after = all_related(posts), all_related([*posts, new])
    near = set(a_site(*posts, new).relations.near(new))
    moved = {path for path, found in before.items() if after[path] != found}
    assert sum(map(bool, before.values())) > 200
    assert moved <= near
    assert len(near) < 60


def test_whatever_is_related_to_a_post_is_near_it() -> None:
    """From both sides: so the posts near one that has changed are all whose relations can have moved."""
    posts = blog(150)
    site = a_site(*posts)
    near = {post.path: set(site.relations.near(post)) for post in posts}
    assert all(path in near[post.path] for post in posts for path in related(site, post.path))
    assert all(path in near[other] for path, others in near.items() for other in others)


def test_rarity_moves_when_the_number_has_doubled() -> None:
    """Not with each post."""
    assert [rarity(posts) for posts in (2, 3, 4, 7, 8, 1023, 1024)] == [11, 11, 10, 10, 9, 3, 2]
    assert rarity(1_000_000) == 1


def test_likeness_is_a_share() -> None:
    """Of all bits: from none to the whole weight."""
    assert (likeness(0, 0), likeness(0b11, 0b1100), likeness(0b111, 0b111)) == (0, 0, ALIKE)
    assert likeness(0b1111, 0b11) == 2 * ALIKE * 2 // 6


def test_what_stands_around_a_number_in_a_list() -> None:
    """So many to each side, fewer at the ends."""
    column = [1, 4, 6, 9, 12]
    assert [around(column, number, 1) for number in (1, 6, 12)] == [[1, 4], [4, 6, 9], [9, 12]]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("The Printed sheet", {"printe", "sheet"}),
        ("梅の木です", {"梅の", "木で"}),
        ("これはその", set()),
        ("Pythonで書く", {"python", "書く"}),
        ("カメラ", {"カメ", "メラ"}),
        ("", set()),
    ],
)
def test_what_a_text_says(text: str, signs: set[str]) -> None:
    """Pairs with something else than hiragana in front, and the beginnings of longer words."""
    assert signs_of(text) == signs


SITE = """
-- kawara.yml --
language: en
-- content/posts/a.md --
---
title: Plum trees
date: 2026-01-01
tags: [garden]
---
First.
-- content/posts/b.md --
---
title: Plum wine
date: 2026-01-02
tags: [garden]
---
Second.
-- content/posts/c.md --
---
title: Rain
date: 2026-01-03
---
Third.
"""


def test_a_page_names_related_posts(tmp_path: Path) -> None:
    """With title and date; a post that has none has no such part, and `related: 0` takes it from all."""
    made(lay(tmp_path, SITE))
    assert '<h2 id="theme:related">Related posts</h2>' in page(tmp_path, "posts/a/index.html")
    assert '<li><a href="/posts/b/">Plum wine</a> <time datetime="2026-01-02' in page(tmp_path, "posts/a/index.html")
    assert "Related" not in page(tmp_path, "posts/c/index.html")
    write(tmp_path, "kawara.yml", "language: en\nrelated: 0\n")
    assert made(tmp_path).rendered >= 3
    assert "Related" not in page(tmp_path, "posts/a/index.html")


def test_a_number_below_nothing_is_an_error(tmp_path: Path) -> None:
    """With its place."""
    write(lay(tmp_path, SITE), "kawara.yml", "related: -1\n")
    assert told(made(tmp_path)) == ["kawara.yml:1:10: error[config]"]


def test_no_more_than_wanted_are_named() -> None:
    """As many as the setting says."""
    posts = blog(60)
    site = a_site(*posts, config=Config(related=1))
    assert {len(related(site, post.path)) for post in posts} == {1}
