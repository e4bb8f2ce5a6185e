"""Plugins of Markdown that a site names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawara.config.reading import SWITCHES
from kawara.loader.markdown import NEEDED, RULES
from kawara.memory.salt import versions_of
from sites import lay, made, page, told, write

DEFLIST = "mdit_py_plugins.deflist:deflist_plugin"
SITE = """
-- kawara.yml --
url: https://example.org/
markdown:
  definition_lists: false
  plugins: [NAME]
-- content/posts/a.md --
---
title: A
date: 2026-01-01
---
Term
: its meaning
-- content/posts/b.md --
---
title: B
date: 2026-01-02
---
loud, **bold**
"""
LOUD = """
def loud(md):
    md.core.ruler.push("loud", shout)

def shout(state):
    if "loud" in state.src:
        raise ValueError("too loud")
"""


def site(folder: Path, name: str) -> Path:
    """The site with this plugin."""
    return lay(folder, SITE.replace("NAME", name))


def test_the_switches_of_the_settings_are_the_rules() -> None:
    """Every rule that a setting can switch is known to `markdown:`, and no other name is."""
    assert set(SWITCHES) == set(RULES) - NEEDED


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_plugin_is_used(tmp_path: Path, jobs: int) -> None:
    """In this process and in workers."""
    report = made(site(tmp_path, DEFLIST), jobs=jobs)

    assert told(report) == []
    assert "<dt>Term</dt>" in page(tmp_path, "posts/a/index.html")


def test_a_plugin_taken_out_is_used_no_more(tmp_path: Path) -> None:
    """The parser of one list of plugins is not that of another."""
    made(site(tmp_path, DEFLIST))
    write(tmp_path, "kawara.yml", "url: https://example.org/\nmarkdown: {definition_lists: false}\n")
    made(tmp_path)

    assert "<dt>" not in page(tmp_path, "posts/a/index.html")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("mdit_py_plugins.nonesuch:plugin", "ModuleNotFoundError"),
        ("mdit_py_plugins.deflist:nonesuch", "AttributeError"),
        ("mdit_py_plugins.container:container_plugin", "TypeError"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_told(tmp_path: Path, name: str, fault: str) -> None:
    """With its place, its name, the setting, and why."""
    report = made(site(tmp_path, name))

    assert told(report) == ["kawara.yml:4:13: error[config]"]
    assert all(part in report.problems[0].text for part in (name, "markdown.plugins", fault))


def test_a_plugin_that_fails_is_told_with_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The post is named, and the plugin; the post is made without it, and all others with it."""
    write(tmp_path, "lib/loud_plugin.py", LOUD)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    report = made(site(tmp_path, f"{DEFLIST}, 'loud_plugin:loud'"), keep_going=True)

    assert told(report) == ["content/posts/b.md: error[plugin]"]
    assert "'loud_plugin:loud'" in report.problems[0].text
    assert "ValueError: too loud" in report.problems[0].text
    assert "deflist" not in report.problems[0].text


def test_another_version_of_a_plugin_is_another_salt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The distribution's version is part of it; of a module that has none, its text."""
    assert "mdit-py-plugins" in versions_of([DEFLIST])[0][0]
    monkeypatch.syspath_prepend(str(tmp_path))
    write(tmp_path, "own_plugin.py", LOUD)
    before = versions_of(["own_plugin:loud"])
    write(tmp_path, "own_plugin.py", LOUD + "\n")

    assert versions_of(["own_plugin:loud"]) != before


def test_a_plugin_in_a_package_without_a_file_of_its_own_is_another_salt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its modules may be the plugin, or used by it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    write(tmp_path, "bare_plugins/loud.py", LOUD)
    before = versions_of(["bare_plugins.loud:loud"])
    write(tmp_path, "bare_plugins/loud.py", LOUD + "\n")

    assert versions_of(["bare_plugins.loud:loud"]) != before


def test_a_plugin_of_another_package_is_looked_at_in_each_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way of a build in which nothing changed sees kawara's own libraries alone."""
    write(tmp_path, "lib/still_plugin.py", LOUD.replace("loud", "still"))
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    made(site(tmp_path, "still_plugin:still"))
    before = made(tmp_path).loaded
    write(tmp_path, "lib/still_plugin.py", LOUD.replace("loud", "still") + "\n")

    assert (before, made(tmp_path).loaded) == (0, 2)
