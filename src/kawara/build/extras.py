"""What some settings need that is not installed with kawara: told before anything is built, in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from kawara.base.problems import Problem, problem
from kawara.config import FILE, Config
from kawara.yamltext import Value, parse

EXTRAS: tuple[tuple[str, str, str, Callable[[Config], bool]], ...] = (
    (
        "sanitize",
        "nh3",
        "markdown.html: sanitize",
        lambda config: "sanitize" in config.markdown.get("html", {}).values(),
    ),
)
"""Extra, the module it brings, the setting that needs it, and whether a site has that."""


def missing(config: Config, text: str) -> Iterator[Problem]:
    """An error for each extra that the settings need and that is not there, and for each plugin that cannot be used.

    `text` is that of kawara.yml.
    """
    for extra, module, setting, is_wanted in EXTRAS:
        if is_wanted(config) and find_spec(module) is None:
            said = f"`{setting}` needs {module}, which is not installed"
            yield problem("config", FILE, said, hint=f"pip install 'kawara[{extra}]'")
    yield from _plugins(config.markdown.get("plugins", ()), text)


def _plugins(names: Sequence[str], text: str) -> Iterator[Problem]:
    if not names:
        return
    from kawara.loader.rules.plugins import plugin_fault

    for name in names:
        if fault := plugin_fault(name):
            said = f"the plugin '{name}' of `markdown.plugins` cannot be used: {fault}"
            at = next((value for value in _within(parse(text, FILE)[0]) if value.data == name), Value(None))
            place: dict[str, object] = {"line": at.line, "column": at.column, "source": at.source}
            yield problem(
                "config", FILE, said, **place, hint="install what it is in beside kawara, or correct the name"
            )


def _within(value: Value | None) -> Iterator[Value]:
    """A value and all that it holds."""
    if value is None:
        return
    yield value
    held = value.data.values() if isinstance(value.data, dict) else value.data if isinstance(value.data, list) else ()
    for each in held:
        yield from _within(each)
