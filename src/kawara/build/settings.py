"""The settings of one run: kawara.yml, what the flags change in them, and where the output goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kawara.base.problems import KawaraError, Problem, problem
from kawara.config import FILE, Config, read_config


def configure(root: Path, base_url: str | None = None) -> tuple[Config, list[Problem]]:
    """The site's settings and what is wrong with them. Raises KawaraError when there is no folder to work in."""
    if not root.is_dir():
        raise KawaraError(problem("usage", "", f"there is no folder '{root}'"))
    try:
        text = (root / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        return Config(), [problem("config", FILE, f"cannot be read: {error}", hint="write it in UTF-8")]
    config, found = read_config(text)
    if base_url is None:
        return config, found
    flagged, wrong = read_config(f"url: '{base_url.replace(chr(39), chr(39) * 2)}'", "--base-url")
    return replace(config, url=flagged.url), [*found, *wrong]


def output_folder(root: Path, config: Config, given: Path | None) -> Path:
    """The output folder: as given, from where the command runs; else as set, from the site's folder."""
    return given if given is not None else root / config.output


def shown(output: Path, root: Path) -> str:
    """How messages call the output folder: from the site's folder when it is below it."""
    try:
        return f"{output.resolve().relative_to(root.resolve()).as_posix()}/"
    except ValueError:
        return f"{output}/"
