"""`kawara.lock.yml`: what was published stays found, and is announced but once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from checking import checked
from kawara.check.lockfile import Entry, Lock, dump, parse
from kawara.cli import main
from sites import lay

CODES = ("url-gone", "heading-gone", "feed-id", "announced-again", "lock-behind", "lock")
SETTINGS = "-- kawara.yml --\nurl: https://cat.test/\nlanguage: en\n"


def post(name: str, front: str = "", text: str = "Text.", day: int = 1) -> str:
    """A post for :func:`sites.lay`."""
    return f"-- content/posts/{name}.md --\n---\ntitle: {name}\ndate: 2026-01-{day:02}\n{front}---\n{text}\n"


def blog(folder: Path, *parts: str) -> Path:
    """A site of these files, and of its lock as of now."""
    lay(folder, "".join([SETTINGS, *parts]))
    assert main(["-C", str(folder), "lock"]) == 0
    return folder


def told(folder: Path) -> list[str]:
    """What the rules over the lock find."""
    found = (each.problem for each in checked(folder) if each.problem.code in CODES)
    return [f"{one.path}:{one.line} {one.code} {one.text}" for one in found]


# --- the file ----------------------------------------------------------------------------------------------------------

SAMPLE = Lock(
    {
        "/posts/春 \"と: #'/": Entry(
            "post", "content/posts/a.md", "tag:a,2026-01-01:b", "2026-01-01T00:00:00+09:00", "en", ("庭", "a:b")
        ),
        "/old/": Entry("redirect", "content/posts/a.md", target="/posts/a/"),
        "/feed.xml": Entry("feed"),
    },
    20,
)


def test_a_lock_is_read_as_it_was_written() -> None:
    """Whatever stands in an address, and with the line of each."""
    again = parse(dump(SAMPLE))
    assert again == SAMPLE
    lines = dump(SAMPLE).split("\n")
    assert all(lines[e.line - 1] == f"  {json.dumps(url, ensure_ascii=False)}:" for url, e in again.urls.items())


def test_a_lock_is_yaml() -> None:
    """Other tools may read it."""
    plain = yaml.safe_load(dump(SAMPLE))
    assert (plain["version"], plain["feed_limit"]) == (1, 20)
    assert {url: row["kind"] for url, row in plain["urls"].items()} == {url: e.kind for url, e in SAMPLE.urls.items()}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("version: 1\nurls:\n<<<<<<< ours\n", 3),
        ('version: 1\nurls:\n  "/a/":\n    kind: post\n', 4),
        ('version: 1\nurls:\n    kind: "post"\n', 3),
        ('version: 1\nurls:\n  "/a/":\n    colour: "red"\n', 4),
        ('version: 1\nurls:\n  "/a/":\n    source: "a.md"\n', 3),
        ("version: 2\nurls:\n", 1),
    ],
)
def test_what_is_no_lock_is_refused_by_its_line(text: str, line: int, tmp_path: Path) -> None:
    """Marks of a merge, a value by hand, a strange field; the check tells of it, and is not stopped by it."""
    with pytest.raises(ValueError, match=r"^\(\d") as fault:
        parse(text)
    assert fault.value.args[0] == line
    lay(tmp_path, post("a"))
    (tmp_path / "kawara.lock.yml").write_text(text)
    assert [one.partition(" lock ")[0] for one in told(tmp_path)] == [f"kawara.lock.yml:{line}"]


# --- the command -------------------------------------------------------------------------------------------------------


def test_the_lock_is_written_and_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new post is one block more, and nothing else moves; without news the file is not touched."""
    blog(
        tmp_path,
        post("a", "aliases: [/old/]\n", "## In May"),
        "-- content/about.md --\n---\ntitle: About\n---\n## Who\n",
    )
    said = capsys.readouterr().out
    assert "1 post, 1 page, 1 redirect, 2 feeds; commit it" in said
    before = (tmp_path / "kawara.lock.yml").read_text()
    assert '  "/posts/a/":\n    kind: "post"\n    source: "content/posts/a.md"\n    date: "2026-01-01' in before
    assert 'headings: ["in-may"]' in before
    assert 'headings: ["who"]' in before
    assert main(["-C", str(tmp_path), "lock"]) == 0
    assert "is as it should be" in capsys.readouterr().out
    lay(tmp_path, post("b"))
    assert told(tmp_path) == ["kawara.lock.yml:0 lock-behind the lock does not know '/posts/b/' yet"]
    assert main(["-C", str(tmp_path), "lock"]) == 0
    after = (tmp_path / "kawara.lock.yml").read_text()
    assert set(before.split("\n")) <= set(after.split("\n"))
    assert told(tmp_path) == []


def test_a_loss_has_to_be_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1 and an unchanged file; then the lock forgets it."""
    blog(tmp_path, post("a"), post("b"))
    before = (tmp_path / "kawara.lock.yml").read_text()
    (tmp_path / "content/posts/a.md").unlink()
    assert main(["-C", str(tmp_path), "lock"]) == 1
    assert "'/posts/a/' was published" in capsys.readouterr().out
    assert (tmp_path / "kawara.lock.yml").read_text() == before
    assert main(["-C", str(tmp_path), "lock", "--accept"]) == 0
    assert "/posts/a/" not in (tmp_path / "kawara.lock.yml").read_text()


def test_a_broken_lock_is_written_anew_only_when_asked(tmp_path: Path) -> None:
    """What it knew is lost with it, so somebody has to say so."""
    blog(tmp_path, post("a"))
    whole = (tmp_path / "kawara.lock.yml").read_text()
    (tmp_path / "kawara.lock.yml").write_text("<<<<<<<\n")
    assert main(["-C", str(tmp_path), "lock"]) == 1
    assert (tmp_path / "kawara.lock.yml").read_text() == "<<<<<<<\n"
    assert main(["-C", str(tmp_path), "lock", "--accept"]) == 0
    assert (tmp_path / "kawara.lock.yml").read_text() == whole


def test_a_site_that_would_not_be_published_has_no_lock(tmp_path: Path) -> None:
    """Posts with errors would be missing from it."""
    lay(tmp_path, post("a", "date: yesterday\n"))
    assert main(["-C", str(tmp_path), "lock"]) == 1
    assert not (tmp_path / "kawara.lock.yml").exists()


# --- the rules ---------------------------------------------------------------------------------------------------------


def test_a_changed_slug_is_told_at_its_line(tmp_path: Path) -> None:
    """With an alias and its old identity all is well."""
    blog(tmp_path, post("a"))
    lay(tmp_path, post("a", "slug: other\nid: tag:cat.test,2026-01-01:a\n"))
    assert told(tmp_path) == [
        "content/posts/a.md:4 url-gone '/posts/a/' was published, and nothing would be there any more",
        "kawara.lock.yml:0 lock-behind the lock does not know '/posts/other/' yet",
    ]
    lay(tmp_path, post("a", "slug: other\naliases: [/posts/a/]\n"))
    assert told(tmp_path)[0].startswith(
        "content/posts/a.md:4 feed-id its identity in feeds was 'tag:cat.test,2026-01-01:a'"
    )
    lay(tmp_path, post("a", "slug: other\naliases: [/posts/a/]\nid: tag:cat.test,2026-01-01:a\n"))
    assert told(tmp_path)[:1] == ["kawara.lock.yml:0 lock-behind the lock does not know '/posts/other/' yet"]


def test_drafts_redirects_and_feeds_are_missed_and_what_expired_is_not(tmp_path: Path) -> None:
    """Each address that answered once; only an end that its author set is no loss."""
    blog(tmp_path, post("a"), post("b", "aliases: [/old/]\ntags: [rain]\n"), post("c"))
    lay(tmp_path, post("a", "draft: true\n") + post("b") + post("c", f"expires: {datetime.now(UTC).date()}\n"))
    lines = {line.split("'")[1]: line.partition(" url-gone ")[2] for line in told(tmp_path) if "url-gone" in line}
    assert set(lines) == {"/posts/a/", "/old/", "/tags/rain/feed.xml", "/tags/rain/feed.json"}
    assert lines["/posts/a/"].endswith("content/posts/a.md is a draft now")


def test_the_id_of_a_heading_is_kept(tmp_path: Path) -> None:
    """Told as a warning, with the way to keep it; also where the post itself has moved."""
    blog(tmp_path, post("a", text="## In May\n\nText."))
    lay(tmp_path, post("a", text="## In June\n\nText."))
    (one,) = [each for each in checked(tmp_path) if each.problem.code == "heading-gone"]
    assert (one.problem.severity, "{#in-may}" in one.problem.hint) == ("warning", True)
    lay(tmp_path, post("a", text="## In June {#in-may}\n\nText."))
    assert told(tmp_path) == []


def test_another_host_is_told_once(tmp_path: Path) -> None:
    """At the settings, where one line keeps the identity of all posts."""
    blog(tmp_path, post("a"), post("b"))
    lay(tmp_path, "-- kawara.yml --\nurl: https://dog.test/\nlanguage: en\n")
    assert told(tmp_path) == [
        "kawara.yml:0 feed-id 'dog.test' stands for 'cat.test' in the identity of 2 posts in feeds"
    ]
    lay(tmp_path, "-- kawara.yml --\nurl: https://dog.test/\nlanguage: en\nfeed_id: cat.test\n")
    assert told(tmp_path) == []


def test_a_feed_that_grows_is_told(tmp_path: Path) -> None:
    """Old posts would come back into it; a new post, or one less, moves nothing."""
    limit = "feeds: {limit: 2}\n"
    blog(tmp_path, limit, *(post(name, day=day) for day, name in enumerate("abcd", 1)))
    lay(tmp_path, f"{SETTINGS}feeds: {{limit: 20}}\n")
    assert told(tmp_path) == [
        "kawara.yml:0 announced-again 2 posts that had left the feed would be announced once more"
    ]
    lay(tmp_path, SETTINGS + limit + post("e", day=9))
    assert [line for line in told(tmp_path) if "lock-behind" not in line] == []


def test_without_a_lock_nothing_is_said(tmp_path: Path) -> None:
    """It guards those who ask for it."""
    lay(tmp_path, SETTINGS + post("a"))
    assert told(tmp_path) == []
