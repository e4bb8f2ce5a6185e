"""A few outputs exchanged in a folder of many: as the whole commit would, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawara.model import Output
from kawara.writer.exchange import exchange, told
from kawara.writer.manifest import digests_in, parse
from kawara.writer.places import MANIFEST
from kawara.writer.writer import Written, commit, discard, open_staging, stage, write

NAMES = (
    "index.html",
    "a/index.html",
    "b/index.html",
    "b/c/index.html",
    'odd "name".html',
    "z\\w.html",
    "日記/index.html",
)
SITE = {
    "index.html": b"home",
    "a/index.html": b"a",
    "日記/index.html": "日記".encode(),
    'odd "name".html': b"odd",
    "z.css": b"z",
}


def laid(folder: Path, site: dict[str, bytes]) -> Path:
    """A site as a build leaves it."""
    output = folder / "_site"
    write([Output(path, data, owner=f'o"{path}') for path, data in site.items()], output, folder)
    return output


def files(output: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()
    }


def listed(output: Path) -> dict[str, str]:
    """What the manifest lists."""
    return digests_in(parse((output / MANIFEST).read_bytes()) or {})


def exchanged(output: Path, new: dict[str, bytes]) -> Written | None:
    """Stage and exchange."""
    staging = open_staging(output)
    try:
        staged = [stage(staging, Output(path, data, owner=f'o"{path}')) for path, data in new.items()]
        before = listed(output)
        paths = exchange(staging, staged, before)
        return None if paths is None else told(paths, staged, before)
    finally:
        discard(staging)


def committed(output: Path, new: dict[str, bytes], whole: dict[str, bytes]) -> Written:
    """The same as a whole commit."""
    staging = open_staging(output)
    return commit(staging, [stage(staging, Output(p, data, owner=f'o"{p}')) for p, data in (whole | new).items()])


@given(
    st.dictionaries(
        st.sampled_from(NAMES[:6:2] + NAMES[1:4] + NAMES[6:]), st.sampled_from([b"1", b"22", b"a", b"home"]), min_size=1
    )
)
@settings(max_examples=60)
def test_an_exchange_leaves_what_a_whole_commit_leaves(
    tmp_path_factory: pytest.TempPathFactory, new: dict[str, bytes]
) -> None:
    """To the last byte of the manifest, and tells the same."""
    short, long = (laid(tmp_path_factory.mktemp(name), SITE) for name in ("short", "long"))
    done, other = exchanged(short, new), committed(long, new, SITE)

    assert files(short) == files(long)
    assert done == other


def strange(output: Path) -> None:
    """A page that somebody has changed."""
    (output / "a/index.html").write_bytes(b"another")


def gone(output: Path) -> None:
    """A page that somebody has removed."""
    (output / "a/index.html").unlink()


def foreign(output: Path) -> None:
    """A file where a folder is needed."""
    (output / "b").write_bytes(b"mine")


def taken(output: Path) -> None:
    """A file of somebody else where a page goes."""
    (output / "b").mkdir()
    (output / "b/index.html").write_bytes(b"mine")


def linked(output: Path) -> None:
    """A link where a folder is needed."""
    (output / "b").symlink_to(output / "a")


@pytest.mark.parametrize("how", [strange, gone, foreign, taken, linked], ids=lambda how: str(how.__name__))
def test_whatever_is_not_as_it_was_is_left_to_the_whole_commit(tmp_path: Path, how: Callable[[Path], None]) -> None:
    """Nothing is done then, and nothing is lost."""
    output = laid(tmp_path, SITE)
    how(output)
    before = files(output)

    assert exchanged(output, {"a/index.html": b"new", "b/index.html": b"new"}) is None
    assert files(output) == before


@pytest.mark.parametrize(
    "known", [{}, {"index.html": "0" * 32}, dict.fromkeys(SITE, "0" * 32)], ids=["none", "few", "other"]
)
def test_a_manifest_that_lists_something_else_is_left_to_the_whole_commit(
    tmp_path: Path, known: dict[str, str]
) -> None:
    """The memory and the folder must be of one mind."""
    output = laid(tmp_path, SITE)
    staging = open_staging(output)
    staged = [stage(staging, Output("index.html", b"new"))]

    assert exchange(staging, staged, known) is None
