"""kawara.yml: every setting read, every fault named, nothing guessed."""

from __future__ import annotations

import ast
import inspect
import json
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kawara.config.reading
from kawara.build import build
from kawara.build.options import Options
from kawara.config import Config, Feeds, Pagination, Taxonomy
from kawara.config.kept import made_config, plain_config
from kawara.config.reading import GROUPS, SETTINGS, read_config
from sites import lay


def changed(text: str) -> dict[str, Any]:
    """The settings that a sound file changes."""
    config, problems = read_config(text)
    assert problems == []
    names = [field.name for field in fields(config)]
    return {name: getattr(config, name) for name in names if getattr(config, name) != getattr(Config(), name)}


@pytest.mark.parametrize("text", ["", "# nothing\n", "title:\n", "feeds:\npagination: {}\n"], ids=repr)
def test_nothing_is_needed(text: str) -> None:
    """A site without settings has the defaults."""
    assert changed(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("title: 川のほとり", "title", "川のほとり"),
        ("title: 12:30", "title", "12:30"),
        ("\ufefftitle: x\r\n", "title", "x"),
        ("description: |\n  a\n  b\n", "description", "a b"),
        ("url: https://example.org", "url", "https://example.org/"),
        ("url: https://x.github.io/blog", "url", "https://x.github.io/blog/"),
        ("url: HTTPS://Example.ORG:8080/Blog/", "url", "https://example.org:8080/Blog/"),
        ("url: https://日本.example/ブログ", "url", "https://xn--wgv71a.example/%E3%83%96%E3%83%AD%E3%82%B0/"),
        ("url: 'http://[::1]:8000/'", "url", "http://[::1]:8000/"),
        ("language: JA", "language", "ja"),
        ("languages: [ja, en]", "languages", ("ja", "en")),
        ("languages: ja", "languages", ("ja",)),
        ("timezone: Asia/Tokyo", "timezone", "Asia/Tokyo"),
        ("author: 清少納言", "author", "清少納言"),
        ("permalink: /:year/:title/", "permalink", "/:year/:title/"),
        ("permalink: pretty", "permalink", "pretty"),
        ("pagination: {per_page: 3, order: newest}", "pagination", Pagination(3, "newest")),
        ("pagination: {per_page: 3}", "pagination", Pagination(3)),
        ("taxonomies: {tags: {names: {ＡＩ: AI}}}", "taxonomies", {"tags": Taxonomy({"ai": "AI"})}),
        ("taxonomies: {tags: {aliases: {js: JavaScript}}}", "taxonomies", {"tags": Taxonomy({}, {"js": "javascript"})}),
        ("feeds: {limit: 5, terms: []}", "feeds", Feeds(5, ())),
        ("feed_id: example.org", "feed_id", "example.org"),
        ("markdown: {cjk_emphasis: false}", "markdown", {"cjk_emphasis": False}),
        ("markdown: {html: escape}", "markdown", {"html": {"": "escape"}}),
        (
            "markdown: {html: {content/guests/: sanitize, .: escape}, external_rel: nofollow}",
            "markdown",
            {"html": {"content/guests": "sanitize", "": "escape"}, "external_rel": "nofollow"},
        ),
        ("markdown: {plugins: a.b:c}", "markdown", {"plugins": ("a.b:c",)}),
        ("theme: {accent: '#e00', n: [1]}", "theme", {"accent": "#e00", "n": [1]}),
        ("check: {severity: {undated: error, spelling: off}}", "severity", {"undated": "error", "spelling": "off"}),
        ("build: {output: public}", "output", "public"),
        ("mounts: {docs/: /manual/, notes: /}", "mounts", {"docs": "manual", "notes": ""}),
    ],
)
def test_each_setting_is_read(text: str, name: str, value: object) -> None:
    """One line changes one setting."""
    assert changed(text) == {name: value}


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("titel: x", (1, 1), "'title'"),
        ("per_page: 3", (1, 1), "pagination"),
        ("lang: ja", (1, 1), "did you mean 'language'"),
        ("desc: x", (1, 1), "did you mean 'description'"),
        ("pagination:\n  perpage: 3", (2, 3), "'per_page'"),
        ("pagination: {per_page: 0}", (1, 24), "per_page: 10"),
        ("pagination: {per_page: '3'}", (1, 24), "per_page: 10"),
        ("pagination: {per_page: true}", (1, 24), "per_page: 10"),
        ("feeds: {limit: -1}", (1, 16), "limit: 20"),
        ("images: {widths: [0]}", (1, 19), "widths: 800"),
        ("check: {external: {keep_days: 0}}", (1, 31), "keep_days: 7"),
        ("pagination: {order: fixd}", (1, 21), "'fixed'"),
        ("pagination: 3", (1, 13), ""),
        ("markdown: {html: escpae}", (1, 18), "'escape'"),
        ("markdown: {rubi: false}", (1, 12), "'ruby'"),
        ("markdown: {ruby: 'no'}", (1, 18), "ruby: false"),
        ("markdown: {links: false}", (1, 12), ""),
        ("markdown: {plugins: [deflist]}", (1, 22), "mdit_py_plugins.deflist:deflist_plugin"),
        ("markdown: {html: {content/guests: none}}", (1, 35), "sanitize"),
        ("feeds: {terms: [tag]}", (1, 17), "'tags'"),
        ("taxonomies: {tag: {}}", (1, 14), "'tags'"),
        ("taxonomies: {tags: {names: [AI]}}", (1, 21), ""),
        ("title: [a]", (1, 1), ""),
        ("url: example.org", (1, 6), "https://"),
        ("url: ftp://example.org/", (1, 6), "https://"),
        ("url: 'https://'", (1, 6), "https://"),
        ("url: https://exa mple.org/", (1, 6), "https://"),
        ("url: https://example.org:port/", (1, 6), "https://"),
        ("url: https://me@example.org/", (1, 6), "https://"),
        ("url: https://example.org/?a=b", (1, 6), "https://"),
        ("url: https://example.org/../a", (1, 6), "https://"),
        ("url: 'https://[::1/'", (1, 6), "https://"),
        ("language: ja_JP", (1, 11), "language: ja-JP"),
        ("languages: [ja, Englisch]", (1, 17), "en"),
        ("language: ja\nlanguages: [en]", (2, 1), "languages: [ja, en]"),
        ("timezone: Asia/Tokio", (1, 11), "'Asia/Tokyo'"),
        ("timezone: asia/tokyo", (1, 11), "'Asia/Tokyo'"),
        ("timezone: JST", (1, 11), "Asia/Tokyo"),
        ("timezone: localtime", (1, 11), ""),
        ("timezone: ../../etc/passwd", (1, 11), ""),
        ("timezone: Asia", (1, 11), ""),
        ("permalink: /:yaer/:title/", (1, 12), ""),
        ("permalink: /../:title/", (1, 12), ""),
        ("check: {severity: {undatd: error}}", (1, 20), "'undated'"),
        ("check: {severity: {undated: fatal}}", (1, 29), "warning"),
        ("check: {severty: {}}", (1, 9), "'severity'"),
        ("build: {ouput: x}", (1, 9), "'output'"),
        ("mounts: {docs: ../x}", (1, 16), "docs: docs"),
        ("mounts: {../docs: x}", (1, 10), "another folder"),
        ("mounts: {content/a: x}", (1, 10), "another folder"),
        ("- a", (1, 1), ""),
        ("title: a: b", (1, 9), 'title: "a: b"'),
        ("title：x\nurl: y", (1, 6), "title: x"),
        ("title: a\ntitle: b", (2, 1), "keep one"),
        ("title: *x", (1, 8), '"*x"'),
        ("title: \x07x", (1, 8), ""),
    ],
)
def test_each_fault_is_told_with_its_place(text: str, place: tuple[int, int], hint: str) -> None:
    """Code, line and column, the line itself, and the nearest right thing; the setting keeps its default."""
    _, (found,) = read_config(text)
    assert (found.code, found.severity, found.path) == ("config", "error", "kawara.yml")
    assert (found.line, found.column) == place
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("title: 日記 #1", (1, 8), 'write title: "日記 #1"'),
        ("title: #1", (1, 1), 'write title: "#1"'),
        ("theme:\n  colors:\n    accent: #b3261b", (3, 5), 'write accent: "#b3261b"'),
        ("theme:\n  colors:\n    ink:\n      light:  #000", (4, 7), 'write light: "#000"'),
        ("theme:\n  fonts:\n    text: serif #1", (3, 11), 'write text: "serif #1"'),
        ("theme:\n  brand: #b3261b", (2, 3), 'write brand: "#b3261b"'),
        ("theme:\n  links:\n    - {name: a}\n    - b #2", (4, 7), 'write links: "b #2"'),
        ("taxonomies: {tags: {names: {c: 'C'}}}\nauthor: 清少納言 #枕", (2, 9), 'write author: "清少納言 #枕"'),
    ],
)
def test_what_a_comment_cuts_off_is_told(text: str, place: tuple[int, int], hint: str) -> None:
    """As in front matter: once, at the value, or at its key where nothing is left of it."""
    (problem,) = read_config(text)[1]
    assert (problem.code, problem.severity, (problem.line, problem.column)) == ("comment", "warning", place)
    assert problem.source == text.split("\n")[place[0] - 1]
    assert problem.hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "title: x # a note",
        "theme: # my measure\n  measure: 36em",
        "theme: #my measure\n  measure: 36em",
        "theme: #abcdef\n  measure: 36em",
        "theme: # nothing yet",
        "feeds: #nothing yet",
        "related: 3 #three",
        "pagination:\n  order: newest #first",
        "theme:\n  links: #none\n  size: 3 #rem",
        "title: C#",
        "title: 'a #b' #c",
    ],
)
def test_a_comment_that_is_meant_is_left_alone(text: str) -> None:
    """One behind a space, one behind the key of a mapping, and one behind a word of ours or a number."""
    assert read_config(text)[1] == []


def test_every_fault_is_told_in_one_run() -> None:
    """And what is right counts beside it."""
    config, problems = read_config("title: x\nurl: y\ntimezone: Z/Z\nfeeds: {limt: 3, limit: 4}\nfoo: 1\n")
    assert [p.line for p in problems] == [2, 3, 4, 5]
    assert (config.title, config.url, config.feeds.limit) == ("x", "", 4)


def test_a_time_zone_is_never_proposed_that_would_be_refused() -> None:
    """`localtime` stands in the machine's data, and means another zone on each machine."""
    _, (found,) = read_config("timezone: localtim")
    assert "localtime" not in found.hint


def test_every_field_has_its_setting() -> None:
    """A field without a row could never be set."""
    grouped = {"severity", "external", "output", "host", "hashed"}
    assert {*SETTINGS} - {*GROUPS} | grouped == {field.name for field in fields(Config)}


def test_base_and_origin_are_the_halves_of_the_url() -> None:
    """With localhost for a site that does not say where it will live."""
    config, _ = read_config("url: https://x.github.io/blog")
    assert (config.origin, config.base) == ("https://x.github.io", "/blog/")
    assert (Config().origin, Config().base) == ("http://localhost", "/")


def test_the_records_are_frozen() -> None:
    """Settings are read once, and nobody changes them on the way."""
    classes = [node for node in ast.parse(inspect.getsource(kawara.config)).body if isinstance(node, ast.ClassDef)]
    assert classes
    assert all("frozen=True, slots=True" in ast.unparse(node.decorator_list[0]) for node in classes)


SIGNS = st.sampled_from(
    [*SETTINGS, ": ", "\n", "  ", "- ", "[", "]", "{", "}", "ja", "3", "true", "~", "'", "per_page", "tags"]
)


@given(st.lists(SIGNS, max_size=30).map("".join) | st.text(max_size=100))
def test_any_text_is_settings_or_faults(text: str) -> None:
    """No text raises."""
    config, problems = read_config(text)
    assert isinstance(config, Config)
    assert all(p.code == "config" for p in problems)


URLS = st.from_regex(r"https?://[a-z\[\]:@.%0-9/?#あ\\ -]{0,30}", fullmatch=True)


@given(URLS)
def test_a_url_once_settled_is_settled(url: str) -> None:
    """Any URL is refused, or becomes one that is read as itself."""
    quoted = url.replace("'", "''")
    config, problems = read_config(f"url: '{quoted}'")
    assert bool(problems) == (config.url == "")
    assert read_config(f"url: '{config.url or 'http://x/'}'")[0].url == (config.url or "http://x/")
    assert config.base.startswith("/")
    assert config.base.endswith("/")


# --- kept --------------------------------------------------------------------------------------------------------------

KEPT = """
title: 瓦版
url: https://example.org/blog/
languages: [ja, en]
language: ja
pagination: {per_page: 5, order: newest}
taxonomies: {tags: {names: {ai: AI}, aliases: {ml: ai}}}
feeds: {limit: 3, terms: [tags]}
images: {widths: [400, 800], formats: [avif, webp]}
markdown: {ruby: true, html: sanitize}
theme: {colors: {accent: {light: "#8a1f11", dark: "#ff8a70"}}, menu: [one, [two, 3]], ratio: 1.0}
check: {severity: {leftover: "off"}, external: {ignore: ["*.example.org"], keep_days: 2}}
build: {host: netlify, hashed: false}
mounts: {docs: docs}
"""


@pytest.mark.parametrize("text", ["", KEPT], ids=["nothing set", "everything"])
def test_kept_settings_are_what_was_read(text: str) -> None:
    """Their types too: the next build has them as this one does, without reading the file."""
    config, found = read_config(text)
    plain = plain_config(config)

    assert found == []
    assert plain is not None
    assert repr(made_config(json.loads(json.dumps(plain)))) == repr(config)


@pytest.mark.parametrize("text", ["theme: {since: !!timestamp 2026-01-01}", "theme: {1: one}"])
def test_what_json_would_change_is_not_kept(text: str) -> None:
    """Then the next build reads the file again: never does one build see other settings than the one before it."""
    config, _ = read_config(text)
    plain = plain_config(config)

    assert plain is None or repr(made_config(json.loads(json.dumps(plain)))) == repr(config)
    assert plain_config(Config(theme={"since": date(2026, 1, 1)})) is None
    assert plain_config(Config(theme={"pair": (1, 2)})) is None


def test_an_edit_does_not_read_the_settings_again(tmp_path: Path) -> None:
    """Where there was something to say of them, it does, and says it again."""
    lay(
        tmp_path,
        "-- kawara.yml --\ntitle: One\nurl: https://example.org/\n-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\n---\nText.\n",
    )
    assert built(tmp_path) == []
    (tmp_path / "content/posts/a.md").write_text("---\ntitle: A\ndate: 2026-01-01\n---\nOther.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kawara.config.reading, "read_config", lambda *_: pytest.fail("read again"))
        assert built(tmp_path) == []
    assert "Other" in (tmp_path / "_site/posts/a/index.html").read_text()
    (tmp_path / "kawara.yml").write_text("title: One\nurl: https://example.org/\nnonsense: 1\n")
    told = built(tmp_path)
    (tmp_path / "content/posts/a.md").write_text("---\ntitle: A\ndate: 2026-01-01\n---\nThird.\n")
    assert "nonsense" in told[0]
    assert built(tmp_path) == told


def built(folder: Path) -> list[str]:
    """What a build says."""
    return [
        each.text for each in build(folder, Options(now=datetime(2026, 6, 1, tzinfo=UTC), keep_going=True)).problems
    ]
