"""The content check on texts in a string."""

from __future__ import annotations

from pathlib import Path

from kawara.base.findings import Finding
from kawara.build.checking import check
from kawara.build.options import Options
from sites import NOW, files, write

FIRST = "content/posts/a.md"


def checked(folder: Path) -> tuple[Finding, ...]:
    """What is found in a site, in this process."""
    return check(folder, Options(now=NOW, jobs=1))


def laid(folder: Path, text: str) -> Path:
    """A site of the post `content/posts/a.md`, and of the files that follow lines such as `-- content/posts/b.md --`."""
    for name, content in files(f"-- {FIRST} --\n{text}").items():
        write(folder, name, content)
    return folder


def found(folder: Path, text: str, *, about: str = "") -> list[str]:
    """What is found in such a text, each as `line:column code`; only of one code, if it is named."""
    every = checked(laid(folder, text))
    return [f"{f.problem.line}:{f.problem.column} {f.problem.code}" for f in every if about in ("", f.problem.code)]
