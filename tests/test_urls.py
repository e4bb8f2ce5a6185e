"""URLs and output paths: slugs of every script, Jekyll's permalink patterns, and nothing that leaves the output."""

from __future__ import annotations

import posixpath
import re
import string
from datetime import UTC, datetime, timedelta, timezone
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kawara.base import urls
from kawara.base.text import nfc
from kawara.base.theme import theme_folder
from kawara.base.urls import (
    PLACEHOLDERS,
    STYLES,
    expand,
    output_path,
    permalink_values,
    quote,
    resolve,
    slugify,
    unquote,
    unsafe,
)

NAMES = st.text(max_size=30) | st.text(alphabet="aZ9 ._-/\\:%#+ー漢ガ\u3099é\u0301İΣ\ufe0f👍\u200d\x00", max_size=30)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("静的サイトの話", "静的サイトの話"),
        ("パイソン入門：第1回", "パイソン入門-第1回"),
        ("カ\u3099ギグ", "ガギグ"),
        ("Été à Zürich", "été-à-zürich"),
        ("ПРИВЕТ мир", "привет-мир"),
        ("हिन्दी में", "हिन्दी-में"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C#入門", "c-sharp-入門"),
        ("Issue #5", "issue-5"),
        ("../../etc/passwd", "etc-passwd"),
        ("a%2Fb", "a-2fb"),
        ("v1.2_final", "v1-2-final"),
        ("I ❤\ufe0f Python", "i-python"),
        ("葛\U000e0100飾", "葛飾"),
        ("！！", ""),
        ("👍", ""),
        ("\u0301", ""),
        ("", ""),
        ("CON", "con-"),
        ("Com¹", "com¹-"),
        ("console", "console"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    """Letters, marks and digits of every script in lower case, all else one hyphen; empty when nothing is left."""
    assert slugify(text) == slug


@given(NAMES)
@example("İ")
@example("ΑΣ")
@example("a\u0345\u0301")
@example("nul")
def test_a_slug_is_its_own_slug_and_safe(text: str) -> None:
    """Slugs settle at once, hold no separator, and any output path made of one may be written."""
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not set(slug) & set("/\\. :%?#\x00")
    if slug:
        assert unsafe(slug) is None
        assert unsafe(output_path(f"/posts/{slug}/")) is None
        assert unsafe(output_path(f"/{slug}")) is None


DATE = datetime(2025, 1, 5, 7, 8, 9, tzinfo=timezone(timedelta(hours=9)))
"""A Sunday in the first week of the ISO year."""
VALUES = permalink_values("サイト", DATE, ("Static Sites", "日本"), "2025/My Post.md")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/posts/:slug/", "/posts/サイト/"),
        ("date", "/static sites/日本/2025/01/05/サイト.html"),
        ("pretty", "/static sites/日本/2025/01/05/サイト/"),
        ("ordinal", "/static sites/日本/2025/005/サイト.html"),
        ("weekdate", "/static sites/日本/2025/W01/Sun/サイト.html"),
        ("none", "/static sites/日本/サイト.html"),
        (":year:month:day", "/20250105"),
        ("/:short_year-:i_month-:i_day/", "/25-1-5/"),
        ("/:short_month/:long_month/:short_day/:long_day/:w_day", "/Jan/January/Sun/Sunday/7"),
        ("/:w_year/:week/:hour:minute:second", "/2025/01/070809"),
        ("/:slugified_categories/:title", "/static-sites/日本/サイト"),
        ("/:collection/:path:output_ext", "/posts/2025/My Post.html"),
        ("/:name/:basename", "/my-post/My Post"),
        ("/at/12:30/", "/at/12:30/"),
        ("/:year_:slug/", "/2025_サイト/"),
    ],
)
def test_permalink_pattern(pattern: str, path: str) -> None:
    """Placeholders and named styles as Jekyll documents them; names of months and days are English."""
    assert expand(pattern, VALUES) == path


def test_empty_values_leave_no_double_slash() -> None:
    """A post without categories lies where it would without the placeholder."""
    assert expand("/:categories/:title/", permalink_values("a")) == "/a/"


def test_every_placeholder_has_a_value() -> None:
    """The table of names and the values of a dated post agree."""
    assert set(PLACEHOLDERS) == set(VALUES)
    assert all(expand(style, VALUES).startswith("/") for style in STYLES)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (":yaer/:slug", "':yaer' is no placeholder; the nearest is ':year'"),
        (":xyzzy", "':xyzzy' is no placeholder"),
        ("pretty", "':year' needs a date, and the post has none"),
    ],
)
def test_a_placeholder_without_value_is_named(pattern: str, message: str) -> None:
    """With the nearest right one, or with what the post lacks."""
    with pytest.raises(ValueError) as raised:
        expand(pattern, permalink_values("a"))
    assert str(raised.value) == message


def test_the_written_day_is_the_day_of_the_url() -> None:
    """The offset's own calendar day, not that of UTC."""
    late = datetime(2025, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    assert late.astimezone(UTC).year == 2024
    assert expand(":year/:y_day", permalink_values("a", late)) == "/2025/001"


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/posts/a/", "posts/a/index.html"),
        ("/a", "a.html"),
        ("/a.xml", "a.xml"),
        ("/release-1.0", "release-1.0.html"),
        ("/song.mp3", "song.mp3"),
        ("/日本/か\u3099", "日本/が.html"),
    ],
)
def test_output_path(path: str, file: str) -> None:
    """A slash means a folder's index, a name without suffix a page; names are NFC."""
    assert output_path(path) == file


@pytest.mark.parametrize(
    ("path", "quoted"),
    [
        ("/a b/", "/a%20b/"),
        ("/日/", "/%E6%97%A5/"),
        ("/100%/", "/100%25/"),
        ("/a?b#c", "/a%3Fb%23c"),
        ("/C++(x)~@:,'", "/C++(x)~@:,'"),
    ],
)
def test_quote(path: str, quoted: str) -> None:
    """Percent-encoded once, as UTF-8; what a path may hold stays readable."""
    assert quote(path) == quoted
    assert unquote(quoted) == path


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_quoting_comes_back(path: str) -> None:
    """Decoding undoes encoding, and what is encoded is ASCII."""
    assert unquote(quote(path)) == nfc(path)
    assert quote(path).isascii()


@pytest.mark.parametrize(
    "path", ["/", "/posts/a/", "a.html", "日本/index.html", "/console/", "/a...b/", "/.well-known/x", "/100%/", "/a b/"]
)
def test_safe_paths(path: str) -> None:
    """What a site may well contain is let through."""
    assert unsafe(path) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("../a", "'..'"),
        ("/a/../b", "'..'"),
        ("/a/./b", "'.'"),
        ("/a//b", "empty part"),
        ("//host/a", "empty part"),
        ("%2e%2e/a", "'..'"),
        ("%252e%252e/a", "'..'"),
        ("a%5cb", "backslash"),
        ("a\\b", "backslash"),
        ("a\x00b", "control"),
        ("a%00b", "control"),
        ("a\x85", "control"),
        ("\ud800", "UTF-8"),
        ("C:/a", "drive"),
        ("/c:", "drive"),
        ("/con/", "reserves"),
        ("/AUX.html", "reserves"),
        ("/a/nul.tar.gz", "reserves"),
        ("/lpt1 .x", "reserves"),
        ("/a./b", "dot or a space"),
        ("/a /b", "dot or a space"),
        ("/" + "日" * 67, "201 bytes"),
    ],
    ids=repr,
)
def test_unsafe_paths(path: str, reason: str) -> None:
    """Each way out of the output, and each name that some system cannot hold, has its reason."""
    assert reason in (unsafe(path) or "")


@pytest.mark.parametrize(
    ("base", "ref", "path"),
    [
        ("posts/a.md", "b.md", "posts/b.md"),
        ("posts/a.md", "./b.md", "posts/b.md"),
        ("posts/a.md", "../img/x.png", "img/x.png"),
        ("posts/a.md", "/img/x.png", "img/x.png"),
        ("posts/a.md", "../../x", None),
        ("posts/a.md", "/../x", None),
        ("a.md", "..", None),
        ("posts/a.md", "..", ""),
        ("posts/a.md", "", "posts/a.md"),
        ("posts/a.md", "b//c/", "posts/b/c"),
    ],
)
def test_resolve(base: str, ref: str, path: str | None) -> None:
    """Relative to the file's folder, absolute from the root, None when it climbs out."""
    assert resolve(base, ref) == path


@given(st.lists(st.sampled_from(["..", ".", "a", "b", ""]), max_size=8).map("/".join))
def test_resolve_never_climbs_out(ref: str) -> None:
    """What is resolved is normalised and below the root, and agrees with the library's join where that stays inside."""
    path = resolve("x/y.md", ref)
    if path is None:
        return
    assert ".." not in path.split("/")
    if ref and not ref.startswith("/"):
        assert posixpath.normpath(path) == posixpath.normpath(posixpath.join("x", ref))


def test_the_theme_is_found() -> None:
    """The built-in theme's templates and static files lie where the package says."""
    assert (theme_folder() / "templates").is_dir()
    assert (theme_folder() / "static").is_dir()


PARTS = st.sampled_from(
    ("con", "CON.html", "lpt1", "com0", "nul-1", "aux_", "a.b", "posts", "index.html", "", "..", "é", "a\n")
)
PATHS = st.lists(PARTS | st.text("acnoupx1-_. :\\%", max_size=6), max_size=5).map("/".join)


@given(PATHS)
def test_the_quick_look_at_a_path_misses_nothing(path: str) -> None:
    """What is told at first sight is what the whole examination tells."""
    with patch.object(urls, "_HARMLESS", re.compile("(?!)")):
        examined = unsafe(path)

    assert unsafe(path) == examined


@given(PATHS | st.text(max_size=8))
def test_what_needs_no_quoting_is_left_as_it_is(path: str) -> None:
    """And nothing else: the letters are those of RFC 3986 §3.3."""
    assert (quote(path) == path) == all(
        sign in string.ascii_letters + string.digits + "/-._~!$&'()*+,;=:@" for sign in path
    )
