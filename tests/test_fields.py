"""Front matter becomes the fields of a post, and what is wrong with it is said."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.problems import Problem
from kawara.base.rules import RULES
from kawara.config import Config
from kawara.loader.fields import DECISIVE, FIELDS, Fields, nearest, read
from kawara.loader.front_matter import split
from kawara.model import Post, Source, Term

SOURCE = Source("content/a.md", "", "a.md", "content")


def fields(front: str) -> Fields:
    """The fields of a front matter, in Tokyo."""
    found = split(f"---\n{front}\n---\n", SOURCE.path)
    assert found.problems == ()
    return read(found.fields, SOURCE, Config(timezone="Asia/Tokyo"))


def values(front: str) -> dict[str, Any]:
    """The fields that are given, of a front matter without faults."""
    found = fields(front)
    assert found.problems == []
    return {name: value for name, value in found.values.items() if name != "extra" or value}


def only(front: str) -> Problem:
    """The one fault of a front matter."""
    (found,) = fields(front).problems
    return found


def names(terms: tuple[Term, ...]) -> list[str]:
    """Names of terms."""
    return [term.name for term in terms]


MOMENT = datetime(2025, 10, 25, 12, 54, 30, tzinfo=timezone(timedelta(hours=9)))


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ("title: 12:30", "title", "12:30"),
        ("title: 2024", "title", "2024"),
        ("title: no", "title", "no"),
        ("title: 第一章　はじめに", "title", "第一章　はじめに"),
        ("title: か\u3099く", "title", "がく"),
        ("date: 2025-10-25 12:54:30", "date", MOMENT),
        ("date: 2025年10月25日 12時54分30秒", "date", MOMENT),
        ("last_modified_at: 2025-10-25T12:54:30+09:00", "updated", MOMENT),
        ("lastmod: 2025/10/25 12:54:30", "updated", MOMENT),
        ("expiryDate: 2025-10-25T12:54:30+09:00", "expires", MOMENT),
        ("publishDate: 2025-10-25T12:54:30+09:00", "date", MOMENT),
        ("draft: true", "draft", True),
        ("published: false", "draft", True),
        ("published: true", "draft", False),
        ("draft: false\npublished: false", "draft", True),
        ("draft: true\npublished: true", "draft", True),
        ("slug: 007", "slug", "007"),
        ("slug: 静的サイト", "slug", "静的サイト"),
        ("slug: '%E9%9D%99'", "slug", "静"),
        ("permalink: /:year/:title/", "permalink", "/:year/:title/"),
        ("permalink: pretty", "permalink", "pretty"),
        ("aliases: [old, /b/, /b/]", "aliases", ("/old", "/b/")),
        ("redirect_from: /old/", "aliases", ("/old/",)),
        ("redirect_from: /a\naliases: [/b]", "aliases", ("/a", "/b")),
        ("layout: note.html", "layout", "note"),
        ("excerpt: 1.10", "excerpt", "1.10"),
        ("summary: x", "excerpt", "x"),
        ("excerpt: |\n  一行目、\n  二行目。\n", "excerpt", "一行目、二行目。"),
        ("description: x", "description", "x"),
        ("image: a/b.png", "image", "a/b.png"),
        ("image: {path: a.png, alt: x}", "image", "a.png"),
        ("reading_time: 8", "reading_time", 8),
        ("reading_time: 7.2", "reading_time", 8),
        ("part: 2", "part", 2),
        ("lang: no", "lang", "no"),
        ("lang: JA-jp", "lang", "ja-JP"),
        ("lang: zh-hant-tw", "lang", "zh-Hant-TW"),
        ("math: true", "math", True),
        ("mathjax: true", "math", True),
        ("writing: vertical", "writing", "vertical"),
        ("writing: horizontal", "writing", ""),
        ("toc: false", "toc", False),
        ("pin: true", "pin", True),
        ("id: 42", "id", "42"),
    ],
)
def test_each_key_fills_its_field(front: str, name: str, value: object) -> None:
    """Text is text as written; a date without an offset is of the site's zone; the peers' names for a key are read."""
    assert values(front) == {name: value}


@pytest.mark.parametrize(
    ("front", "name", "expected"),
    [
        ("tags: [no, on, 1.10, 2024, 12:30]", "tags", ["no", "on", "1.10", "2024", "12:30"]),
        ("tags: a, b、c,,", "tags", ["a", "b", "c"]),
        ("tags: New York, C#", "tags", ["New York", "C#"]),
        ("tags: 2024", "tags", ["2024"]),
        ("tag: a, b", "tags", ["a, b"]),
        ("category: a, b", "categories", ["a, b"]),
        ("categories:\n- [tools, git]\n- misc", "categories", ["tools/git", "misc"]),
        ("category: x\ncategories: [y, X]", "categories", ["x", "y"]),
        ("author: 清少納言", "authors", ["清少納言"]),
        ("authors: [A, B]", "authors", ["A", "B"]),
        ("series: On rain, and other things", "series", ["On rain, and other things"]),
        ("tags: [AI, b, ai, ＡＩ]", "tags", ["AI", "b"]),
        ("tags: [C, C++, C#]", "tags", ["C", "C++", "C#"]),
        ("tags: [か\u3099, が]", "tags", ["が"]),
        ("tags: []", "tags", []),
    ],
)
def test_terms_are_read_as_people_write_them(front: str, name: str, expected: list[str]) -> None:
    """A list, or a text cut at commas for keys in the plural; one term once, under its first spelling."""
    assert names(values(front)[name]) == expected


def test_terms_know_their_kind_and_folded_key() -> None:
    """The key is what makes spellings one term; the URL is for the site to give."""
    assert values("tags: [ＡＩ  ニュース]") == {"tags": (Term("tags", "ai ニュース", "ＡＩ  ニュース"),)}


@pytest.mark.parametrize("key", [key for key in FIELDS if key not in ("draft", "published")])
def test_a_key_without_a_value_is_not_given(key: str) -> None:
    """Archetypes leave keys empty."""
    assert values(f"{key}:") == {}


@pytest.mark.parametrize("key", FIELDS)
def test_every_field_is_one_of_a_post(key: str) -> None:
    """A row for a field that does not exist would end a build."""
    assert FIELDS[key].name in Post.__slots__


@pytest.mark.parametrize(
    ("front", "code", "place", "hint"),
    [
        ('draft: "false"', "type", (2, 8), "draft: false"),
        ("draft: no", "type", (2, 8), "draft: false"),
        ("draft: yes", "type", (2, 8), "draft: true"),
        ("draft: maybe", "type", (2, 8), "true or false"),
        ("draft:", "type", (2, 1), "true or false"),
        ("draft: [true]", "type", (2, 1), "true or false"),
        ("published: 2024-05-01", "type", (2, 12), "date: 2024-05-01"),
        ("published: 1", "type", (2, 12), "published: true"),
        ("toc: on", "type", (2, 6), "toc: true"),
        ("title: [a, b]", "type", (2, 1), "some text"),
        ("excerpt: {a: b}", "type", (2, 1), "some text"),
        ("image: {alt: x}", "type", (2, 1), "cover.png"),
        ("layout: ../../secret", "type", (2, 9), "layout: post"),
        ("reading_time: 8分", "type", (2, 15), "reading_time: 8"),
        ('reading_time: "8"', "type", (2, 15), "reading_time: 8"),
        ("reading_time: -1", "type", (2, 15), ""),
        ("reading_time: true", "type", (2, 15), ""),
        ("part: [1]", "type", (2, 1), ""),
        ("date: tomorrow", "date", (2, 7), "2026-11-23"),
        ("date: 2024-02-30", "date", (2, 7), "2026-11-23"),
        ("updated: 2024", "date", (2, 10), "2026-11-23"),
        ("expires: {a: b}", "date", (2, 1), "2026-11-23"),
        ("lang: ja_JP", "lang", (2, 7), "lang: ja-JP"),
        ("lang: Japanese", "lang", (2, 7), "lang: ja"),
        ("slug: a/b", "slug", (2, 7), "permalink:"),
        ("slug: ..", "slug", (2, 7), ""),
        ("slug: '%2e%2e'", "slug", (2, 7), ""),
        ("slug: a%2Fb", "slug", (2, 7), "permalink:"),
        ("slug: con", "slug", (2, 7), ""),
        ("slug: 'a.'", "slug", (2, 7), ""),
        ("permalink: /../x/", "slug", (2, 12), ""),
        ("permalink: /:yeer/", "slug", (2, 12), ""),
        ("permalink: https://example.org/x", "slug", (2, 12), "permalink: /"),
        ("aliases: [/ok, /../x]", "slug", (2, 16), ""),
        ("aliases: [https://example.org/x]", "slug", (2, 11), ""),
        ("aliases: [~]", "slug", (2, 11), "remove"),
        ("redirect_from: C:\\x", "slug", (2, 16), ""),
        ("tags: [a, ~]", "term", (2, 11), ""),
        ("tags: [a, '']", "term", (2, 11), ""),
        ("tags: [a, {b: c}]", "term", (2, 11), "quote"),
        ("tags: [[[a]]]", "term", (2, 8), ""),
        ("author: {name: X}", "term", (2, 1), ""),
        ("draf: true", "near-miss", (2, 1), "'draft'"),
        ("Draft: true", "near-miss", (2, 1), "'draft'"),
        ("drfat: true", "near-miss", (2, 1), "'draft'"),
        ("is_draft: true", "near-miss", (2, 1), "'draft'"),
        ("下書き: true", "near-miss", (2, 1), "'draft'"),
        ("\u3000draft: true", "near-miss", (2, 1), "'draft'"),
        ("publish: false", "near-miss", (2, 1), "'published'"),
        ("unpublished: true", "near-miss", (2, 1), "'published'"),
        ("expire: 2026-01-01", "near-miss", (2, 1), "'expires'"),
        ("expiration_date: 2026-01-01", "near-miss", (2, 1), "'expires'"),
        ("published_at: 2030-01-01", "near-miss", (2, 1), "publish"),
        ("status: draft", "near-miss", (2, 1), "draft: true"),
        ("tilte: x", "key", (2, 1), "'title'"),
        ("Title: x", "key", (2, 1), "'title'"),
        ("tgas: [x]", "key", (2, 1), "'tags'"),
        ("update: x", "key", (2, 1), "'updated'"),
        ("last-modified-at: x", "key", (2, 1), "'last_modified_at'"),
        ("lastmod: 2024-01-01\nmodified: 2024-01-02", "duplicate-key", (3, 11), "keep one"),
        ("date: 2024-01-01\npublishDate: 2030-01-01", "duplicate-key", (3, 14), "keep one"),
        ("title: 第1回 #はじめに", "comment", (2, 8), 'title: "第1回 #はじめに"'),
        ("title: #3", "comment", (2, 1), 'title: "#3"'),
    ],
)
def test_what_is_wrong_is_told_at_its_place(front: str, code: str, place: tuple[int, int], hint: str) -> None:
    """One fault, at the value or at the key, with the line itself and the way to mend it."""
    found = only(front)
    assert (found.code, (found.line, found.column), found.severity) == (code, place, RULES[code].severity)
    assert hint in found.hint
    assert found.source == front.split("\n")[place[0] - 2]


@pytest.mark.parametrize(
    "key",
    [
        *(
            "subtitle",
            "header",
            "teaser",
            "comments",
            "hidden",
            "images",
            "image2",
            "description_en",
            "title-ja",
            "category_id",
        ),
        *(
            "toc_label",
            "author_note",
            "data",
            "note",
            "url",
            "weight",
            "cover",
            "craft",
            "party_size",
            "excerpt_separator",
        ),
        *("status", "keywords", "canonical_url", "twitter", "mermaid", "theme", "style", "source", "年", "location"),
    ],
)
def test_ordinary_keys_of_the_authors_own_raise_no_doubt(key: str) -> None:
    """A warning at every second post is a warning nobody reads."""
    found = fields(f"{key}: x")
    assert (found.problems, found.values["extra"]) == ([], {key: "x"})


def test_own_fields_are_kept_as_plain_values() -> None:
    """Also when they are near-misses, and however deep; dates of one's own stay as written."""
    front = "mood: fine\nmap:\n  x: [1, 2.5, true, ~, 2024-05-01, no]\ntilte: y\ncheck: {link: off}"
    found = fields(front).values["extra"]
    assert found == {
        "mood": "fine",
        "map": {"x": [1, 2.5, True, None, "2024-05-01", "no"]},
        "tilte": "y",
        "check": {"link": "off"},
    }
    assert json.loads(json.dumps(found)) == found


def test_a_comment_that_is_meant_is_left_alone() -> None:
    """A space after the sign says so; quotes and words with a sign in them cut nothing off."""
    assert values('title: C# # a note\nexcerpt: "a #b"\nslug: a#b') == {"title": "C#", "excerpt": "a #b", "slug": "a#b"}


def test_places_are_those_of_the_values() -> None:
    """Found under the field's name, whatever name the author used for it."""
    places = fields("title: x\nlastmod: 2024-01-01\nmood: y").places
    assert places == {
        "title": (2, 8, "title: x"),
        "updated": (3, 10, "lastmod: 2024-01-01"),
        "mood": (4, 7, "mood: y"),
    }


def test_every_fault_of_a_post_is_told_in_one_run() -> None:
    """And what is right is kept beside it."""
    found = fields("title: x\ndate: soon\ntags: [a, ~, {}]\ndraft: 'no'\nlang: xx_YY_Z!\ndrafft: true")
    assert [p.code for p in found.problems] == ["date", "term", "term", "type", "lang", "near-miss"]
    assert found.values["title"] == "x"
    assert names(found.values["tags"]) == ["a"]


def test_decisive_keys_are_never_taken_for_the_authors_own() -> None:
    """One letter left out of any of them is noticed."""
    for key in DECISIVE:
        for at in range(len(key)):
            assert nearest(key[:at] + key[at + 1 :]) is not None


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9999) | st.floats(0, 9, allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*FIELDS, "own", "check"]), PLAIN, max_size=6))
def test_any_value_under_any_key_is_read_or_told(data: dict[str, Any]) -> None:
    """No value raises; what comes out fits a Post."""
    front = split(f"---\n{json.dumps(data)}\n---\n", SOURCE.path)
    found = read(front.fields, SOURCE, Config())
    place: dict[str, Any] = {"path": "", "kind": "post", "stem": "", "lang": "", "slug": "", "title": ""}
    assert isinstance(Post(**{**place, **found.values}), Post)
    assert all(p.line >= 2 and p.text for p in found.problems)
