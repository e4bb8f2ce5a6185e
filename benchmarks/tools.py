"""Every generator that is measured: where it is found, how its site is laid out, how it is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
OUTPUT = "_site"

Command = list[str | Path]


@dataclass(frozen=True, slots=True)
class Tool:
    """One generator, as a row of a table."""

    name: str
    layout: str
    """The dialect of its posts: a key of corpus.LAYOUTS."""
    posts: str
    """Where posts lie in its site."""
    static: str
    """Where files that are copied lie in its site."""
    template: str
    """Its template of a post, which the template edit changes."""
    mark: str
    """Text of that template; what the edit adds stands after it."""
    program: Callable[[Path], Path | None]
    """Folder of the peers → what to start, or None where it is not installed."""
    command: Callable[[Path, Path], Command]
    """Program and site → the whole command of a build, run in the site."""
    copies: Mapping[str, Path] = field(default_factory=dict)
    """Further files of its site: path in the site → file of this repository."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Links in its site: name → path in the folder of the peers."""
    environment: Mapping[str, str] = field(default_factory=dict)


def existing(*candidates: Path) -> Path | None:
    """The first path that exists."""
    return next((path for path in candidates if path.exists()), None)


def kawara_program(peers: Path) -> Path | None:
    """That which setup.py has installed from this checkout, else the checkout's own."""
    return existing(peers / "kawara" / "bin" / "kawara", REPOSITORY / ".venv" / "bin" / "kawara")


def python_of(program: Path | None) -> Path:
    """The interpreter that runs a program of an environment; that which runs this where there is no such program."""
    return program.with_name("python") if program else Path(sys.executable)


def hugo_program(peers: Path) -> Path | None:
    """Hugo's own binary within its Python package: the package's launcher would add Python's start to each run."""
    return existing(*sorted(peers.glob("hugo/lib/python3*/site-packages/hugo/binaries/hugo")))


def pelican_program(peers: Path) -> Path | None:
    """From its own virtual environment."""
    return existing(peers / "pelican" / "bin" / "pelican")


def eleventy_program(peers: Path) -> Path | None:
    """The script that npx would start, without npx."""
    return existing(peers / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")


def jekyll_program(_peers: Path) -> Path | None:
    """The system's."""
    found = shutil.which("jekyll")
    return Path(found) if found else None


def kawara_command(program: Path, site: Path) -> Command:
    """With the report, which tells how many pages were rendered."""
    return [program, "-C", site, "build", "--report", report_path(site)]


def hugo_command(program: Path, site: Path) -> Command:
    """With a cache folder of this site's own, so that no run finds what another left."""
    return [program, "--source", site, "--destination", site / OUTPUT, "--cacheDir", site / ".hugo_cache", "--quiet"]


def pelican_command(program: Path, site: Path) -> Command:
    """As its manual says."""
    return [program, site / "content", "--output", site / OUTPUT, "--settings", site / "pelicanconf.py", "--quiet"]


def eleventy_command(program: Path, _site: Path) -> Command:
    """Its configuration names the folders."""
    return ["node", program, "--quiet"]


def jekyll_command(program: Path, site: Path) -> Command:
    """As its manual says."""
    return [program, "build", "--source", site, "--destination", site / OUTPUT, "--quiet"]


def report_path(site: Path) -> Path:
    """Where kawara tells what it did: beside the site, not in it."""
    return site.parent / f"{site.name}.report.json"


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            name="kawara",
            layout="flat",
            posts="content/posts",
            static="static",
            template="templates/post.html",
            mark="</h1>",
            program=kawara_program,
            command=kawara_command,
            copies={"templates/post.html": REPOSITORY / "templates" / "post.html"},
        ),
        Tool(
            name="hugo",
            layout="iso",
            posts="content/posts",
            static="static",
            template="layouts/page.html",
            mark="</h1>",
            program=hugo_program,
            command=hugo_command,
        ),
        Tool(
            name="pelican",
            layout="pelican",
            posts="content/posts",
            static="content/static",
            template="theme/templates/article.html",
            mark='<article class="post">',
            program=pelican_program,
            command=pelican_command,
        ),
        Tool(
            name="eleventy",
            layout="iso",
            posts="content/posts",
            static="static",
            template="_includes/post.njk",
            mark='<div class="body">',
            program=eleventy_program,
            command=eleventy_command,
            links={"node_modules": "eleventy/node_modules"},
        ),
        Tool(
            name="jekyll",
            layout="jekyll",
            posts="_posts",
            static=".",
            template="_layouts/post.html",
            mark='<div class="body">',
            program=jekyll_program,
            command=jekyll_command,
            environment={"JEKYLL_ENV": "production", "LANG": "C.UTF-8"},
        ),
    )
}


def lay(tool: Tool, site: Path, posts: Path, peers: Path) -> None:
    """Lay out a tool's site in a folder that does not exist yet."""
    shutil.copytree(HERE / "peers" / tool.name, site)
    shutil.copytree(posts, site / tool.posts)
    shutil.copytree(HERE / "peers" / "static", site / tool.static, dirs_exist_ok=True)
    for target, source in tool.copies.items():
        (site / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, site / target)
    for name, target in tool.links.items():
        (site / name).symlink_to(peers / target)


def version(tool: Tool, program: Path, folder: Path) -> str:
    """What the tool calls itself."""
    flag = "version" if tool.name == "hugo" else "--version"
    start: Command = ["node", program] if program.suffix == ".cjs" else [program]
    said = subprocess.run([*start, flag], cwd=folder, capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+\.\d+[\w.]*", said)
    return found.group() if found else "unknown"
