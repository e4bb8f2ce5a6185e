"""The words a theme prints around the posts: one YAML file per language, with the plural forms of that language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kawara.base.problems import Problem, problem
from kawara.base.text import primary
from kawara.renderer.faults import SITE, TemplateFault
from kawara.renderer.filters import locale_of, number_in
from kawara.renderer.roots import Root
from kawara.renderer.undefined import nearest
from kawara.yamltext import parse, plain

FOLDER = "strings"
FALLBACK = "en"
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of the CLDR."""

Texts = Mapping[str, tuple[str, Mapping[str, str]]]
"""Name → the language a text is in, and its text by plural form (`other` when it has but one)."""


@dataclass(frozen=True, slots=True)
class Words:
    """The theme's strings as one language sees them."""

    texts: Texts
    problems: tuple[Problem, ...] = ()
    """What had to be said in another language."""


def words_of(roots: Iterable[Root], lang: str, language: str) -> Words:
    """All strings for a page in `lang` of a site in `language`. Raises TemplateFault for a file that cannot be read."""
    texts = texts_of(roots, lang, language)
    missing = [name for name, (tag, _) in texts.items() if primary(tag) != primary(lang)]
    return Words(texts, (_untranslated(lang, missing, texts),) if missing else ())


def _untranslated(lang: str, missing: Sequence[str], texts: Texts) -> Problem:
    path = f"{SITE}{FOLDER}/{lang}.yaml"
    whole = len(missing) == len(texts)
    what = "no words" if whole else f"no words for {', '.join(sorted(missing))}"
    hint = f"write them into {path}; {FOLDER}/{FALLBACK}.yaml of the theme has them all"
    return problem("strings", path, f"the theme has {what} in '{lang}', and shows another language's", hint=hint)


def chain(lang: str, language: str) -> tuple[str, ...]:
    """Where a string is looked for, in this order: the page's language, the site's, English."""
    return tuple(dict.fromkeys(tag for tag in (lang, primary(lang), language, primary(language), FALLBACK) if tag))


def texts_of(roots: Iterable[Root], lang: str, language: str) -> Texts:
    """Each string from the first language of the chain that has it, the site's own file before the theme's."""
    layers = list(roots)
    texts: dict[str, tuple[str, Mapping[str, str]]] = {}
    for tag in reversed(chain(lang, language)):
        for root in reversed(layers):
            texts |= {name: (tag, forms) for name, forms in _read(root, tag).items()}
    return texts


def _read(root: Root, tag: str) -> dict[str, dict[str, str]]:
    """One file: name → plural form → text."""
    name = f"{FOLDER}/{tag}.yaml"
    text = root.read(name)
    if text is None:
        return {}
    value, problems = parse(text, root.shown + name)
    if problems:
        raise TemplateFault(problems[0])
    entries = plain(value) if value is not None else {}
    if not isinstance(entries, dict):
        text, hint = "strings are a mapping of names to texts", "write such as 'archive: Archive'"
        raise TemplateFault(problem("template", root.shown + name, text, hint=hint))
    return {str(key): _forms(str(key), entry, root.shown + name) for key, entry in entries.items()}


def _forms(key: str, entry: object, path: str) -> dict[str, str]:
    if not isinstance(entry, dict):
        return {"other": str(entry)}
    if set(entry) <= FORMS and "other" in entry:
        return {str(form): str(text) for form, text in entry.items()}
    hint = f"the forms are {', '.join(sorted(FORMS))}"
    raise TemplateFault(
        problem("template", path, f"'{key}' is no text with plural forms, among them 'other'", hint=hint)
    )


class Translator:
    """`t` in templates: `t("archive")`, `t("posts", 12)`, `t("page", number=3)`."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, name: str, n: int | None = None, **values: object) -> str:
        """A string of the theme. `n` chooses the plural form and stands for `{n}`, other values for `{their name}`.

        Raises ValueError for a string that no language has.
        """
        found = self._texts.get(name)
        if found is None:
            near = nearest(name, self._texts)
            raise ValueError(f"there is no string '{name}'" + (f"; did you mean '{near}'?" if near else ""))
        lang, forms = found
        if n is None:
            return filled(forms["other"], lang, values) if values else forms["other"]
        form = plural_form(lang, n) if len(forms) > 1 else "other"
        return filled(forms.get(form, forms["other"]), lang, values | {"n": n})


@lru_cache(maxsize=4096)
def plural_form(lang: str, n: int) -> str:
    """The CLDR's plural category of a number in a language."""
    return locale_of(lang).plural_form(n)


def filled(text: str, lang: str, values: Mapping[str, object]) -> str:
    """A text with its `{name}`s filled; a number is written as the language writes it."""
    numbers = all(type(value) is int for value in values.values())
    return _counted(text, lang, tuple(values.items())) if numbers else _filled(text, lang, values)


@lru_cache(maxsize=4096)
def _counted(text: str, lang: str, values: tuple[tuple[str, object], ...]) -> str:
    """The same with numbers alone, of which a site has few: «3 minutes» stands on every list."""
    return _filled(text, lang, dict(values))


def _filled(text: str, lang: str, values: Mapping[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: _shown(values, found, lang), text)


def _shown(values: Mapping[str, object], found: re.Match[str], lang: str) -> str:
    value = values.get(found[1], found[0])
    return number_in(value, lang) if isinstance(value, int) else str(value)
