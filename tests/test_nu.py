"""The Nu HTML checker, which browsers' makers and the W3C use, has nothing to say of what kawara writes: no error, no warning."""

from __future__ import annotations

import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from conftest import REPOSITORY, absent, require_tool
from sites import made

CHECKER = REPOSITORY / "tests/oracles/node_modules/vnu-jar/build/dist/vnu.jar"
LEAST = {"own": 100, "made-up": 300}
"""So many pages at least have to be there to be looked at."""


def said(site: Path, least: int) -> list[str]:
    """What the checker says of all pages of a site, each line without the folder."""
    if not CHECKER.exists():
        absent("vnu-jar is not installed: npm install --prefix tests/oracles")
    assert len(list(site.rglob("*.html"))) >= least
    command = [require_tool("java"), "-Xss4m", "-jar", str(CHECKER), "--format", "gnu", "--skip-non-html", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    found = done.stderr.replace(str(site), "").splitlines()
    assert done.returncode == 0 or found
    return found


def test_nothing_is_wrong_with_the_own_site(tmp_path: Path) -> None:
    """Every page of this repository's site, the manual with its examples of every construct among them."""
    made(REPOSITORY, output=tmp_path / "site", cache=False)
    assert said(tmp_path / "site", LEAST["own"]) == []


def test_nothing_is_wrong_with_a_made_up_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred posts, half of them Japanese, with all their lists."""
    site = tmp_path / "blog"
    monkeypatch.syspath_prepend(str(REPOSITORY / "benchmarks"))
    import_module("corpus").write(site / "content/posts", 200)
    (site / "kawara.yml").write_text("title: Blog\nurl: https://blog.example/\nsearch: true\n", encoding="utf-8")
    made(site)
    assert said(site / "_site", LEAST["made-up"]) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    """Or the tests above would prove nothing."""
    (tmp_path / "page.html").write_text("<!doctype html><html lang=en><title>a</title><p><section></section>")
    assert said(tmp_path, 1)
