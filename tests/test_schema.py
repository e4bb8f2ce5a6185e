"""`kawara schema`: an editor refuses nothing that kawara takes, and knows every key that kawara knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its types are a package of their own
import pytest

from kawara.cli import main
from kawara.config import Config
from kawara.config import schema as settings
from kawara.config.reading import SETTINGS as READERS
from kawara.config.reading import read_config
from kawara.loader import schema as post
from kawara.loader.fields import FIELDS
from kawara.loader.fields import read as read_fields
from kawara.loader.front_matter import split
from kawara.model import Source
from kawara.yamltext import parse, plain
from test_docs import settings as documented


def takes(schema: dict[str, Any], text: str) -> bool:
    """Whether an editor with the schema has nothing to say of a YAML text."""
    value, _ = parse(text, "x.yml")
    # An editor sees a date as the text it is written as.
    data = json.loads(json.dumps(plain(value) if value is not None else None, default=str))
    return not list(jsonschema.Draft202012Validator(schema).iter_errors(data))


def test_both_are_schemas() -> None:
    """Valid by the dialect they name."""
    for schema in (settings.schema(), post.schema()):
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_setting_is_there() -> None:
    """By name, as the readers and the manual have them."""
    assert settings.SETTINGS.keys() == READERS.keys()
    for name in documented():
        shape: Any = {"properties": settings.SETTINGS}
        for part in name.replace("KIND", "tags").split("."):
            shape = shape["properties"][part]
        assert "description" in shape or name.startswith("taxonomies"), name


def test_every_key_of_front_matter_is_there() -> None:
    """With a word about each."""
    members = post.schema()["properties"]
    assert members.keys() == {*FIELDS, "check"}
    assert all(member["description"] for member in members.values())


GOOD_SETTINGS = (
    "",
    "title: 2026\n",
    "title: A\nurl: https://example.org/blog/\nlanguage: ja\nlanguages: [ja, en]\ntimezone: Asia/Tokyo\n",
    "languages: ja\n",
    "pagination: {per_page: 5, order: newest}\n",
    "pagination:\nfeeds: {limit: 10, terms: tags}\n",
    "taxonomies: {tags: {names: {ai: AI}, aliases: {js: JavaScript}}}\n",
    "images: {widths: [640, 1280], formats: [avif, webp], sizes: 50vw}\n",
    "markdown: {ruby: false, html: escape, plugins: ['a.b:c']}\n",
    "markdown: {html: {content/old: sanitize}}\n",
    "theme: {any: [thing]}\nsearch: true\n",
    "check: {external: {allow_private: true, ignore: 'https://a.test/*', keep_days: 3, timeout: 5}}\n",
    "check: {severity: {undated: error, alike: off}}\nbuild: {output: public}\nmounts: {docs: docs}\n",
)


@pytest.mark.parametrize("text", GOOD_SETTINGS)
def test_settings_that_are_right(text: str) -> None:
    """Both take them."""
    assert read_config(text)[1] == []
    assert takes(settings.schema(), text)


@pytest.mark.parametrize(
    "text",
    [
        "titel: A\n",
        "title: [A]\n",
        "url: example.org\n",
        "language: Japanese language\n",
        "pagination: {per_page: 0}\n",
        "pagination: {per_page: ten}\n",
        "pagination: {order: oldest}\n",
        "feeds: {terms: [posts]}\n",
        "images: {formats: [gif]}\n",
        "markdown: {rubi: false}\n",
        "markdown: {ruby: 1}\n",
        "markdown: {html: maybe}\n",
        "search: maybe\n",
        "check: {severity: {undated: fatal}}\n",
        "check: {external: {keep_days: 0}}\n",
        "check: {external: {keepdays: 1}}\n",
        "check: {severity: {undatd: error}}\n",
        "taxonomies: {labels: {}}\n",
        "- a\n",
    ],
)
def test_settings_that_are_wrong(text: str) -> None:
    """Both say so."""
    assert read_config(text)[1] != []
    assert not takes(settings.schema(), text)


def reads(front: str) -> bool:
    """Whether kawara has no error to tell of a front matter."""
    fields = split(f"---\n{front}---\n", "content/a.md").fields
    found = read_fields(fields, Source("content/a.md", "", "a.md", "content"), Config())
    return not [fault for fault in found.problems if fault.severity == "error"]


@pytest.mark.parametrize(
    "front",
    [
        "title: 12:30\ndate: 2026-11-23\n",
        "date: 2026-11-23 09:00:00 +0900\nupdated: 2026-11-24T01:02:03Z\nexpires:\n",
        "tags: [a, 1.10, [tools, git]]\ncategories: a, b\nauthor: 清少納言\n",
        "draft: true\nslug: 007\naliases: [/a/, b]\nredirect_from: /c/\n",
        "toc:\nmath: false\npin: true\npart: 2\nreading_time: 7.5\nwriting: vertical\nlang: zh-Hant\n",
        "own: {key: [of, any, kind]}\ncheck: {ignore: [alike]}\nlayout: photo\nimage: a.jpg\n",
    ],
)
def test_front_matter_that_is_right(front: str) -> None:
    """Both take it, with keys of the author's own."""
    assert reads(front)
    assert takes(post.schema(), front)


@pytest.mark.parametrize(
    "front", ["draft: maybe\n", "published: 2\n", "title: [a]\n", "part: -1\n", "writing: upwards\n", "date: {a: b}\n"]
)
def test_front_matter_that_is_wrong(front: str) -> None:
    """Both say so."""
    assert not reads(front)
    assert not takes(post.schema(), front)


@pytest.mark.parametrize("of", ["settings", "post", "check"])
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], of: str) -> None:
    """Prints JSON alone, or writes the same into a file and says where."""
    assert main(["-C", str(tmp_path), "schema", of]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["$schema"] == settings.DIALECT
    assert main(["-C", str(tmp_path), "schema", of, "--output", "s.json"]) == 0
    assert capsys.readouterr().out == "s.json\n"
    assert (tmp_path / "s.json").read_text("utf-8") == printed
