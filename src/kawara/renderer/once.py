"""`{% once post, level %} … {% endonce %}`: a part of a page that is made once for all pages that hand it the same values.

What stands in it may use the values it names, the filters, and what is the same for all pages of one edition and language:
`site`, `t`, `asset`, `page.lang`, `page.edition`. Any other name is an error when the template is compiled. So the same
values always make the same text, and ask the same questions, which the View notes for every page that gets the text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from itertools import count
from typing import Any

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup

from kawara.model import Heading, Listing, Term
from kawara.renderer.sketches import Mention, key_of

KEEPER = "keeper"
"""The field of the tag that holds what a compiled tag calls."""
HANDLE = "(once)"
"""Where a page's variables hold what keeps its parts: no name that a template could write."""
SHARED = frozenset({"site", "t", "asset", "has_asset", "integrity"})
"""Names that mean the same on all pages of one edition and language."""
OF_THE_PAGE = frozenset({"lang", "edition"})
"""And what of `page` does."""
OUTER = (nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.ScopedEvalContextModifier)
"""What would let other names in."""
VALUES = frozenset({str, Markup, int, float, bool, type(None), date, datetime, Term, Heading, Listing, Mention})
"""Values that cannot change. With any other, the part is made each time."""
KEYS: Mapping[type, Callable[[Any], Hashable]] = {Mention: key_of, datetime: datetime.isoformat}
"""Types of values that are told apart by something else than equality."""


class Keeper:
    """What a compiled tag calls."""

    __slots__ = ()

    def __call__(self, context: Context, number: int, values: tuple[Any, ...], caller: Callable[[], str]) -> str:
        """The text of one part. In a macro that was imported without context no page is known, and nothing is kept."""
        handle = context.parent.get(HANDLE)
        if handle is not None and not values:
            keep, of_all = handle
            alone: str = keep((number, of_all), lambda: Markup(caller()))  # noqa: S704 (as any macro's text: it has been escaped)
            return alone
        types = tuple(map(type, values))
        if handle is None or not VALUES.issuperset(types):
            return Markup(caller())  # noqa: S704 (as above)
        # Equal values of two types, such as 1 and True, or text and markup, are not printed alike, nor is one moment in two zones.
        known = tuple([KEYS[kind](value) if kind in KEYS else value for kind, value in zip(types, values, strict=True)])
        keep, of_all = handle
        text: str = keep((number, of_all, known, types), lambda: Markup(caller()))  # noqa: S704 (as above)
        return text


def mentioned(key: Hashable) -> set[str]:
    """The paths of the posts that are handed to the part with this key."""
    values = key[2] if isinstance(key, tuple) and len(key) > 2 else ()
    return {value[1] for value in values if type(value) is tuple}


class Once(Extension):
    """The tag."""

    tags = {"once"}  # noqa: RUF012 (Jinja's own declaration)
    keeper = Keeper()

    def __init__(self, environment: Any) -> None:
        super().__init__(environment)
        self._numbers = count()

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call of the :class:`Keeper`."""
        line = next(parser.stream).lineno
        named = [] if parser.stream.current.test("block_end") else items_of(parser.parse_tuple())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        for name in strangers(body, SHARED | self.environment.globals.keys(), named):
            parser.fail(f"'{name}' is not among the values of this `once`", line)
        handed = [nodes.ContextReference(), nodes.Const(next(self._numbers)), nodes.Tuple(named, "load")]
        return nodes.CallBlock(self.call_method(KEEPER, handed), [], [], body).set_lineno(line)


def items_of(node: nodes.Expr) -> list[nodes.Expr]:
    """The expressions of a list with commas."""
    return node.items if isinstance(node, nodes.Tuple) else [node]


def strangers(body: Iterable[nodes.Node], known: AbstractSet[str], named: Sequence[nodes.Expr]) -> Iterator[str]:
    """Names in a body that may mean something else on another page, though the values are the same."""
    for node in body:
        if node in named or _is_of_the_page(node):
            continue
        if isinstance(node, OUTER) or (isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known):
            yield node.name if isinstance(node, nodes.Name) else type(node).__name__.lower()
        inner = known
        if isinstance(node, nodes.For):
            yield from strangers([node.iter], known, named)
            inner = known | _set_by(node.target) | {"loop"}
        yield from strangers(node.iter_child_nodes(("iter",)), inner, named)
        if isinstance(node, nodes.Assign | nodes.AssignBlock):
            known = known | _set_by(node.target)


def _set_by(target: nodes.Node) -> set[str]:
    """The names that an assignment or a loop gives a meaning."""
    return {name.name for name in (target, *target.find_all(nodes.Name)) if isinstance(name, nodes.Name)}


def _is_of_the_page(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Getattr) or node.attr not in OF_THE_PAGE:
        return False
    return isinstance(node.node, nodes.Name) and node.node.name == "page"
