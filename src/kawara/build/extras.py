"""What some settings need that is not installed with kawara: told before anything is built, in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from kawara.base.problems import Problem, problem
from kawara.config import FILE, Config

EXTRAS: tuple[tuple[str, str, str, Callable[[Config], bool]], ...] = (
    (
        "sanitize",
        "nh3",
        "markdown.html: sanitize",
        lambda config: "sanitize" in config.markdown.get("html", {}).values(),
    ),
)
"""Extra, the module it brings, the setting that needs it, and whether a site has that."""


def missing(config: Config) -> Iterator[Problem]:
    """An error for each extra that the settings need and that is not there, and for each plugin that cannot be used."""
    for extra, module, setting, is_wanted in EXTRAS:
        if is_wanted(config) and find_spec(module) is None:
            text = f"`{setting}` needs {module}, which is not installed"
            yield problem("config", FILE, text, hint=f"pip install 'kawara[{extra}]'")
    yield from _plugins(config.markdown.get("plugins", ()))


def _plugins(names: Sequence[str]) -> Iterator[Problem]:
    if not names:
        return
    from kawara.loader.rules.plugins import plugin_fault  # noqa: PLC0415  it brings the library, and most sites name none

    for name in names:
        if fault := plugin_fault(name):
            text = f"the plugin '{name}' of `markdown.plugins` cannot be used: {fault}"
            yield problem("config", FILE, text, hint="install what it is in beside kawara, or correct the name")
