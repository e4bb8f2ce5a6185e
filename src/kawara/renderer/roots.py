"""Where templates are read from: the site's own folder first, then the built-in theme, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kawara.base.ignored import is_passed_over
from kawara.base.problems import problem
from kawara.base.text import nfc
from kawara.renderer.faults import SITE, THEME, TemplateFault


@dataclass(frozen=True, slots=True)
class Root:
    """One folder of templates."""

    shown: str
    """What stands before a template's name in messages."""
    folder: Path
    bound: Path
    """A file must lie below this folder after all symlinks are followed."""

    def read(self, name: str) -> str | None:
        """The text of a file; None when there is none. Raises TemplateFault for one that must not or cannot be read."""
        if not self.is_inside(self.folder):
            hint = "move it into the project"
            raise TemplateFault(
                problem("outside", self.shown.strip("/:"), "the folder leads out of the project", hint=hint)
            )
        file = self.folder / name
        if not file.is_file():
            return None
        if not self.is_inside(file):
            hint = "put the file itself there, not a link to it"
            raise TemplateFault(problem("outside", self.shown + name, f"'{name}' leads out of the project", hint=hint))
        try:
            return file.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            text = f"'{name}' is not UTF-8"
            raise TemplateFault(problem("template", self.shown + name, text, hint="save it as UTF-8")) from error
        except OSError as error:
            text, hint = f"'{name}' cannot be read: {error.strerror}", "look at its permissions"
            raise TemplateFault(problem("template", self.shown + name, text, hint=hint)) from error

    def is_inside(self, file: Path) -> bool:
        """Whether something lies where templates may be read from."""
        return file.resolve().is_relative_to(self.bound.resolve())

    def names(self) -> Iterator[str]:
        """All files of the folder, `/`-separated, in no order; none of a folder that leads elsewhere."""
        for folder, _, files in os.walk(self.folder) if self.is_inside(self.folder) else ():
            names = (nfc(Path(folder, file).relative_to(self.folder).as_posix()) for file in files)
            yield from (name for name in names if not is_passed_over(name))


def roots_of(project: Path, theme: Path) -> tuple[Root, Root]:
    """The site's own templates, then those of the theme. `theme` is the folder that holds `templates/` and `static/`."""
    return Root(SITE, project / "templates", project), Root(THEME, theme / "templates", theme)


def locate(name: str, roots: tuple[Root, ...]) -> tuple[str, str] | None:
    """Name in messages and text of a template: the site's own before the theme's, the theme's for `theme:post.html`."""
    bare = name.removeprefix(THEME)
    if _leaves(bare) or is_passed_over(bare):
        return None
    for root in roots:
        text = root.read(bare) if name == bare or root.shown == THEME else None
        if text is not None:
            return root.shown + bare, text
    return None


def _leaves(name: str) -> bool:
    """Whether a name could mean a file above or beside the folders of templates."""
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")
