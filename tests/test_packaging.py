"""The built-in theme is found from every kind of install, and what is installed builds a site."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import REPOSITORY

THEME = ("templates/base.html", "templates/post.html", "templates/strings/ja.yaml", "static/style.css")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(REPOSITORY)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def only(folder: Path, pattern: str) -> Path:
    """The one file of that pattern."""
    [found] = folder.glob(pattern)
    return found


def theme_of(python_path: Path | None) -> Path:
    """Where a fresh Python finds the theme, with a folder put first on its path."""
    environment = {**os.environ, "PYTHONPATH": str(python_path)} if python_path else {**os.environ, "PYTHONPATH": ""}
    code = "from kawara.base.theme import theme_folder; print(theme_folder())"
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return Path(done.stdout.strip())


def test_the_sdist_holds_the_theme_at_the_top(built: Path) -> None:
    """Whoever builds from the sdist has what the wheel needs."""
    with tarfile.open(only(built, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert set(THEME) <= names


def test_the_wheel_holds_the_theme_and_builds_a_site(built: Path, tmp_path: Path) -> None:
    """Unpacked alone, the wheel finds its own theme and turns a folder of Markdown into a site."""
    with zipfile.ZipFile(only(built, "*.whl")) as archive:
        archive.extractall(tmp_path / "wheel")  # noqa: S202  # we have just made it ourselves
    site = tmp_path / "site" / "content"
    site.mkdir(parents=True)
    (site / "hello.md").write_text("---\ndate: 2026-01-02\nlayout: post\n---\nHello.\n", encoding="utf-8")

    theme = theme_of(tmp_path / "wheel")
    done = subprocess.run(
        [sys.executable, "-m", "kawara", "-C", str(site.parent), "build"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "wheel")}, check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert theme == tmp_path / "wheel" / "kawara" / "_theme"
    assert all((theme / name).is_file() for name in THEME)
    assert (tmp_path / "wheel" / "kawara" / "preview" / "client" / "client.js").is_file()
    assert (done.returncode, "1 published" in done.stdout) == (0, True), done.stderr
    assert "Hello." in (site.parent / "_site" / "posts" / "hello" / "index.html").read_text(encoding="utf-8")


def test_an_editable_install_reads_the_live_theme() -> None:
    """Whoever works on the theme sees each edit at once."""
    assert theme_of(None) == REPOSITORY
