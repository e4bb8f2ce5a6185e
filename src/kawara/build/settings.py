"""The settings of one run: kawara.yml, what the flags change in them, and where the output goes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from kawara.base.problems import KawaraError, Problem, problem
from kawara.config import FILE, Config


def configure(root: Path, base_url: str | None = None) -> tuple[Config, list[Problem]]:
    """The site's settings and what is wrong with them. Raises KawaraError when there is no folder to work in."""
    if not root.is_dir():
        hint = "name another with -C, or start a blog there: kawara init"
        raise KawaraError(problem("usage", "", f"there is no folder '{root}'", hint=hint))
    try:
        text = (root / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except UnicodeDecodeError:
        return Config(), [problem("config", FILE, "the file is not UTF-8", hint="save it as UTF-8")]
    except OSError as error:
        text = f"the file cannot be read: {error.strerror}"
        return Config(), [problem("config", FILE, text, hint="look at its permissions")]
    # A build that has the settings from the last one needs none of these, and starts by that much earlier.
    from kawara.build.extras import missing
    from kawara.config.reading import read_config
    from kawara.search import program

    config, found = read_config(text)
    found += missing(config, text)
    if config.search and program() is None:
        config = replace(config, search=False)
        text = "the site has no search box: `search: true` needs Pagefind, which is not installed"
        found.append(problem("search-absent", FILE, text, hint="pip install 'kawara[search]'"))
    if base_url is None:
        return config, found
    flagged, wrong = read_config(f"url: '{base_url.replace(chr(39), chr(39) * 2)}'")
    hint = "write such as --base-url https://example.org/blog/"
    told = [problem("usage", "", f"--base-url: {each.text}", hint=hint) for each in wrong]
    return replace(config, url=flagged.url), [*found, *told]


def output_folder(root: Path, config: Config, given: Path | None) -> Path:
    """The output folder: as given, from where the command runs; else as set, from the site's folder."""
    return given if given is not None else root / config.output


def shown(output: Path, root: Path) -> str:
    """How messages call the output folder: from the site's folder when it is below it."""
    given = Path(os.path.abspath(output))  # noqa: PTH100  a symlink is called by its own name
    try:
        return f"{given.relative_to(os.path.abspath(root)).as_posix()}/"  # noqa: PTH100  as above
    except ValueError:
        return f"{given}".rstrip("/") + "/"
