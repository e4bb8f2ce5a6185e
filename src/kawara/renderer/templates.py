"""The Jinja environment, templates by name, and what each depends on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound, TemplateSyntaxError, meta, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from kawara.base.digest import digest_value
from kawara.base.problems import Problem
from kawara.renderer.blocks import Layer, stray
from kawara.renderer.compiling import NAMES, Compiler, gathered
from kawara.renderer.declared import Embed, declared
from kawara.renderer.faults import SITE, Knowledge, TemplateFault, fault_of
from kawara.renderer.filters import FILTERS
from kawara.renderer.once import Once
from kawara.renderer.roots import Root, locate, roots_of
from kawara.renderer.strings import Words, words_of
from kawara.renderer.undefined import Absent, Unknown

MAPPINGS = frozenset({dict, MappingProxyType})
"""Types whose keys a template reaches as fields. Asked of every field of every page: a set is quicker than `isinstance`."""
CHANCE = ("lipsum",)
"""Functions of Jinja that answer differently each time: with them, one input would not give one output."""
CHANCE_FILTERS = ("random",)
EMBED = re.compile(r"embeds/([^_./][^./]*)\.html")
"""The template of a directive."""
REFERRING = ("extends", "include", "import")
"""Words without which no template refers to another: most of the small ones need not be parsed to know that."""


class Sources(BaseLoader):
    """Templates out of the two folders; what was read is kept for the excerpts of messages."""

    def __init__(self, roots: tuple[Root, ...]) -> None:
        self.roots = roots
        self.lines: dict[str, str] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        """Text and name in messages. Raises TemplateNotFound."""
        del environment
        found = locate(template, self.roots)
        if found is None:
            raise TemplateNotFound(template)
        shown, text = found
        self.lines[shown] = text
        return text, shown, None


class ThemeTemplate(Template):
    """A compiled template."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: MutableMapping[str, Any], globals: Any) -> Template:  # noqa: A002  the library's name
        namespace.update(NAMES)
        # As one dictionary: each page looks through all of these, which takes a chain of several ten times as long.
        return super()._from_namespace(environment, namespace, dict(globals))

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> TemplateModule:  # noqa: A002, FBT001, FBT002  as above
        """As the library has it; what one page alone imports is noted, to be let go of with the page."""
        context = self.new_context(vars, shared, locals)
        if vars is not None:
            self.environment.imported.append(context)  # type: ignore[attr-defined]  # a ThemeEnvironment, whose class of templates this is
        return TemplateModule(self, context)


class ThemeEnvironment(Environment):
    """Jinja with escaping always on, where an unknown name is an error and a mapping's keys come before its methods."""

    template_class = ThemeTemplate
    code_generator_class: type[CodeGenerator] = Compiler
    imported: list[Context]
    """The names that pages in the making have imported."""

    def __init__(self, sources: Sources) -> None:
        super().__init__(
            loader=sources,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=Unknown,
            auto_reload=False,
            cache_size=-1,
            extensions=(Once,),
        )
        self.imported = []
        self.filters = {name: row for name, row in self.filters.items() if name not in CHANCE_FILTERS} | FILTERS
        self.globals = {name: value for name, value in self.globals.items() if name not in CHANCE}

    def _generate(self, source: nodes.Template, *arguments: Any, **named: Any) -> str:
        return gathered(super()._generate(source, *arguments, **named))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`post.extra.items` is the author's field `items`, or absent; a method only where no field can be meant."""
        if type(obj) in MAPPINGS and (attribute in obj or not hasattr(obj, attribute)):
            return self.getitem(obj, attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a mapping, an item of a sequence, else a field by that name."""
        if type(obj) in MAPPINGS:
            return obj[argument] if argument in obj else Absent(obj=obj, name=str(argument))
        return super().getitem(obj, argument)


class Templates:
    """The templates of one site. Each is read and compiled once; an instance sees the folders as they were then."""

    def __init__(self, project: Path, theme: Path) -> None:
        self._sources = Sources(roots_of(project, theme))
        self._environment = ThemeEnvironment(self._sources)
        self._names: frozenset[str] | None = None
        self._references: dict[str, tuple[str, str, tuple[str | None, ...]] | None] = {}
        self._closures: dict[str, str] = {}
        self._stray: dict[str, tuple[Problem, ...]] = {}
        self._layers: dict[str, Layer] = {}
        self._words: dict[tuple[str, str], Words] = {}

    def names(self) -> frozenset[str]:
        """Every template there is, without the folder it lies in."""
        if self._names is None:
            self._names = frozenset(name for root in self._sources.roots for name in root.names())
        return self._names

    def layouts(self) -> frozenset[str]:
        """What `layout:` may name: the templates of whole pages, without `.html`. `_item.html` is a part of others."""
        whole = (
            name for name in self.names() if name.endswith(".html") and "/" not in name and not name.startswith("_")
        )
        return frozenset(name.removesuffix(".html") for name in whole)

    def embeds(self) -> tuple[str, ...]:
        """The directives there are: what lies in `embeds/`, but for plain forms and parts of others."""
        found = (EMBED.fullmatch(name) for name in self.names())
        return tuple(sorted(name[1] for name in found if name))

    def embed(self, name: str) -> Embed | None:
        """What a directive takes; None when there is no template of that name. Raises TemplateFault."""
        read = self._read(f"embeds/{name}.html")
        return declared(read[0], read[1]) if read else None

    def strings(self, lang: str, language: str) -> Words:
        """The theme's words for a page in `lang` of a site in `language`. Raises TemplateFault."""
        key = (lang, language)
        if key not in self._words:
            self._words[key] = words_of(self._sources.roots, lang, language)
        return self._words[key]

    def render(self, name: str, variables: Mapping[str, Any], subject: str) -> str:
        """The page that a template makes of these variables. Raises TemplateFault, which names `subject`."""
        start = len(self._environment.imported)
        try:
            template = self._environment.get_template(name)
            return "".join(template.root_render_func(template.new_context(dict(variables))))
        except Exception as error:
            fault = fault_of(error, subject, self._knowledge(variables))
            if fault is None:
                raise
            raise fault from error
        finally:
            _let_go(self._environment.imported, start)

    def stray(self, name: str) -> tuple[Problem, ...]:
        """The blocks without effect in a template and those that it extends."""
        if name not in self._stray:
            own = any(read[0].startswith(SITE) for read in map(self._read, self.reach(name)) if read)
            self._stray[name] = tuple(stray(self._line(name))) if own else ()
        return self._stray[name]

    def _line(self, name: str) -> list[Layer]:
        """The template, that which it extends, and so on; nothing where that is not known or cannot be read."""
        line: list[Layer] = []
        waiting: str | None = name
        while waiting:
            layer = self._layer(waiting)
            if layer is None or any(layer is below for below in line):
                return []
            line.append(layer)
            waiting = layer.parent
        return line if waiting == "" else []

    def _layer(self, name: str) -> Layer | None:
        """One template of such a line, parsed once for all lines; None where it is not there, or not to be read."""
        read = self._read(name)
        if read and read[0] not in self._layers:
            with suppress(TemplateSyntaxError):
                self._layers[read[0]] = Layer(read[0], read[1], self._environment.parse(read[1]))
        return self._layers.get(read[0]) if read else None

    def closure(self, name: str) -> str:
        """The digest of a template and of all it extends, includes and imports: it moves when any of their texts does.

        A name that is only known while rendering stands for every template. A template that is not there is part of
        the answer, so that adding it moves the digest. So is what is said of its blocks, which asks whose each text is.
        """
        if name not in self._closures:
            parts = [self._part(part) for part in sorted(self.reach(name))]
            self._closures[name] = digest_value([*parts, *self.stray(name)])
        return self._closures[name]

    def reach(self, name: str) -> set[str]:
        """The template and all it can lead to, by name."""
        reached: set[str] = set()
        waiting: list[str] = [name]
        while waiting:
            part = waiting.pop()
            if part not in reached:
                reached.add(part)
                waiting.extend(self._led_to(part))
        return reached

    def near(self, name: str) -> set[str]:
        """The same for whoever tells of it: where one of them cannot be read, all there are."""
        try:
            return self.reach(name)
        except TemplateFault:
            return {name, *self.names()}

    def _led_to(self, name: str) -> Iterable[str]:
        read = self._read(name)
        for reference in read[2] if read else ():
            if reference is None:
                yield from self.names()
            else:
                yield reference

    def _part(self, name: str) -> list[str | None]:
        """Name and text; not the folder, so that a copy of the theme's own changes nothing."""
        read = self._read(name)
        return [name, read[1] if read else None]

    def _read(self, name: str) -> tuple[str, str, tuple[str | None, ...]] | None:
        """Name in messages, text and the names of the templates it refers to; None for one that is not there."""
        if name not in self._references:
            found = locate(name, self._sources.roots)
            self._references[name] = found and (*found, self._references_in(found[1]))
        return self._references[name]

    def _references_in(self, text: str) -> tuple[str | None, ...]:
        if not any(word in text for word in REFERRING):
            return ()
        try:
            return tuple(meta.find_referenced_templates(self._environment.parse(text)))
        except TemplateSyntaxError:
            return ()

    def _knowledge(self, variables: Mapping[str, Any]) -> Knowledge:
        environment = self._environment
        return Knowledge(
            names=[*variables, *environment.globals],
            templates=self.names(),
            filters=environment.filters,
            tests=environment.tests,
            lines=self._sources.lines,
        )


def _let_go(imported: list[Context], start: int) -> None:
    """Macros and the names among which they stand hold each other, until the garbage collector looks: it took 4 % of rendering."""
    for context in imported[start:]:
        context.vars.clear()
    del imported[start:]
