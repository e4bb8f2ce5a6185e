"""Filters and the theme's words: dates, numbers, URLs, plurals."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPOSITORY
from kawara.renderer import filters
from kawara.renderer.faces import PageFace
from kawara.renderer.faults import TemplateFault
from kawara.renderer.filters import FILTERS, direction, initial, isodate, join, language, with_base, xml_text
from kawara.renderer.roots import roots_of
from kawara.renderer.strings import Translator, words_of
from kawara.renderer.templates import Templates
from making import a_post
from sites import lay, write

TOKYO = timezone(timedelta(hours=9))
LATE = datetime(2025, 10, 25, 23, 54, 30, tzinfo=TOKYO)
STRINGS = REPOSITORY / "templates/strings"


def shown(tmp_path: Path, source: str, lang: str = "ja", base: str = "/", **names: Any) -> str:
    """What a template prints on a page in a language."""
    write(tmp_path, "templates/t.html", source)
    face = PageFace(kind="post", url="/", absolute_url="", lang=lang, edition="", origin="https://e.com", base=base)
    return Templates(tmp_path, tmp_path).render("t.html", {"page": face, **names}, "x")


# --- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "form", "text"),
    [
        ("ja", "", "2025年10月25日"),
        ("en", "", "October 25, 2025"),
        ("en-GB", "", "25 October 2025"),
        ("de", "", "25. Oktober 2025"),
        ("ko", "", "2025년 10월 25일"),
        ("zh-Hant-TW", "", "2025年10月25日"),
        ("fr", '("short")', "25/10/2025"),
        ("ja", '("full")', "2025年10月25日土曜日"),
        ("ja", '("yyyy-MM-dd")', "2025-10-25"),
        ("ja", '("M月d日 HH:mm")', "10月25日 23:54"),
        ("en", '("EEE d MMM")', "Sat 25 Oct"),
        ("tlh", "", "October 25, 2025"),
    ],
)
def test_a_date_in_the_language_of_the_page(tmp_path: Path, lang: str, form: str, text: str) -> None:
    """The day and hour its author wrote, whatever the zone; English where the CLDR does not know the language."""
    assert shown(tmp_path, f"{{{{ d|date{form} }}}}", lang, d=LATE) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (LATE, "2025-10-25T23:54:30+09:00"),
        (datetime(2025, 1, 2, 3, 4, 5, 678, tzinfo=UTC), "2025-01-02T03:04:05Z"),
        (datetime(2025, 1, 2, 3, 4, 5), "2025-01-02T03:04:05Z"),  # noqa: DTZ001 (the naive case)
        (datetime(1887, 1, 1, tzinfo=timezone(timedelta(hours=9, minutes=18, seconds=59))), "1886-12-31T14:41:01Z"),
        (date(2025, 1, 2), "2025-01-02"),
    ],
)
def test_a_date_for_machines(moment: date, text: str) -> None:
    """RFC 3339, whose offsets have no seconds."""
    assert isodate(moment) == text


OFFSETS = st.integers(-14 * 3600, 14 * 3600).map(lambda seconds: timezone(timedelta(seconds=seconds)))


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=OFFSETS))  # noqa: DTZ001 (bounds are naive)
def test_a_date_for_machines_is_the_same_moment(moment: datetime) -> None:
    """Read back, it is the moment that was written, to the second; and it is RFC 3339."""
    text = isodate(moment)
    assert datetime.fromisoformat(text) == moment.replace(microsecond=0)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text)


# --- URLs --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("/", "/about/", "/about/"),
        ("/repo/", "/about/", "/repo/about/"),
        ("/repo/", "/", "/repo/"),
        ("/repo/", "/repo/about/", "/repo/about/"),
        ("/repo/", "/repo", "/repo"),
        ("/repo/", "/repository/", "/repo/repository/"),
        ("/%E6%97%A5/", "/日/about/", "/%E6%97%A5/about/"),
        ("/%E6%97%A5/", "/%e6%97%a5/about/", "/%e6%97%a5/about/"),
        ("/repo/", "//cdn.example/x", "//cdn.example/x"),
        ("/repo/", "https://e.com/é", "https://e.com/%C3%A9"),
        ("/repo/", "relative/x", "relative/x"),
        ("/", "/タグ/", "/%E3%82%BF%E3%82%B0/"),
        ("/", "/%E3%82%BF/?a=b&c#日", "/%E3%82%BF/?a=b&c#%E6%97%A5"),
        ("/", '/"><script>', "/%22%3E%3Cscript%3E"),
    ],
)
def test_a_path_with_the_base_path(base: str, path: str, url: str) -> None:
    """A path of the site gets the base path, once; all else stays; what is encoded is not encoded again."""
    assert with_base(base, path) == url


@pytest.mark.parametrize(
    ("origin", "path", "url"),
    [
        ("https://e.com", "/a/", "https://e.com/a/"),
        ("https://e.com", "https://x.y/", "https://x.y/"),
        ("https://e.com", "mailto:a@x.y", "mailto:a@x.y"),
        ("https://e.com", "//cdn.example/x", "https://cdn.example/x"),
        ("http://localhost", "//cdn.example/x", "http://cdn.example/x"),
        ("", "//cdn.example/x", "//cdn.example/x"),
        ("", "/a/", "/a/"),
    ],
)
def test_a_whole_url(origin: str, path: str, url: str) -> None:
    """A path gets the origin, what lacks a scheme alone gets that, and a whole URL stays."""
    assert join(origin, path) == url


def test_urls_in_templates(tmp_path: Path) -> None:
    """`url` and `absolute` take the site's place from the page."""
    source = '{{ "/a/"|url }} {{ "/a/"|url|absolute }} {{ "https://x.y/"|absolute }}'
    assert shown(tmp_path, source, base="/repo/") == "/repo/a/ https://e.com/repo/a/ https://x.y/"


# --- text --------------------------------------------------------------------------------------------------------------


@given(st.text())
def test_text_for_xml_has_no_forbidden_character(text: str) -> None:
    """XML 1.0 §2.2: tab, line ends, and all from U+0020 but surrogates, U+FFFE and U+FFFF."""
    kept = xml_text(text)
    assert not re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", kept)
    assert kept == "".join(c for c in text if c in kept)


def test_html_as_text_for_xml_is_escaped_once(tmp_path: Path) -> None:
    """`xml_text` makes text of what was HTML, so that printing escapes it."""
    assert shown(tmp_path, "{{ x|safe|xml_text }}", x="<p>a &amp; b</p>") == "&lt;p&gt;a &amp;amp; b&lt;/p&gt;"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("瓦版", "瓦"),
        ("kawara", "K"),
        ("「日本語」の本", "日"),
        ("👩‍👩‍👧 family", "F"),
        ("が", "が"),
        ("—", ""),
        ("", ""),
    ],
)
def test_the_initial_of_a_title(text: str, letter: str) -> None:
    """The first letter as a reader sees it, marks and all; signs and pictures are none."""
    assert initial(text) == letter


@pytest.mark.parametrize(("tag", "name"), [("ja", "日本語"), ("en", "English"), ("de", "Deutsch"), ("tlh", "tlh")])
def test_a_language_by_its_own_name(tag: str, name: str) -> None:
    """For links to other versions; the tag itself where the name is not known."""
    assert language(tag) == name


@pytest.mark.parametrize(("tag", "found"), [("ar", "rtl"), ("he-IL", "rtl"), ("ja", "ltr"), ("en", "ltr")])
def test_direction(tag: str, found: str) -> None:
    """Scripts written from right to left."""
    assert direction(tag) == found


@pytest.mark.parametrize(
    ("lang", "number", "text"),
    [("en", 1234567, "1,234,567"), ("de", 1234.5, "1.234,5"), ("ja", 999, "999"), ("ja", -1, "-1")],
)
def test_numbers(tmp_path: Path, lang: str, number: float, text: str) -> None:
    """Grouped as the language groups them."""
    assert shown(tmp_path, "{{ n|number }}", lang, n=number) == text


def test_posts_by_year() -> None:
    """In the order they come in; posts without a date are in no year."""
    posts = [a_post(date=day) for day in ("2026-05-01", "2026-01-01", "2024-01-01")]
    assert filters.by_year([*posts, a_post(date=None)]) == [(2026, posts[:2]), (2024, posts[2:])]


def test_a_year_stands_once_whatever_the_zones() -> None:
    """Posts come by their instants: around New Year, years as they are written may alternate."""
    days = ("2026-02-01", "2025-12-31T20:00+00:00", "2026-01-01T00:30+09:00", "2025-12-01")
    a, b, c, d = (replace(a_post(), date=datetime.fromisoformat(day)) for day in days)
    assert filters.by_year([a, b, c, d]) == [(2026, [a, c]), (2025, [b, d])]


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_every_filter_says_what_it_does(name: str) -> None:
    """The manual is made from these."""
    assert FILTERS[name].__doc__


# --- words -------------------------------------------------------------------------------------------------------------


def translator(folder: Path, lang: str, language: str = "en") -> tuple[Translator, list[str]]:
    """`t` for a page, with the theme of this repository, and what is said beside it."""
    words = words_of(roots_of(folder, REPOSITORY), lang, language)
    return Translator(words.texts), [found.text for found in words.problems]


@pytest.mark.parametrize(
    ("lang", "call", "text"),
    [
        ("en", ("posts", 1), "1 post"),
        ("en", ("posts", 0), "0 posts"),
        ("en", ("posts", 1234), "1,234 posts"),
        ("ja", ("posts", 1), "1本"),
        ("ja", ("archive", None), "過去の記事"),
        ("ja-JP", ("archive", None), "過去の記事"),
        ("en-GB", ("archive", None), "Archive"),
    ],
)
def test_words_and_plurals(tmp_path: Path, lang: str, call: tuple[str, int | None], text: str) -> None:
    """The form a number asks for, by the CLDR's rules of the language the words are in."""
    assert translator(tmp_path, lang)[0](*call) == text


def test_words_with_values(tmp_path: Path) -> None:
    """Named values are filled in; a name without value stays visible."""
    t, _ = translator(tmp_path, "en")
    assert t("part", number=2, total=3) == "Part 2 of 3"
    assert t("part", number=2) == "Part 2 of {total}"


def test_plurals_of_a_language_with_several_forms(tmp_path: Path) -> None:
    """A site may bring a language of its own."""
    write(tmp_path, "templates/strings/pl.yaml", 'posts: {one: "{n} wpis", few: "{n} wpisy", other: "{n} wpisów"}\n')
    t, _ = translator(tmp_path, "pl")
    assert [t("posts", n) for n in (1, 3, 5, 22)] == ["1 wpis", "3 wpisy", "5 wpisów", "22 wpisy"]


def test_the_site_replaces_single_words(tmp_path: Path) -> None:
    """Its own file stands before the theme's, word by word."""
    write(tmp_path, "templates/strings/ja.yaml", "archive: 綴じ込み\n")
    t, said = translator(tmp_path, "ja")
    assert (t("archive"), t("tags"), said) == ("綴じ込み", "タグ", [])


def test_a_language_without_words_falls_back_and_says_so(tmp_path: Path) -> None:
    """To the site's language, and its plurals to that language's rules."""
    t, said = translator(tmp_path, "it", "ja")
    assert (t("archive"), t("posts", 1)) == ("過去の記事", "1本")
    assert said == ["the theme has no words in 'it', and shows another language's"]
    write(tmp_path, "templates/strings/it.yaml", "archive: Archivio\n")
    t, (more,) = translator(tmp_path, "it", "ja")
    assert (t("archive"), t("tags")) == ("Archivio", "タグ")
    assert more.startswith("the theme has no words for alert_caution, ")


def test_a_word_that_no_language_has(tmp_path: Path) -> None:
    """An error, with the near miss."""
    with pytest.raises(ValueError, match="there is no string 'archiv'; did you mean 'archive'"):
        translator(tmp_path, "ja")[0]("archiv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "a mapping of names to texts"),
        ("posts: {one: x}\n", "'posts' is no text with plural forms, among them 'other'"),
        ("posts: {other: x, lots: y}\n", "'posts' is no text with plural forms"),
        ("a: [\n", "."),
    ],
)
def test_a_file_of_words_that_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    """A fault that names the file."""
    lay(tmp_path, f"-- templates/strings/ja.yaml --\n{text}")
    with pytest.raises(TemplateFault, match=message) as caught:
        translator(tmp_path, "ja")
    assert caught.value.problem.path == "templates/strings/ja.yaml"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("older:\n", (1, 1), "'older' is empty"),
        ("archive: a\nnewer: [1]\n", (2, 1), "'newer' is no text"),
        ("posts:\n  one: x\n  other: ~\n", (3, 3), "'posts.other' is empty"),
        ("posts: {other: {a: b}}\n", (1, 9), "'posts.other' is no text"),
        ("archive: a\nposts: {one: x}\n", (2, 1), "'posts' is no text with plural forms"),
    ],
)
def test_a_word_that_is_no_text(tmp_path: Path, text: str, place: tuple[int, int], message: str) -> None:
    """It would stand on pages as `None` or `[1]`: a fault, at its line and column."""
    lay(tmp_path, f"-- templates/strings/ja.yaml --\n{text}")
    with pytest.raises(TemplateFault, match=message) as caught:
        translator(tmp_path, "ja")
    assert (caught.value.problem.line, caught.value.problem.column) == place


def test_words_are_texts_as_they_are_written(tmp_path: Path) -> None:
    """Also what YAML takes for something else; what is empty on purpose stays so."""
    lay(tmp_path, '-- templates/strings/ja.yaml --\narchive: 1.10\ntags: true\nby: ""\n')
    t, said = translator(tmp_path, "ja")
    assert ([t("archive"), t("tags"), t("by")], said) == (["1.10", "true", ""], [])


def test_a_misspelt_word_is_told_at_its_place(tmp_path: Path) -> None:
    """With the one that was meant; a site may have words of its own, also near one that it has as well."""
    lay(tmp_path, "-- templates/strings/ja.yaml --\ntag: 札\ntags: 札々\nmy_river: 川\noldr: 前へ\n")
    words = words_of(roots_of(tmp_path, REPOSITORY), "ja", "ja")
    (found,) = words.problems
    assert (found.code, found.path, found.line, found.column) == ("key", "templates/strings/ja.yaml", 4, 1)
    assert (found.text, found.hint) == ("the theme has no string 'oldr'", "did you mean 'older'?")


def test_a_word_of_which_a_comment_takes_a_part(tmp_path: Path) -> None:
    """It is told with the mend, as in the settings; a comment that is one is left alone."""
    lay(tmp_path, '-- templates/strings/ja.yaml --\nolder: 前へ #1\nposts:\n  other: "{n}"  # 件\n  one: 一 #2\n')
    found = words_of(roots_of(tmp_path, REPOSITORY), "ja", "ja").problems
    assert [(one.code, one.line, one.column, one.hint) for one in found] == [
        ("comment", 1, 8, 'write older: "前へ #1"'),
        ("comment", 4, 8, 'write one: "一 #2"'),
    ]


LANGUAGES = sorted(file.stem for file in STRINGS.glob("*.yaml"))


def test_the_languages_of_the_theme() -> None:
    """What the documentation promises."""
    assert LANGUAGES == ["de", "en", "es", "fr", "ja", "ko", "zh"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_of_the_theme_is_whole(tmp_path: Path, lang: str) -> None:
    """Each has every word and no other, so that nothing falls back; with the blanks to fill, and every plural form it needs."""
    assert translator(tmp_path, lang, lang)[1] == []
    assert translator(tmp_path, lang, "en" if lang == "ja" else "ja")[1] == []
    own, english = (words_of(roots_of(tmp_path, REPOSITORY), each, each).texts for each in (lang, "en"))
    assert own.keys() == english.keys()
    needed = {"other", *Locale.parse(lang).plural_form.tags}
    for name, (_, forms) in own.items():
        plural = len(english[name][1]) > 1
        assert set(forms) == (needed if plural else {"other"}), name
        assert {blanks(text) for text in forms.values()} == {blanks(english[name][1]["other"])}, name


def blanks(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(re.findall(r"\{\w+\}", text))


def test_every_word_is_used_and_every_used_word_is_there(tmp_path: Path) -> None:
    """A word nobody prints is a burden on translators; one that is missing breaks a page."""
    sources = [file.read_text("utf-8") for file in REPOSITORY.glob("templates/**/*.*")]
    sources.append((REPOSITORY / "src/kawara/renderer/renderer.py").read_text("utf-8"))
    used = {name for text in sources for name in re.findall(r"""(?:\bt|translator\(page, view\))\("(\w+)"[,)]""", text)}
    kinds = {"archive", "categories", "tags", "authors", "series"}
    computed = kinds | {f"of_{kind}" for kind in kinds - {"archive"}} | {"previous_part", "next_part"}
    computed |= {f"alert_{kind}" for kind in ("note", "tip", "important", "warning", "caution")}
    words = words_of(roots_of(tmp_path, REPOSITORY), "en", "en").texts
    assert used - words.keys() == set()
    assert words.keys() - used - computed == set()
