"""One site in several languages: versions of a post in names or folders, and an edition of its own for each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sites import lay, made, page, told, tree, write

SETTINGS = "-- kawara.yml --\ntitle: 猫\nurl: https://cat.test/\nlanguage: ja\nlanguages: [ja, en]\n"
TEXTS = {
    "post in the main language": "---\ntitle: 真夜中\ndate: 2026-01-01\ntags: [夜]\n---\n夜の本文。\n",
    "post in English": "---\ntitle: Midnight\ndate: 2026-01-01\ntags: [night]\n---\nText of the night.\n",
    "alone": "---\ntitle: 独り\ndate: 2026-01-02\n---\n訳のない本文。\n",
    "page in the main language": "---\ntitle: 本誌\n---\n本誌について。\n",
    "page in English": "---\ntitle: About\n---\nAbout this sheet.\n",
}
LAYOUTS = {
    "names": ("posts/a.md", "posts/a.en.md", "posts/b.md", "about.md", "about.en.md"),
    "a folder for the other": ("posts/a.md", "en/posts/a.md", "posts/b.md", "about.md", "en/about.md"),
    "a folder for each": ("ja/posts/a.md", "en/posts/a.md", "ja/posts/b.md", "ja/about.md", "en/about.md"),
    "other case": ("JA/posts/a.md", "EN/posts/a.md", "JA/posts/b.md", "JA/about.md", "EN/about.md"),
    "a folder for each post": ("ja/posts/a/index.md", "en/posts/a.md", "posts/b.md", "about.md", "en/about/index.md"),
}
HREFLANG = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="https://cat.test([^"]+)">')


def site(folder: Path, names: tuple[str, ...]) -> Path:
    """The texts in one of the layouts, built."""
    for name, text in zip(names, TEXTS.values(), strict=True):
        write(folder, f"content/{name}", text)
    report = made(lay(folder, SETTINGS))
    assert told(report) == []
    return folder


@pytest.mark.parametrize("names", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_makes_the_same_site(tmp_path: Path, names: tuple[str, ...]) -> None:
    """To the byte, but for the list of what was written, which names the sources, and the order of the sitemap, which is theirs."""
    found = tree(site(tmp_path / "one", names) / "_site")
    expected = tree(site(tmp_path / "other", LAYOUTS["names"]) / "_site")
    assert {"posts/a/index.html", "en/posts/a/index.html", "about/index.html", "en/about/index.html"} <= found.keys()
    other = {name for name in found if found[name] != expected.get(name)} - {".kawara-manifest.json", "sitemap.xml"}
    assert other == set()
    assert found.keys() == expected.keys()


def test_versions_lead_to_each_other(tmp_path: Path) -> None:
    """For machines by hreflang and for readers by a link; only where there is a translation."""
    folder = site(tmp_path, LAYOUTS["a folder for each"])
    both = [("ja", "/posts/a/"), ("en", "/en/posts/a/")]
    assert HREFLANG.findall(page(folder, "posts/a/index.html")) == both
    assert HREFLANG.findall(page(folder, "en/posts/a/index.html")) == both[::-1]
    assert 'href="/en/posts/a/"' in page(folder, "posts/a/index.html").partition("<body")[2]
    alone = page(folder, "posts/b/index.html")
    assert HREFLANG.findall(alone) == []
    assert "/en/" not in alone


def test_each_language_has_its_own_home_lists_and_feeds(tmp_path: Path) -> None:
    """With its own posts and its own words alone."""
    folder = site(tmp_path, LAYOUTS["a folder for the other"])
    for name in ("en/index.html", "en/archive/index.html", "en/feed.xml", "en/feed.json", "en/tags/night/index.html"):
        assert "Midnight" in page(folder, name)
        assert "真夜中" not in page(folder, name)
    for name in ("index.html", "archive/index.html", "feed.xml", "feed.json", "tags/夜/index.html"):
        assert "真夜中" in page(folder, name)
        assert "Midnight" not in page(folder, name)
    assert '<html lang="en">' in page(folder, "en/index.html")
    assert 'href="/en/about/"' in page(folder, "en/index.html")


def test_a_folder_is_a_language_only_where_the_settings_list_it(tmp_path: Path) -> None:
    """`content/no/` may hold what is not wanted, and not Norwegian."""
    write(tmp_path, "content/no/about.md", TEXTS["page in English"])
    write(tmp_path, "content/about.md", TEXTS["page in the main language"])
    made(lay(tmp_path, SETTINGS))
    assert HREFLANG.findall(page(tmp_path, "en/no/about/index.html")) == []
    assert (tmp_path / "_site/about/index.html").is_file()


def test_front_matter_goes_before_the_folder(tmp_path: Path) -> None:
    """A text in Japanese below `en/` says so itself, and stands in the main edition."""
    write(tmp_path, "content/en/posts/a.md", TEXTS["post in the main language"].replace("---\n", "---\nlang: ja\n", 1))
    made(lay(tmp_path, SETTINGS))
    assert '<html lang="ja">' in page(tmp_path, "posts/a/index.html")


def test_pictures_stay_beside_their_own_version(tmp_path: Path) -> None:
    """Two folders, two pictures of one name: each version shows its own."""
    for lang, drawn in (
        ("ja", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("en", "<svg xmlns='http://www.w3.org/2000/svg' />"),
    ):
        write(tmp_path, f"content/{lang}/posts/a/index.md", "---\ntitle: A\ndate: 2026-01-01\n---\n![x](x.svg)\n")
        write(tmp_path, f"content/{lang}/posts/a/x.svg", drawn)
    made(lay(tmp_path, SETTINGS))
    assert page(tmp_path, "posts/a/x.svg").endswith("svg'/>")
    assert page(tmp_path, "en/posts/a/x.svg").endswith("svg' />")


def test_a_name_in_brackets_means_the_version_in_its_own_language(tmp_path: Path) -> None:
    """Folders make it no more ambiguous than names do."""
    write(tmp_path, "content/en/posts/c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nSee [[a]].\n")
    folder = site(tmp_path, LAYOUTS["a folder for each"])
    assert 'href="/en/posts/a/"' in page(folder, "en/posts/c/index.html")


def test_a_translation_that_comes_and_goes(tmp_path: Path) -> None:
    """After each edit the site is that of a clean build: a version is linked, renamed, and gone."""
    folder = site(tmp_path, LAYOUTS["a folder for the other"])
    write(folder, "content/en/posts/b.md", TEXTS["post in English"].replace("Midnight", "Alone"))
    made(folder)
    assert HREFLANG.findall(page(folder, "posts/b/index.html")) == [("ja", "/posts/b/"), ("en", "/en/posts/b/")]
    write(folder, "content/en/posts/b.md", TEXTS["post in English"].replace("Midnight", "By itself"))
    made(folder)
    assert "By itself" in page(folder, "en/index.html")
    (folder / "content/en/posts/b.md").unlink()
    made(folder)
    assert HREFLANG.findall(page(folder, "posts/b/index.html")) == []
    after = tree(folder / "_site")
    made(folder, cache=False, output=folder / "clean")
    assert after == tree(folder / "clean")


# --- the theme's words -------------------------------------------------------------------------------------------------

IN_ITALIAN = "-- kawara.yml --\nurl: https://cat.test/\nlanguage: it\n-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\n---\nTesto.\n-- content/posts/b.md --\n---\ntitle: B\ndate: 2026-01-02\n---\nTesto.\n"


def test_words_that_a_language_lacks_are_said_once(tmp_path: Path) -> None:
    """By one note for all pages, that names the words and where to write them; the next build says it again, once."""
    write(tmp_path, "templates/strings/it.yaml", "archive: Archivio\n")
    report = made(lay(tmp_path, IN_ITALIAN))
    assert told(report) == ["templates/strings/it.yaml: note[strings]"]
    assert "archive" not in report.problems[0].text
    assert "not_found" in report.problems[0].text
    assert ">Archivio<" in page(tmp_path, "index.html")
    assert "Page not found" in page(tmp_path, "404.html")
    write(tmp_path, "content/posts/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nAltro testo.\n")
    assert told(made(tmp_path)) == ["templates/strings/it.yaml: note[strings]"]


def test_a_misspelt_word_is_said_once(tmp_path: Path) -> None:
    """For all pages of all languages, and again by the next build."""
    write(tmp_path, "templates/strings/ja.yaml", "oldr: 前へ\n")
    lay(tmp_path, SETTINGS)
    for name in ("a.ja", "a.en", "b.ja"):
        write(tmp_path, f"content/posts/{name}.md", TEXTS["post in the main language"])
    assert told(made(tmp_path)).count("templates/strings/ja.yaml:1:1: warning[key]") == 1
    write(tmp_path, "content/posts/a.ja.md", TEXTS["alone"])
    assert told(made(tmp_path)).count("templates/strings/ja.yaml:1:1: warning[key]") == 1


@pytest.mark.parametrize(("count", "expected"), [(1, "1 wpis"), (2, "2 wpisy"), (5, "5 wpisów"), (22, "22 wpisy")])
def test_plurals_are_those_of_the_language(tmp_path: Path, count: int, expected: str) -> None:
    """Polish has three forms, chosen by rules that no English site knows of."""
    write(tmp_path, "templates/strings/pl.yaml", 'posts: {one: "{n} wpis", few: "{n} wpisy", other: "{n} wpisów"}\n')
    lay(tmp_path, "-- kawara.yml --\nurl: https://cat.test/\nlanguage: pl\n")
    for number in range(count):
        write(tmp_path, f"content/posts/p{number}.md", f"---\ntitle: P{number}\ndate: 2026-01-01\n---\nTekst.\n")
    made(tmp_path)
    assert expected in page(tmp_path, "archive/index.html").replace("\xa0", " ")
