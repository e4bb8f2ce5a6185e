"""The list of what we wrote: one form, and nothing believed that could lead out of its folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.writer.manifest import Entry, digests_in, dump, parse, read_manifest, site_digest
from kawara.writer.places import MANIFEST, is_tame, refused

SOME = {"index.html": Entry("0" * 32, ""), "記事/a.html": Entry("1" * 32, "content/記事/a.md")}
PARTS = st.text(st.characters(codec="utf-8", exclude_characters="/\\", exclude_categories=["Cc", "Cs"]), min_size=1)
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


def listing(path: object, version: object = 1) -> bytes:
    """A manifest with one row."""
    return json.dumps({"files": {path: ["0" * 32, ""]}, "version": version}).encode()


def test_one_form() -> None:
    """The bytes are these: sorted, UTF-8, no times, whatever order the files came in."""
    expected = (
        f'{{"files":{{"index.html":["{"0" * 32}",""],"記事/a.html":["{"1" * 32}","content/記事/a.md"]}},"version":1}}\n'
    )
    assert dump(SOME) == dump(dict(reversed(SOME.items()))) == expected.encode()


@given(
    st.dictionaries(
        PATHS.filter(is_tame), st.tuples(st.text(st.characters(codec="utf-8")), PATHS).map(lambda row: Entry(*row))
    )
)
def test_what_is_dumped_is_parsed(manifest: dict[str, Entry]) -> None:
    """Reading gives back what was written."""
    assert parse(dump(manifest)) == manifest


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"files":{},"version":2}',
        b'{"files":[],"version":1}',
        b'{"files":{"a":"b"},"version":1}',
        b'{"files":{"a":["b"]},"version":1}',
        b'{"files":{"a":[1,2]},"version":1}',
        b'{"files":{"a":["b","c","d"]},"version":1}',
        b'{"files":' + b"[" * 100_000,
        *map(
            listing,
            ["../a", "/etc/a", "a/../../b", "a//b", ".", "", "C:a", "a\\..\\b", "a\0b", ".git/config", "\ud800"],
        ),
    ],
    ids=lambda data: repr(data)[:40],
)
def test_what_is_no_manifest(data: bytes) -> None:
    """A manifest travels with the site and may be anyone's: damaged, of another version or leading out, it is none."""
    assert parse(data) is None


def test_absent_is_not_unreadable(tmp_path: Path) -> None:
    """A folder without a manifest is no fault; a manifest that cannot be read gives one warning that names it."""
    assert read_manifest(str(tmp_path), "_site") == (None, [])
    (tmp_path / MANIFEST).write_bytes(b"{")
    files, problems = read_manifest(str(tmp_path), "_site")
    assert files is None
    assert [(p.code, p.severity, p.path) for p in problems] == [("manifest", "warning", f"_site/{MANIFEST}")]


def test_a_linked_manifest_is_none(tmp_path: Path) -> None:
    """A link could lead to a list that someone else keeps."""
    (tmp_path / "elsewhere").write_bytes(dump(SOME))
    (tmp_path / MANIFEST).symlink_to(tmp_path / "elsewhere")
    assert read_manifest(str(tmp_path), "_site")[0] is None


def test_the_site_digest_is_about_files_only() -> None:
    """It moves with bytes and places, not with who asked for them."""
    other = {path: Entry(entry.digest, "someone") for path, entry in SOME.items()}
    assert site_digest(digests_in(SOME)) == site_digest(digests_in(other)) != site_digest({"index.html": "0"})


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../a.html", "has a part '..'"),
        ("/a.html", "begins with a slash"),
        ("a/", "ends with a slash"),
        ("", "is empty"),
        ("a/%2e%2e/b", "has a part '..'"),
        (".git/hooks/post-merge", "belongs to git"),
        ("a/.GIT/config", "belongs to git"),
        (MANIFEST, "is a name kawara keeps for itself"),
        (".Kawara-staging/a", "is a name kawara keeps for itself"),
        ("a\0.html", "has a control character"),
    ],
)
def test_refused_paths(path: str, reason: str) -> None:
    """Content chooses paths: none may lead out, into git, or to what kawara keeps in the folder."""
    assert refused(path) == reason


@pytest.mark.parametrize(
    "path", ["index.html", "記事/a.html", ".well-known/a", "CNAME", ".nojekyll", "a b/c.html", "a/.gitignore"]
)
def test_accepted_paths(path: str) -> None:
    """Ordinary names, dotted ones among them, are written."""
    assert refused(path) is None
    assert is_tame(path)


@given(PATHS)
def test_whatever_may_be_written_may_be_listed(path: str) -> None:
    """Every path that is not refused survives the manifest: else one page would make a whole list unreadable."""
    assert refused(path) is not None or is_tame(path)
