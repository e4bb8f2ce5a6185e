"""What a memo depends on besides its source: the code that made it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kawara import __version__
from kawara.base.digest import digest, digest_parts, digest_value

PACKAGE = Path(__file__).resolve().parents[1]
LIBRARIES = (
    "babel",
    "imagesize",
    "jinja2",
    "latex2mathml",
    "markdown_it_py",
    "markupsafe",
    "mdit_py_plugins",
    "mdurl",
    "nh3",
    "pagefind_bin_extended",
    "pillow",
    "pygments",
    "python_frontmatter",
    "pyyaml",
)
"""Distributions whose version may change an output."""


@cache
def code_salt() -> str:
    """A digest of kawara's own code and of the versions of Python and the libraries. Imports none of them.

    Taken once: what a process has imported it goes on running, whatever is written over its files.
    """
    return digest_value([own_code(), list(sys.version_info[:3]), libraries()])


def own_code() -> str:
    """The version of an installed kawara; of a checkout, whose version does not tell, the sources themselves."""
    if (PACKAGE / "_theme").is_dir():
        return __version__
    sources = sorted(PACKAGE.rglob("*.py"))
    return digest(b"\0".join(source.read_bytes() for source in sources))


def libraries() -> list[str]:
    """The libraries that are installed, with their versions: the names of the folders that hold their metadata."""
    names: set[str] = set()
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")) and Path(folder).is_dir():
            names.update(entry.name.lower() for entry in os.scandir(folder) if entry.name.endswith(".dist-info"))
    return sorted(name for name in names if name.split("-")[0] in LIBRARIES)


def versions_of(plugins: Sequence[str]) -> list[list[str]]:
    """The distributions, with their versions, of the modules of these plugins, and a digest of the module itself: one may have neither."""
    from importlib.metadata import packages_distributions, version  # noqa: PLC0415  slow, and most sites name no plugin

    homes = packages_distributions()
    modules = [plugin.partition(":")[0] for plugin in plugins]
    return [
        [*(f"{name} {version(name)}" for name in sorted(set(homes.get(module.partition(".")[0], ())))), _source(module)]
        for module in modules
    ]


def strangers(plugins: Sequence[str]) -> list[str]:
    """The plugins whose code the salt of every build does not know."""
    return [plugin for plugin in plugins if plugin.replace(":", ".").partition(".")[0] not in LIBRARIES]


def _source(module: str) -> str:
    try:
        spec = find_spec(module.partition(".")[0])
        if not spec:
            return ""
        folders = spec.submodule_search_locations or ()  # a package need not have a file of its own
        files = sorted(file for folder in folders for file in Path(folder).rglob("*.py"))
        files = files or [Path(file) for file in (spec.origin,) if file]
        return digest_parts(file.read_bytes() for file in files)
    except (ImportError, ValueError, OSError):  # it is not there, which is told where the settings are read
        return ""
