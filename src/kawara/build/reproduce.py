"""The proof that nothing but the sources reaches the output: the same site, built in another world.

A copy of the sources in another folder, made in another order and with other times, is built by another process with another
zone, locale, hash seed and number of workers, from nothing. Only the moment that decides what is published is the same.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import kawara
from kawara.base.machine import cores
from kawara.base.problems import Problem, problem
from kawara.build.comparing import Words, differences
from kawara.build.options import Options, Report
from kawara.build.settings import configure, output_folder
from kawara.build.sight import FOLDERS
from kawara.config import FILE
from kawara.writer.duplicate import duplicate

WORDS = Words(
    "reproducible",
    differs="comes out otherwise when the site is built elsewhere",
    missing="is not there, but is made when the site is built elsewhere",
    surplus="is there, but is not made when the site is built elsewhere",
)

WORLDS = (
    {"TZ": "Pacific/Marquesas", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "PYTHONHASHSEED": "2"},
)
"""Environments to build in; the first that has nothing of ours is taken."""


def reproduced(root: Path, options: Options, report: Report) -> list[Problem]:
    """What comes out otherwise than this build has published it. Nothing when all is the same."""
    config, _ = configure(root, options.base_url)
    published = output_folder(root, config, options.output)
    with tempfile.TemporaryDirectory(prefix="kawara-") as scratch:
        copy, other, told = (Path(scratch, name) for name in ("another place", "out", "report.json"))
        copy.mkdir()
        duplicate(root, [FILE, *FOLDERS, *config.mounts], copy)
        command = [sys.executable, "-m", "kawara", "-C", str(copy), "build", *flags(options, other, told)]
        done = subprocess.run(command, env=world(), cwd=scratch, capture_output=True, check=False)  # noqa: S603  this very program
        if not told.exists() or not json.loads(told.read_bytes())["site_digest"]:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            return [problem("reproducible", "", f"the site could not be built elsewhere: {''.join(last)}")]
        return differences(report, published, other, WORDS)


def world() -> dict[str, str]:
    """The environment of the other process. It runs this very kawara, wherever that was imported from."""
    other = next((one for one in WORLDS if not one.items() & os.environ.items()), WORLDS[0])
    package = str(Path(kawara.__file__).resolve().parents[1])
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, **other, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, paths))}


def flags(options: Options, output: Path, told: Path) -> Iterator[str]:
    """The flags of the other build."""
    jobs = options.jobs or cores()
    yield from ("--no-cache", "--now", options.now.isoformat(), "--jobs", "1" if jobs > 1 else "2")
    yield from ("--output", str(output), "--report", str(told))
    yield from ["--base-url", options.base_url] if options.base_url is not None else []
    for name in ("drafts", "future", "keep_going"):
        if getattr(options, name):
            yield f"--{name.replace('_', '-')}"
