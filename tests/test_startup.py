"""A build with nothing to do: what it imports, which is most of what it costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from sites import lay

BLOG = """
-- kawara.yml --
title: Blog
timezone: Asia/Tokyo
-- content/posts/one.md --
---
title: One
date: 2026-01-01
---
Text.
"""

OURS = {
    "kawara",
    "kawara.__main__",
    "kawara.base",
    "kawara.base.machine",
    "kawara.base.calm",
    "kawara.base.checks",
    "kawara.base.digest",
    "kawara.base.ignored",
    "kawara.base.problems",
    "kawara.base.rule",
    "kawara.base.rules",
    "kawara.build",
    "kawara.build.fresh",
    "kawara.build.options",
    "kawara.build.recall",
    "kawara.cli",
    "kawara.cli.build",
    "kawara.cli.progress",
    "kawara.cli.proofs",
    "kawara.cli.reasons",
    "kawara.cli.terminal",
    "kawara.memory",
    "kawara.memory.aside",
    "kawara.memory.cache",
    "kawara.memory.digests",
    "kawara.memory.files",
    "kawara.memory.salt",
    "kawara.memory.trace",
}
"""Every module of ours that a build with nothing to do imports."""

HEAVY = {"asyncio", "concurrent", "difflib", "logging", "multiprocessing", "tempfile", "unittest", "zoneinfo"}
"""Parts of the standard library that cost more than all the rest."""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules of a whole process in which nothing had changed, without those that Python itself begins with."""
    site = lay(tmp_path_factory.mktemp("site"), BLOG)
    run(site, "-m", "kawara", "build", "--jobs", "1")
    return traced(site, "-m", "kawara", "build") - traced(site, "-c", "pass")


def run(site: Path, *words: str) -> str:
    """What a Python process in that folder says on standard error."""
    paths = {"PYTHONPATH": str(REPOSITORY / "src")}
    whole = [sys.executable, *words]
    return subprocess.run(whole, cwd=site, env=os.environ | paths, capture_output=True, text=True, check=True).stderr


def traced(site: Path, *words: str) -> set[str]:
    """The modules that a process imports."""
    return {
        line.rpartition("|")[2].strip() for line in run(site, "-X", "importtime", *words).splitlines() if "|" in line
    }


def test_nothing_changed_imports_little_of_ours(imported: set[str]) -> None:
    """No stage, no settings, no model: the list is whole, so that whatever is added is added knowingly."""
    assert {name for name in imported if name.split(".")[0] == "kawara"} <= OURS


def test_nothing_changed_imports_no_library(imported: set[str]) -> None:
    """Neither a third party's, nor what is heavy of Python's own."""
    tops = {name.split(".")[0] for name in imported} - {"kawara", "org"}  # copy asks for Jython's org.python.core
    assert {name for name in tops if name not in sys.stdlib_module_names and not name.startswith("_")} == set()
    assert tops & HEAVY == set()
