"""One source becomes one post: what is left out is settled by one rule each, and what is guessed is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import shared
from kawara.base.problems import one_line
from kawara.base.text import clean, controls
from kawara.config import Config
from kawara.loader.decode import decode
from kawara.loader.loader import load
from kawara.model import Body, Hole, Loaded, Post, Source

SEED = "seed/2025-10-25-meta-reliance-india-ai.md"


def loaded(text: str | bytes, path: str = "content/posts/a.md", config: Config | None = None) -> Loaded:
    """A text, loaded from that path."""
    data = text.encode() if isinstance(text, str) else text
    return load(Source(path, f"/site/{path}", path.removeprefix("content/"), "content"), data, config or Config())


def post(text: str | bytes, path: str = "content/posts/a.md", config: Config | None = None) -> Post:
    """The post of a text."""
    found = loaded(text, path, config).post
    assert found is not None
    return found


def lines(result: Loaded) -> list[str]:
    """Its problems, one line each."""
    return [one_line(problem) for problem in result.problems]


def html(body: Body) -> str:
    """The HTML of a body, with the references as written."""
    return "".join(piece.value if isinstance(piece, Hole) else piece for piece in body.pieces)


# --- bytes -------------------------------------------------------------------------------------------------------------

PLAIN = "---\ntitle: 題\ndate: 2025-01-02\n---\n本文\n続き\n"


@pytest.mark.parametrize(
    "data", [PLAIN.encode("utf-8-sig"), PLAIN.replace("\n", "\r\n").encode(), PLAIN.replace("\n", "\r").encode()]
)
def test_marks_and_newlines_of_other_systems_change_nothing(data: bytes) -> None:
    """A byte order mark, CRLF and lone CR."""
    assert loaded(data) == loaded(PLAIN)


@pytest.mark.parametrize(
    ("data", "said", "hint"),
    [
        ("題名\n日本語の文です。\n".encode("cp932"), ":1:1: error[encoding] the byte 0x91 is no UTF-8", "Shift_JIS"),
        ("ok\nああ日本語の文です。\n".encode("euc_jp"), ":2:1: error[encoding] the byte 0xA4 is no UTF-8", "EUC-JP"),
        ("一\n二\r\n三x".encode() + b"\xff\xfe", ":3:3: error[encoding] the byte 0xFF is no UTF-8", "save it as UTF-8"),
        ("題".encode("utf-16"), ":1:1: error[encoding] the byte 0xFF is no UTF-8", "UTF-16"),
        (b"\xef\xbb\xbfab\xff", ":1:3: error[encoding] the byte 0xFF is no UTF-8", "save it as UTF-8"),
    ],
)
def test_what_is_no_utf_8_is_refused_at_its_place(data: bytes, said: str, hint: str) -> None:
    """With a guess, where one fits; column in characters."""
    result = loaded(data)

    assert result.post is None
    assert lines(result) == [f"content/posts/a.md{said}"]
    assert hint in result.problems[0].hint


def test_a_nul_is_refused_at_its_place() -> None:
    """Nothing of the source is published."""
    result = loaded("---\ntitle: a\n---\n本\x00文\n")

    assert result.post is None
    assert lines(result) == ["content/posts/a.md:4:2: error[nul] a NUL character"]
    assert result.problems[0].source == "本文"


@given(st.text(alphabet="aé漢\xa0\x85\x7f\x0b\t\n\ufffe\uffff\ufffd！\U0001ffff\ue000", max_size=5))
def test_no_control_character_gets_by_unseen(text: str) -> None:
    """Whether there is one to tell of is seen from the bytes, and comes to the same as looking at every character."""
    read, faults = decode("a.md", text.encode())
    assert (read, bool(faults)) == (clean(text), any(controls(text)))


def test_other_control_characters_are_left_out_with_one_warning() -> None:
    """At the place of the first, with the number of the others."""
    result = loaded(PLAIN + "a\x07b\x0bc\x1b\n")

    assert lines(result) == [
        "content/posts/a.md:7:2: warning[control] the control character U+0007 and 2 more left out"
    ]
    assert "abc" in html(result.body)


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_bytes_load_or_are_said_to_be_wrong(data: bytes) -> None:
    """No exception, no control character in what is kept, and never nothing without a word."""
    result = loaded(data)

    assert result.post is not None or result.problems
    assert not any(ord(character) < 32 and character not in "\t\n" for character in html(result.body))
    assert loaded(data) == result


# --- kind, name and folders --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "front", "kind"),
    [
        ("content/about.md", "", "page"),
        ("content/about.md", "date: 2025-01-02", "page"),
        ("content/2025-01-02-a.md", "", "page"),
        ("content/2025-01-02-a.md", "layout: post", "post"),
        ("content/docs/a.md", "", "page"),
        ("content/docs/a.md", "date: 2025-01-02", "post"),
        ("content/docs/2025-01-02-a.md", "", "post"),
        ("content/docs/2025-01-02-a.md", "layout: page", "page"),
        ("content/docs/2025-01-02-a/index.md", "", "post"),
        ("content/posts/a.md", "", "post"),
        ("content/posts/x/a.md", "", "post"),
        ("content/_posts/a.md", "", "post"),
        ("content/blog/_posts/2025-01-02-a.md", "", "post"),
        ("content/_drafts/a.md", "", "post"),
        ("content/posts/a.md", "layout: page", "page"),
        ("content/posts.md", "", "page"),
    ],
)
def test_post_or_page(path: str, front: str, kind: str) -> None:
    """The layout says so, else the folder, else a date outside the top of `content/`."""
    assert post(f"---\ntitle: a\n{front}\n---\n", path).kind == kind


def test_a_dated_file_at_the_top_is_said_to_be_a_page() -> None:
    """For it looks like a post."""
    said = "content/2025-01-02-a.md: note[layout] a file right in content/ is a page, though its name has the date 2025-01-02"

    assert lines(loaded("---\ntitle: a\n---\n", "content/2025-01-02-a.md")) == [said]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("content/posts/2025-01-02-hello.md", "hello"),
        ("content/posts/2025-1-2_hello.md", "hello"),
        ("content/posts/2025-13-02-hello.md", "2025-13-02-hello"),
        ("content/posts/2025-01-02.md", "2025-01-02"),
        ("content/posts/2025-01-02-hello/index.md", "hello"),
        ("content/posts/はじめに.md", "はじめに"),
        ("content/posts/はじめに.ja.md", "はじめに"),
        ("content/posts/Hello World!.markdown", "hello-world"),
        ("content/posts/node.js.md", "node-js"),
        ("content/index.md", ""),
        ("content/about/index.en.md", "about"),
    ],
)
def test_the_slug_is_the_name_less_its_date(path: str, slug: str) -> None:
    """Of the folder, for an `index`."""
    assert post("---\ntitle: 別の題\n---\n", path).slug == slug


def test_the_slug_of_the_front_matter_wins() -> None:
    """Over the name."""
    assert post("---\ntitle: a\nslug: own\n---\n", "content/posts/2025-01-02-hello.md").slug == "own"


def test_a_name_that_leaves_no_slug_is_an_error() -> None:
    """The title is never asked."""
    assert "content/posts/！！.md: error[slug] the name '！！' leaves nothing for a URL" in lines(
        loaded(PLAIN, "content/posts/！！.md")
    )


@pytest.mark.parametrize(
    ("path", "languages", "stem", "suffix"),
    [
        ("content/posts/a.ja.md", (), "content/posts/a", "ja"),
        ("content/posts/a.md", (), "content/posts/a", ""),
        ("content/posts/node.js.md", (), "content/posts/node.js", ""),
        ("content/posts/v1.2.md", (), "content/posts/v1.2", ""),
        ("content/posts/a.zh-Hant.md", (), "content/posts/a", "zh-Hant"),
        ("content/posts/a.fr.md", ("ja", "en"), "content/posts/a.fr", ""),
        ("content/posts/a.EN.md", ("ja", "en"), "content/posts/a", "en"),
        ("content/foo/index.ja.md", (), "content/foo/index", "ja"),
        ("content/v1.0/ja.md", (), "content/v1.0/ja", ""),
    ],
)
def test_versions_in_several_languages_share_a_stem(
    path: str, languages: tuple[str, ...], stem: str, suffix: str
) -> None:
    """Only languages of the site count where it names them, else those of ISO 639-1."""
    found = post("---\ntitle: a\n---\n", path, Config(languages=languages))

    assert (found.stem, found.suffix) == (stem, suffix)


def test_the_folders_above_posts_are_categories() -> None:
    """As in Jekyll; the post's own follow, each once."""
    found = post("---\ntitle: a\ncategories: [own, blog]\n---\n", "content/Blog/Sub/_posts/2025-01-02-a.md")

    assert [term.name for term in found.categories] == ["Blog", "Sub", "own"]


# --- dates -------------------------------------------------------------------------------------------------------------


def test_the_date_of_the_name_is_used_where_there_is_no_key() -> None:
    """At midnight in the site's zone."""
    found = post("---\ntitle: a\n---\n", "content/posts/2025-01-02-a.md", Config(timezone="Asia/Tokyo"))

    assert found.date == datetime(2025, 1, 2, tzinfo=timezone(timedelta(hours=9)))


def test_two_dates_that_differ_by_day_are_told() -> None:
    """The one of the front matter counts; within one calendar day nothing is said."""
    same = loaded("---\ntitle: a\ndate: 2025-01-02 23:59 +0900\n---\n", "content/posts/2025-01-02-a.md")
    other = loaded("---\ntitle: a\ndate: 2025-02-03\n---\n", "content/posts/2025-01-02-a.md")

    assert lines(same) == []
    assert lines(other) == [
        "content/posts/2025-01-02-a.md:3:7: warning[name-date] the name says 2025-01-02, the front matter 2025-02-03, which counts"
    ]
    assert other.post is not None
    assert other.post.date == datetime(2025, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "front", "told"),
    [
        ("content/posts/a.md", "", True),
        ("content/posts/a.md", "draft: true", False),
        ("content/_drafts/a.md", "", False),
        ("content/a.md", "", False),
        ("content/posts/a.md", "date: 2025-01-02", False),
    ],
)
def test_a_post_without_a_date_is_told(path: str, front: str, told: bool) -> None:  # noqa: FBT001  a table
    """Not a page, nor a draft, which has time."""
    codes = [problem.code for problem in loaded(f"---\ntitle: a\n{front}\n---\n", path).problems]

    assert codes == ["undated"] * told


@pytest.mark.parametrize(
    ("path", "front", "draft"),
    [
        ("content/_drafts/a.md", "", True),
        ("content/posts/a.md", "draft: true", True),
        ("content/posts/a.md", "published: false", True),
        ("content/posts/a.md", "", False),
    ],
)
def test_drafts(path: str, front: str, draft: bool) -> None:  # noqa: FBT001  a table
    """By folder or by key."""
    assert post(f"---\ntitle: a\n{front}\n---\n", path).draft is draft


# --- title, language, excerpt, reading time ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "title", "said"),
    [
        ("---\ntitle: 題\n---\n# 見出し", "content/a.md", "題", []),
        ("# 見出し\n\n本文", "content/a.md", "見出し", ["its first heading, '見出し', is taken"]),
        ("本文", "content/my-first_page.md", "my first page", ["its name, 'my first page', is taken"]),
        ("本文", "content/foo/index.md", "foo", ["its name, 'foo', is taken"]),
        ("本文", "content/index.md", "Blog", ["its name, 'Blog', is taken"]),
    ],
)
def test_the_title(text: str, path: str, title: str, said: list[str]) -> None:
    """Its own, else the first heading, else the name; a guess is noted."""
    result = loaded(text, path)

    assert result.post is not None
    assert result.post.title == title
    assert [line.partition("given: ")[2] for line in lines(result)] == said


def test_a_heading_that_repeats_the_title_is_not_shown() -> None:
    """The title stands above the text already."""
    assert html(loaded("---\ntitle: 題名\n---\n# 題名。\n\n本文\n", "content/a.md").body) == "<p>本文</p>\n"


@pytest.mark.parametrize(
    ("text", "path", "config", "lang"),
    [
        ("---\nlang: fr\n---\n日本語です", "content/a.ja.md", Config(), "fr"),
        ("English", "content/a.ja.md", Config(), "ja"),
        ("日本語です", "content/a.md", Config(), "ja"),
        ("Plain English prose", "content/a.md", Config(), "en"),
        ("한국어 글", "content/a.md", Config(languages=("ja", "ko")), "ko"),
        ("", "content/a.md", Config(language="ja"), "ja"),
    ],
)
def test_the_language(text: str, path: str, config: Config, lang: str) -> None:
    """Of the front matter, else of the name, else by script."""
    assert post(text, path, config).lang == lang


@pytest.mark.parametrize(
    ("front", "excerpt", "description"),
    [
        ("excerpt: 抜粋", "抜粋", "抜粋"),
        ("description: 説明", "説明", "説明"),
        ("excerpt: 抜粋\ndescription: 説明", "抜粋", "説明"),
        ("", "最初の段落。", "最初の段落。"),
    ],
)
def test_the_excerpt_and_the_description(front: str, excerpt: str, description: str) -> None:
    """The author's own, else each other, else the opening."""
    found = post(f"---\ntitle: a\n{front}\n---\n最初の段落。\n\n次の段落。\n")

    assert (found.excerpt, found.description) == (excerpt, description)


def test_the_reading_time_of_the_front_matter_wins() -> None:
    """Else it is counted: five hundred Japanese characters a minute, code apart."""
    text = "あ" * 1000 + "\n\n```\n" + "x " * 5000 + "\n```\n"

    assert post(text).reading_time == 2
    assert post(f"---\nreading_time: 8\n---\n{text}").reading_time == 8


@pytest.mark.parametrize("layout", ["post", "page", "default", "none", "home", "null", "~"])
def test_a_layout_that_asks_for_nothing_of_its_own_is_no_template(layout: str) -> None:
    """`post` and `page` are kinds, the others Jekyll's."""
    assert post(f"---\nlayout: {layout}\n---\n").layout == ""


def test_a_layout_of_the_site_is_kept() -> None:
    """For the renderer to look up."""
    assert post("---\nlayout: wide\n---\n").layout == "wide"


# --- the whole ---------------------------------------------------------------------------------------------------------


def test_fields_and_places_and_own_keys_arrive() -> None:
    """What front matter says stands in the post, and where it says so beside it."""
    result = loaded("---\ntitle: 題\nsubtitle: 副題\npin: true\n---\n")

    assert result.post is not None
    assert result.post.pin
    assert result.post.extra["subtitle"] == "副題"
    assert result.places["title"] == (2, 8, "title: 題")


@pytest.mark.parametrize(
    ("text", "code"),
    [("---\ntitle: a\n", "front-matter"), ("---\n- a\n---\n", "front-matter"), ("---\ntitle: 'a\n---\n", "yaml")],
)
def test_front_matter_that_cannot_be_read_makes_no_post(text: str, code: str) -> None:
    """For nobody knows whether it is a draft."""
    result = loaded(text)

    assert result.post is None
    assert [problem.code for problem in result.problems] == [code]


def test_every_fault_is_told_at_once() -> None:
    """Of the bytes, of the fields and of the post."""
    result = loaded("---\ndate: tomorrow\npin: perhaps\n---\na\x07\n", "content/posts/！.md")

    assert {problem.code for problem in result.problems} >= {"control", "date", "type", "title", "slug"}


def test_holes_are_placed_in_the_file() -> None:
    """Behind the front matter."""
    [hole] = [piece for piece in loaded(PLAIN + "[x](b.md)\n").body.pieces if isinstance(piece, Hole)]

    assert (hole.line, hole.column, hole.paths[0]) == (7, 5, "content/posts/b.md")


def test_the_seed_loads_whole() -> None:
    """Every field, and every paragraph as often as it is written."""
    text = shared(SEED).read_text(encoding="utf-8")
    result = loaded(text, "content/_posts/2025-10-25-meta-reliance-india-ai.md")
    shown = html(result.body)
    paragraphs = [paragraph.strip() for paragraph in text.split("---\n", 2)[2].split("\n\n") if paragraph.strip()]
    fields: dict[str, Any] = {
        "kind": "post",
        "lang": "ja",
        "slug": "meta-reliance-india-ai",
        "title": "MetaがインドAI市場に深くコミット：その真意と、私たちが見るべき未来とは？",
        "date": datetime(2025, 10, 25, 12, 54, 30, tzinfo=UTC),
        "excerpt": "Meta、印AIベンチャーに30%出資について詳細に分析します。",
        "reading_time": 8,
    }

    assert result.problems == ()
    assert {name: getattr(result.post, name) for name in fields} == fields
    assert result.post is not None
    assert [term.name for term in result.post.categories] == ["業界分析"]
    assert [term.name for term in result.post.tags] == ["AI", "最新ニュース", "技術動向", "Meta", "投資"]
    assert [term.name for term in result.post.authors] == ["ALLFORCES編集部"]
    assert shown.count("<p>") == len(paragraphs)
    assert [p for p in paragraphs if shown.count(f"<p>{p}</p>") != paragraphs.count(p)] == []
